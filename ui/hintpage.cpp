#include "ui/hintpage.h"

#include "ui/iconengine.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

HintPage::HintPage(const QString &iconName, const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_iconName(iconName)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(text, this))
    , m_buttons(new QHBoxLayout)
{
    auto *titleLabel = new QLabel(title, this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    titleLabel->setFont(large);
    titleLabel->setAlignment(Qt::AlignCenter);
    m_text->setObjectName(QStringLiteral("hintText"));
    m_text->setAccessibleName(title);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_icon->setAlignment(Qt::AlignCenter);
    drawIcon();

    m_buttons->addStretch();
    m_buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addStretch();
    layout->addWidget(m_icon);
    layout->addWidget(titleLabel);
    layout->addWidget(m_text);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(m_buttons);
    layout->addStretch();
}

void HintPage::offer(QAction *action)
{
    auto *button = new QPushButton(this);
    button->setObjectName(objectName() + QLatin1Char('.') + action->objectName());
    const auto follow = [button, action] {
        button->setText(action->text().remove(QLatin1Char('&')));
        button->setAccessibleName(button->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    // Qt would put it behind everything that is there already.
    QWidget *before = m_buttons->count() > 2 ? m_buttons->itemAt(m_buttons->count() - 2)->widget() : m_text;
    setTabOrder(before, button);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void HintPage::setText(const QString &text)
{
    m_text->setText(text);
}

void HintPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QWidget::changeEvent(event);
}

void HintPage::resizeEvent(QResizeEvent *event)
{
    // Words and buttons matter more where there is little room.
    m_icon->setVisible(height() > fontMetrics().height() * 11);
    QWidget::resizeEvent(event);
}

void HintPage::drawIcon()
{
    const int side = fontMetrics().height() * 2;
    m_icon->setPixmap(themedIcon(m_iconName, Tone::Muted).pixmap(QSize(side, side), devicePixelRatioF()));
}

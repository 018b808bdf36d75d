#include "ui/hintpage.h"

#include "ui/iconengine.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace {

constexpr int leastLines = 3;

}

HintPage::HintPage(const QString &iconName, const QString &title, const QString &text, QWidget *parent)
    : QScrollArea(parent)
    , m_iconName(iconName)
    , m_content(new QWidget(this))
    , m_icon(new QLabel(m_content))
    , m_title(new QLabel(title, m_content))
    , m_text(new QLabel(text, m_content))
    , m_buttons(new QHBoxLayout)
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_title->setFont(large);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
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
    auto *layout = new QVBoxLayout(m_content);
    layout->addStretch();
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(fontMetrics().height() / 2);
    layout->addLayout(m_buttons);
    layout->addStretch();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setWidget(m_content);
    // It has the ground of what it stands on.
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
}

void HintPage::offer(QAction *action, Offered offered)
{
    auto *button = new QPushButton(m_content);
    button->setObjectName(objectName() + QLatin1Char('.') + action->objectName());
    const auto follow = [button, action, offered] {
        button->setText(action->text().remove(QLatin1Char('&')));
        button->setAccessibleName(button->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setVisible(offered == Offered::Always || action->isEnabled());
    };
    // Qt would put it behind everything that is there already.
    QWidget *before = m_buttons->count() > 2 ? m_buttons->itemAt(m_buttons->count() - 2)->widget() : m_text;
    setTabOrder(before, button);
    m_buttons->insertWidget(m_buttons->count() - 1, button, 0, Qt::AlignHCenter);
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

void HintPage::setText(const QString &text)
{
    m_text->setText(text);
}

QSize HintPage::sizeHint() const
{
    return m_content->sizeHint();
}

/// As wide as the widest word or button beside a bar to scroll with, and as high as a few lines.
QSize HintPage::minimumSizeHint() const
{
    int width = std::max(m_title->minimumSizeHint().width(), m_text->minimumSizeHint().width());
    for (int i = 0; i < m_buttons->count(); ++i) {
        if (const QLayoutItem *item = m_buttons->itemAt(i); !item->isEmpty())
            width = std::max(width, item->minimumSize().width());
    }
    const QMargins margins = m_content->layout()->contentsMargins();
    return {width + margins.left() + margins.right() + verticalScrollBar()->sizeHint().width(),
            std::min(m_content->minimumSizeHint().height(), fontMetrics().height() * leastLines)};
}

bool HintPage::eventFilter(QObject *watched, QEvent *event)
{
    const bool filtered = QScrollArea::eventFilter(watched, event);
    if (watched == m_content && event->type() == QEvent::LayoutRequest) {
        fitButtons();
        updateGeometry();
    }
    return filtered;
}

void HintPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
    QScrollArea::changeEvent(event);
}

void HintPage::resizeEvent(QResizeEvent *event)
{
    // Words and buttons matter more where there is little room.
    m_icon->setVisible(height() > fontMetrics().height() * 11);
    fitButtons();
    QScrollArea::resizeEvent(event);
}

void HintPage::fitButtons()
{
    int width = 0;
    for (int i = 0; i < m_buttons->count(); ++i) {
        if (const QLayoutItem *item = m_buttons->itemAt(i); !item->isEmpty())
            width += item->minimumSize().width() + std::max(0, m_buttons->spacing());
    }
    const QBoxLayout::Direction direction = width <= contentsRect().width() - 2 * m_content->layout()->contentsMargins().left()
        ? QBoxLayout::LeftToRight
        : QBoxLayout::TopToBottom;
    if (m_buttons->direction() != direction)
        m_buttons->setDirection(direction);
}

void HintPage::drawIcon()
{
    const int side = fontMetrics().height() * 2;
    m_icon->setPixmap(themedIcon(m_iconName, Tone::Muted).pixmap(QSize(side, side), devicePixelRatioF()));
}

#include "ui/workbench/noticestrip.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

NoticeStrip::NoticeStrip(const char *name, QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new ElidedLabel(this))
    , m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(QLatin1String(name));
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::ToolTipBase);
    setAutoFillBackground(true);
    m_text->setObjectName(QLatin1String(name) + QStringLiteral("Text"));
    m_text->setAccessibleName(tr("What happened"));
    auto *words = new QHBoxLayout;
    words->addWidget(m_icon);
    words->addWidget(m_text, 1);
    m_buttons->addStretch();
    m_parts->setContentsMargins(8, 3, 4, 3);
    m_parts->addLayout(words, 1);
    m_parts->addLayout(m_buttons);
    drawIcon();
    hide();
}

void NoticeStrip::tell(const QString &text)
{
    m_text->setText(text);
    show();
}

QString NoticeStrip::text() const
{
    return m_text->text();
}

QPushButton *NoticeStrip::addButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    m_buttons->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, &QWidget::hide);
    return button;
}

QSize NoticeStrip::minimumSizeHint() const
{
    const int words = m_parts->itemAt(0)->minimumSize().width();
    const QMargins margins = m_parts->contentsMargins() + contentsMargins();
    return {std::max(words, m_buttons->minimumSize().width()) + margins.left() + margins.right(), QFrame::minimumSizeHint().height()};
}

void NoticeStrip::resizeEvent(QResizeEvent *event)
{
    const int words = m_icon->sizeHint().width() + fontMetrics().averageCharWidth() * 20;
    const bool isWide = width() >= words + m_buttons->minimumSize().width();
    m_parts->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    QFrame::resizeEvent(event);
}

void NoticeStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        drawIcon();
}

void NoticeStrip::drawIcon()
{
    m_icon->setPixmap(
        themedIcon(QStringLiteral("triangle-alert"), Tone::Notice).pixmap(QSize(1, 1) * fontMetrics().height(), devicePixelRatio()));
}

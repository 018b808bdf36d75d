#include "ui/workbench/noticestrip.h"

#include "ui/elidedlabel.h"
#include "ui/iconengine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

NoticeStrip::NoticeStrip(const char *name, QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new ElidedLabel(this))
{
    setObjectName(QLatin1String(name));
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::ToolTipBase);
    setAutoFillBackground(true);
    m_text->setObjectName(QLatin1String(name) + QStringLiteral("Text"));
    m_text->setAccessibleName(tr("What happened"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 3, 4, 3);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
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
    layout()->addWidget(button);
    connect(button, &QAbstractButton::clicked, this, &QWidget::hide);
    return button;
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

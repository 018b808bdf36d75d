#include "ui/noticerow.h"

#include "ui/iconengine.h"
#include "ui/tonelabel.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace {

QString iconName(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return QStringLiteral("circle-check");
    case Tone::Notice:
    case Tone::Unsure:
        return QStringLiteral("triangle-alert");
    case Tone::Bad:
        return QStringLiteral("circle-alert");
    case Tone::Plain:
    case Tone::Muted:
        break;
    }
    return QStringLiteral("info");
}

} // namespace

NoticeRow::NoticeRow(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new ToneLabel(Tone::Notice, this))
{
    setObjectName(name);
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    hide();
}

void NoticeRow::tell(const QString &text, Tone tone)
{
    const bool isNew = !text.isEmpty() && text != m_text->text();
    m_tone = tone;
    m_text->setTone(tone);
    m_text->setText(text);
    drawIcon();
    setVisible(!text.isEmpty());
    if (isNew && isVisible()) {
        QAccessibleEvent alert(m_text, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

QString NoticeRow::text() const
{
    return m_text->text();
}

void NoticeRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        drawIcon();
}

void NoticeRow::drawIcon()
{
    const int side = fontMetrics().height();
    m_icon->setPixmap(themedIcon(iconName(m_tone), m_tone).pixmap(QSize(side, side), devicePixelRatio()));
}

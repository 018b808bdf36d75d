#include "ui/tonelabel.h"

#include <QEvent>

ToneLabel::ToneLabel(Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);             // it is read, and not touched
    setForegroundRole(QPalette::WindowText); // also on a frame with the ground of a field
    paintTone();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    paintTone();
}

void ToneLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintTone();
    QLabel::changeEvent(event);
}

void ToneLabel::paintTone()
{
    QPalette colors = palette();
    const QColor color = toneColor(m_tone, colors);
    if (colors.color(QPalette::Active, QPalette::WindowText) == color)
        return;
    colors.setColor(QPalette::Active, QPalette::WindowText, color);
    colors.setColor(QPalette::Inactive, QPalette::WindowText, color);
    setPalette(colors);
}

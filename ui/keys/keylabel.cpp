#include "ui/keys/keylabel.h"

#include <QEvent>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace {

constexpr int mostLines = 6; // enough for the longest plain key in a pane of usual width

}

KeyLabel::KeyLabel(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // What stands there is a heading rather than a field to write in.
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    fitHeight();
}

void KeyLabel::setKey(const QString &text)
{
    if (text != toPlainText())
        setPlainText(text);
    fitHeight();
}

QSize KeyLabel::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, height()};
}

QSize KeyLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 8, height()};
}

void KeyLabel::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void KeyLabel::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void KeyLabel::fitHeight()
{
    // In lines, as this kind of document counts.
    const int lines = std::clamp(qRound(document()->size().height()), 1, mostLines);
    setFixedHeight(lines * fontMetrics().lineSpacing() + int(2 * document()->documentMargin()) + 2 * frameWidth());
    setVerticalScrollBarPolicy(qRound(document()->size().height()) > mostLines ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
}

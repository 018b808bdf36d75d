#include "ui/results/longtext.h"

#include <QMimeData>
#include <QTextBlock>

namespace {

/// The state of a block whose line goes on in the next one.
constexpr int goesOn = 1;

} // namespace

LongText::LongText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setFrameShape(QFrame::NoFrame);
    setPlaceholderText(tr("The value is empty."));
}

void LongText::append(const QString &text)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    qsizetype room = longestLine - (cursor.block().length() - 1);
    qsizetype begin = 0;
    while (begin < text.size()) {
        const qsizetype newline = text.indexOf(QLatin1Char('\n'), begin);
        const qsizetype end = newline < 0 ? text.size() : newline;
        if (end - begin > room) {
            qsizetype length = std::max<qsizetype>(room, 0);
            if (length > 0 && text[begin + length - 1].isHighSurrogate())
                --length;
            cursor.insertText(text.mid(begin, length));
            cursor.block().setUserState(goesOn);
            cursor.insertBlock();
            begin += length;
        } else {
            cursor.insertText(text.mid(begin, newline < 0 ? end - begin : end - begin + 1));
            begin = newline < 0 ? end : end + 1;
            if (newline < 0)
                return;
        }
        room = longestLine;
    }
}

QMimeData *LongText::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    QString text;
    for (QTextBlock block = document()->findBlock(cursor.selectionStart()); block.isValid() && block.position() <= cursor.selectionEnd();
         block = block.next()) {
        const int from = std::max(0, cursor.selectionStart() - block.position());
        const int to = std::min(block.length() - 1, cursor.selectionEnd() - block.position());
        text += QStringView(block.text()).sliced(from, to - from);
        if (cursor.selectionEnd() >= block.position() + block.length() && block.userState() != goesOn)
            text += QLatin1Char('\n');
    }
    auto *copied = new QMimeData;
    copied->setText(text);
    return copied;
}

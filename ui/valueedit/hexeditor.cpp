#include "ui/valueedit/hexeditor.h"

#include "app/itemedit/valuedraft.h"
#include "ui/amounttext.h"
#include "ui/iconengine.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <utility>

namespace {

int digitOf(const QString &text)
{
    if (text.size() != 1)
        return -1;
    const QChar digit = text.at(0).toLower();
    if (digit >= u'0' && digit <= u'9')
        return digit.unicode() - '0';
    return digit >= u'a' && digit <= u'f' ? digit.unicode() - 'a' + 10 : -1;
}

/// Pairs of digits, with whatever blanks between them; nothing where there is anything else.
QByteArray bytesOfDigits(const QString &text)
{
    QByteArray digits;
    digits.reserve(text.size());
    for (const QChar character : text) {
        if (character.isSpace())
            continue;
        if (digitOf(QString(character)) < 0)
            return {};
        digits += char(character.unicode());
    }
    return digits.size() % 2 == 0 ? QByteArray::fromHex(digits) : QByteArray();
}

} // namespace

HexEditor::HexEditor(QWidget *parent)
    : HexView(parent)
{
    setFrameShape(QFrame::NoFrame);
    connect(&m_copying, &ByteCopy::told, this, &HexEditor::told);
    connect(this, &HexView::moved, this, [this](qsizetype byte) {
        if (byte != m_half)
            m_half = -1;
    });
}

void HexEditor::setContent(const QByteArray &bytes)
{
    m_edited.setBytes(bytes);
    m_half = -1;
    setBytes(m_edited.bytes(), nullptr);
}

void HexEditor::exchangeContent(const QByteArray &bytes)
{
    m_edited.replace(0, m_edited.bytes().size(), bytes);
    show(std::min(cursor(), bytes.size()));
}

void HexEditor::setTyping(Typing typing)
{
    m_typing = typing;
    m_half = -1;
    viewport()->update();
    emit typingChanged();
}

void HexEditor::setLocked(bool locked)
{
    m_locked = locked;
    emit readOnlyChanged();
    viewport()->update();
}

/// The bytes have another place in memory after each change.
void HexEditor::show(qsizetype cursor)
{
    exchangeBytes(m_edited.bytes(), cursor);
}

void HexEditor::replace(qsizetype at, qsizetype count, QByteArrayView with, qsizetype cursorAfter, EditedBytes::Joining joining)
{
    if (m_locked || (count == 0 && with.isEmpty()))
        return;
    if (content().size() - count + with.size() > ValueDraft::mostBytes) {
        emit told(tr("More than %1 cannot be changed here.").arg(byteText(ValueDraft::mostBytes)));
        return;
    }
    m_edited.replace(at, count, with, joining);
    show(cursorAfter);
    emit edited();
}

void HexEditor::erase(qsizetype from, qsizetype to)
{
    m_half = -1;
    if (from < to)
        replace(from, to - from, {}, from);
}

/// The first digit of a byte is the higher one; with the second the byte is done.
void HexEditor::typeDigit(int digit)
{
    const qsizetype at = selectionStart();
    if (m_half == at && at < content().size() && !isLongSelection()) {
        const char byte = char((content().at(at) & 0xf0) | digit);
        replace(at, 1, QByteArrayView(&byte, 1), at + 1, EditedBytes::Joining::WithLast);
        m_half = -1;
        return;
    }
    const bool isOver = m_typing == Typing::Over && at < content().size();
    const char byte = char((digit << 4) | (isOver ? content().at(at) & 0x0f : 0));
    const qsizetype count = isOver ? 1 : m_typing == Typing::Between && isLongSelection() ? selectionEnd() - at : 0;
    replace(at, count, QByteArrayView(&byte, 1), at);
    m_half = m_locked ? -1 : at;
    viewport()->update();
}

void HexEditor::typeBytes(QByteArrayView typed)
{
    m_half = -1;
    const qsizetype at = selectionStart();
    const bool isOver = m_typing == Typing::Over;
    const qsizetype count = isOver ? std::min(typed.size(), content().size() - at) : isLongSelection() ? selectionEnd() - at : 0;
    replace(at, count, typed, at + typed.size());
}

void HexEditor::undo()
{
    if (const qsizetype at = m_locked ? -1 : m_edited.undo(); at >= 0)
        go(at);
}

void HexEditor::redo()
{
    if (const qsizetype at = m_locked ? -1 : m_edited.redo(); at >= 0)
        go(at);
}

void HexEditor::go(qsizetype place)
{
    m_half = -1;
    show(place);
    emit edited();
}

void HexEditor::cut()
{
    copy();
    if (!m_locked)
        erase(selectionStart(), selectionEnd());
}

/// What is copied in the background stays as it was.
void HexEditor::copy()
{
    const auto bytes = std::make_shared<const QByteArray>(content().mid(selectionStart(), selectionEnd() - selectionStart()));
    m_copying.copy(*bytes, bytes, m_column == Column::Digits ? ByteCopy::Form::Hex : ByteCopy::Form::Text);
}

void HexEditor::paste()
{
    const QString text = QApplication::clipboard()->text();
    const QByteArray pasted = m_column == Column::Digits ? bytesOfDigits(text) : text.toUtf8();
    if (pasted.isEmpty() && !text.isEmpty())
        emit told(tr("What was copied is not pairs of hexadecimal digits. To paste it as text, go to the characters on the right."));
    else if (!pasted.isEmpty())
        typeBytes(pasted);
}

void HexEditor::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (event->matches(QKeySequence::Undo))
        return undo();
    if (event->matches(QKeySequence::Redo))
        return redo();
    if (event->matches(QKeySequence::Cut))
        return cut();
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::Paste))
        return paste();
    if (event->key() == Qt::Key_Insert && isPlain)
        return setTyping(m_typing == Typing::Over ? Typing::Between : Typing::Over);
    if (event->key() == Qt::Key_Delete && isPlain)
        return erase(selectionStart(), selectionEnd());
    if (event->key() == Qt::Key_Backspace && isPlain) {
        const qsizetype to = isLongSelection() ? selectionEnd() : selectionStart();
        return erase(isLongSelection() ? selectionStart() : std::max<qsizetype>(0, to - 1), to);
    }
    const QString text = event->text();
    if (isPlain && m_column == Column::Digits && digitOf(text) >= 0)
        return typeDigit(digitOf(text));
    if (isPlain && m_column == Column::Characters && !text.isEmpty() && text.at(0).isPrint())
        return typeBytes(text.toUtf8());
    HexView::keyPressEvent(event);
}

void HexEditor::mousePressEvent(QMouseEvent *event)
{
    m_column = isInText(event->pos()) ? Column::Characters : Column::Digits;
    HexView::mousePressEvent(event);
    emit typingChanged();
}

bool HexEditor::focusNextPrevChild(bool next)
{
    const Column wanted = next ? Column::Characters : Column::Digits;
    if (m_column == wanted)
        return HexView::focusNextPrevChild(next);
    m_column = wanted;
    m_half = -1;
    viewport()->update();
    emit typingChanged();
    return true;
}

void HexEditor::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("hexEditorMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("undo-2")), tr("&Undo"), this, &HexEditor::undo)->setEnabled(canUndo() && !m_locked);
    menu->addAction(themedIcon(QStringLiteral("redo-2")), tr("&Redo"), this, &HexEditor::redo)->setEnabled(canRedo() && !m_locked);
    menu->addSeparator();
    menu->addAction(themedIcon(QStringLiteral("scissors")), tr("Cu&t"), this, &HexEditor::cut)->setEnabled(!m_locked);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &HexEditor::copy);
    menu->addAction(themedIcon(QStringLiteral("clipboard-paste")), tr("&Paste"), this, &HexEditor::paste)->setEnabled(!m_locked);
    menu->addAction(themedIcon(QStringLiteral("text-select")), tr("Select &all"), this, &HexEditor::selectAll);
    menu->addAction(themedIcon(QStringLiteral("search")), tr("&Find…"), this, &HexEditor::findRequested);
    menu->popup(event->globalPos());
}

/// A line under what the next key changes, or in front of where it puts something, in the column that is typed in.
void HexEditor::paintCursor(QPainter &painter, const Columns &places) const
{
    if (!hasFocus())
        return;
    const qsizetype at = cursor();
    const qsizetype line = at / inLine();
    const qsizetype first = verticalScrollBar()->value();
    const int top = int(line - first) * lineHeight();
    const qsizetype inside = at % inLine();
    const bool isDigits = m_column == Column::Digits;
    int left = isDigits ? places.hexOf(inside) : places.text + int(inside) * places.character;
    const bool isHalf = m_half == at && isDigits;
    if (isHalf)
        left += places.character;
    const bool isBar = !isHalf && (m_typing == Typing::Between || at >= content().size());
    const int thick = std::max(2, lineHeight() / 8);
    const QColor ink = palette().color(at < content().size() ? QPalette::HighlightedText : QPalette::Text);
    if (isBar)
        painter.fillRect(left - thick / 2, top, thick, lineHeight(), palette().color(QPalette::Text));
    else
        painter.fillRect(left, top + lineHeight() - thick, isDigits && !isHalf ? 2 * places.character : places.character, thick, ink);
}

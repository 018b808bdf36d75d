#include "ui/workbench/byteeditor.h"

#include "ui/iconengine.h"
#include "ui/workbench/editoraccess.h"
#include "ui/workbench/textload.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDragMoveEvent>
#include <QElapsedTimer>
#include <QLocale>
#include <QMenu>
#include <QMimeData>

#include <utility>

namespace {

/// The bytes of a selection as they are: text on the clipboard is UTF-16 and has no room for others.
QString bytesFormat()
{
    return QStringLiteral("application/x-slabscope-script");
}

/// A CR that ends no line for the command language would end one here: it becomes a LF.
QByteArray withoutLoneReturns(QByteArray text)
{
    for (qsizetype at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
        if (at + 1 == text.size() || text[at + 1] != '\n')
            text[at] = '\n';
    }
    return text;
}
/// Marks of a sliced group in the history.
constexpr int groupBegin = 1;
constexpr int groupEnd = 2;
constexpr qint64 unwindingSlice = 5; // ms

} // namespace

ByteEditor::ByteEditor(QWidget *parent)
    : QsciScintillaBase(parent)
{
    send(SCI_SETCODEPAGE, SC_CP_UTF8);
    send(SCI_SETEOLMODE, SC_EOL_LF);
    send(SCI_SETWRAPMODE, SC_WRAP_NONE);
    send(SCI_SETLAYOUTCACHE, SC_CACHE_PAGE);
    send(SCI_SETSCROLLWIDTH, 1);
    send(SCI_SETSCROLLWIDTHTRACKING, true);
    chooseEvents(length());
    // As in Qt Creator: more cursors by the mouse (Ctrl and click; Alt and drag for a block), typed into all at once.
    send(SCI_SETMULTIPLESELECTION, true);
    send(SCI_SETADDITIONALSELECTIONTYPING, true);
    send(SCI_SETMULTIPASTE, SC_MULTIPASTE_EACH);
    send(SCI_SETMOUSESELECTIONRECTANGULARSWITCH, true);
    // Keys of Scintilla's own that nobody expects: lower and upper case, cutting, copying and swapping lines, and every paragraph's jump.
    for (const int key : {'D', 'L', 'T', 'U', '[', ']', '/', '\\'}) {
        send(SCI_CLEARCMDKEY, key | (SCMOD_CTRL << 16));
        send(SCI_CLEARCMDKEY, key | ((SCMOD_CTRL | SCMOD_SHIFT) << 16));
    }
    m_unwinding.setInterval(0);
    connect(&m_unwinding, &QTimer::timeout, this, &ByteEditor::unwind);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, &ByteEditor::noteChange);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int, int type, const char *, int, int, int, int, int, int token) { noteGroup(type, token); });
    connect(this, &QsciScintillaBase::SCN_SAVEPOINTREACHED, this, [this] { emit modificationChanged(isModified()); });
    connect(this, &QsciScintillaBase::SCN_SAVEPOINTLEFT, this, [this] { emit modificationChanged(isModified()); });
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, [this](int updated) {
        if (updated & SC_UPDATE_CONTENT)
            chooseEvents(length());
        if (updated & SC_UPDATE_SELECTION)
            emit selectionChanged();
        if (updated & SC_UPDATE_V_SCROLL)
            emit scrolled();
    });
}

QByteArray ByteEditor::text() const
{
    return bytes(0, length()).toByteArray();
}

QByteArrayView ByteEditor::bytes(qint64 from, qint64 to) const
{
    if (from >= to)
        return {};
    const qint64 address = send(SCI_GETRANGEPOINTER, from, to - from);
    return {reinterpret_cast<const char *>(address), qsizetype(to - from)};
}

qint64 ByteEditor::lineStart(qint64 line) const
{
    return line > lineCount() ? length() : send(SCI_POSITIONFROMLINE, line - 1);
}

void ByteEditor::setReadOnly(bool readOnly)
{
    if (readOnly == isReadOnly())
        return;
    send(SCI_SETREADONLY, readOnly);
    emit readOnlyChanged(readOnly);
}

void ByteEditor::setText(QByteArrayView text)
{
    const std::unique_ptr<TextLoad> load = newLoad();
    if (load->fill(text))
        take(*load);
}

std::unique_ptr<TextLoad> ByteEditor::newLoad() const
{
    return std::make_unique<TextLoad>(reinterpret_cast<void *>(send(SCI_CREATELOADER))); // NOLINT: Scintilla's way of returning it
}

void ByteEditor::take(TextLoad &load)
{
    void *document = load.takeDocument();
    if (!document)
        return;
    const bool wasReadOnly = isReadOnly();
    const qint64 lineEnds = send(SCI_GETEOLMODE);
    const qint64 oldLength = length();
    const qint64 oldLineCount = lineCount();
    SendScintilla(SCI_SETDOCPOINTER, 0UL, document);
    SendScintilla(SCI_RELEASEDOCUMENT, 0UL, document); // it is the editor's alone now
    // These go with the document.
    send(SCI_SETCODEPAGE, SC_CP_UTF8);
    send(SCI_SETEOLMODE, lineEnds);
    send(SCI_SETUNDOCOLLECTION, true);
    send(SCI_SETSCROLLWIDTH, 1);
    m_unsaved = false;
    setSaved();
    chooseEvents(length());
    ++m_revision;
    if (oldLength > 0)
        emit edited(0, -oldLength, 1 - oldLineCount);
    ++m_revision;
    if (!isEmpty())
        emit edited(0, length(), lineCount() - 1);
    if (wasReadOnly)
        emit readOnlyChanged(false);
    emit selectionChanged();
}

void ByteEditor::setSaved()
{
    const bool wasUnsaved = std::exchange(m_unsaved, false);
    send(SCI_SETSAVEPOINT);
    if (wasUnsaved)
        emit modificationChanged(false);
}

void ByteEditor::setUnsaved()
{
    m_unsaved = true;
    emit modificationChanged(true);
}

void ByteEditor::replace(qint64 from, qint64 to, QByteArrayView bytes)
{
    send(SCI_BEGINUNDOACTION);
    send(SCI_SETTARGETRANGE, from, to);
    sendBytes(SCI_REPLACETARGET, bytes.size(), bytes.data());
    send(SCI_ENDUNDOACTION);
    send(SCI_SETSEL, from, from + bytes.size());
}

void ByteEditor::replaceSelection(QByteArrayView bytes)
{
    replace(selectionStart(), selectionEnd(), bytes);
}

void ByteEditor::select(qint64 from, qint64 to)
{
    send(SCI_SETSEL, from, to);
}

qint64 ByteEditor::send(unsigned message, qint64 first, qint64 second) const
{
    const qint64 answer = SendScintilla(message, static_cast<unsigned long>(first), static_cast<long>(second));
    tellChange();
    return answer;
}

qint64 ByteEditor::sendBytes(unsigned message, qint64 first, const char *bytes) const
{
    const qint64 answer = SendScintilla(message, static_cast<uintptr_t>(first), bytes ? bytes : ""); // it does not take null
    tellChange();
    return answer;
}

void ByteEditor::undo()
{
    send(SCI_UNDO);
    if (isUnwinding()) // most groups take no time
        unwind();
}

void ByteEditor::redo()
{
    send(SCI_REDO);
    if (isUnwinding())
        unwind();
}

void ByteEditor::cut()
{
    if (hasSelection()) // else Scintilla puts an empty text on the clipboard
        send(SCI_CUT);
}

void ByteEditor::copy()
{
    if (hasSelection())
        send(SCI_COPY);
}

qint64 ByteEditor::overlongLine(QByteArrayView text)
{
    if (text.size() <= longestLine)
        return 0;
    qint64 number = 1;
    for (qsizetype begin = 0; begin < text.size(); ++number) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        if (end - begin > longestLine)
            return number;
        begin = end + 1;
    }
    return 0;
}

void ByteEditor::setPasting(Pasting pasting)
{
    m_pasting = pasting;
    send(SCI_SETPASTECONVERTENDINGS, pasting == Pasting::AsText);
}

QByteArray ByteEditor::received(const QByteArray &text) const
{
    return m_pasting == Pasting::Exact ? text : withoutLoneReturns(text);
}

bool ByteEditor::takesFrom(const QMimeData *carried) const
{
    return takes(carried->hasFormat(bytesFormat()) ? carried->data(bytesFormat()) : carried->text().toUtf8());
}

bool ByteEditor::takes(QByteArrayView text) const
{
    if (overlongLine(text) == 0)
        return true;
    emit refused(tr("A line of more than %1 is too long for the editor; put a long value into a file and write file: and its path.")
                     .arg(QLocale().formattedDataSize(longestLine)));
    return false;
}

void ByteEditor::paste()
{
    const QMimeData *carried = QApplication::clipboard()->mimeData();
    if (carried && !takesFrom(carried))
        return;
    const bool ours = carried && carried->hasFormat(bytesFormat());
    const bool zeros = carried && carried->text().contains(QChar(u'\0')); // where Scintilla would stop
    if (!(ours || zeros) || send(SCI_GETSELECTIONS) > 1) {
        send(SCI_PASTE);
    } else if (!isReadOnly()) {
        replaceSelection(received(ours ? carried->data(bytesFormat()) : carried->text().toUtf8()));
        select(selectionEnd(), selectionEnd());
    }
}

void ByteEditor::openMenu(const QString &name, const QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool writable = !isReadOnly();
    menu->addAction(themedIcon(QStringLiteral("undo-2")), tr("&Undo"), this, &ByteEditor::undo)->setEnabled(writable && canUndo());
    menu->addAction(themedIcon(QStringLiteral("redo-2")), tr("&Redo"), this, &ByteEditor::redo)->setEnabled(writable && canRedo());
    menu->addSeparator();
    menu->addAction(themedIcon(QStringLiteral("scissors")), tr("Cu&t"), this, &ByteEditor::cut)->setEnabled(writable && hasSelection());
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &ByteEditor::copy)->setEnabled(hasSelection());
    menu->addAction(themedIcon(QStringLiteral("clipboard-paste")), tr("&Paste"), this, &ByteEditor::paste)
        ->setEnabled(writable && send(SCI_CANPASTE));
    menu->addAction(themedIcon(QStringLiteral("text-select")), tr("Select &all"), this, &ByteEditor::selectAll);
    if (!actions().isEmpty()) {
        menu->addSeparator();
        menu->addActions(actions());
    }
    const QPoint atCursor(int(send(SCI_POINTXFROMPOSITION, 0, cursor())), int(send(SCI_POINTYFROMPOSITION, 0, cursor())));
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(atCursor + QPoint(0, int(send(SCI_TEXTHEIGHT, 0))))
                                                               : event->globalPos());
}

bool ByteEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return !source->hasUrls() && (source->hasFormat(bytesFormat()) || QsciScintillaBase::canInsertFromMimeData(source));
}

QByteArray ByteEditor::fromMimeData(const QMimeData *source, bool &rectangular) const
{
    const QByteArray text = QsciScintillaBase::fromMimeData(source, rectangular);
    const QByteArray taken = source->hasFormat(bytesFormat()) ? source->data(bytesFormat()) : text;
    return takes(taken) ? received(taken) : QByteArray();
}

QMimeData *ByteEditor::toMimeData(const QByteArray &text, bool rectangular) const
{
    QMimeData *carried = QsciScintillaBase::toMimeData(text, rectangular);
    // Scintilla has put blanks in the place of zeros by now.
    const bool whole = !rectangular && send(SCI_GETSELECTIONS) == 1 && selectionEnd() - selectionStart() == text.size();
    if (!rectangular) // a block is pasted line by line
        carried->setData(bytesFormat(), whole ? bytes(selectionStart(), selectionEnd()).toByteArray() : text);
    return carried;
}

void ByteEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls()) // files are for whom we stand in
        event->ignore();
    else
        QsciScintillaBase::dragEnterEvent(event);
}

void ByteEditor::dragMoveEvent(QDragMoveEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->ignore();
    else
        QsciScintillaBase::dragMoveEvent(event);
}

void ByteEditor::dropEvent(QDropEvent *event)
{
    if (event->mimeData()->hasUrls() || !takesFrom(event->mimeData()))
        event->ignore();
    else
        QsciScintillaBase::dropEvent(event);
}

void ByteEditor::keyPressEvent(QKeyEvent *event)
{
    const bool wasUnwinding = isUnwinding();
    QsciScintillaBase::keyPressEvent(event);
    if (isUnwinding() && !wasUnwinding) // Scintilla has keys of its own for it: nothing may be typed between two slices
        unwind();
}

bool ByteEditor::focusNextPrevChild(bool next)
{
    return QAbstractScrollArea::focusNextPrevChild(next); // the Tab key leaves the editor
}

bool ByteEditor::event(QEvent *event)
{
    const bool handled = QsciScintillaBase::event(event);
    tellChange();
    return handled;
}

bool ByteEditor::viewportEvent(QEvent *event)
{
    const bool handled = QsciScintillaBase::viewportEvent(event);
    tellChange();
    return handled;
}

void ByteEditor::noteChange(int position, int type, const char *text, int length)
{
    Q_UNUSED(text)
    if (!(type & (SC_MOD_BEFOREINSERT | SC_MOD_BEFOREDELETE)))
        return;
    tellChange();
    m_change = Change{position, type & SC_MOD_BEFOREINSERT ? length : -qint64(length), SendScintilla(SCI_GETLINECOUNT)};
}

void ByteEditor::beginSlicedGroup()
{
    const bool wasModified = isModified();
    send(SCI_ADDUNDOACTION, groupBegin, 0);
    if (!wasModified) // Scintilla tells it of changes of the text only, and this one comes before the first
        emit modificationChanged(true);
    setReadOnly(true);
}

void ByteEditor::endSlicedGroup()
{
    setReadOnly(false);
    send(SCI_ADDUNDOACTION, groupEnd, 0);
}

/// A group lies between two marks in the history: whoever undoes the one at its end, or does the other again, wants all of it.
void ByteEditor::noteGroup(int type, int token)
{
    if (!(type & SC_MOD_CONTAINER) || (token != groupBegin && token != groupEnd))
        return;
    const bool redoing = (type & SC_PERFORMED_REDO) != 0;
    if (!redoing && !(type & SC_PERFORMED_UNDO))
        return;
    if (isUnwinding()) {
        m_unwound = true;
    } else if (token == (redoing ? groupBegin : groupEnd)) {
        m_redoing = redoing;
        m_unwound = false;
        m_unwinding.start();
    }
}

void ByteEditor::unwind()
{
    QElapsedTimer timer;
    timer.start();
    const qint64 top = topLine();
    setReadOnly(false);
    while (!m_unwound && send(m_redoing ? SCI_CANREDO : SCI_CANUNDO) && !timer.hasExpired(unwindingSlice))
        send(m_redoing ? SCI_REDO : SCI_UNDO);
    if (m_unwound || !send(m_redoing ? SCI_CANREDO : SCI_CANUNDO))
        m_unwinding.stop();
    else
        setReadOnly(true); // until the next slice
    setTopLine(top);       // each step goes where it changes something
}

void ByteEditor::tellChange() const
{
    if (!m_change)
        return;
    const Change change = *std::exchange(m_change, {});
    ++m_revision;
    emit edited(change.offset, change.inserted, SendScintilla(SCI_GETLINECOUNT) - change.lineCount);
}

void ByteEditor::chooseEvents(qint64 expected)
{
    if (const bool isLong = expected > longestWholeAccess; isLong != m_longAccess) {
        m_longAccess = isLong;
        chooseAccess(this);
    }
    // Of what is told after a change QScintilla counts the characters in front of it: it is noted before it is made, and told as soon as
    // the command that makes it is done.
    const bool afterwards = QAccessible::isActive() && !m_longAccess;
    send(SCI_SETMODEVENTMASK,
         SC_MOD_BEFOREINSERT | SC_MOD_BEFOREDELETE | SC_MOD_CONTAINER | (afterwards ? SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT : 0));
}

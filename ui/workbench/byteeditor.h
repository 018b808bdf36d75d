#pragma once

#include <Qsci/qsciscintillabase.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QTimer>

#include <memory>
#include <optional>

class TextLoad;

/// An editor of bytes that are mostly UTF-8 text: whatever bytes are put in come out again, also by the clipboard. It knows nothing of what
/// they mean. Lines count from 1; offsets are bytes from the start of the text. All line ends are LF or CRLF; a CR alone ends a line too,
/// so that scripts with one do not belong here.
class ByteEditor : public QsciScintillaBase
{
    Q_OBJECT
    Q_PROPERTY(bool readOnly READ isReadOnly WRITE setReadOnly NOTIFY readOnlyChanged)

public:
    explicit ByteEditor(QWidget *parent = nullptr);

    [[nodiscard]] qint64 length() const { return send(SCI_GETLENGTH); }
    [[nodiscard]] bool isEmpty() const { return length() == 0; }
    /// A copy.
    [[nodiscard]] QByteArray text() const;
    /// Lives until the next change.
    [[nodiscard]] QByteArrayView bytes(qint64 from, qint64 to) const;
    /// At least 1.
    [[nodiscard]] qint64 lineCount() const { return send(SCI_GETLINECOUNT); }
    [[nodiscard]] qint64 lineAt(qint64 offset) const { return send(SCI_LINEFROMPOSITION, offset) + 1; }
    [[nodiscard]] qint64 lineStart(qint64 line) const;
    /// Where the line end begins.
    [[nodiscard]] qint64 lineEnd(qint64 line) const { return send(SCI_GETLINEENDPOSITION, line - 1); }
    /// Without its end; lives until the next change.
    [[nodiscard]] QByteArrayView line(qint64 line) const { return bytes(lineStart(line), lineEnd(line)); }

    /// Replaces everything, the undo history too; the text counts as saved, and can be changed.
    void setText(QByteArrayView text);
    /// For a long text: what it becomes is filled in another thread, and then taken. It need not outlive the editor.
    [[nodiscard]] std::unique_ptr<TextLoad> newLoad() const;
    /// As setText() does.
    void take(TextLoad &load);
    /// Replaces a stretch, or the selection, by one step of undo. The selection is `bytes` afterwards.
    void replace(qint64 from, qint64 to, QByteArrayView bytes);
    void replaceSelection(QByteArrayView bytes);

    /// Between these two, changes are made from time to time that are undone, and done again, together; too many of them to be undone
    /// without a pause. The editor is read-only meanwhile, but while one of them is made.
    void beginSlicedGroup();
    void endSlicedGroup();
    /// Whether such a group is being undone or done again: it takes a while then, and the editor is read-only.
    [[nodiscard]] bool isUnwinding() const { return m_unwinding.isActive(); }

    /// Another number after every change.
    [[nodiscard]] quint64 revision() const { return m_revision; }
    /// Whether it differs from what was last saved.
    [[nodiscard]] bool isModified() const { return m_unsaved || send(SCI_GETMODIFY) != 0; }
    void setSaved();
    /// It differs, though nothing can be undone.
    void setUnsaved();
    [[nodiscard]] bool isReadOnly() const { return send(SCI_GETREADONLY) != 0; }
    void setReadOnly(bool readOnly);
    /// What becomes of line ends that come from the clipboard: as the text has them, or as they are, those of a CR alone too.
    enum class Pasting { AsText, Exact };
    void setPasting(Pasting pasting);
    /// What the Enter key writes.
    void setLineEnd(bool crlf) { send(SCI_SETEOLMODE, crlf ? SC_EOL_CRLF : SC_EOL_LF); }
    [[nodiscard]] QByteArray lineEndBytes() const { return send(SCI_GETEOLMODE) == SC_EOL_CRLF ? "\r\n" : "\n"; }

    [[nodiscard]] qint64 cursor() const { return send(SCI_GETCURRENTPOS); }
    [[nodiscard]] qint64 selectionStart() const { return send(SCI_GETSELECTIONSTART); }
    [[nodiscard]] qint64 selectionEnd() const { return send(SCI_GETSELECTIONEND); }
    [[nodiscard]] Q_INVOKABLE bool canUndo() const { return send(SCI_CANUNDO) != 0; }
    [[nodiscard]] Q_INVOKABLE bool canRedo() const { return send(SCI_CANREDO) != 0; }
    [[nodiscard]] Q_INVOKABLE bool hasSelection() const { return selectionStart() != selectionEnd(); }
    /// With the cursor at `to`, and both in sight.
    void select(qint64 from, qint64 to);
    [[nodiscard]] qint64 currentLine() const { return lineAt(cursor()); }
    /// In bytes, from 1.
    [[nodiscard]] qsizetype currentColumn() const { return cursor() - lineStart(currentLine()) + 1; }

    /// The first line in sight.
    [[nodiscard]] qint64 topLine() const { return send(SCI_GETFIRSTVISIBLELINE) + 1; }
    void setTopLine(qint64 line) { send(SCI_SETFIRSTVISIBLELINE, line - 1); }

    /// Whether the text is too long to be offered to screen readers as a whole.
    [[nodiscard]] bool hasLongAccess() const { return m_longAccess; }

    /// A message of Scintilla's (scintilla.org/ScintillaDoc.html).
    qint64 send(unsigned message, qint64 first = 0, qint64 second = 0) const;
    qint64 sendBytes(unsigned message, qint64 first, const char *bytes) const;

    /// Bytes: Scintilla lays a line out whole, which takes so long of a longer one that nobody could type in it (5 MB: some seconds a key).
    static constexpr qsizetype longestLine = 512 * 1024;
    /// The number of the first line of `text` that is longer, from 1; 0: none is.
    [[nodiscard]] static qint64 overlongLine(QByteArrayView text);
    /// Whether no line of `text` is; otherwise refused() says so.
    [[nodiscard]] bool takes(QByteArrayView text) const;

public slots:
    /// A long sliced group is undone, or done again, only later: see isUnwinding().
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void selectAll() { send(SCI_SELECTALL); }

signals:
    /// Something that was to be put in cannot be: a translated sentence.
    void refused(const QString &why) const; // clazy:exclude=const-signal-or-slot
    /// What stands from `offset` on changed: `inserted` bytes came, or as many went as it is negative; so with the lines. Nothing may be
    /// changed in a slot of it.
    void edited(qint64 offset, qint64 inserted, qint64 linesInserted) const; // clazy:exclude=const-signal-or-slot
    void modificationChanged(bool modified);
    void readOnlyChanged(bool readOnly);
    /// The cursor or the selection moved, by whatever; told before the next painting.
    void selectionChanged();
    /// Other lines are in sight; told before the next painting.
    void scrolled();

protected:
    /// What can be done to the text, and the editor's own actions.
    void openMenu(const QString &name, const QContextMenuEvent *event);
    bool canInsertFromMimeData(const QMimeData *source) const override;
    QByteArray fromMimeData(const QMimeData *source, bool &rectangular) const override;
    QMimeData *toMimeData(const QByteArray &text, bool rectangular) const override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] bool takesFrom(const QMimeData *carried) const;
    [[nodiscard]] QByteArray received(const QByteArray &text) const;
    /// A change that is about to be made.
    struct Change
    {
        qint64 offset;
        qint64 inserted;
        qint64 lineCount; ///< in front of it
    };

    void noteChange(int position, int type, const char *text, int length);
    void noteGroup(int type, int token);
    void unwind();
    void tellChange() const;
    void chooseEvents(qint64 expected);

    mutable std::optional<Change> m_change; ///< not told yet
    mutable quint64 m_revision = 1;
    QTimer m_unwinding; ///< while a sliced group is undone or done again
    bool m_redoing = false;
    bool m_unwound = false; ///< the other end of the group was reached
    bool m_unsaved = false;
    bool m_longAccess = false;
    Pasting m_pasting = Pasting::AsText;
};

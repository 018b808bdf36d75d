#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class ByteEditor;
class TextLoad;

/// What a script is besides its text.
struct ScriptForm
{
    bool byteOrderMark = false; ///< in the file, not in the text
    bool crlf = false;          ///< what the Enter key writes
    bool operator==(const ScriptForm &) const = default;
};

/// The file behind an editor. Reads it, makes it ready for the editor and writes it off the thread of the window, and sees when somebody
/// else changes it. All bytes survive, the line ends and a byte order mark too.
class ScriptFile : public QObject
{
    Q_OBJECT

public:
    explicit ScriptFile(ByteEditor *editor, QObject *parent = nullptr);

    /// Bytes: what is longer is for a run without a window.
    static constexpr qint64 longest = 512 * 1024 * 1024;

    enum class DiskChange { Changed, Removed };
    Q_ENUM(DiskChange)

    /// Empty: none yet.
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Where relative paths in the script begin.
    [[nodiscard]] QString folder() const;
    [[nodiscard]] const ScriptForm &form() const { return m_form; }
    /// Between load() or restore() and loaded() or failed(); the editor is read-only then.
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// What there is to lose: the text, and whether that is in no file; also of a text that is still being put there.
    [[nodiscard]] bool isUnsaved() const;
    [[nodiscard]] QByteArray text() const;
    /// path(), or the one that is being read.
    [[nodiscard]] const QString &comingPath() const { return m_loading && !m_keptText ? m_asked : m_path; }
    [[nodiscard]] bool isSaving() const { return m_saving; }
    /// When the file was last changed as far as we know; invalid without one.
    [[nodiscard]] QDateTime stamp() const { return m_stamp; }

    /// Replaces the text; loaded() or failed() follows, and with an error all stays as it was.
    void load(const QString &path);
    /// Puts a text there that was kept: that of `path`, unless it is empty, as it was at `stamp`; not saved there. loaded() follows.
    void restore(const QByteArray &text, const ScriptForm &form, const QString &path, const QDateTime &stamp);
    /// Writes the text; `then` is called once it is written, failed() comes instead if it cannot be. While another is being written, it
    /// waits for that.
    void save(
        const QString &path, const std::function<void()> &then = [] {});
    /// Looks whether the file is still as we know it; changedOnDisk() follows, once a change.
    void checkDisk();
    /// The text stays as it is, and so does the file: no more is said of how they differ now.
    void leaveDisk();

signals:
    /// Of load(), which takes a while with a long file.
    void loadingBegan();
    void loaded();
    void failed(const Error &error);
    void pathChanged();
    /// Nothing is being written any more: after save(), whatever became of it.
    void savingEnded();
    void changedOnDisk(ScriptFile::DiskChange change);

private:
    struct Read
    {
        std::shared_ptr<TextLoad> text;
        ScriptForm form;
        QDateTime stamp;
        Error error;
    };
    static Read read(const QString &path, const std::shared_ptr<TextLoad> &text);
    static Read takeKept(const QByteArray &bytes, const ScriptForm &form, const std::shared_ptr<TextLoad> &text);
    static Error write(const QString &path, const QByteArray &text, bool byteOrderMark);

    void takeRead(const Read &read);
    void takeWritten();
    void setPath(const QString &path);

    ByteEditor *m_editor;
    QFutureWatcher<Read> m_reading;
    QFutureWatcher<Error> m_writing;
    QFileSystemWatcher m_watcher;
    QTimer m_look;
    QString m_path;
    QString m_asked;  ///< the path that is read
    QString m_target; ///< the path that is written
    ScriptForm m_form;
    QDateTime m_stamp;
    QByteArray m_kept; ///< the text that is being put there
    std::function<void()> m_then;
    std::function<void()> m_next; ///< asks to save once more
    bool m_saving = false;
    bool m_loading = false;
    bool m_keptText = false; ///< what is being put there is not what the file holds
    bool m_editedMeanwhile = false;
    std::optional<QDateTime> m_told; ///< of this change on disk
};

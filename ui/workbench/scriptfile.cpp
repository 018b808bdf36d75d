#include "ui/workbench/scriptfile.h"

#include "ui/workbench/byteeditor.h"
#include "ui/workbench/textload.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QtConcurrent>

#include <cstring>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype restoredAtOnce = 256 * 1024; // bytes that take no time worth a thread
constexpr char byteOrderMark[] = "\xef\xbb\xbf";

/// Whether there is a CR that no LF follows: an editor takes it for a line end, the command language for a byte.
bool hasLoneReturn(QByteArrayView bytes)
{
    for (const char *at = bytes.begin(); at != bytes.end(); ++at) {
        at = static_cast<const char *>(std::memchr(at, '\r', size_t(bytes.end() - at)));
        if (!at)
            return false;
        if (at + 1 == bytes.end() || at[1] != '\n')
            return true;
    }
    return false;
}

} // namespace

ScriptFile::ScriptFile(ByteEditor *editor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
{
    m_look.setInterval(100ms); // who replaces a file takes the old one away first
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &ScriptFile::checkDisk);
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] { takeRead(m_reading.future().takeResult()); });
    connect(&m_writing, &QFutureWatcherBase::finished, this, &ScriptFile::takeWritten);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_look, qOverload<>(&QTimer::start));
    connect(editor, &ByteEditor::edited, this, [this] { m_editedMeanwhile = true; });
}

QString ScriptFile::folder() const
{
    return m_path.isEmpty() ? QDir::currentPath() : QFileInfo(m_path).absolutePath();
}

bool ScriptFile::isUnsaved() const
{
    return m_loading ? m_keptText : m_editor->isModified();
}

QByteArray ScriptFile::text() const
{
    return m_loading && m_keptText ? m_kept : m_editor->text();
}

void ScriptFile::load(const QString &path)
{
    if (m_loading)
        return;
    m_loading = true;
    m_keptText = false;
    m_asked = QFileInfo(path).absoluteFilePath();
    m_editor->setReadOnly(true);
    m_reading.setFuture(QtConcurrent::run(&ScriptFile::read, m_asked, std::shared_ptr<TextLoad>(m_editor->newLoad())));
    emit loadingBegan();
}

void ScriptFile::restore(const QByteArray &text, const ScriptForm &form, const QString &path, const QDateTime &stamp)
{
    m_loading = true;
    m_keptText = true;
    m_stamp = stamp;
    m_kept = text;
    m_editor->setReadOnly(true);
    setPath(path);
    const std::shared_ptr<TextLoad> load = m_editor->newLoad();
    if (text.size() <= restoredAtOnce)
        takeRead(takeKept(text, form, load));
    else
        m_reading.setFuture(QtConcurrent::run(&ScriptFile::takeKept, text, form, load));
}

ScriptFile::Read ScriptFile::takeKept(const QByteArray &bytes, const ScriptForm &form, const std::shared_ptr<TextLoad> &text)
{
    if (!text->fill(bytes))
        return {{}, {}, {}, {Error::Code::Unreadable, tr("There is not enough memory for this script.")}};
    return {text, form, {}, {}};
}

ScriptFile::Read ScriptFile::read(const QString &path, const std::shared_ptr<TextLoad> &text)
{
    const QFileInfo info(path);
    QFile file(path);
    const auto unreadable = [](const QString &why) { return Read{{}, {}, {}, {Error::Code::Unreadable, why}}; };
    if (!info.isFile() && info.exists()) // a FIFO would block
        return unreadable(tr("%1 is no file.").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > longest) {
        return unreadable(tr("%1 is longer than the editor takes (%2); run it with slabscope --execute.")
                              .arg(path, QLocale().formattedDataSize(longest)));
    }
    Read read;
    read.stamp = info.lastModified();
    const QByteArray bytes = file.read(longest + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (hasLoneReturn(bytes)) {
        return unreadable(
            tr("%1 holds carriage returns that end no line, which the editor would show as if they did; run it with slabscope --execute.")
                .arg(path));
    }
    if (const qint64 line = ByteEditor::overlongLine(bytes)) {
        return unreadable(tr("Line %1 of %2 is longer than the editor takes (%3); run it with slabscope --execute.")
                              .arg(QString::number(line), path, QLocale().formattedDataSize(ByteEditor::longestLine)));
    }
    const qsizetype lineEnd = bytes.indexOf('\n');
    read.form = {bytes.startsWith(byteOrderMark), lineEnd > 0 && bytes[lineEnd - 1] == '\r'};
    read.text = text;
    if (!text->fill(QByteArrayView(bytes).sliced(read.form.byteOrderMark ? 3 : 0)))
        return unreadable(tr("%1 cannot be read: there is not enough memory.").arg(path));
    return read;
}

void ScriptFile::takeRead(const Read &read)
{
    m_loading = false;
    if (read.error) {
        m_editor->setReadOnly(false);
        emit failed(read.error);
        return;
    }
    m_form = read.form;
    m_editor->setLineEnd(m_form.crlf);
    m_kept.clear();
    if (!m_keptText) {
        m_stamp = read.stamp;
        m_told.reset();
        setPath(m_asked);
    }
    m_editor->take(*read.text);
    if (m_keptText)
        m_editor->setUnsaved();
    emit loaded();
    if (m_keptText) // nobody could look meanwhile
        checkDisk();
}

void ScriptFile::save(const QString &path, const std::function<void()> &then)
{
    if (m_loading)
        return;
    if (m_saving) { // what was typed since then has to be saved too
        m_next = [this, path, then] { save(path, then); };
        return;
    }
    m_saving = true;
    m_target = QFileInfo(path).absoluteFilePath();
    m_then = then;
    m_editedMeanwhile = false;
    m_writing.setFuture(QtConcurrent::run(&ScriptFile::write, m_target, m_editor->text(), m_form.byteOrderMark));
}

Error ScriptFile::write(const QString &path, const QByteArray &text, bool byteOrderMarkToo)
{
    QSaveFile file(path);
    bool written = file.open(QIODevice::WriteOnly);
    if (byteOrderMarkToo)
        written = written && file.write(byteOrderMark) == 3;
    written = written && file.write(text) == text.size() && file.commit();
    return written ? Error() : Error{Error::Code::Unreadable, tr("%1 cannot be written: %2.").arg(path, file.errorString())};
}

void ScriptFile::takeWritten()
{
    const Error error = m_writing.result();
    const auto then = std::exchange(m_then, {});
    const auto next = std::exchange(m_next, {});
    m_saving = false;
    if (error) {
        emit failed(error);
    } else {
        m_stamp = QFileInfo(m_target).lastModified();
        m_told.reset();
        if (!m_editedMeanwhile)
            m_editor->setSaved();
        setPath(m_target);
        then();
    }
    if (next)
        next();
    if (!m_saving)
        emit savingEnded();
}

void ScriptFile::setPath(const QString &path)
{
    if (const QStringList watched = m_watcher.files(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    if (!path.isEmpty())
        m_watcher.addPath(path);
    m_path = path;
    emit pathChanged();
}

void ScriptFile::checkDisk()
{
    if (m_path.isEmpty() || m_loading || isSaving())
        return;
    const QFileInfo info(m_path);
    const bool there = info.isFile();
    if (there && !m_watcher.files().contains(m_path)) // replaced by another: the watch went with the old one
        m_watcher.addPath(m_path);
    const QDateTime now = there ? info.lastModified() : QDateTime();
    if (now == m_stamp || now == m_told)
        return;
    m_told = now;
    emit changedOnDisk(there ? DiskChange::Changed : DiskChange::Removed);
}

void ScriptFile::leaveDisk()
{
    m_stamp = QFileInfo(m_path).lastModified();
    m_editor->setUnsaved();
}

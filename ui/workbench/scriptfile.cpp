#include "ui/workbench/scriptfile.h"

#include "ui/workbench/byteeditor.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QtConcurrent>

#include <cstring>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype bytesAtOnce = 128 * 1024;
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
    m_slice.setInterval(0ms);
    m_look.setInterval(100ms); // who replaces a file takes the old one away first
    m_look.setSingleShot(true);
    connect(&m_slice, &QTimer::timeout, this, &ScriptFile::fillSlice);
    connect(&m_look, &QTimer::timeout, this, &ScriptFile::checkDisk);
    connect(&m_reading, &QFutureWatcherBase::finished, this, &ScriptFile::takeRead);
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
    return m_loading && m_keptText ? m_bytes : m_editor->text();
}

void ScriptFile::load(const QString &path)
{
    if (m_loading)
        return;
    m_loading = true;
    m_keptText = false;
    m_asked = QFileInfo(path).absoluteFilePath();
    m_editor->setReadOnly(true);
    m_reading.setFuture(QtConcurrent::run(&ScriptFile::read, m_asked));
}

void ScriptFile::restore(const QByteArray &text, const ScriptForm &form, const QString &path, const QDateTime &stamp)
{
    m_loading = true;
    m_keptText = true;
    m_stamp = stamp;
    setPath(path);
    fill(text, form);
}

ScriptFile::Read ScriptFile::read(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    const auto unreadable = [](const QString &text) { return Read{{}, {}, {}, {Error::Code::Unreadable, text}}; };
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
    read.bytes = file.read(longest + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(tr("%1 cannot be read: %2.").arg(path, file.errorString()));
    if (hasLoneReturn(read.bytes)) {
        return unreadable(
            tr("%1 holds carriage returns that end no line, which the editor would show as if they did; run it with slabscope --execute.")
                .arg(path));
    }
    const qsizetype lineEnd = read.bytes.indexOf('\n');
    read.form = {read.bytes.startsWith(byteOrderMark), lineEnd > 0 && read.bytes[lineEnd - 1] == '\r'};
    return read;
}

void ScriptFile::takeRead()
{
    const Read read = m_reading.future().takeResult();
    if (read.error) {
        m_loading = false;
        m_editor->setReadOnly(false);
        emit failed(read.error);
        return;
    }
    m_stamp = read.stamp;
    m_told.reset();
    setPath(m_asked);
    fill(read.bytes, read.form);
}

void ScriptFile::fill(const QByteArray &bytes, const ScriptForm &form)
{
    m_form = form;
    m_bytes = bytes;
    m_filled = form.byteOrderMark && !m_keptText ? 3 : 0;
    m_editor->setLineEnd(form.crlf);
    m_editor->beginLoading(bytes.size());
    m_slice.start();
    if (bytes.size() <= bytesAtOnce) // making room for a long one takes long enough
        fillSlice();
}

void ScriptFile::fillSlice()
{
    QElapsedTimer timer;
    timer.start();
    while (m_filled < m_bytes.size() && !timer.hasExpired(6)) {
        // Up to a line end, so that no CRLF is torn.
        qsizetype end = m_bytes.size();
        if (end - m_filled > bytesAtOnce) {
            const qsizetype lineEnd = m_bytes.lastIndexOf('\n', m_filled + bytesAtOnce);
            end = lineEnd >= m_filled ? lineEnd + 1 : m_filled + bytesAtOnce;
            if (m_bytes[end - 1] == '\r')
                --end;
        }
        m_editor->append(QByteArrayView(m_bytes).sliced(m_filled, end - m_filled));
        m_filled = end;
    }
    if (m_filled < m_bytes.size())
        return;
    m_slice.stop();
    m_bytes.clear();
    m_loading = false;
    m_editor->endLoading();
    if (m_keptText)
        m_editor->setUnsaved();
    emit loaded();
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

#include "app/run/scriptsource.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {
constexpr qsizetype portion = 256 * 1024; // bytes: several pipes full
constexpr char byteOrderMark[] = "\xef\xbb\xbf";

/// Where a script at `path` looks for files. What the shell makes (`/dev/fd/63`) has no folder that a person would mean.
QString folderOf(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (absolute.startsWith(QLatin1String("/dev/")) || absolute.startsWith(QLatin1String("/proc/")))
        return QDir::currentPath();
    return QFileInfo(path).absolutePath();
}
} // namespace

ScriptSource::ScriptSource(Kind kind, const QString &folder)
    : m_kind(kind)
    , m_folder(folder)
{
}

ScriptSource::~ScriptSource()
{
    m_notifier.reset();
    if (m_ownsDescriptor && m_descriptor >= 0)
        ::close(m_descriptor);
}

std::unique_ptr<ScriptSource> ScriptSource::fromText(const QByteArray &text, const QString &folder, qint64 firstLine)
{
    std::unique_ptr<ScriptSource> source(new ScriptSource(Kind::Text, folder));
    source->m_buffer = text;
    source->m_end = text.size();
    source->m_endReached = true;
    source->m_firstLine = firstLine;
    source->m_lineNumber = firstLine - 1;
    return source;
}

std::unique_ptr<ScriptSource> ScriptSource::fromLines(const QList<QByteArray> &lines)
{
    return fromText(lines.join('\n'), QDir::currentPath());
}

std::unique_ptr<ScriptSource> ScriptSource::fromFile(const QString &path)
{
    std::unique_ptr<ScriptSource> source(new ScriptSource(Kind::File, folderOf(path)));
    source->m_name = path;
    // Non-blocking: a FIFO that nobody writes to yet must not hold us up.
    const QByteArray name = QFile::encodeName(path);
    source->m_descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    source->m_ownsDescriptor = true;
    struct stat status = {};
    if (source->m_descriptor < 0 || ::fstat(source->m_descriptor, &status) != 0)
        (void)source->fail(Error::Code::Unreadable, tr("“%1” cannot be read: %2.").arg(path, qt_error_string(errno)));
    else if (S_ISDIR(status.st_mode))
        (void)source->fail(Error::Code::Unreadable, tr("“%1” cannot be read: %2.").arg(path, qt_error_string(EISDIR)));
    else if (!S_ISREG(status.st_mode))
        source->m_kind = Kind::Stream;
    return source;
}

std::unique_ptr<ScriptSource> ScriptSource::fromStream(int descriptor)
{
    std::unique_ptr<ScriptSource> source(new ScriptSource(Kind::Stream, QDir::currentPath()));
    source->m_name = tr("standard input");
    source->m_descriptor = descriptor;
    return source;
}

QList<ScriptProblem> ScriptSource::check(qsizetype atMost)
{
    Q_ASSERT(!isStream());
    QList<ScriptProblem> problems;
    CommandParser parser;
    QByteArrayView line;
    while (problems.size() < atMost && next(line) == Next::Line) {
        if (parser.parse(line) == CommandParser::Result::Error)
            problems.append({.line = m_lineNumber, .error = parser.error()});
    }
    if (!m_error)
        rewind();
    return problems;
}

void ScriptSource::rewind()
{
    m_begin = 0;
    m_searched = 0;
    m_lineNumber = m_firstLine - 1;
    if (m_kind == Kind::Text)
        return;
    m_end = 0;
    m_endReached = false;
    if (::lseek(m_descriptor, 0, SEEK_SET) != 0)
        (void)fail(Error::Code::Unreadable, tr("“%1” cannot be read: %2.").arg(m_name, qt_error_string(errno)));
}

ScriptSource::Next ScriptSource::next(QByteArrayView &line)
{
    if (m_error)
        return Next::Failed;
    const char *bytes = m_buffer.constData();
    qsizetype lineEnd = 0;
    qsizetype following = 0;
    for (;;) {
        if (const void *found = std::memchr(bytes + m_searched, '\n', size_t(m_end - m_searched))) {
            lineEnd = static_cast<const char *>(found) - bytes;
            following = lineEnd + 1;
            break;
        }
        m_searched = m_end;
        const Filled filled = fill();
        bytes = m_buffer.constData();
        if (filled == Filled::Waiting)
            return Next::Waiting;
        if (filled == Filled::Failed)
            return Next::Failed;
        if (filled == Filled::End) {
            if (m_begin == m_end || m_stopped)
                return Next::End;
            lineEnd = following = m_end; // a last line without its LF
            break;
        }
    }
    line = QByteArrayView(bytes + m_begin, lineEnd - m_begin);
    m_begin = m_searched = following;
    if (++m_lineNumber == 1 && line.startsWith(byteOrderMark))
        line = line.sliced(3);
    return Next::Line;
}

ScriptSource::Filled ScriptSource::fill()
{
    if (m_endReached || m_stopped)
        return Filled::End;
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
        m_end -= m_begin;
        m_begin = 0;
        m_searched = m_end;
    }
    if (m_end > longestLine)
        return fail(Error::Code::Invalid,
                    tr("line %1: the line is longer than %L2 MiB.").arg(m_lineNumber + 1).arg(longestLine / (1024 * 1024)));
    if (m_buffer.size() - m_end < portion / 2) {
        m_buffer.resize(std::max(portion, m_buffer.size() * 2));
    } else if (m_buffer.size() > 16 * portion && m_end < portion / 2) {
        m_buffer.resize(portion); // a long line is gone
        m_buffer.squeeze();
    }

    for (;;) {
        // Asked first, since standard input is shared with others and must stay as it is: blocking.
        pollfd state = {.fd = m_descriptor, .events = POLLIN, .revents = 0};
        if (m_kind == Kind::Stream && ::poll(&state, 1, 0) == 0) {
            watch();
            return Filled::Waiting;
        }
        const ssize_t count = ::read(m_descriptor, m_buffer.data() + m_end, size_t(m_buffer.size() - m_end));
        if (count > 0) {
            m_end += count;
            return Filled::More;
        }
        if (count == 0) {
            m_endReached = true;
            return Filled::End;
        }
        if (errno == EAGAIN) {
            watch();
            return Filled::Waiting;
        }
        if (errno != EINTR)
            return fail(Error::Code::Unreadable, tr("“%1” cannot be read: %2.").arg(m_name, qt_error_string(errno)));
    }
}

ScriptSource::Filled ScriptSource::fail(Error::Code code, const QString &text)
{
    m_error = {.code = code, .text = text};
    return Filled::Failed;
}

void ScriptSource::watch()
{
    if (!m_notifier) {
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
            m_notifier->setEnabled(false);
            emit readable();
        });
    }
    m_notifier->setEnabled(true);
}

void ScriptSource::stop()
{
    if (!isStream() || m_stopped)
        return;
    m_stopped = true;
    if (m_notifier)
        m_notifier->setEnabled(false);
}

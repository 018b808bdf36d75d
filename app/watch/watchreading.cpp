#include "app/watch/watchreading.h"

#include "connection/text/textline.h"

#include <QCoreApplication>
#include <QIODevice>

#include <algorithm>
#include <utility>

namespace {

constexpr qint64 filePortion = 1024 * 1024;
constexpr qsizetype fileSegment = 8'192; // lines

/// Puts lines into a log and counts them.
class WatchReader
{
public:
    explicit WatchReader(const QByteArray &delimiters)
        : m_tally(delimiters)
    {
    }

    void take(QByteArrayView line)
    {
        if (line.endsWith('\r'))
            line.chop(1);
        line = line.first(std::min(line.size(), longestTextLine));
        const WatchEvent event = readWatchEvent(line);
        m_tally.add(event, event.keyIn(m_buffer));
        m_segment.append(line);
        if (m_segment.size() >= fileSegment)
            close();
    }
    void close() { m_log.append(std::exchange(m_segment, {})); }
    void finish(ReadWatch &read)
    {
        close();
        read.log = std::move(m_log);
        read.figures = m_tally.figures();
    }

private:
    WatchTally m_tally;
    WatchLog m_log;
    WatchSegment m_segment;
    QByteArray m_buffer;
};

} // namespace

Error unreadableWatch(const QString &name, const QString &why)
{
    return {Error::Code::Unreadable, QCoreApplication::translate("WatchFile", "“%1” cannot be opened: %2").arg(name, why)};
}

ReadWatch readWatchFile(QIODevice &file, const QString &name, const QByteArray &delimiters, const std::function<void(qint64)> &progressed,
                        const std::function<bool()> &isCancelled)
{
    ReadWatch read;
    WatchReader reader(delimiters);
    QByteArray bytes;
    qint64 done = 0;
    bool skipsRest = false; // of a line that is too long
    for (QByteArray portion = file.read(filePortion); !portion.isEmpty(); portion = file.read(filePortion)) {
        read.isCancelled = isCancelled && isCancelled();
        if (read.isCancelled)
            return read;
        bytes += portion;
        qsizetype begin = 0;
        for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', begin)) {
            if (!std::exchange(skipsRest, false) && end > begin)
                reader.take(QByteArrayView(bytes).sliced(begin, end - begin));
            begin = end + 1;
        }
        bytes.remove(0, begin);
        if (bytes.size() > longestTextLine) {
            if (!std::exchange(skipsRest, true))
                reader.take(bytes);
            bytes.clear();
        }
        done += portion.size();
        if (progressed)
            progressed(done);
    }
    if (!bytes.isEmpty() && !skipsRest)
        reader.take(bytes);
    reader.finish(read);
    const WatchFigures &figures = read.figures;
    const bool hasAny =
        std::any_of(figures.counts.begin(), figures.counts.begin() + int(WatchKind::Unreadable), [](quint64 count) { return count > 0; });
    if (!hasAny)
        read = {.log = WatchLog(),
                .figures = {},
                .error =
                    unreadableWatch(name, QCoreApplication::translate("WatchFile", "there is no line in it that a watch would tell."))};
    return read;
}

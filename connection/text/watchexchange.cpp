#include "connection/text/watchexchange.h"

#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <utility>

namespace {

constexpr qsizetype linesPerSegment = 8'192;
/// Bytes of lines that wait to be taken.
constexpr qsizetype mostWaiting = 64 * 1024 * 1024;

/// Lines are taken apart by whoever looks at them: here it is enough that it is one.
bool isWatchedLine(QByteArrayView line)
{
    return line.size() > 3 && line.startsWith("ts=") && line[3] >= '0' && line[3] <= '9';
}

} // namespace

void WatchExchange::setWords(const QByteArrayList &words)
{
    m_words = words;
    m_narrowed = true;
    m_written = false;
    restart();
}

bool WatchExchange::isToBeAskedAgain() const
{
    return m_purpose == Purpose::Watch && refusal().code == Error::Code::UnknownCommand && m_words.size() > 1 && !m_narrowed;
}

QByteArray WatchExchange::nextPortion()
{
    return std::exchange(m_written, true) ? QByteArray() : "watch " + m_words.join(' ') + "\r\n";
}

/// A server where nothing happens has nothing to say.
std::chrono::milliseconds WatchExchange::patience(std::chrono::milliseconds requestTimeout) const
{
    return m_watching ? std::chrono::milliseconds(0) : requestTimeout;
}

qsizetype WatchExchange::take(QByteArrayView bytes)
{
    qsizetype taken = 0;
    qsizetype length = 0;
    QByteArrayView line;
    while (progress() == Progress::Open && cutLine(bytes.sliced(taken), line, length) == ParseState::Complete) {
        taken += length;
        takeLine(line);
    }
    if (m_watching)
        wake();
    // A probe that has its answer cares for nothing behind it.
    return progress() == Progress::Complete ? bytes.size() : taken;
}

void WatchExchange::takeLine(QByteArrayView line)
{
    if (!m_watching) {
        m_watching = line == "OK";
        if (!m_watching)
            refuseLine(line);
        else if (m_purpose == Purpose::Probe)
            setProgress(Progress::Complete);
        return;
    }
    if (!isWatchedLine(line)) {
        const std::optional<WatchedLine> parsed = parseWatchedLine(line);
        if (!parsed || !parsed->skipped) {
            fail(malformedLine(line));
            return;
        }
        m_skipped += *parsed->skipped;
    } else {
        ++m_lineCount;
    }
    if (isAbandoned())
        return;
    if (m_fullBytes + m_open.byteSize() > mostWaiting) {
        ++m_dropped;
        return;
    }
    m_open.append(line);
    if (m_open.size() == linesPerSegment)
        closeResults();
}

void WatchExchange::closeResults()
{
    if (m_open.isEmpty())
        return;
    m_fullBytes += m_open.byteSize();
    m_full.push_back(std::exchange(m_open, {}));
}

std::vector<WatchSegment> WatchExchange::takeSegments()
{
    closeResults();
    m_fullBytes = 0;
    return std::exchange(m_full, {});
}

#include "connection/text/keydumpexchange.h"

#include "connection/text/serverversion.h"
#include "connection/text/textrefusal.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace {

/// A segment that does not get full is handed over after this long all the same; the first keys are at once.
constexpr auto segmentPause = 100ms;
/// What nobody wants is not read for longer than this: a memcached with a hundred million keys is done long before.
constexpr auto longestDrain = 15min;

} // namespace

/// `hash` since 1.6.9, where it came: it goes past each item once, while `all` loses those that move between the LRUs meanwhile (390 of a
/// million were seen to be missing). Before 1.6.19 a `hash` that is not read blocks other clients; ours is always read.
DumpWalk bestWalk(const QByteArray &version)
{
    return isAtLeast(version, 1, 6, 9) ? DumpWalk::Hash : DumpWalk::All;
}

void KeyDumpExchange::prepare(const QByteArray &version)
{
    m_choosing = m_walk == DumpWalk::Best;
    if (m_choosing)
        m_walk = bestWalk(version);
}

void KeyDumpExchange::prepareAgain()
{
    // A server that calls itself later than it is.
    if (refusal().code == Error::Code::UnknownClass)
        m_walk = DumpWalk::All;
    restart();
    m_written = false;
    m_parser = MetadumpParser();
}

bool KeyDumpExchange::isToBeAskedAgain() const
{
    switch (refusal().code) {
    case Error::Code::CrawlerBusy:
    case Error::Code::HashTableLocked:
        return m_retrying && !isAbandoned();
    case Error::Code::UnknownClass:
        return m_choosing && m_walk == DumpWalk::Hash && !isAbandoned();
    default:
        return false;
    }
}

QByteArray KeyDumpExchange::nextPortion()
{
    if (std::exchange(m_written, true))
        return {};
    m_lastSegment.start();
    return m_walk == DumpWalk::Hash ? QByteArrayLiteral("lru_crawler metadump hash\r\n")
                                    : QByteArrayLiteral("lru_crawler metadump all\r\n");
}

qsizetype KeyDumpExchange::take(QByteArrayView bytes)
{
    const qsizetype taken = m_parser.take(bytes);
    closeSegmentInTime();
    switch (m_parser.state()) {
    case MetadumpParser::State::Listing:
        if (m_draining.isValid() && m_draining.hasExpired(std::chrono::milliseconds(longestDrain).count()))
            fail({Error::Code::RequestTimeout, QCoreApplication::translate("KeyDumpExchange", "The server's list of keys does not end.")});
        break;
    case MetadumpParser::State::Over:
        setProgress(Progress::Complete);
        break;
    case MetadumpParser::State::Refused:
        refuseLine(m_parser.line());
        break;
    case MetadumpParser::State::Malformed:
        fail(malformedLine(m_parser.line()));
        break;
    }
    return taken;
}

void KeyDumpExchange::closeSegmentInTime()
{
    const bool listing = m_parser.state() == MetadumpParser::State::Listing;
    if (listing && (!m_begun || isSegmentLate()))
        m_parser.closeSegment();
    if (!m_parser.hasSegments())
        return;
    m_begun = true;
    m_lastSegment.start();
    wake();
    if (!listing || m_parser.byteCount() < m_mostBytes || isFinished())
        return;
    // The asker is told at once, and the rest is read like that of a dump that was cancelled.
    finish({Error::Code::TooLarge,
            QCoreApplication::translate("KeyDumpExchange", "The list was cut off after %L1 keys: it takes more memory than it may.")
                .arg(keyCount())});
    abandon();
}

bool KeyDumpExchange::isSegmentLate() const
{
    return !m_parser.hasSegments() && m_lastSegment.hasExpired(std::chrono::milliseconds(segmentPause).count());
}

/// Also when the server has come to a halt in the middle of a segment.
std::vector<KeySegment> KeyDumpExchange::takeSegments()
{
    if (m_parser.state() == MetadumpParser::State::Listing && isSegmentLate()) {
        m_parser.closeSegment();
        m_lastSegment.start();
    }
    return m_parser.takeSegments();
}

void KeyDumpExchange::discard()
{
    m_parser.discard();
    m_draining.start();
}

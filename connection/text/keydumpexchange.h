#pragma once

#include "connection/text/metadumpparser.h"
#include "connection/text/textexchange.h"

#include <QElapsedTimer>

/// Which of a server's items `lru_crawler metadump` goes through.
enum class DumpWalk {
    Best, ///< what bestWalk() says
    All,  ///< by the LRUs: may miss what moves between them meanwhile
    Hash, ///< by the hash table: each item once; from 1.6.9 on
};

/// `version` as the server says it ("1.6.18"), empty if it does not.
[[nodiscard]] DumpWalk bestWalk(const QByteArray &version);

/// One `lru_crawler metadump`, read to its end whoever still wants it: memcached suffers from a dump that is closed half-way or not read.
class KeyDumpExchange : public TextExchange
{
public:
    /// Keeps no more than `mostBytes` of keys.
    KeyDumpExchange(DumpWalk walk, qint64 mostBytes)
        : m_walk(walk)
        , m_mostBytes(mostBytes)
    {
    }

    /// To be called before it is asked for the first time: settles how a server of this version is walked through.
    void prepare(const QByteArray &version);
    /// To be called before it is asked again.
    void prepareAgain();
    /// There is no sense in asking again any more.
    void giveUpRetrying() { m_retrying = false; }
    [[nodiscard]] bool isToBeAskedAgain() const override;

    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    [[nodiscard]] Flow flow() const override { return Flow::Bulk; }
    /// Going through a large and empty hash table takes the server long without a line.
    [[nodiscard]] std::chrono::milliseconds patience(std::chrono::milliseconds requestTimeout) const override { return 6 * requestTimeout; }

    [[nodiscard]] qint64 keyCount() const { return m_parser.keyCount(); }
    [[nodiscard]] std::vector<KeySegment> takeSegments();

private:
    void discard() override;
    void closeResults() override { m_parser.closeSegment(); }
    void closeSegmentInTime();
    [[nodiscard]] bool isSegmentLate() const;

    MetadumpParser m_parser;
    DumpWalk m_walk;
    qint64 m_mostBytes;
    QElapsedTimer m_lastSegment;
    QElapsedTimer m_draining;
    bool m_choosing = false; ///< how to walk is our own choice
    bool m_retrying = true;
    bool m_written = false;
    bool m_begun = false; ///< keys were handed over
};

#pragma once

#include "connection/text/keysegment.h"

#include <QByteArray>

#include <vector>

/// Reads the answer to `lru_crawler metadump` (memcached's doc/protocol.txt, "LRU_Crawler"; the forms of 1.4.31 to 1.6.45) into columns:
/// fields are told by their names, unknown ones passed over. Memory is bounded by what is kept: a line that does not fit a memcached ends
/// it.
class MetadumpParser
{
public:
    enum class State {
        Listing,
        Over,      ///< the list is complete
        Refused,   ///< the server said in line() why it lists nothing
        Malformed, ///< line() makes no sense
    };

    /// Takes the whole lines at the beginning of `bytes` up to the end of the list, and returns how many bytes they took.
    [[nodiscard]] qsizetype take(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QByteArray &line() const { return m_line; }
    [[nodiscard]] qint64 keyCount() const { return m_keyCount + m_open.size(); }
    /// Bytes of all segments so far, those that were taken included.
    [[nodiscard]] qint64 byteCount() const { return m_byteCount; }

    /// Whether there is a full segment, or all has come.
    [[nodiscard]] bool hasSegments() const { return !m_full.empty(); }
    /// The full segments since the last call, in order.
    [[nodiscard]] std::vector<KeySegment> takeSegments() { return std::exchange(m_full, {}); }
    /// Makes the keys of a segment that is not full yet ready to be taken.
    void closeSegment();
    /// Keeps nothing of what comes from now on, and only looks for the end.
    void discard();

private:
    [[nodiscard]] bool takeItem(const char *at, const char *end);
    void takeOther(QByteArrayView line);
    void passOver(QByteArrayView line);
    void conclude(State state, QByteArrayView line);

    std::vector<KeySegment> m_full;
    KeySegment m_open;
    QByteArray m_line;
    qint64 m_keyCount = 0; ///< of closed segments
    qint64 m_byteCount = 0;
    State m_state = State::Listing;
    bool m_anything = false; ///< a line came
    bool m_discarding = false;
};

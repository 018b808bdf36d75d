#include "connection/recordbacklog.h"

namespace {

/// The most that a record carries, and what its wrapping may add (RFC 5246, section 6.2.3: header, IV, MAC and padding).
constexpr qint64 largestRecord = 16'384;
constexpr qint64 largestOverhead = 5 + 16 + 64 + 16;

} // namespace

void RecordBacklog::add(qint64 size, qint64 encrypted)
{
    constexpr size_t worthPruning = 4096;
    m_writes.push_back(size);
    if (m_writes.size() < worthPruning)
        return;
    auto first = m_writes.end();
    for (qint64 sum = 0; first != m_writes.begin() && sum < encrypted;)
        sum += *--first;
    m_writes.erase(m_writes.begin(), first);
}

qint64 RecordBacklog::untaken(qint64 encrypted) const
{
    qint64 sure = 0;
    for (auto written = m_writes.crbegin(); written != m_writes.crend(); ++written) {
        for (qint64 left = *written; left > 0;) {
            const qint64 record = left % largestRecord == 0 ? largestRecord : left % largestRecord;
            encrypted -= record + largestOverhead;
            if (encrypted < 0)
                return sure;
            sure += record;
            left -= record;
        }
    }
    return sure;
}

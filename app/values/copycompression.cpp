#include "app/values/recompression.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace {

/// What FastLZ's first level and LZF both read: a byte below 32 and one more literals than it says, or else a match: three bits of its
/// length less 2 (7: a byte more follows), then 13 bits of its distance less 1.
class CopyCompression
{
public:
    explicit CopyCompression(QByteArrayView bytes)
        : m_bytes(bytes)
    {
        m_output.reserve(bytes.size() / 2 + 16);
        m_lastSeen.fill(-1);
    }

    QByteArray run()
    {
        // Readers of FastLZ take it for granted that the end is literals.
        constexpr qsizetype literalEnd = 12;
        qsizetype at = 0;
        while (at < m_bytes.size() - literalEnd) {
            const qsizetype before = std::exchange(m_lastSeen[slot(at)], at);
            const qsizetype length = before < 0 || at - before > farthest ? 0 : matchLength(before, at, m_bytes.size() - literalEnd);
            if (length < shortestMatch) {
                ++at;
                continue;
            }
            flushLiterals(at);
            appendMatch(at - before - 1, length - 2);
            at += length;
            m_literals = at;
        }
        flushLiterals(m_bytes.size());
        return std::move(m_output);
    }

private:
    static constexpr qsizetype farthest = 8192;
    static constexpr qsizetype shortestMatch = 3;
    static constexpr qsizetype longestMatch = 264;

    [[nodiscard]] size_t slot(qsizetype at) const
    {
        quint32 three = 0;
        std::memcpy(&three, m_bytes.data() + at, shortestMatch);
        return (three * 2654435761U) >> 19; // Knuth's multiplicative hash, to 13 bits
    }

    [[nodiscard]] qsizetype matchLength(qsizetype before, qsizetype at, qsizetype end) const
    {
        const qsizetype most = std::min(longestMatch, end - at);
        qsizetype length = 0;
        while (length < most && m_bytes[before + length] == m_bytes[at + length])
            ++length;
        return length;
    }

    void flushLiterals(qsizetype end)
    {
        while (m_literals < end) {
            const qsizetype count = std::min<qsizetype>(32, end - m_literals);
            m_output.append(char(count - 1));
            m_output.append(m_bytes.sliced(m_literals, count));
            m_literals += count;
        }
    }

    void appendMatch(qsizetype distance, qsizetype length)
    {
        m_output.append(char(std::min<qsizetype>(length, 7) << 5 | distance >> 8));
        if (length >= 7)
            m_output.append(char(length - 7));
        m_output.append(char(distance & 0xff));
    }

    QByteArrayView m_bytes;
    QByteArray m_output;
    qsizetype m_literals = 0; ///< where those begin that are not written yet
    std::array<qsizetype, 1 << 13> m_lastSeen{};
};

} // namespace

QByteArray compressedByCopies(QByteArrayView bytes)
{
    return CopyCompression(bytes).run();
}

#include "app/results/bytesearch.h"

#include <QtEndian>

namespace {

constexpr bool isLetter(uchar byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

constexpr uchar lower(uchar byte)
{
    return isLetter(byte) ? byte | 0x20 : byte;
}

} // namespace

ByteSearch::ByteSearch(QByteArrayView sought)
    : m_sought(sought.toByteArray())
{
    for (char &byte : m_sought)
        byte = char(lower(uchar(byte)));
    if (m_sought.isEmpty())
        return;
    m_first = uchar(m_sought.front());
    m_last = uchar(m_sought.back());
    // A letter in either case is the lower one once this bit is set; what is none must be exactly itself.
    m_firstMask = isLetter(m_first) ? 0x20 : 0;
    m_lastMask = isLetter(m_last) ? 0x20 : 0;
}

bool ByteSearch::mark(const char *bytes, Marks &marks) const
{
    const auto *first = reinterpret_cast<const uchar *>(bytes);
    const uchar *last = first + m_sought.size() - 1;
    std::array<uchar, stretch> found;
    // The compiler turns this loop into comparisons of many bytes at once.
    for (qsizetype i = 0; i < stretch; ++i)
        found[size_t(i)] = uchar(uchar(first[i] | m_firstMask) == m_first) & uchar(uchar(last[i] | m_lastMask) == m_last);
    quint64 any = 0;
    for (size_t i = 0; i < marks.size(); ++i) {
        marks[i] = qFromLittleEndian<quint64>(found.data() + 8 * i);
        any |= marks[i];
    }
    return any != 0;
}

qsizetype ByteSearch::find(QByteArrayView bytes, qsizetype from) const
{
    if (m_sought.isEmpty())
        return from <= bytes.size() ? from : -1;
    const qsizetype end = endOf(bytes);
    qsizetype at = from;
    Marks marks;
    for (; at + stretch <= end; at += stretch) {
        if (!mark(bytes.data() + at, marks))
            continue;
        for (size_t i = 0; i < marks.size(); ++i) {
            for (quint64 word = marks[i]; word != 0; word &= word - 1) {
                const qsizetype place = at + qsizetype(8 * i) + std::countr_zero(word) / 8;
                if (matches(bytes.data() + place))
                    return place;
            }
        }
    }
    for (; at < end; ++at) {
        if (matches(bytes.data() + at))
            return at;
    }
    return -1;
}

bool ByteSearch::matches(const char *bytes) const
{
    for (qsizetype i = 0; i < m_sought.size(); ++i) {
        if (lower(uchar(bytes[i])) != uchar(m_sought[i]))
            return false;
    }
    return true;
}

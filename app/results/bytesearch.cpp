#include "app/results/bytesearch.h"

#include <QtEndian>

#include <array>
#include <bit>

namespace {

constexpr qsizetype stretch = 64; // bytes that are looked at without a branch

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

qsizetype ByteSearch::find(QByteArrayView bytes, qsizetype from) const
{
    const qsizetype length = m_sought.size();
    const qsizetype end = bytes.size() - length + 1; // places where it may begin
    if (length == 0)
        return from <= bytes.size() ? from : -1;
    const auto *begin = reinterpret_cast<const uchar *>(bytes.data());
    qsizetype at = from;
    std::array<uchar, stretch> marks;
    for (; at + stretch <= end; at += stretch) {
        const uchar *first = begin + at;
        const uchar *last = first + length - 1;
        // The compiler turns this loop into comparisons of many bytes at once.
        for (qsizetype i = 0; i < stretch; ++i)
            marks[size_t(i)] = uchar(uchar(first[i] | m_firstMask) == m_first) & uchar(uchar(last[i] | m_lastMask) == m_last);
        std::array<quint64, stretch / 8> words;
        quint64 any = 0;
        for (size_t i = 0; i < words.size(); ++i) {
            words[i] = qFromLittleEndian<quint64>(marks.data() + 8 * i);
            any |= words[i];
        }
        if (any == 0)
            continue;
        for (size_t i = 0; i < words.size(); ++i) {
            for (quint64 word = words[i]; word != 0; word &= word - 1) {
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

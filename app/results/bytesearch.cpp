#include "app/results/bytesearch.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

namespace {

constexpr qsizetype stretch = 64; // bytes that are looked at without a branch

constexpr qsizetype wordSize = sizeof(quint64);

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
    for (int i = 0; i < int(std::min(m_sought.size(), wordSize)); ++i) {
        const auto byte = uchar(m_sought.at(i));
        m_begin |= quint64(byte) << (8 * i);
        m_beginCase |= quint64(isLetter(byte) ? 0x20 : 0) << (8 * i);
        m_beginBits |= quint64(0xff) << (8 * i);
    }
}

qsizetype ByteSearch::find(QByteArrayView bytes, qsizetype from) const
{
    if (m_sought.isEmpty())
        return from <= bytes.size() ? from : -1;
    for (qsizetype begin = from; begin <= bytes.size() - m_sought.size(); begin += stretch) {
        for (quint64 places = candidates(bytes, begin); places != 0; places &= places - 1) {
            const qsizetype place = begin + std::countr_zero(places);
            if (matches(bytes, place))
                return place;
        }
    }
    return -1;
}

qsizetype ByteSearch::mark(QByteArrayView bytes, std::vector<quint64> &places) const
{
    places.assign(size_t(bytes.size() / stretch + 2), 0);
    if (m_sought.isEmpty())
        return 0;
    qsizetype count = 0;
    const bool isSure = m_sought.size() <= 2; // the first and the last byte are all there is
    for (qsizetype begin = 0; begin <= bytes.size() - m_sought.size(); begin += stretch) {
        quint64 found = candidates(bytes, begin);
        if (found == 0)
            continue;
        for (quint64 left = isSure ? 0 : found; left != 0; left &= left - 1) {
            if (!matches(bytes, begin + std::countr_zero(left)))
                found &= ~(left & -left);
        }
        places[size_t(begin / stretch)] = found;
        count += std::popcount(found);
    }
    return count;
}

bool ByteSearch::matches(QByteArrayView bytes, qsizetype place) const
{
    qsizetype compared = 0;
    if (place + wordSize <= bytes.size()) { // at once, since where there are many their lengths cannot be foreseen
        const auto word = qFromLittleEndian<quint64>(bytes.data() + place);
        if (((word | m_beginCase) & m_beginBits) != m_begin)
            return false;
        compared = wordSize;
    }
    for (qsizetype i = compared; i < m_sought.size(); ++i) {
        if (lower(uchar(bytes[place + i])) != uchar(m_sought[i]))
            return false;
    }
    return true;
}

quint64 ByteSearch::candidates(QByteArrayView bytes, qsizetype begin) const
{
    const auto *first = reinterpret_cast<const uchar *>(bytes.data()) + begin;
    const qsizetype count = bytes.size() - m_sought.size() + 1 - begin;
    if (count >= stretch)
        return wholeCandidates(first);
    quint64 places = 0;
    const uchar *last = first + m_sought.size() - 1;
    for (qsizetype i = 0; i < count; ++i)
        places |= quint64((first[i] | m_firstMask) == m_first && (last[i] | m_lastMask) == m_last) << i;
    return places;
}

quint64 ByteSearch::wholeCandidates(const uchar *begin) const
{
    const uchar *last = begin + m_sought.size() - 1;
    quint64 places = 0;
#ifdef __SSE2__ // as every x86-64 has it
    const auto hasByte = [](const uchar *bytes, uchar mask, uchar byte) {
        const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes));
        return _mm_cmpeq_epi8(_mm_or_si128(some, _mm_set1_epi8(char(mask))), _mm_set1_epi8(char(byte)));
    };
    for (int i = 0; i < int(stretch); i += 16) {
        const __m128i both = _mm_and_si128(hasByte(begin + i, m_firstMask, m_first), hasByte(last + i, m_lastMask, m_last));
        places |= quint64(uint(_mm_movemask_epi8(both))) << i;
    }
#else
    std::array<uchar, stretch> marks;
    // The compiler turns this loop into comparisons of many bytes at once.
    for (qsizetype i = 0; i < stretch; ++i)
        marks[size_t(i)] = uchar(uchar(begin[i] | m_firstMask) == m_first) & uchar(uchar(last[i] | m_lastMask) == m_last);
    for (qsizetype i = 0; i < stretch / wordSize; ++i) { // eight bytes of 0 or 1, gathered as bits in the highest byte
        const auto word = qFromLittleEndian<quint64>(marks.data() + wordSize * i);
        places |= (word * 0x0102'0408'1020'4080U >> 56U) << (8 * i);
    }
#endif
    return places;
}

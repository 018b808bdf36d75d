#include "app/results/bytesearch.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>

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
    return ByteScan(*this, bytes).next(from);
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

ByteScan::ByteScan(const ByteSearch &search, QByteArrayView bytes)
    : m_search(&search)
    , m_bytes(bytes)
    , m_end(bytes.size() - search.length() + 1)
{
}

qsizetype ByteScan::next(qsizetype from)
{
    if (m_search->length() == 0)
        return from <= m_bytes.size() ? from : -1;
    if (!m_isMarked || from >= m_begin + stretch)
        mark(from);
    else if (from > m_begin)
        m_candidates &= ~quint64(0) << (from - m_begin);
    for (; m_begin < m_end; mark(m_begin + stretch)) {
        for (; m_candidates != 0; m_candidates &= m_candidates - 1) {
            const qsizetype place = m_begin + std::countr_zero(m_candidates);
            if (m_search->matches(m_bytes, place))
                return place;
        }
    }
    return -1;
}

void ByteScan::mark(qsizetype begin)
{
    m_begin = begin;
    m_isMarked = true;
    m_candidates = 0;
    if (begin >= m_end)
        return;
    const auto *first = reinterpret_cast<const uchar *>(m_bytes.data()) + begin;
    const uchar *last = first + m_search->length() - 1;
    const auto mayBegin = [this, first, last](qsizetype i) {
        return uchar(uchar(first[i] | m_search->m_firstMask) == m_search->m_first)
            & uchar(uchar(last[i] | m_search->m_lastMask) == m_search->m_last);
    };
    if (begin + stretch > m_end) {
        for (qsizetype i = 0; begin + i < m_end; ++i)
            m_candidates |= quint64(mayBegin(i)) << i;
        return;
    }
    std::array<uchar, stretch> marks;
    // The compiler turns this loop into comparisons of many bytes at once.
    for (qsizetype i = 0; i < stretch; ++i)
        marks[size_t(i)] = mayBegin(i);
    std::array<quint64, stretch / wordSize> words;
    quint64 any = 0;
    for (size_t i = 0; i < words.size(); ++i) {
        words[i] = qFromLittleEndian<quint64>(marks.data() + wordSize * qsizetype(i));
        any |= words[i];
    }
    if (any == 0)
        return;
    for (size_t i = 0; i < words.size(); ++i) // eight bytes of 0 or 1, gathered as bits in the highest byte
        m_candidates |= (words[i] * 0x0102'0408'1020'4080U >> 56U) << (8 * i);
}

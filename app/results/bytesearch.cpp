#include "app/results/bytesearch.h"

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
    // The compiler turns the inner loop into comparisons of many bytes at once.
    for (; at + stretch <= end; at += stretch) {
        const uchar *first = begin + at;
        const uchar *last = first + length - 1;
        uchar any = 0;
        for (qsizetype i = 0; i < stretch; ++i)
            any |= uchar(uchar(uchar(first[i] | m_firstMask) == m_first) & uchar(uchar(last[i] | m_lastMask) == m_last));
        if (!any)
            continue;
        for (qsizetype i = at; i < at + stretch; ++i) {
            if (matches(bytes.data() + i))
                return i;
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

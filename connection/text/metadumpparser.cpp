#include "connection/text/metadumpparser.h"

#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace {

using Fields = KeySegment::Fields;

// Eight bytes at a time, the first of them the lowest of the word.
constexpr quint64 eachByte = 0x0101010101010101;
constexpr quint64 highBits = eachByte * 0x80;

/// The high bit of each byte of `digits` that is no number from 0 to 9.
inline quint64 nonDigits(quint64 digits)
{
    return (((digits & ~highBits) + eachByte * 0x76) | digits) & highBits;
}

/// The number that eight digits make, 0 to 9 each: neighbours are put together to pairs, pairs to fours, fours to the whole.
inline quint64 numberOf(quint64 digits)
{
    digits = digits * (10 * 0x100 + 1) >> 8;
    digits = (digits & 0x00ff00ff00ff00ff) * (100 * 0x10000 + 1) >> 16;
    return (digits & 0x0000ffff0000ffff) * (10'000 * 0x100000000 + 1) >> 32;
}

/// Reads digits up to a byte that is none, which there always is: the line's end. `number` is what `begin` up to `at` made. False: no
/// digit, or a number of more than 64 bits.
inline bool readDigits(const char *begin, const char *&at, quint64 &number)
{
    constexpr qsizetype surelyFit = 19;
    for (quint32 digit = quint32(quint8(*at)) - '0'; digit <= 9; digit = quint32(quint8(*++at)) - '0')
        number = number * 10 + digit;
    if (at - begin <= surelyFit) [[likely]]
        return at != begin;
    const std::optional<quint64> whole = unsignedNumber(QByteArrayView(begin, at));
    number = whole.value_or(0);
    return whole.has_value();
}

/// The same for a number that is likely to have many digits.
inline bool readLongNumber(const char *&at, const char *end, quint64 &number)
{
    const char *const begin = at;
    number = 0;
    if (end - at >= 8) {
        const quint64 digits = qFromLittleEndian<quint64>(at) ^ (eachByte * '0');
        const int count = std::countr_zero(nonDigits(digits)) / 8;
        if (count == 0)
            return false;
        // What is no digit is shifted out, and zeros come before what is left.
        number = numberOf(digits << (64 - 8 * count));
        at += count;
        if (count < 8)
            return true;
    }
    return readDigits(begin, at, number);
}

/// Copies a key without percent signs up to the space behind it, and returns its length. -1: it has some, or is longer than a key may be,
/// or ends too near to the line's end to be looked at in steps of eight bytes; up to seven bytes more than the key may have been written.
inline qsizetype copyPlainKey(const char *at, const char *end, char *out)
{
    const char *const begin = at;
    const char *const last = std::min<qsizetype>(end - at - 8, KeySegment::longestKey) + at;
    for (; at <= last; at += 8, out += 8) {
        const auto word = qFromLittleEndian<quint64>(at);
        std::memcpy(out, at, 8);
        // The hyphen is the least byte that stands for itself. A lesser one borrows, so that only bytes above it can be mistaken for one.
        const quint64 lesser = (word - eachByte * '-') & ~word & highBits;
        if (lesser != 0) {
            at += std::countr_zero(lesser) / 8;
            return *at == ' ' ? at - begin : -1;
        }
    }
    return -1;
}

template <typename Field> inline bool readField(const char *&at, Field &field)
{
    quint64 number = 0;
    const char *const begin = at;
    if (!readDigits(begin, at, number) || number > std::numeric_limits<Field>::max())
        return false;
    field = Field(number);
    return true;
}

/// A time later than a column can hold is as late as it can.
inline bool readTime(const char *&at, const char *end, quint32 &field)
{
    quint64 number = 0;
    if (!readLongNumber(at, end, number))
        return false;
    field = quint32(std::min<quint64>(number, std::numeric_limits<quint32>::max()));
    return true;
}

/// `-1` is never.
inline bool readExpiry(const char *&at, const char *end, quint32 &field)
{
    if (*at != '-')
        return readTime(at, end, field);
    field = 0;
    at += 2;
    return at[-1] == '1';
}

inline bool readFetched(const char *&at, const char *end, quint8 &marks)
{
    if (end - at >= 3 && std::memcmp(at, "yes", 3) == 0) {
        marks |= KeySegment::fetchedMark;
        at += 3;
        return true;
    }
    marks &= quint8(~KeySegment::fetchedMark);
    at += 2;
    return at <= end && std::memcmp(at - 2, "no", 2) == 0;
}

inline bool readFlags(const char *&at, Fields &fields)
{
    fields.marks |= KeySegment::flagsMark;
    return readField(at, fields.flags);
}

/// Steps over `name` where it is what comes next.
template <size_t size> inline bool skip(const char *&at, const char *end, const char (&name)[size])
{
    constexpr auto length = qsizetype(size - 1);
    if (end - at < length || std::memcmp(at, name, size_t(length)) != 0)
        return false;
    at += length;
    return true;
}

/// One field, whichever it is, with the space before it.
bool readAnyField(const char *&at, const char *end, Fields &fields)
{
    if (skip(at, end, " exp="))
        return readExpiry(at, end, fields.expiry);
    if (skip(at, end, " la="))
        return readTime(at, end, fields.lastAccess);
    if (skip(at, end, " cas="))
        return readLongNumber(at, end, fields.cas);
    if (skip(at, end, " fetch="))
        return readFetched(at, end, fields.marks);
    if (skip(at, end, " cls="))
        return readField(at, fields.slabClass);
    if (skip(at, end, " size="))
        return readField(at, fields.size);
    if (skip(at, end, " flags="))
        return readFlags(at, fields);
    if (*at != ' ')
        return false;
    at = std::find(at + 1, end, ' ');
    return true;
}

/// The fields of a line from behind its key to its end. They are expected in the order that every memcached has had so far, and found in
/// any other.
inline bool readFields(const char *at, const char *end, Fields &fields)
{
    bool good = true;
    if (skip(at, end, " exp=")) [[likely]]
        good = readExpiry(at, end, fields.expiry);
    if (good && skip(at, end, " la=")) [[likely]]
        good = readTime(at, end, fields.lastAccess);
    if (good && skip(at, end, " cas=")) [[likely]]
        good = readLongNumber(at, end, fields.cas);
    if (good && skip(at, end, " fetch=")) [[likely]]
        good = readFetched(at, end, fields.marks);
    if (good && skip(at, end, " cls=")) [[likely]]
        good = readField(at, fields.slabClass);
    if (good && skip(at, end, " size=")) [[likely]]
        good = readField(at, fields.size);
    if (good && skip(at, end, " flags="))
        good = readFlags(at, fields);
    while (good && at < end)
        [[unlikely]] good = readAnyField(at, end, fields);
    return good && at == end;
}

} // namespace

qsizetype MetadumpParser::take(QByteArrayView bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (m_state == State::Listing && at != end) {
        const auto *newline = static_cast<const char *>(std::memchr(at, '\n', size_t(end - at)));
        if (!newline)
            break;
        const char *lineEnd = newline != at && newline[-1] == '\r' ? newline - 1 : newline;
        if (m_discarding)
            passOver({at, lineEnd});
        else if (lineEnd - at < 4 || std::memcmp(at, "key=", 4) != 0)
            takeOther({at, lineEnd});
        else if (!takeItem(at + 4, lineEnd))
            conclude(State::Malformed, {at, lineEnd});
        at = newline + 1;
    }
    return at - bytes.data();
}

/// `at` is behind "key=", and a byte that is no part of the line stands at `end`.
bool MetadumpParser::takeItem(const char *at, const char *end)
{
    char *const key = m_open.keySpace();
    qsizetype length = copyPlainKey(at, end, key);
    if (length >= 0) {
        at += length;
    } else {
        const auto *space = static_cast<const char *>(std::memchr(at, ' ', size_t(end - at)));
        const QByteArrayView encoded(at, space ? space : end);
        if (encoded.size() > 3 * KeySegment::longestKey)
            return false;
        length = decodePercent(encoded, key);
        at += encoded.size();
    }
    if (length < 1 || length > KeySegment::longestKey)
        return false;
    Fields fields;
    if (!readFields(at, end, fields))
        return false;
    m_open.append(length, fields);
    m_anything = true;
    if (m_open.isFull())
        closeSegment();
    return true;
}

void MetadumpParser::takeOther(QByteArrayView line)
{
    const bool first = !std::exchange(m_anything, true);
    if (line == "END" || (first && line.startsWith("NOTSTARTED")))
        conclude(State::Over, line);
    else if (refusalIn(line))
        conclude(State::Refused, line);
    else if (line != "OK" || !first)
        conclude(State::Malformed, line);
}

void MetadumpParser::passOver(QByteArrayView line)
{
    if (line == "END" || (!m_anything && line.startsWith("NOTSTARTED")))
        conclude(State::Over, line);
    else if (!line.startsWith("key=") && refusalIn(line))
        conclude(State::Refused, line);
    m_anything = true;
}

void MetadumpParser::conclude(State state, QByteArrayView line)
{
    closeSegment();
    m_state = state;
    m_line = line.toByteArray();
}

void MetadumpParser::closeSegment()
{
    if (m_open.isEmpty())
        return;
    m_open.squeeze();
    m_keyCount += m_open.size();
    m_byteCount += m_open.byteSize();
    m_full.push_back(std::move(m_open));
    m_open = KeySegment();
    m_open.expectKeysAsIn(m_full.back());
}

void MetadumpParser::discard()
{
    closeSegment();
    m_discarding = true;
}

#include "connection/text/metadumpparser.h"

#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace {

using Fields = KeySegment::Fields;

/// Reads digits up to a byte that is none, which there always is: the line's end. False: no digit, or a number of more than 64 bits.
inline bool readNumber(const char *&at, quint64 &number)
{
    constexpr qsizetype surelyFit = 19;
    const char *const begin = at;
    number = 0;
    for (quint32 digit = quint32(quint8(*at)) - '0'; digit <= 9; digit = quint32(quint8(*++at)) - '0')
        number = number * 10 + digit;
    if (at - begin <= surelyFit) [[likely]]
        return at != begin;
    const std::optional<quint64> whole = unsignedNumber(QByteArrayView(begin, at));
    number = whole.value_or(0);
    return whole.has_value();
}

template <typename Field> inline bool readField(const char *&at, Field &field)
{
    quint64 number = 0;
    if (!readNumber(at, number) || number > std::numeric_limits<Field>::max())
        return false;
    field = Field(number);
    return true;
}

/// A time later than a column can hold is as late as it can.
inline bool readTime(const char *&at, quint32 &field)
{
    quint64 number = 0;
    if (!readNumber(at, number))
        return false;
    field = quint32(std::min<quint64>(number, std::numeric_limits<quint32>::max()));
    return true;
}

/// `-1` is never.
inline bool readExpiry(const char *&at, quint32 &field)
{
    if (*at != '-')
        return readTime(at, field);
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
        return readExpiry(at, fields.expiry);
    if (skip(at, end, " la="))
        return readTime(at, fields.lastAccess);
    if (skip(at, end, " cas="))
        return readNumber(at, fields.cas);
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
bool readFields(const char *at, const char *end, Fields &fields)
{
    bool good = true;
    if (skip(at, end, " exp="))
        good = readExpiry(at, fields.expiry);
    if (good && skip(at, end, " la="))
        good = readTime(at, fields.lastAccess);
    if (good && skip(at, end, " cas="))
        good = readNumber(at, fields.cas);
    if (good && skip(at, end, " fetch="))
        good = readFetched(at, end, fields.marks);
    if (good && skip(at, end, " cls="))
        good = readField(at, fields.slabClass);
    if (good && skip(at, end, " size="))
        good = readField(at, fields.size);
    if (good && skip(at, end, " flags="))
        good = readFlags(at, fields);
    while (good && at < end)
        good = readAnyField(at, end, fields);
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
        const QByteArrayView line(at, lineEnd);
        if (m_discarding)
            passOver(line);
        else if (!line.startsWith("key="))
            takeOther(line);
        else if (!takeItem(at + 4, lineEnd))
            conclude(State::Malformed, line);
        at = newline + 1;
    }
    return at - bytes.data();
}

/// `at` is behind "key=", and a byte that is no part of the line stands at `end`.
bool MetadumpParser::takeItem(const char *at, const char *end)
{
    const auto *space = static_cast<const char *>(std::memchr(at, ' ', size_t(end - at)));
    const QByteArrayView encoded(at, space ? space : end);
    if (encoded.size() > 3 * KeySegment::longestKey)
        return false;
    Fields fields;
    if (space && !readFields(space, end, fields))
        return false;

    char *const key = m_open.keySpace();
    qsizetype length = encoded.size();
    if (encoded.isEmpty() || !std::memchr(encoded.data(), '%', size_t(length)))
        std::memcpy(key, encoded.data(), size_t(length));
    else
        length = decodePercent(encoded, key);
    if (length < 1 || length > KeySegment::longestKey)
        return false;
    m_open.append(length, fields);
    ++m_keyCount;
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

#include "app/commands/ttl.h"

#include "connection/protocol/command.h"

#include <charconv>

namespace {

constexpr quint32 longest = Command::longestRelativeExpiry;

struct Unit
{
    char letter;
    quint32 seconds;
};
constexpr Unit units[] = {{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};

TtlFault readCount(QByteArrayView digits, quint64 &count)
{
    const auto [end, fault] = std::from_chars(digits.begin(), digits.end(), count);
    if (end != digits.end() || fault == std::errc::invalid_argument)
        return TtlFault::Form;
    return fault == std::errc() ? TtlFault::None : TtlFault::TooLong;
}

TtlFault readDuration(QByteArrayView digits, quint32 unit, Ttl &ttl)
{
    quint64 count = 0;
    if (const TtlFault fault = readCount(digits, count); fault != TtlFault::None)
        return fault;
    if (count == 0)
        return TtlFault::TooShort;
    if (count > largestExpiry / unit)
        return TtlFault::TooLong;
    const auto seconds = quint32(count * unit);
    ttl = {};
    if (seconds > longest)
        ttl.longLifetime = std::chrono::seconds(seconds);
    else
        ttl.expiry = seconds;
    return TtlFault::None;
}

} // namespace

TtlFault readTtl(QByteArrayView text, Ttl &ttl)
{
    if (text == QByteArrayView("never")) {
        ttl = {};
        return TtlFault::None;
    }
    if (text.isEmpty())
        return TtlFault::Form;
    for (const Unit &unit : units) {
        if (text.back() == unit.letter)
            return readDuration(text.chopped(1), unit.seconds, ttl);
    }
    const bool absolute = text.front() == '@';
    quint64 count = 0;
    if (const TtlFault fault = readCount(absolute ? text.sliced(1) : text, count); fault != TtlFault::None)
        return fault;
    if (count > largestExpiry)
        return TtlFault::TooLong;
    if (absolute && count <= longest)
        return TtlFault::TooEarly;
    ttl = {};
    ttl.expiry = quint32(count);
    ttl.readAsTime = !absolute && count > longest;
    return TtlFault::None;
}

quint32 expiryAfter(std::chrono::seconds lifetime, qint64 now)
{
    return quint32(std::clamp<qint64>(now + lifetime.count(), 0, largestExpiry));
}

QByteArray formatExpiry(quint32 expiry)
{
    const QByteArray digits = QByteArray::number(expiry);
    return expiry > longest ? '@' + digits : digits;
}

QByteArray formatLifetime(std::chrono::seconds lifetime)
{
    for (const Unit &unit : units) {
        if (lifetime.count() % unit.seconds == 0)
            return QByteArray::number(qint64(lifetime.count() / unit.seconds)) + unit.letter;
    }
    return {};
}

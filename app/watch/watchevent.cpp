#include "app/watch/watchevent.h"

#include "connection/text/textline.h"

#include <cstring>

namespace {

constexpr qint64 million = 1'000'000;
constexpr qint64 latest = 253'402'300'799; ///< the last second of the year 9999
constexpr char lostMark[] = "#lost ";
constexpr char backMark[] = "#back ";

/// Microseconds of `876.25148`, which is split at the dot rather than read as a fraction: the server does not pad them with zeros.
qint64 timeOf(QByteArrayView value)
{
    const qsizetype dot = value.indexOf('.');
    const std::optional<quint64> seconds = unsignedNumber(dot < 0 ? value : value.first(dot));
    const std::optional<quint64> micro = dot < 0 ? std::optional<quint64>(0) : unsignedNumber(value.sliced(dot + 1));
    if (!seconds || !micro || *seconds > quint64(latest) || *micro >= quint64(million))
        return WatchEvent::untold;
    return qint64(*seconds) * million + qint64(*micro);
}

/// A number that is none, or too large a one, is as good as not told.
qint64 numberOf(QByteArrayView value)
{
    const std::optional<qint64> number = signedNumber(value);
    return number && *number >= 0 ? *number : WatchEvent::untold;
}

WatchKind kindOf(QByteArrayView type)
{
    if (type == "item_get")
        return WatchKind::Read;
    if (type == "item_store")
        return WatchKind::Store;
    if (type == "eviction")
        return WatchKind::Eviction;
    if (type == "deleted")
        return WatchKind::Deletion;
    if (type == "conn_new")
        return WatchKind::Opened;
    return type == "conn_close" ? WatchKind::Closed : WatchKind::Other;
}

/// False: it has no place of its own.
bool takeField(QByteArrayView name, QByteArrayView value, WatchEvent &event)
{
    if (name == "ts")
        event.time = timeOf(value);
    else if (name == "gid")
        event.number = unsignedNumber(value).value_or(0);
    else if (name == "type")
        event.type = value;
    else if (name == "key")
        event.key = value;
    else if (name == "status")
        event.status = value;
    else if (name == "clsid")
        event.slabClass = numberOf(value);
    else if (name == "cfd")
        event.client = numberOf(value);
    else if (name == "size")
        event.size = numberOf(value);
    else if (name == "cmd")
        event.command = value;
    else if (name == "ttl")
        event.ttl = signedNumber(value);
    else if (name == "fetch")
        event.fetched = value;
    else if (name == "la")
        event.idle = numberOf(value);
    else if (name == "reason")
        event.reason = value;
    else if (name == "rip")
        event.address = value;
    else if (name == "rport")
        event.port = value;
    else
        return false;
    return true;
}

WatchEvent readMark(QByteArrayView line)
{
    WatchEvent event;
    const bool isLost = line.startsWith(lostMark);
    if (!isLost && !line.startsWith(backMark))
        return event;
    TextWords words(line.sliced(qstrlen(lostMark)));
    event.time = timeOf(words.next());
    event.rest = words.rest();
    if (event.time != WatchEvent::untold)
        event.kind = isLost ? WatchKind::Lost : WatchKind::Back;
    return event;
}

} // namespace

QByteArrayView WatchEvent::keyIn(QByteArray &buffer) const
{
    if (key.isEmpty() || !std::memchr(key.data(), '%', size_t(key.size())))
        return key;
    if (buffer.size() < key.size())
        buffer.resize(key.size());
    const qsizetype decoded = decodePercent(key, buffer.data());
    return decoded < 0 ? key : QByteArrayView(buffer).first(decoded);
}

QByteArray WatchEvent::decodedKey() const
{
    QByteArray buffer;
    return keyIn(buffer).toByteArray();
}

WatchEvent readWatchEvent(QByteArrayView line)
{
    if (line.startsWith('#'))
        return readMark(line);
    WatchEvent event;
    if (line.startsWith("skipped=")) {
        const std::optional<quint64> skipped = unsignedNumber(TextWords(line.sliced(8)).next());
        event.skipped = skipped.value_or(0);
        event.kind = skipped ? WatchKind::Skipped : WatchKind::Unreadable;
        return event;
    }
    if (!line.startsWith("ts="))
        return event;
    TextWords words(line);
    for (QByteArrayView word = words.next(); !word.isEmpty(); word = words.next()) {
        const auto *equals = static_cast<const char *>(std::memchr(word.data(), '=', size_t(word.size())));
        const qsizetype at = equals ? equals - word.data() : 0;
        if (!takeField(word.first(at), word.sliced(equals ? at + 1 : 0), event) && event.rest.isEmpty())
            event.rest = QByteArrayView(word.data(), line.data() + line.size());
    }
    if (event.time != WatchEvent::untold)
        event.kind = kindOf(event.type);
    return event;
}

QByteArray watchMark(WatchKind kind, qint64 microseconds, const QByteArray &text)
{
    QByteArray line = kind == WatchKind::Lost ? lostMark : backMark;
    line += QByteArray::number(microseconds / million) + '.' + QByteArray::number(microseconds % million);
    if (!text.isEmpty())
        line += ' ' + text.simplified().left(longestTextLine / 2);
    return line;
}

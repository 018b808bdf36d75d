#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// What a watched line is about.
enum class WatchKind : quint8 {
    Read,       ///< `item_get`
    Store,      ///< `item_store`
    Eviction,   ///< `eviction`
    Deletion,   ///< `deleted`
    Opened,     ///< `conn_new`
    Closed,     ///< `conn_close`
    Other,      ///< something else that a server tells
    Skipped,    ///< not told by the server since it was read too slowly
    Lost,       ///< the connection was lost: what happened then is not known
    Back,       ///< and is there again
    Unreadable, ///< no line that a server would write
};
inline constexpr int watchKindCount = int(WatchKind::Unreadable) + 1;

/// One line of `watch` (protocol.txt, "Watchers"), or a mark of ours beside them, taken apart into views into the line: nothing is
/// allocated, since there are hundreds of thousands a second.
struct WatchEvent
{
    static constexpr qint64 untold = -1;

    WatchKind kind = WatchKind::Unreadable;
    qint64 time = untold; ///< microseconds since the epoch
    quint64 number = 0;   ///< gid: the server's own order
    QByteArrayView type;
    QByteArrayView key; ///< percent-encoded, as it is told
    QByteArrayView status;
    QByteArrayView command; ///< "set", "add", …
    QByteArrayView fetched; ///< of an eviction: "yes" or "no"
    QByteArrayView reason;  ///< that a connection was closed for
    QByteArrayView address;
    QByteArrayView port;
    QByteArrayView rest;       ///< of what has no place of its own: from there to the end of the line
    std::optional<qint64> ttl; ///< seconds; 0 of a store: never, negative of an eviction: never
    qint64 size = untold;      ///< bytes of the value
    qint64 idle = untold;      ///< seconds since somebody used the evicted item
    qint64 slabClass = untold; ///< 0: there is no item
    qint64 client = untold;    ///< the connection's number at the server
    quint64 skipped = 0;       ///< lines that were lost

    [[nodiscard]] bool isHit() const { return kind == WatchKind::Read && status == "found"; }
    /// The key as it is, in `buffer` where it has to be decoded; lives as long as that and the line.
    [[nodiscard]] QByteArrayView keyIn(QByteArray &buffer) const;
    [[nodiscard]] QByteArray decodedKey() const;
};

/// What `line` says, whatever it is. The views live as long as it.
[[nodiscard]] WatchEvent readWatchEvent(QByteArrayView line);

/// A mark of ours among the lines: `kind` is Lost or Back. Unlike what a server says it begins with `#`.
[[nodiscard]] QByteArray watchMark(WatchKind kind, qint64 microseconds, const QByteArray &text = {});

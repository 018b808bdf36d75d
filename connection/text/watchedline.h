#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <vector>

/// A field of a watched line that has no place of its own.
struct WatchedField
{
    QByteArray name;
    QByteArray value;

    bool operator==(const WatchedField &) const = default;
};

/// One line of `watch` (protocol.txt, "Watchers"): `ts=876.25148 gid=7 type=item_get key=… status=…`.
struct WatchedLine
{
    qint64 seconds = 0;             ///< since the epoch
    qint32 microseconds = 0;        ///< beside them: the server does not pad them with zeros
    quint64 number = 0;             ///< gid: the server's own order
    QByteArray type;                ///< "item_get", "item_store", "eviction", "conn_new", "conn_close", "deleted", …
    QByteArray key;                 ///< as it is, decoded; empty where the line is about none
    QList<WatchedField> fields;     ///< all else, in order
    std::optional<quint64> skipped; ///< the line says only how many were lost, since it was read too slowly

    bool operator==(const WatchedLine &) const = default;
};

/// What `line` says; none: it makes no sense.
[[nodiscard]] std::optional<WatchedLine> parseWatchedLine(QByteArrayView line);

/// An immutable run of watched lines in the order they came, kept as they came: each is taken apart when it is looked at. Cheap to move,
/// never copied.
class WatchSegment
{
public:
    WatchSegment() = default;
    WatchSegment(WatchSegment &&) noexcept = default;
    WatchSegment &operator=(WatchSegment &&) noexcept = default;

    [[nodiscard]] qsizetype size() const { return qsizetype(m_ends.size()); }
    [[nodiscard]] bool isEmpty() const { return m_ends.empty(); }
    [[nodiscard]] QByteArrayView text(qsizetype index) const;
    [[nodiscard]] WatchedLine line(qsizetype index) const { return parseWatchedLine(text(index)).value_or(WatchedLine()); }
    /// Bytes held.
    [[nodiscard]] qsizetype byteSize() const;

    // For whoever fills it, in order.
    void append(QByteArrayView line);
    /// Gives back the room that was kept for more.
    void squeeze();

private:
    QByteArray m_bytes;
    std::vector<quint32> m_ends;
};

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

/// One line of `stats`.
struct TextStatistic
{
    QByteArray name; ///< empty: a line of another form, such as those of `stats detail dump`
    QByteArray value;

    bool operator==(const TextStatistic &) const = default;
};
using TextStatistics = QList<TextStatistic>;

/// What a line in the answer to `stats` says.
struct TextStatisticLine
{
    enum class Kind { Statistic, End };

    Kind kind = Kind::Statistic;
    TextStatistic statistic;
};
[[nodiscard]] TextStatisticLine parseStatistic(QByteArrayView line);

/// A connection that a server has open, as `stats conns` tells of it (protocol.txt, "Connection statistics").
struct ClientConnection
{
    qint64 descriptor = -1;
    QByteArray address;       ///< "tcp:127.0.0.1:41234", "unix:…"
    QByteArray listenAddress; ///< where it came in; empty for a listening socket and before 1.4.37
    QByteArray state;         ///< "conn_listening", "conn_read", …
    qint64 secondsIdle = -1;  ///< since the last command; -1: not told
    TextStatistics others;    ///< further fields

    bool operator==(const ClientConnection &) const = default;
};

/// The rows that `statistics`, an answer to `stats conns`, speaks of, in order; lines about something else are passed over.
[[nodiscard]] QList<ClientConnection> clientConnections(const TextStatistics &statistics);

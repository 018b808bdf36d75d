#pragma once

#include "connection/serverprocess.h"

#include <QByteArray>
#include <QString>

/// An item as a dump keeps it.
struct DumpedItem
{
    static constexpr qint64 never = -1;

    QByteArray key;
    QByteArray value;
    quint32 flags = 0;
    qint64 expiry = never; ///< seconds since the epoch by the clock of the server that it comes from
    quint64 cas = 0;       ///< 0: that server has none

    bool operator==(const DumpedItem &) const = default;
};

/// Where and when a dump was made.
struct DumpOrigin
{
    QString server{};        ///< what the server was called
    qint64 time = 0;         ///< what its clock said as the dump began, in seconds since the epoch
    QString place{};         ///< ConnectionOptions::place() of the server; empty: not told
    ServerProcess process{}; ///< that gave the items their CAS

    bool operator==(const DumpOrigin &) const = default;
};

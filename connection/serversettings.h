#pragma once

#include "connection/serverprocess.h"

#include <QByteArray>

#include <chrono>
#include <optional>

struct Outcome;

/// What a server says of itself while we connect (VERSION, STAT settings, STAT). Managed services may tell nothing but the version.
struct ServerSettings
{
    QByteArray version;                 ///< "1.6.18"
    std::optional<quint64> itemSizeMax; ///< bytes
    bool casEnabled = true;
    QByteArray bindingProtocol;    ///< "auto-negotiate", "binary", "ascii"; empty: not told
    bool saslEnabled = false;      ///< auth_enabled_sasl
    bool asciiAuthEnabled = false; ///< auth_enabled_ascii
    bool dumpEnabled = true;
    bool flushEnabled = true;
    std::chrono::seconds idleTimeout{0}; ///< 0: none
    std::chrono::seconds clockOffset{0}; ///< the server's clock minus ours
    ServerProcess process;               ///< whether it is the one of an earlier time
    bool told = false;                   ///< STAT settings was answered

    /// Takes over what a successful STAT settings says; unknown names are passed over.
    void readSettings(const Outcome &outcome);
    /// What its clock says now, in seconds since the epoch.
    [[nodiscard]] qint64 time() const;
    /// Takes over the clock and the process from a successful STAT without a group.
    void readClock(const Outcome &outcome);
};

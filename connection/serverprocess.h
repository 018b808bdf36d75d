#pragma once

#include <QtGlobal>

/// Which process answers where a server is: one that was restarted is another one, and counts its CAS anew from 1 (items.c, get_cas_id()).
struct ServerProcess
{
    qint64 pid = 0;   ///< 0: not told
    qint64 start = 0; ///< seconds since the epoch by its own clock; 0: not told

    /// Seconds by which the start, which is told as a time and a time since, may be told differently: both are whole seconds.
    static constexpr qint64 jitter = 1;

    [[nodiscard]] bool isKnown() const { return pid > 0 && start > 0; }
    /// Whether both are known and the same one. In a container every process may have the same number.
    [[nodiscard]] bool isSame(const ServerProcess &other) const
    {
        return isKnown() && other.isKnown() && pid == other.pid && qAbs(start - other.start) <= jitter;
    }
    /// Whether both are known and not the same one.
    [[nodiscard]] bool isAnother(const ServerProcess &other) const { return isKnown() && other.isKnown() && !isSame(other); }

    bool operator==(const ServerProcess &) const = default;
};

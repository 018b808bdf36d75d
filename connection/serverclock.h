#pragma once

#include "connection/serverprocess.h"
#include "connection/text/textstatistics.h"

#include <chrono>
#include <optional>

/// What a server's statistics tell of its clock, and by that of its process (protocol.txt, "General-purpose statistics": `time`, `uptime`,
/// `pid`).
class ServerClock
{
public:
    ServerClock() = default;
    /// As the text protocol tells it; all names but ours are passed over.
    explicit ServerClock(const TextStatistics &statistics);

    /// Takes over one statistic if it is one of ours, and makes sense.
    void read(QByteArrayView name, QByteArrayView value);

    /// Seconds since the epoch; 0: not told.
    [[nodiscard]] qint64 time() const { return m_time; }
    /// By how much it is before ours, if it was told just now; negative: behind. None: not told.
    [[nodiscard]] std::optional<std::chrono::seconds> offset() const;
    [[nodiscard]] ServerProcess process() const;

private:
    qint64 m_time = 0;
    qint64 m_uptime = 0;
    qint64 m_pid = 0;
    bool m_uptimeTold = false;
};

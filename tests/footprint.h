#pragma once

#include "tests/sanitized.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <algorithm>

#include <unistd.h>

/// Bytes of memory that this process holds, by /proc/self/statm (proc(5)).
[[nodiscard]] inline qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no /proc/self/statm");
    return file.readAll().split(' ').at(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

/// Whether the figure says anything: the address sanitizer keeps what was freed.
inline constexpr bool memoryIsMeaningful = !isSanitized;

/// Looks, while it lives, at the memory that is held and at how long the event loop does not come round.
class Footprint
{
public:
    Footprint()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_since.start();
        m_timer.start(1);
    }

    /// The most that was held, in bytes.
    [[nodiscard]] qint64 most()
    {
        look();
        return m_most;
    }
    /// The longest time between two turns of the event loop, in milliseconds; the test's own servers are part of it.
    [[nodiscard]] qint64 longestPause() const { return m_longest; }

private:
    void look()
    {
        m_longest = std::max(m_longest, m_since.restart());
        m_most = std::max(m_most, residentBytes());
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_most = 0;
    qint64 m_longest = 0;
};

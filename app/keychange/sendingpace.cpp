#include "app/keychange/sendingpace.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

/// Timers of a few ms come late by as much as they take: better some at once, and then a pause.
constexpr int burstsPerSecond = 20;

} // namespace

bool SendingPace::take(std::chrono::nanoseconds now)
{
    if (m_perSecond <= 0)
        return true;
    const double most = burst();
    if (!m_begun) {
        m_begun = true;
        m_allowed = most;
    } else {
        m_allowed = std::min(most, m_allowed + std::chrono::duration<double>(now - m_last).count() * m_perSecond);
    }
    m_last = now;
    if (m_allowed < 1)
        return false;
    m_allowed -= 1;
    return true;
}

std::chrono::milliseconds SendingPace::pause() const
{
    return m_perSecond <= 0 ? 0ms : std::max(1000ms / burstsPerSecond, 1000ms / m_perSecond);
}

int SendingPace::burst() const
{
    return std::max(1, m_perSecond / burstsPerSecond);
}

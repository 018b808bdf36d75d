#include "connection/backoff.h"

#include <algorithm>

using namespace std::chrono_literals;

Backoff::Backoff(const BackoffTimes &times)
    : m_times(times)
{
    m_times.first = std::max(m_times.first, 10ms);
    m_times.longest = std::max(m_times.longest, m_times.first);
    m_times.factor = std::max(m_times.factor, 1.0);
    restart();
}

std::chrono::milliseconds Backoff::next()
{
    const auto wait = std::chrono::round<std::chrono::milliseconds>(m_next);
    m_next = std::min<std::chrono::duration<double, std::milli>>(m_next * m_times.factor, m_times.longest);
    return wait;
}

void Backoff::restart()
{
    m_next = m_times.first;
}

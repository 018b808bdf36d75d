#include "ui/monitor/charttime.h"

#include <QDateTime>

#include <algorithm>

ChartTime::ChartTime(QObject *parent)
    : QObject(parent)
    , m_end(latest())
{
}

qint64 ChartTime::latest() const
{
    return m_stop > 0 ? m_stop : QDateTime::currentMSecsSinceEpoch();
}

void ChartTime::stopAt(qint64 end)
{
    m_stop = end;
    moveTo(end);
}

void ChartTime::moveTo(qint64 end)
{
    const qint64 last = latest();
    m_end = std::clamp(end, std::min(last, m_earliest), last);
    if (m_cursor > 0 && (m_cursor < begin() || m_cursor > m_end))
        setCursor(0);
    emit moved();
}

void ChartTime::setWindow(qint64 milliseconds)
{
    const qint64 window = std::clamp(milliseconds, shortestWindow, longestWindow);
    if (window == m_window)
        return;
    m_window = window;
    moveTo(m_end);
    emit windowChanged();
}

void ChartTime::show(qint64 begin, qint64 end)
{
    setFollowing(false);
    setWindow(end - begin);
    moveTo(end);
}

void ChartTime::setFollowing(bool following)
{
    if (m_follows == following)
        return;
    m_follows = following;
    follow();
    emit followingChanged();
}

void ChartTime::follow()
{
    if (m_follows)
        moveTo(latest());
}

void ChartTime::moveBy(double share)
{
    setFollowing(false);
    moveTo(m_end + qint64(share * double(m_window)));
}

void ChartTime::zoom(double factor, double around)
{
    const qint64 window = std::clamp(qint64(double(m_window) * factor), shortestWindow, longestWindow);
    if (!m_follows)
        m_end += qint64(double(window - m_window) * (1 - around));
    setWindow(window);
}

void ChartTime::setCursor(qint64 time)
{
    if (m_cursor == time)
        return;
    m_cursor = time;
    emit cursorChanged();
}

#include "ui/monitor/toldstretch.h"

#include "ui/monitor/charttime.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

const StatStretch *toldStretch(const std::vector<StatStretch> &stretches, const ChartTime &time)
{
    constexpr qint64 least = 5'000; // milliseconds
    constexpr int missed = 3;       // lengths of a stretch without another: it is not the latest any more
    if (stretches.empty())
        return nullptr;
    if (time.cursor() == 0) {
        const StatStretch &last = stretches.back();
        return time.end() - last.end <= std::max(least, missed * (last.end - last.begin)) ? &last : nullptr;
    }
    const auto found = std::ranges::find_if(
        stretches, [&time](const StatStretch &stretch) { return stretch.begin <= time.cursor() && time.cursor() <= stretch.end; });
    return found == stretches.end() ? nullptr : &*found;
}

QString markText(const StatMark &mark)
{
    const QString time = QLocale().toString(QDateTime::fromMSecsSinceEpoch(mark.time).time(), QLocale::LongFormat);
    return mark.event == StatEvent::Restart
        ? QCoreApplication::translate("MonitorCharts", "The server was started anew before %1").arg(time)
        : QCoreApplication::translate("MonitorCharts", "The counters were set back before %1").arg(time);
}

#include "app/monitor/adviceground.h"

#include "app/amounttext.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

AdviceGround::AdviceGround(const AdviceFigures &figures, const AdviceLimits &limits)
    : m_figures(&figures)
    , m_limits(&limits)
{
}

qint64 AdviceGround::recentTime() const
{
    constexpr double minute = 60'000;
    return qint64(limit(AdviceLimit::RecentTime) * minute);
}

qint64 AdviceGround::recentBegin() const
{
    qint64 begin = m_figures->now - recentTime();
    for (const StatMark &mark : m_figures->history->marks()) {
        if (mark.event == StatEvent::Restart)
            begin = std::max(begin, mark.time);
    }
    return begin;
}

std::optional<StatStretch> AdviceGround::recent() const
{
    const StatStretch sum = m_figures->history->sum(recentBegin(), m_figures->now + 1);
    return measured(sum) < shortestTime ? std::nullopt : std::optional(sum);
}

std::optional<CounterGrowth> AdviceGround::growthIn(const CounterTrail &trail, const QByteArray &name) const
{
    const std::optional<CounterGrowth> growth = trail.growth(name, recentTime());
    return growth && growth->time < shortestTime ? std::nullopt : growth;
}

std::optional<QByteArray> AdviceGround::setting(const char *name) const
{
    for (const TextStatistic &each : m_figures->settings) {
        if (each.name == name)
            return each.value;
    }
    return {};
}

std::vector<int> AdviceGround::slabClasses() const
{
    std::vector<int> classes;
    const QList<QByteArray> names = m_figures->slabs.names();
    for (const QByteArray &name : names) {
        if (name.endsWith(":chunk_size"))
            classes.push_back(name.left(name.indexOf(':')).toInt());
    }
    std::ranges::sort(classes);
    return classes;
}

std::optional<double> AdviceGround::slabNumber(int slabClass, const char *name) const
{
    return m_figures->slabs.number(QByteArray::number(slabClass) + ':' + name);
}

std::optional<double> AdviceGround::itemNumber(int slabClass, const char *name) const
{
    return m_figures->items.number("items:" + QByteArray::number(slabClass) + ':' + name);
}

std::optional<CounterGrowth> AdviceGround::itemGrowth(int slabClass, const char *name) const
{
    return growthIn(m_figures->items, "items:" + QByteArray::number(slabClass) + ':' + name);
}

std::optional<double> AdviceGround::requestedBytes(int slabClass) const
{
    const std::optional<double> inItems = itemNumber(slabClass, "mem_requested");
    return inItems ? inItems : slabNumber(slabClass, "mem_requested");
}

qint64 AdviceGround::measured(const StatStretch &stretch)
{
    return std::ranges::max(stretch.metrics, {}, &MetricStretch::measured).measured;
}

QString AdviceGround::lately(qint64 milliseconds)
{
    return tr("in the last %1").arg(durationText((milliseconds + 500) / 1'000));
}

int AdviceGround::count(double number)
{
    return int(std::clamp(std::round(number), 0.0, double(std::numeric_limits<int>::max())));
}

QString AdviceGround::numberText(double number)
{
    const bool isWhole = number >= 10 || number == std::floor(number);
    return QLocale().toString(number, 'f', isWhole ? 0 : 1);
}

#include "app/monitor/stathistory.h"

#include <algorithm>

namespace {

constexpr qint64 minute = 60'000; // milliseconds

/// Whether `later` goes on with what `earlier` is the begin of, so that both can be one stretch of up to `length` milliseconds.
bool goOnTogether(const StatStretch &earlier, const StatStretch &later, qint64 length)
{
    return earlier.end == later.begin && earlier.begin / length == later.begin / length;
}

} // namespace

void MetricStretch::add(const MetricStretch &other)
{
    amount += other.amount;
    measured += other.measured;
    least = std::min(least, other.least);
    most = std::max(most, other.most);
}

StatStretch::StatStretch(const StatInterval &interval)
    : begin(interval.begin)
    , end(interval.end)
{
    constexpr double second = 1'000;
    const auto length = double(interval.length());
    for (size_t i = 0; i < metricCount; ++i) {
        if (!interval.amounts[i])
            continue;
        const auto amount = double(*interval.amounts[i]);
        const bool isCounter = kindOf(Metric(i)) == MetricKind::Counter;
        const double level = isCounter ? amount * second / length : amount;
        metrics[i] = {.amount = isCounter ? amount : amount * length, .measured = interval.length(), .least = level, .most = level};
    }
}

void StatStretch::add(const StatStretch &other)
{
    end = other.end;
    for (size_t i = 0; i < metricCount; ++i)
        metrics[i].add(other.metrics[i]);
}

std::optional<double> StatStretch::mean(Metric metric) const
{
    const MetricStretch &stretch = metrics[indexOf(metric)];
    if (!stretch.isKnown())
        return {};
    const double perMillisecond = stretch.amount / double(stretch.measured);
    return kindOf(metric) == MetricKind::Counter ? perMillisecond * 1'000 : perMillisecond;
}

std::optional<double> StatStretch::hitRatio() const
{
    const MetricStretch &hits = metrics[indexOf(Metric::GetHits)];
    const MetricStretch &misses = metrics[indexOf(Metric::GetMisses)];
    if (!hits.isKnown() || !misses.isKnown() || hits.amount + misses.amount <= 0)
        return {};
    return hits.amount / (hits.amount + misses.amount);
}

StatHistory::StatHistory(std::deque<StatStretch> minutes, std::deque<StatStretch> fine, std::deque<StatMark> marks)
    : m_minutes(std::move(minutes))
    , m_fine(std::move(fine))
    , m_marks(std::move(marks))
{
    const auto bound = [](auto &list, size_t most) {
        if (list.size() > most)
            list.erase(list.begin(), list.end() - qsizetype(most));
    };
    bound(m_minutes, mostMinutes);
    bound(m_fine, mostFine);
    bound(m_marks, mostMarks);
}

void StatHistory::append(const StatInterval &interval)
{
    if (interval.length() <= 0 || interval.begin < end())
        return;
    noteEvent(interval.end, interval.event);
    m_fine.emplace_back(interval);
    if (m_fine.size() <= mostFine)
        return;
    if (!m_minutes.empty() && goOnTogether(m_minutes.back(), m_fine.front(), minute))
        m_minutes.back().add(m_fine.front());
    else
        m_minutes.push_back(m_fine.front());
    m_fine.pop_front();
    if (m_minutes.size() > mostMinutes)
        m_minutes.pop_front();
}

void StatHistory::noteEvent(qint64 time, StatEvent event)
{
    if (event == StatEvent::None)
        return;
    m_marks.push_back({time, event});
    if (m_marks.size() > mostMarks)
        m_marks.pop_front();
}

void StatHistory::clear()
{
    *this = {};
}

template <typename Use> void StatHistory::visit(qint64 from, qint64 to, const Use &use) const
{
    for (const std::deque<StatStretch> *part : {&m_minutes, &m_fine}) {
        auto next = std::ranges::partition_point(*part, [from](const StatStretch &stretch) { return stretch.end <= from; });
        for (; next != part->end() && next->begin < to; ++next)
            use(*next);
    }
}

std::vector<StatStretch> StatHistory::stretches(qint64 from, qint64 to, size_t most) const
{
    std::vector<StatStretch> found;
    if (most == 0 || to <= from)
        return found;
    // Columns that stay where they are as time goes on, so that what is shown does not flicker.
    const qint64 length = std::max<qint64>(1, (to - from + qint64(most) - 1) / qint64(most));
    visit(from, to, [&](const StatStretch &stretch) {
        if (!found.empty() && goOnTogether(found.back(), stretch, length))
            found.back().add(stretch);
        else
            found.push_back(stretch);
    });
    return found;
}

StatStretch StatHistory::sum(qint64 from, qint64 to) const
{
    StatStretch sum;
    visit(from, to, [&sum](const StatStretch &stretch) {
        if (sum.end == 0)
            sum = stretch;
        else
            sum.add(stretch);
    });
    return sum;
}

qint64 StatHistory::begin() const
{
    return isEmpty() ? 0 : m_minutes.empty() ? m_fine.front().begin : m_minutes.front().begin;
}

qint64 StatHistory::end() const
{
    return isEmpty() ? 0 : m_fine.empty() ? m_minutes.back().end : m_fine.back().end;
}

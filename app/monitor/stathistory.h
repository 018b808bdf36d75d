#pragma once

#include "app/monitor/statsample.h"

#include <chrono>
#include <deque>
#include <limits>
#include <vector>

/// What one metric did in a stretch of time.
struct MetricStretch
{
    double amount = 0;   ///< of a counter: by how much it grew; of a gauge: what it was times the milliseconds
    qint64 measured = 0; ///< milliseconds of which that is known
    double least = std::numeric_limits<double>::infinity(); ///< of a counter: a second; of a gauge: what it was
    double most = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool isKnown() const { return measured > 0; }
    void add(const MetricStretch &other);

    bool operator==(const MetricStretch &) const = default;
};

/// What all metrics did in a stretch of time.
struct StatStretch
{
    qint64 begin = 0; ///< milliseconds since the epoch
    qint64 end = 0;
    std::array<MetricStretch, metricCount> metrics{};

    StatStretch() = default;
    explicit StatStretch(const StatInterval &interval);
    /// Goes on up to the end of `other`.
    void add(const StatStretch &other);

    /// Of a counter: a second, on average; of a gauge: its average; none: not known.
    [[nodiscard]] std::optional<double> mean(Metric metric) const;
    /// The share of gets that were hits, 0 to 1; none: there were no gets, or it is not known.
    [[nodiscard]] std::optional<double> hitRatio() const;

    bool operator==(const StatStretch &) const = default;
};

/// Something that happened to a server while it was watched.
struct StatMark
{
    qint64 time = 0; ///< milliseconds since the epoch
    StatEvent event = StatEvent::None;

    bool operator==(const StatMark &) const = default;
};

/// What was measured of a server, for a day: the last hour as it was measured, what is older by the minute with its least and most. Where
/// nothing was measured there is no stretch. Its size is bounded.
class StatHistory
{
public:
    static constexpr size_t mostFine = 3'600;
    static constexpr size_t mostMinutes = 24 * 60;
    static constexpr size_t mostMarks = 500;

    StatHistory() = default;
    /// Of what was kept, each in order, and `fine` after `minutes`. What is more than the bounds is left out, the oldest first.
    StatHistory(std::deque<StatStretch> minutes, std::deque<StatStretch> fine, std::deque<StatMark> marks);

    /// `interval` begins where the last one ended or later; one that does not is left out, as where the clock was set back.
    void append(const StatInterval &interval);
    /// Of what happened while nothing was measured; nothing happens for StatEvent::None.
    void noteEvent(qint64 time, StatEvent event);
    void clear();

    /// What there is between `from` and `to`, in order, put together where there are more than `most`.
    [[nodiscard]] std::vector<StatStretch> stretches(qint64 from, qint64 to, size_t most) const;
    /// All of it in one.
    [[nodiscard]] StatStretch sum(qint64 from, qint64 to) const;
    [[nodiscard]] const std::deque<StatMark> &marks() const { return m_marks; }
    /// What is older, by the minute.
    [[nodiscard]] const std::deque<StatStretch> &minutes() const { return m_minutes; }
    /// What was measured lately, as it was.
    [[nodiscard]] const std::deque<StatStretch> &fine() const { return m_fine; }
    [[nodiscard]] bool isEmpty() const { return m_fine.empty() && m_minutes.empty(); }
    /// Milliseconds since the epoch; 0: nothing was measured.
    [[nodiscard]] qint64 begin() const;
    [[nodiscard]] qint64 end() const;

    bool operator==(const StatHistory &) const = default;

private:
    template <typename Use> void visit(qint64 from, qint64 to, const Use &use) const;

    std::deque<StatStretch> m_minutes; ///< what is not in m_fine any more
    std::deque<StatStretch> m_fine;
    std::deque<StatMark> m_marks;
};

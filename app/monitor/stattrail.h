#pragma once

#include "app/monitor/statfield.h"
#include "connection/text/textstatistics.h"

#include <QHash>

#include <deque>
#include <optional>
#include <vector>

/// What all the numbers among a server's statistics were in the last minutes. Its size is bounded.
class StatTrail
{
public:
    static constexpr size_t mostSamples = 120;
    static constexpr qsizetype mostNames = 1'000;

    /// `time`: milliseconds since the epoch; one that is not later than the last is passed over.
    void append(const TextStatistics &statistics, qint64 time);
    void clear();

    [[nodiscard]] size_t size() const { return m_times.size(); }
    /// Milliseconds from the first sample to the last.
    [[nodiscard]] qint64 span() const { return m_times.empty() ? 0 : m_times.back() - m_times.front(); }
    /// By how much the number changed a second between the last two samples; none: it was not told twice, or a counter went back.
    [[nodiscard]] std::optional<double> perSecond(const QByteArray &name, StatMotion motion) const;
    /// Of a gauge what it was at each sample, of a counter by how much it grew a second since the one before; NaN: not known. The oldest
    /// comes first.
    [[nodiscard]] std::vector<double> points(const QByteArray &name, StatMotion motion) const;

private:
    /// Between the samples before `index` and at it.
    [[nodiscard]] double change(const std::deque<double> &numbers, size_t index, StatMotion motion) const;

    std::deque<qint64> m_times;
    QHash<QByteArray, std::deque<double>> m_numbers; ///< one for each time; NaN: not told
};

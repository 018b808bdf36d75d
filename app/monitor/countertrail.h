#pragma once

#include "connection/text/textstatistics.h"

#include <QHash>

#include <deque>
#include <optional>
#include <vector>

/// By how much a counter grew, and in which time.
struct CounterGrowth
{
    double amount = 0;
    qint64 time = 0; ///< milliseconds, more than 0

    [[nodiscard]] double perSecond() const { return amount * 1'000 / double(time); }
    [[nodiscard]] double perMinute() const { return perSecond() * 60; }

    bool operator==(const CounterGrowth &) const = default;
};

/// What a server told under all names of one group of its statistics, now and over the last hour, so that each counter's growth is known,
/// also of those that have no chart. Its size is bounded.
class CounterTrail
{
public:
    static constexpr qint64 longest = 60 * 60'000; ///< milliseconds that are looked back
    static constexpr qint64 step = 15'000;         ///< between two answers that are kept, but for the last
    static constexpr qsizetype mostNames = 4'096;  ///< what a server tells under more is passed over

    /// `time`: milliseconds since the epoch. What was before is forgotten where the server is another process now, or its counters were set
    /// back.
    void append(qint64 time, const TextStatistics &statistics);
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_steps.empty(); }
    /// Of the last answer, milliseconds since the epoch.
    [[nodiscard]] qint64 time() const { return m_steps.empty() ? 0 : m_steps.back().time; }
    /// The last answer; empty: not told.
    [[nodiscard]] QByteArray text(const QByteArray &name) const { return m_texts.value(name); }
    /// All names of the last answer.
    [[nodiscard]] QList<QByteArray> names() const { return m_texts.keys(); }
    [[nodiscard]] std::optional<double> number(const QByteArray &name) const;
    /// Since the earliest answer that is `within` milliseconds old or less; none: it is not known at both times, or is less than before.
    [[nodiscard]] std::optional<CounterGrowth> growth(const QByteArray &name, qint64 within) const;

private:
    struct Step
    {
        qint64 time = 0;
        std::vector<double> numbers; ///< by m_places; not a number: not told
    };
    [[nodiscard]] bool goesOn(const Step &next) const;

    QHash<QByteArray, qsizetype> m_places;
    QHash<QByteArray, QByteArray> m_texts;
    std::deque<Step> m_steps;
};

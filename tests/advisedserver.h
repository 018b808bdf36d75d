#pragma once

#include "app/monitor/advice.h"

#include <algorithm>
#include <optional>

/// What is advised about a subject; none: nothing.
[[nodiscard]] inline std::optional<Advice> about(const AdviceReport &report, AdviceSubject subject)
{
    const auto found = std::ranges::find(report.found, subject, &Advice::subject);
    return found == report.found.end() ? std::nullopt : std::optional(*found);
}

/// A server as it was over the last 70 minutes, that nothing is wrong with until a test changes something.
class AdvisedServer
{
public:
    using Lines = QList<std::pair<QByteArray, QByteArray>>;
    static constexpr qint64 second = 1'000; // milliseconds
    static constexpr qint64 minute = 60 * second;
    static constexpr qint64 hour = 60 * minute;
    static constexpr qint64 now = 1'800'000'000'000;

    AdvisedServer()
    {
        m_general = {{"pid", "7"},
                     {"version", "1.6.45"},
                     {"uptime", "100000"},
                     {"threads", "4"},
                     {"curr_connections", "10"},
                     {"max_connections", "1024"},
                     {"rejected_connections", "0"},
                     {"listen_disabled_num", "0"},
                     {"accepting_conns", "1"},
                     {"evictions", "0"},
                     {"evicted_unfetched", "0"},
                     {"store_too_large", "0"},
                     {"store_no_memory", "0"},
                     {"malloc_fails", "0"},
                     {"auth_errors", "0"},
                     {"conn_yields", "0"},
                     {"hash_is_expanding", "0"},
                     {"hash_power_level", "16"},
                     {"bytes", "700000000"},
                     {"limit_maxbytes", "1000000000"},
                     {"log_watchers", "0"}};
        m_slabs = {{"5:chunk_size", "240"},  {"5:total_pages", "400"}, {"5:total_chunks", "1000"},     {"5:used_chunks", "900"},
                   {"5:free_chunks", "100"}, {"9:chunk_size", "600"},  {"9:total_pages", "300"},       {"9:total_chunks", "1000"},
                   {"9:used_chunks", "900"}, {"9:free_chunks", "100"}, {"total_malloced", "900000000"}};
        m_items = {{"items:5:number", "900"},
                   {"items:5:age", "5000"},
                   {"items:5:evicted", "0"},
                   {"items:5:tailrepairs", "0"},
                   {"items:5:mem_requested", "200000"},
                   {"items:9:number", "900"},
                   {"items:9:age", "5000"},
                   {"items:9:evicted", "0"},
                   {"items:9:tailrepairs", "0"},
                   {"items:9:mem_requested", "500000"}};
        m_settings = {{"maxconns", "1024"},         {"udpport", "0"},       {"inter", "127.0.0.1"},       {"domain_socket", "NULL"},
                      {"evictions", "on"},          {"cas_enabled", "yes"}, {"item_size_max", "1048576"}, {"auth_enabled_sasl", "no"},
                      {"auth_enabled_ascii", "no"}, {"ssl_enabled", "no"},  {"slab_automove", "1"},       {"slab_reassign", "yes"},
                      {"growth_factor", "1.25"},    {"idle_timeout", "0"},  {"reqs_per_event", "20"}};
        for (qint64 time = now - 70 * minute; time < now; time += 10 * second)
            append(time, 10 * second, m_usual);
    }

    [[nodiscard]] static TextStatistics statistics(const Lines &lines)
    {
        TextStatistics statistics;
        for (const auto &[name, value] : lines)
            statistics.append({name, value});
        return statistics;
    }

    /// What is in `amounts` from `begin` on instead of what is usual, for `length`, both before now.
    void happened(qint64 ago, qint64 length, const QList<std::pair<Metric, quint64>> &amounts)
    {
        StatHistory changed;
        for (const StatStretch &stretch : m_history.stretches(now - 2 * hour, now + 1, 100'000'000)) {
            MetricValues values = m_usual;
            const bool isIn = stretch.begin >= now - ago && stretch.begin < now - ago + length;
            for (size_t i = 0; i < metricCount; ++i) {
                if (stretch.metrics[i].isKnown() && kindOf(Metric(i)) == MetricKind::Counter)
                    values[i] = quint64(stretch.metrics[i].amount);
            }
            for (const auto &[metric, amount] : amounts) {
                if (isIn)
                    values[indexOf(metric)] = amount;
            }
            StatInterval interval{.begin = stretch.begin, .end = stretch.end, .amounts = values};
            changed.append(interval);
        }
        m_history = changed;
    }
    void wasRestarted(qint64 ago) { m_history.noteEvent(now - ago, StatEvent::Restart); }
    void forgetHistory() { m_history.clear(); }
    /// What it tells now.
    void tells(const QByteArray &name, const QByteArray &value) { put(m_general, name, value); }
    void slabsTell(const QByteArray &name, const QByteArray &value) { put(m_slabs, name, value); }
    void itemsTell(const QByteArray &name, const QByteArray &value) { put(m_items, name, value); }
    void isSet(const QByteArray &name, const QByteArray &value) { put(m_settings, name, value); }
    /// By how much something has grown in the last five minutes.
    void grew(const QByteArray &name, int amount) { m_growth.append({name, amount}); }

    [[nodiscard]] AdviceReport report(const AdviceLimits &limits = {}) const
    {
        AdviceFigures figures{.history = &m_history, .settings = statistics(m_settings), .now = now};
        figures.general.append(now - 5 * minute, statistics(m_general));
        figures.slabs.append(now - 5 * minute, statistics(m_slabs));
        figures.items.append(now - 5 * minute, statistics(m_items));
        Lines general = m_general;
        Lines items = m_items;
        for (const auto &[name, amount] : m_growth) {
            for (Lines *lines : {&general, &items}) {
                for (auto &line : *lines) {
                    if (line.first == name)
                        line.second = QByteArray::number(line.second.toLongLong() + amount);
                }
            }
        }
        figures.general.append(now, statistics(general));
        figures.slabs.append(now, statistics(m_slabs));
        figures.items.append(now, statistics(items));
        return adviceOn(figures, limits);
    }

private:
    static void put(Lines &lines, const QByteArray &name, const QByteArray &value)
    {
        const auto found = std::ranges::find(lines, name, &std::pair<QByteArray, QByteArray>::first);
        if (found == lines.end())
            lines.append({name, value});
        else
            found->second = value;
    }
    static MetricValues usual()
    {
        MetricValues values;
        const QList<std::pair<Metric, quint64>> amounts{{Metric::Gets, 1'000},
                                                        {Metric::GetHits, 900},
                                                        {Metric::GetMisses, 100},
                                                        {Metric::Sets, 100},
                                                        {Metric::Touches, 0},
                                                        {Metric::Deletes, 0},
                                                        {Metric::Arithmetic, 0},
                                                        {Metric::CasStores, 0},
                                                        {Metric::Flushes, 0},
                                                        {Metric::Evictions, 0},
                                                        {Metric::ExpiredUnread, 5},
                                                        {Metric::Reclaimed, 50},
                                                        {Metric::Connected, 1},
                                                        {Metric::Rejected, 0},
                                                        {Metric::CpuTime, 1'000'000},
                                                        {Metric::Items, 1'800},
                                                        {Metric::Connections, 10},
                                                        {Metric::MemoryUsed, 700'000'000},
                                                        {Metric::MemoryLimit, 1'000'000'000},
                                                        {Metric::Latency, 300}};
        for (const auto &[metric, amount] : amounts)
            values[indexOf(metric)] = amount;
        return values;
    }
    void append(qint64 begin, qint64 length, const MetricValues &values)
    {
        m_history.append({.begin = begin, .end = begin + length, .amounts = values});
    }

    MetricValues m_usual = usual();
    StatHistory m_history;
    Lines m_general;
    Lines m_slabs;
    Lines m_items;
    Lines m_settings;
    QList<std::pair<QByteArray, int>> m_growth;
};

#include "app/monitor/advice.h"
#include "app/monitor/serverfaults.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

namespace {

constexpr qint64 second = 1'000; // milliseconds
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 now = 1'800'000'000'000;

using Lines = QList<std::pair<QByteArray, QByteArray>>;

TextStatistics statistics(const Lines &lines)
{
    TextStatistics statistics;
    for (const auto &[name, value] : lines)
        statistics.append({name, value});
    return statistics;
}

/// A server as it was over the last 70 minutes, that nothing is wrong with until a test changes something.
class Server
{
public:
    Server()
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

/// What is advised about a subject; none: nothing.
std::optional<Advice> about(const AdviceReport &report, AdviceSubject subject)
{
    const auto found = std::ranges::find(report.found, subject, &Advice::subject);
    return found == report.found.end() ? std::nullopt : std::optional(*found);
}

} // namespace

/// What is advised for made histories and answers, on both sides of each limit.
class TestAdvice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aHealthyServerNeedsNone()
    {
        const AdviceReport report = Server().report();
        QVERIFY2(report.found.isEmpty(), qPrintable(report.found.isEmpty() ? QString() : report.found.first().text()));
        QVERIFY2(report.unknown.isEmpty(), qPrintable(report.unknown.isEmpty() ? QString() : adviceSubjectName(report.unknown.first())));
        QCOMPARE(size_t(report.fine.size()), adviceSubjectCount);
    }

    void withoutFiguresNothingIsAdvised()
    {
        const StatHistory empty;
        const AdviceReport report = adviceOn({.history = &empty, .now = now}, {});
        QVERIFY(report.found.isEmpty());
        QVERIFY(report.fine.isEmpty());
        QCOMPARE(size_t(report.unknown.size()), adviceSubjectCount);
    }

    void eachSubjectHasAName()
    {
        for (size_t i = 0; i < adviceSubjectCount; ++i)
            QVERIFY(!adviceSubjectName(AdviceSubject(i)).isEmpty());
    }

    void aFallenHitRatioIsTold()
    {
        Server server;
        server.happened(5 * minute, hour, {{Metric::GetHits, 810}, {Metric::GetMisses, 190}}); // 9 points
        QVERIFY(!about(server.report(), AdviceSubject::HitRatio));
        server.happened(5 * minute, hour, {{Metric::GetHits, 790}, {Metric::GetMisses, 210}});
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::HitRatio);
        QVERIFY(advice);
        QCOMPARE(advice->severity, AdviceSeverity::Warning);
        QCOMPARE(advice->finding, QStringLiteral("The hit ratio has fallen from 90 % to 79 %."));
        QCOMPARE(advice->evidence, QStringLiteral("23,700 of 30,000 gets were hits in the last 5 min; before, 324,000 of 360,000 in 1 h."));
        AdviceLimits limits;
        limits.set(AdviceLimit::HitRatioFall, 12);
        QVERIFY(!about(server.report(limits), AdviceSubject::HitRatio));
    }

    void aLowHitRatioIsTold()
    {
        Server server;
        server.happened(2 * hour, 2 * hour, {{Metric::GetHits, 500}, {Metric::GetMisses, 500}});
        QVERIFY(!about(server.report(), AdviceSubject::HitRatio));
        server.happened(2 * hour, 2 * hour, {{Metric::GetHits, 490}, {Metric::GetMisses, 510}});
        QCOMPARE(about(server.report(), AdviceSubject::HitRatio)->finding, QStringLiteral("Only 49 % of what is asked for is there."));
    }

    void fewGetsTellNoRatio()
    {
        Server server;
        server.happened(2 * hour, 2 * hour, {{Metric::Gets, 3}, {Metric::GetHits, 0}, {Metric::GetMisses, 3}, {Metric::Sets, 1}});
        AdviceReport report = server.report();
        QVERIFY(report.unknown.contains(AdviceSubject::HitRatio)); // 90 gets
        server.happened(2 * hour, 2 * hour, {{Metric::GetMisses, 4}});
        report = server.report();
        QVERIFY(about(report, AdviceSubject::HitRatio));
    }

    void whatIsStoredForNothingIsTold()
    {
        Server server;
        server.happened(5 * minute, hour, {{Metric::Sets, 1'999}});
        QVERIFY(!about(server.report(), AdviceSubject::StoredUnread));
        server.happened(5 * minute, hour, {{Metric::Sets, 2'000}});
        QVERIFY(about(server.report(), AdviceSubject::StoredUnread)->finding.contains(QStringLiteral("stored than is read")));
        Server other;
        other.happened(5 * minute, hour, {{Metric::ExpiredUnread, 24}});
        QVERIFY(!about(other.report(), AdviceSubject::StoredUnread));
        other.happened(5 * minute, hour, {{Metric::ExpiredUnread, 25}});
        QCOMPARE(about(other.report(), AdviceSubject::StoredUnread)->evidence,
                 QStringLiteral("750 of 1,500 expired items that were cleared away in the last 5 min were never read."));
    }

    void aWaveOfExpiringItemsIsTold()
    {
        Server server; // 50 in each of 360 times
        server.happened(10 * minute, 10 * second, {{Metric::Reclaimed, 17'000}});
        QVERIFY(!about(server.report(), AdviceSubject::ExpiryWave));
        server.happened(10 * minute, 10 * second, {{Metric::Reclaimed, 19'000}});
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::ExpiryWave);
        QVERIFY(advice);
        QVERIFY2(advice->evidence.contains(QStringLiteral("19,050 expired items")), qPrintable(advice->evidence));
        AdviceLimits limits;
        limits.set(AdviceLimit::WaveItems, 20'000);
        QVERIFY(!about(server.report(limits), AdviceSubject::ExpiryWave));
    }

    void aWaveOverTwoColumnsIsOne()
    {
        Server server;
        server.happened(10 * minute, 20 * second, {{Metric::Reclaimed, 10'000}});
        QVERIFY(about(server.report(), AdviceSubject::ExpiryWave));
    }

    void growthIsTold_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("subject");
        QTest::addColumn<int>("silent");
        QTest::addColumn<int>("told");
        QTest::addColumn<int>("severity");
        const auto row = [](const char *name, AdviceSubject subject, int silent, int told, AdviceSeverity severity) {
            QTest::newRow(name) << QByteArray(name) << int(subject) << silent << told << int(severity);
        };
        row("evictions", AdviceSubject::Evictions, 299, 300, AdviceSeverity::Warning);
        row("store_too_large", AdviceSubject::ItemSize, 0, 1, AdviceSeverity::Problem);
        row("store_no_memory", AdviceSubject::OutOfMemory, 0, 1, AdviceSeverity::Problem);
        row("malloc_fails", AdviceSubject::OutOfMemory, 0, 1, AdviceSeverity::Problem);
        row("rejected_connections", AdviceSubject::Refusals, 0, 1, AdviceSeverity::Problem);
        row("listen_disabled_num", AdviceSubject::Refusals, 0, 1, AdviceSeverity::Problem);
        row("auth_errors", AdviceSubject::Logins, 0, 1, AdviceSeverity::Warning);
        row("conn_yields", AdviceSubject::LongBatches, 29'999, 30'000, AdviceSeverity::Note);
        row("items:9:tailrepairs", AdviceSubject::StuckItems, 0, 1, AdviceSeverity::Warning);
    }
    void growthIsTold()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, subject);
        QFETCH(int, silent);
        QFETCH(int, told);
        QFETCH(int, severity);
        Server quiet;
        quiet.grew(name, silent);
        QVERIFY(!about(quiet.report(), AdviceSubject(subject)));
        Server server;
        server.grew(name, told);
        const std::optional<Advice> advice = about(server.report(), AdviceSubject(subject));
        QVERIFY(advice);
        QCOMPARE(int(advice->severity), severity);
        QVERIFY2(advice->evidence.contains(QStringLiteral("in the last 5 min")), qPrintable(advice->evidence));
        QVERIFY2(advice->evidence.contains(QLocale().toString(told)), qPrintable(advice->evidence));
        QVERIFY(!advice->remedy.isEmpty());
    }

    void whatWasEvictedUnreadIsToldApart()
    {
        Server server;
        server.grew("evictions", 1'000);
        server.grew("evicted_unfetched", 499);
        QCOMPARE(about(server.report(), AdviceSubject::Evictions)->finding, QStringLiteral("Items are thrown out to make room."));
        server.grew("evicted_unfetched", 1);
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::Evictions);
        QCOMPARE(advice->finding, QStringLiteral("Most items that are thrown out were never read."));
        QVERIFY(advice->evidence.contains(QStringLiteral("50 %")));
    }

    void aStarvedClassBesideAnIdleOneIsTold()
    {
        Server server;
        server.grew("items:5:evicted", 3'000);
        server.itemsTell("items:5:age", "10");
        server.itemsTell("items:9:age", "99");
        QVERIFY(!about(server.report(), AdviceSubject::SlabBalance));
        server.itemsTell("items:9:age", "100"); // ten times as old
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::SlabBalance);
        QVERIFY(advice);
        QVERIFY2(
            advice->evidence.startsWith(QStringLiteral("Class 5 (chunks of 240 B) evicted 3,000 items in the last 5 min, and its oldest "
                                                       "item is 10 s old. Class 9 (chunks of 600 B) evicted none: it has 300 pages")),
            qPrintable(advice->evidence));
        QVERIFY(advice->remedy.contains(QStringLiteral("slab_automove_ratio")));
        server.isSet("slab_automove", "0");
        QVERIFY(about(server.report(), AdviceSubject::SlabBalance)->remedy.contains(QStringLiteral("slabs automove 1")));
        server.isSet("slab_reassign", "no");
        QVERIFY(about(server.report(), AdviceSubject::SlabBalance)->remedy.contains(QStringLiteral("-o slab_reassign,slab_automove=1")));
        server.slabsTell("9:total_pages", "1"); // which it keeps anyway
        QVERIFY(!about(server.report(), AdviceSubject::SlabBalance));
    }

    void aClassThatIsFreeIsIdle()
    {
        Server server;
        server.grew("items:5:evicted", 3'000);
        server.slabsTell("9:free_chunks", "499");
        QVERIFY(!about(server.report(), AdviceSubject::SlabBalance));
        server.slabsTell("9:free_chunks", "500");
        QVERIFY(about(server.report(), AdviceSubject::SlabBalance));
        server.grew("items:9:evicted", 1); // it has too little itself
        QVERIFY(!about(server.report(), AdviceSubject::SlabBalance));
    }

    void memoryThatWasNeverUsedIsTold()
    {
        Server server;
        server.slabsTell("total_malloced", "500000000");
        QVERIFY(!about(server.report(), AdviceSubject::MemoryLimit));
        server.slabsTell("total_malloced", "499999999");
        QCOMPARE(about(server.report(), AdviceSubject::MemoryLimit)->severity, AdviceSeverity::Note);
        server.tells("uptime", "86399"); // not for long enough
        QVERIFY(server.report().unknown.contains(AdviceSubject::MemoryLimit));
        server.tells("uptime", "86400");
        QVERIFY(about(server.report(), AdviceSubject::MemoryLimit));
        server.tells("evictions", "1");
        QVERIFY(!about(server.report(), AdviceSubject::MemoryLimit));
    }

    void memoryLostBetweenItemsIsTold()
    {
        Server server; // chunks of 216,000 and 540,000 bytes
        server.itemsTell("items:5:mem_requested", "67001");
        QVERIFY(!about(server.report(), AdviceSubject::WastedMemory));
        server.itemsTell("items:5:mem_requested", "67000");
        QVERIFY(about(server.report(), AdviceSubject::WastedMemory)->evidence.contains(QStringLiteral("25 % is lost")));
        server.slabsTell("total_malloced", "400000000"); // there is enough
        QVERIFY(!about(server.report(), AdviceSubject::WastedMemory));
    }

    void olderServersTellWhatWasRequestedWithTheSlabs()
    {
        Server server;
        server.itemsTell("items:5:mem_requested", {});
        server.slabsTell("5:mem_requested", "67000");
        QVERIFY(about(server.report(), AdviceSubject::WastedMemory));
    }

    void itemsNearTheLargestSizeAreTold()
    {
        Server server;
        server.itemsTell("items:9:number", "10");
        server.itemsTell("items:9:mem_requested", "7864319");
        QVERIFY(!about(server.report(), AdviceSubject::ItemSize));
        server.itemsTell("items:9:mem_requested", "7864320"); // three quarters of a MiB each
        QVERIFY(about(server.report(), AdviceSubject::ItemSize)->evidence.contains(QStringLiteral("768 KiB on average")));
    }

    void aServerThatMayNotEvictIsTold()
    {
        Server server;
        server.grew("store_no_memory", 5);
        QVERIFY(!about(server.report(), AdviceSubject::OutOfMemory)->remedy.contains(QStringLiteral("-M")));
        server.isSet("evictions", "off");
        QVERIFY(about(server.report(), AdviceSubject::OutOfMemory)->remedy.contains(QStringLiteral("-M")));
    }

    void tooManyConnectionsAreTold()
    {
        Server server;
        server.tells("curr_connections", "819");
        QVERIFY(!about(server.report(), AdviceSubject::Connections));
        server.tells("curr_connections", "820");
        QCOMPARE(about(server.report(), AdviceSubject::Connections)->evidence, QStringLiteral("820 of 1,024 are open now (80 %)."));
        server.tells("accepting_conns", "0");
        QVERIFY(about(server.report(), AdviceSubject::Refusals)->evidence.contains(QStringLiteral("it accepts none now")));
    }

    void connectionsForFewCommandsAreTold()
    {
        Server server; // 1,100 commands in ten seconds
        server.happened(5 * minute, hour, {{Metric::Connected, 199}, {Metric::Gets, 800}});
        QVERIFY(!about(server.report(), AdviceSubject::ConnectionChurn));
        server.happened(5 * minute, hour, {{Metric::Connected, 200}});
        QVERIFY(about(server.report(), AdviceSubject::ConnectionChurn));
        server.happened(5 * minute, hour, {{Metric::Gets, 1'900}}); // ten for each
        QVERIFY(!about(server.report(), AdviceSubject::ConnectionChurn));
    }

    void busyThreadsAreTold()
    {
        Server server;
        server.happened(5 * minute, hour, {{Metric::CpuTime, 31'900'000}});
        QVERIFY(!about(server.report(), AdviceSubject::Workload));
        server.happened(5 * minute, hour, {{Metric::CpuTime, 32'010'000}}); // 3.2 of 4
        QVERIFY(about(server.report(), AdviceSubject::Workload)->evidence.contains(QStringLiteral("3.2 processors")));
    }

    void slowAnswersAreTold()
    {
        Server server;
        server.happened(2 * hour, 2 * hour, {{Metric::Latency, 249'000}});
        QVERIFY(!about(server.report(), AdviceSubject::Latency));
        server.happened(2 * hour, 2 * hour, {{Metric::Latency, 250'000}});
        QVERIFY(about(server.report(), AdviceSubject::Latency)->evidence.contains(QStringLiteral("250 ms on average")));
    }

    void flushesAreTold()
    {
        Server server;
        server.happened(6 * minute, 10 * second, {{Metric::Flushes, 1}}); // not recent any more
        QVERIFY(!about(server.report(), AdviceSubject::Flushes));
        server.happened(minute, 10 * second, {{Metric::Flushes, 1}});
        QVERIFY(about(server.report(), AdviceSubject::Flushes));
    }

    void restartsAreTold()
    {
        Server server;
        server.wasRestarted(25 * hour);
        QVERIFY(!about(server.report(), AdviceSubject::Restarts));
        server.wasRestarted(23 * hour);
        QCOMPARE(about(server.report(), AdviceSubject::Restarts)->finding, QStringLiteral("The server was restarted."));
        AdviceLimits limits;
        limits.set(AdviceLimit::RestartTime, 1);
        QVERIFY(!about(server.report(limits), AdviceSubject::Restarts));
    }

    void theGrowingHashTableIsTold()
    {
        Server server;
        server.tells("hash_is_expanding", "1");
        QVERIFY(about(server.report(), AdviceSubject::HashTable)->remedy.contains(QStringLiteral("hashpower=16")));
    }

    void udpIsTold()
    {
        Server server;
        server.isSet("udpport", "11211");
        QCOMPARE(about(server.report(), AdviceSubject::Udp)->evidence, QStringLiteral("udpport is 11211."));
    }

    void whoMayConnectIsTold_data()
    {
        QTest::addColumn<QByteArray>("inter");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("severity"); // -1: nothing to say
        QTest::newRow("loopback") << QByteArray("127.0.0.1") << QByteArray() << QByteArray() << -1;
        QTest::newRow("two") << QByteArray("127.0.0.1,::1") << QByteArray() << QByteArray() << -1;
        QTest::newRow("all") << QByteArray("NULL") << QByteArray() << QByteArray() << 1;
        QTest::newRow("IPv4") << QByteArray("0.0.0.0") << QByteArray() << QByteArray() << 1;
        QTest::newRow("with a port") << QByteArray("127.0.0.1:11211,0.0.0.0:11212") << QByteArray() << QByteArray() << 1;
        QTest::newRow("without TLS") << QByteArray("127.0.0.1,notls:[::]:11212") << QByteArray() << QByteArray() << 1;
        QTest::newRow("socket") << QByteArray("NULL") << QByteArray("domain_socket") << QByteArray("/run/m.sock") << -1;
        QTest::newRow("login") << QByteArray("NULL") << QByteArray("auth_enabled_sasl") << QByteArray("yes") << 0;
        QTest::newRow("text login") << QByteArray("NULL") << QByteArray("auth_enabled_ascii") << QByteArray("yes") << 0;
        QTest::newRow("TLS alone") << QByteArray("NULL") << QByteArray("ssl_enabled") << QByteArray("yes") << 1;
    }
    void whoMayConnectIsTold()
    {
        QFETCH(QByteArray, inter);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(int, severity);
        Server server;
        server.isSet("inter", inter);
        if (!name.isEmpty())
            server.isSet(name, value);
        const std::optional<Advice> advice = about(server.report(), AdviceSubject::OpenAccess);
        QCOMPARE(advice ? int(advice->severity) : -1, severity);
    }

    void clientsWithCertificatesAreKnown()
    {
        Server server;
        server.isSet("inter", "NULL");
        server.isSet("ssl_enabled", "yes");
        server.isSet("ssl_verify_mode", "2");
        QVERIFY(!about(server.report(), AdviceSubject::OpenAccess));
    }

    void switchedOffCasIsTold()
    {
        Server server;
        server.isSet("cas_enabled", "no");
        QCOMPARE(about(server.report(), AdviceSubject::Cas)->severity, AdviceSeverity::Note);
    }

    void faultsOfVersionsAreTold_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<int>("plain");
        QTest::addColumn<int>("tls");
        QTest::newRow("Debian 12") << QByteArray("1.6.18") << 4 << 5;
        QTest::newRow("before TLS") << QByteArray("1.4.39") << 3 << 3;
        QTest::newRow("1.6.38") << QByteArray("1.6.38") << 2 << 3;
        QTest::newRow("1.6.39") << QByteArray("1.6.39") << 2 << 2;
        QTest::newRow("1.6.42") << QByteArray("1.6.42") << 1 << 1;
        QTest::newRow("1.6.43") << QByteArray("1.6.43-rc1") << 1 << 1;
        QTest::newRow("1.6.44") << QByteArray("1.6.44") << 0 << 0;
        QTest::newRow("later") << QByteArray("2.0.0") << 0 << 0;
    }
    void faultsOfVersionsAreTold()
    {
        QFETCH(QByteArray, version);
        QFETCH(int, plain);
        QFETCH(int, tls);
        const std::optional<ServerVersion> number = ServerVersion::of(version);
        QVERIFY(number);
        QCOMPARE(faultsOf(*number, Encryption::None).size(), plain);
        QCOMPARE(faultsOf(*number, Encryption::Tls).size(), tls);
        Server server;
        server.tells("version", version);
        QCOMPARE(about(server.report(), AdviceSubject::Version).has_value(), plain > 0);
    }

    void oddVersionsAreNone()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("1.6"), QByteArray("a.b.c"), QByteArray("1..2"), QByteArray("1.6.x")})
            QVERIFY(!ServerVersion::of(text));
        Server server;
        server.tells("version", "of a managed service");
        QVERIFY(server.report().unknown.contains(AdviceSubject::Version));
    }

    void aWatchedServerThatMayCrashIsWarnedOf()
    {
        Server server;
        server.tells("version", "1.6.18");
        QCOMPARE(about(server.report(), AdviceSubject::Version)->severity, AdviceSeverity::Note);
        server.tells("log_watchers", "1");
        QCOMPARE(about(server.report(), AdviceSubject::Version)->severity, AdviceSeverity::Warning);
    }

    void theGravestComesFirst()
    {
        Server server;
        server.isSet("cas_enabled", "no");
        server.isSet("udpport", "11211");
        server.grew("rejected_connections", 3);
        const AdviceReport report = server.report();
        QCOMPARE(report.found.size(), 3);
        QCOMPARE(report.found.at(0).severity, AdviceSeverity::Problem);
        QCOMPARE(report.found.at(1).severity, AdviceSeverity::Warning);
        QCOMPARE(report.found.at(2).severity, AdviceSeverity::Note);
        QCOMPARE(report.found.at(2).text().count(QLatin1Char('\n')), 2);
    }

    void limitsStayInTheirRange()
    {
        AdviceLimits limits;
        for (size_t i = 0; i < adviceLimitCount; ++i) {
            const auto limit = AdviceLimit(i);
            const AdviceLimitRange &range = rangeOf(limit);
            QVERIFY2(!adviceLimitText(limit).isEmpty() && range.least <= range.usual && range.usual <= range.most, range.name);
            QCOMPARE(limits[limit], range.usual);
            limits.set(limit, range.most * 2 + 1);
            QCOMPARE(limits[limit], range.most);
            limits.set(limit, -1);
            QCOMPARE(limits[limit], range.least);
            limits.set(limit, std::numeric_limits<double>::quiet_NaN());
            QCOMPARE(limits[limit], range.least);
        }
    }

    void aTrailKnowsHowFarEachCounterCame()
    {
        CounterTrail trail;
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(now, statistics({{"cmd_get", "100"}, {"version", "1.6.18"}}));
        QVERIFY(!trail.growth("cmd_get", hour)); // one answer alone
        trail.append(now + 2 * second, statistics({{"cmd_get", "110"}, {"cmd_set", "5"}}));
        QCOMPARE(*trail.growth("cmd_get", hour), (CounterGrowth{.amount = 10, .time = 2 * second}));
        QVERIFY(!trail.growth("cmd_set", hour));
        QVERIFY(!trail.number("version"));
        for (int i = 2; i <= 2'000; ++i) // more than an hour
            trail.append(now + i * 2 * second, statistics({{"cmd_get", QByteArray::number(100 + i * 10)}}));
        const std::optional<CounterGrowth> recent = trail.growth("cmd_get", 5 * minute);
        QVERIFY(recent && recent->time <= 5 * minute && recent->time > 4 * minute);
        QCOMPARE(recent->perSecond(), 5.0);
        QVERIFY(trail.growth("cmd_get", 2 * hour)->time <= CounterTrail::longest);
        QVERIFY(!trail.growth("nothing", hour));
    }

    void aTrailBeginsAnewAfterARestart()
    {
        CounterTrail trail;
        trail.append(now, statistics({{"pid", "1"}, {"uptime", "50"}, {"cmd_get", "100"}}));
        trail.append(now + minute, statistics({{"pid", "2"}, {"uptime", "70"}, {"cmd_get", "120"}}));
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(now + 2 * minute, statistics({{"pid", "2"}, {"uptime", "60"}, {"cmd_get", "130"}})); // younger
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(now + 3 * minute, statistics({{"pid", "2"}, {"uptime", "120"}, {"cmd_get", "0"}})); // reset
        QVERIFY(!trail.growth("uptime", hour));
        trail.append(now + 4 * minute, statistics({{"pid", "2"}, {"uptime", "180"}, {"cmd_get", "7"}}));
        QCOMPARE(trail.growth("cmd_get", hour)->amount, 7.0);
    }

    void noAnswerMakesATrailGrowWithoutBounds()
    {
        CounterTrail trail;
        TextStatistics many;
        for (int i = 0; i < 20'000; ++i)
            many.append({QByteArray::number(i), "1"});
        many.append({QByteArray(100'000, 'x'), "1"});
        many.append(TextStatistic{{}, "of another form"});
        trail.append(now, many);
        QCOMPARE(trail.names().size(), CounterTrail::mostNames);
        trail.append(now + 1, statistics({{"19999", "2"}, {"3", "2"}}));
        QVERIFY(!trail.growth("19999", hour));
        QCOMPARE(trail.growth("3", hour)->amount, 1.0);
        trail.append(now + 2, statistics({{"3", "nan"}, {"4", "1e400"}}));
        QVERIFY(!trail.number("3"));
        QVERIFY(!trail.number("4"));
    }
};

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"

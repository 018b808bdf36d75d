#include "tests/advisedserver.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

namespace {

constexpr qint64 second = AdvisedServer::second;
constexpr qint64 minute = AdvisedServer::minute;
constexpr qint64 hour = AdvisedServer::hour;
using Server = AdvisedServer;

} // namespace

/// What is advised for made histories and answers of what clients do and where memory goes, on both sides of each limit.
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
        const AdviceReport report = adviceOn({.history = &empty, .now = Server::now}, {});
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
        QVERIFY2(advice->evidence.contains(QStringLiteral("Within 20 s from")), qPrintable(advice->evidence));
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
        static const QRegularExpression severalOfOne(QStringLiteral("\\b1 (?!was\\b)\\w+s\\b"));
        QVERIFY2(!severalOfOne.match(advice->evidence).hasMatch(), qPrintable(advice->evidence));
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

    /// What was before is of another life of the server.
    void whatWasBeforeARestartIsNotJudgedAsRecent()
    {
        Server server;
        server.happened(20 * second, minute, {{Metric::GetHits, 490}, {Metric::GetMisses, 510}});
        QVERIFY(server.report().fine.contains(AdviceSubject::HitRatio));
        server.wasRestarted(20 * second);
        QVERIFY(server.report().unknown.contains(AdviceSubject::HitRatio));
        QVERIFY(server.report().unknown.contains(AdviceSubject::Latency));
        Server other;
        other.happened(40 * second, minute, {{Metric::GetHits, 490}, {Metric::GetMisses, 510}});
        other.wasRestarted(40 * second);
        QCOMPARE(about(other.report(), AdviceSubject::HitRatio)->finding, QStringLiteral("The hit ratio has fallen from 90 % to 49 %."));
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
};

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"

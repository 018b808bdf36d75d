#include "app/monitor/grouppoll.h"
#include "app/monitor/itemcounts.h"
#include "app/monitor/slabmemory.h"
#include "app/monitor/statchange.h"
#include "app/monitor/stattrail.h"
#include "tests/asking.h"
#include "tests/recordedtext.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace {

TextStatistics recordedStatistics(const QByteArray &version, const QByteArray &name)
{
    TextStatistics statistics;
    const QByteArrayList lines = recordedText(version, name).split('\n');
    for (const QByteArray &line : lines) {
        const TextStatisticLine parsed = parseStatistic(line.trimmed());
        if (parsed.kind == TextStatisticLine::Kind::Statistic && !parsed.statistic.name.isEmpty())
            statistics.append(parsed.statistic);
    }
    return statistics;
}

} // namespace

/// What servers of several versions tell in groups of statistics, and how they are asked for them.
class TestStatTables : public QObject
{
    Q_OBJECT

private slots:
    void everythingThatIsToldIsExplained_data()
    {
        QTest::addColumn<QByteArray>("version");
        for (const QByteArray &version : recordedVersions())
            QTest::newRow(version.constData()) << version;
    }

    void everythingThatIsToldIsExplained()
    {
        QFETCH(QByteArray, version);
        for (const TextStatistic &statistic : recordedStatistics(version, "stats_general")) {
            QVERIFY2(!statMeaning(statistic.name).isEmpty(), statistic.name.constData());
            if (statField(statistic.name)->form != StatForm::Text)
                QVERIFY2(statNumber(statistic.value), statistic.name.constData());
        }
        for (const TextStatistic &statistic : recordedStatistics(version, "stats_settings"))
            QVERIFY2(!settingMeaning(statistic.name).isEmpty(), statistic.name.constData());
        QVERIFY(statMeaning("of_tomorrow").isEmpty());
        QVERIFY(settingMeaning("of_tomorrow").isEmpty());
    }

    /// The recorded servers were started with a port and an address, and else without options.
    void whatDiffersFromTheUsualIsFound_data() { everythingThatIsToldIsExplained_data(); }
    void whatDiffersFromTheUsualIsFound()
    {
        QFETCH(QByteArray, version);
        QByteArrayList differing;
        for (const TextStatistic &statistic : recordedStatistics(version, "stats_settings")) {
            const std::optional<QByteArray> usual = usualSetting(statistic.name, version);
            if (usual && !isSameSetting(*usual, statistic.value))
                differing += statistic.name;
        }
        QCOMPARE(differing, QByteArrayList({"tcpport", "inter"}));
        QCOMPARE(usualSetting("udpport", "1.4.39"), QByteArray("11211"));
        QCOMPARE(usualSetting("udpport", "1.5.6"), QByteArray("0"));
        QCOMPARE(usualSetting("lru_crawler", "1.4.39"), QByteArray("no"));
        QVERIFY(!usualSetting("hot_lru_pct", "1.4.24"));
        QVERIFY(!usualSetting("maxbytes", "unknown"));
        QVERIFY(!usualSetting("of_tomorrow", version));
        QVERIFY(isSameSetting("0.8", "0.80") && isSameSetting("NULL", "(null)") && !isSameSetting("yes", "no"));
    }

    void onlyWholeTextsAreNumbers()
    {
        QCOMPARE(statNumber("12.5"), std::optional(12.5));
        QCOMPARE(statNumber("-3"), std::optional(-3.0));
        for (const char *text : {"", "nan", "inf", "-inf", "1e999", "12 ", " 12", "1.6.18", "0x10", "yes"})
            QVERIFY2(!statNumber(text), text);
    }

    void aTrailTellsChangesAndForgetsTheOldest()
    {
        StatTrail trail;
        trail.append({{"cmd_get", "10"}, {"curr_items", "7"}, {"version", "1.6.18"}}, 1'000);
        QVERIFY(!trail.perSecond("cmd_get", StatMotion::Counter));
        trail.append({{"cmd_get", "30"}, {"curr_items", "5"}}, 3'000);
        QCOMPARE(trail.perSecond("cmd_get", StatMotion::Counter), std::optional(10.0));
        QCOMPARE(trail.perSecond("curr_items", StatMotion::Gauge), std::optional(-1.0));
        QVERIFY(!trail.perSecond("version", StatMotion::Counter) && !trail.perSecond("nowhere", StatMotion::Counter));
        trail.append({{"cmd_get", "2"}, {"new", "4"}}, 4'000); // set back
        QVERIFY(!trail.perSecond("cmd_get", StatMotion::Counter));
        QVERIFY(!trail.perSecond("curr_items", StatMotion::Gauge));
        const std::vector<double> points = trail.points("cmd_get", StatMotion::Counter);
        QCOMPARE(points.size(), size_t(2));
        QCOMPARE(points[0], 10.0);
        QVERIFY(std::isnan(points[1]));
        QVERIFY(std::isnan(trail.points("new", StatMotion::Gauge)[0]));
        trail.append({{"cmd_get", "3"}}, 4'000); // at the same time: passed over
        QCOMPARE(trail.size(), size_t(3));
        for (int i = 0; i < 500; ++i)
            trail.append({{"cmd_get", QByteArray::number(i)}, {"field" + QByteArray::number(i), "1"}}, 5'000 + i);
        QCOMPARE(trail.size(), StatTrail::mostSamples);
        QCOMPARE(trail.points("curr_items", StatMotion::Gauge).size(), StatTrail::mostSamples);
    }

    void endlesslyManyNamesAreBounded()
    {
        StatTrail trail;
        TextStatistics statistics;
        for (int i = 0; i < 5'000; ++i)
            statistics.append({"field" + QByteArray::number(i), "1"});
        trail.append(statistics, 1);
        trail.append(statistics, 2);
        QVERIFY(!trail.points("field999", StatMotion::Gauge).empty());
        QVERIFY(trail.points("field1000", StatMotion::Gauge).empty());
    }

    void classesAreReadFromBothAnswers()
    {
        const SlabMemory memory =
            SlabMemory::of(recordedStatistics("1.6.18", "stats_slabs_full"), recordedStatistics("1.6.18", "stats_items"));
        QVERIFY(memory.classes.size() > 5);
        const SlabClass &first = memory.classes.front();
        QCOMPARE(first.number, 1);
        QCOMPARE(first.figure("chunk_size"), std::optional<quint64>(96));
        QCOMPARE(first.figure("age_hot"), std::optional<quint64>(0));
        QCOMPARE(first.memory(), std::optional<quint64>(96 * 10'922));
        QCOMPARE(first.used(), std::optional<quint64>(78'003));
        QCOMPARE(first.waste(), std::optional<quint64>(948 * 96 - 78'003));
        QCOMPARE(first.free(), std::optional<quint64>(9'974 * 96));
        QVERIFY(memory.itemFields.contains("lrutail_reflocked"));
        QVERIFY(memory.totals.contains("total_malloced"));
        QVERIFY(memory.sum("number").value_or(0) > 10'000);
    }

    void onlySlabsAreReadToo_data() { everythingThatIsToldIsExplained_data(); }
    void onlySlabsAreReadToo()
    {
        QFETCH(QByteArray, version);
        const SlabMemory memory = SlabMemory::of(recordedStatistics(version, "stats_slabs"), {});
        QCOMPARE(memory.classes.size(), size_t(5));
        QCOMPARE(memory.classes.back().number, 8);
        QVERIFY(!memory.classes.back().used() && !memory.classes.back().waste());
        QCOMPARE(memory.totals.value("active_slabs"), quint64(5));
    }

    void anEmptyClassHoldsNothing()
    {
        const SlabMemory memory = SlabMemory::of({{"1:chunk_size", "96"}, {"1:used_chunks", "0"}, {"1:free_chunks", "10"}}, {});
        QCOMPARE(memory.classes.size(), size_t(1));
        QCOMPARE(memory.classes.front().used(), std::optional<quint64>(0));
        QCOMPARE(memory.classes.front().waste(), std::optional<quint64>(0));
        QCOMPARE(memory.classes.front().free(), std::optional<quint64>(960));
    }

    void impossibleClassesAreHarmless()
    {
        const SlabMemory memory = SlabMemory::of({{"1:chunk_size", "18446744073709551615"},
                                                  {"1:chunks_per_page", "18446744073709551615"},
                                                  {"1:total_pages", "2"},
                                                  {"1:used_chunks", "ten"},
                                                  {"2:chunk_size", "10"},
                                                  {"2:used_chunks", "1"},
                                                  {"0:chunk_size", "1"},
                                                  {"256:chunk_size", "1"},
                                                  {"-1:chunk_size", "1"},
                                                  {":chunk_size", "1"},
                                                  {"3:", "1"},
                                                  {"", "1"}},
                                                 {{"items:2:mem_requested", "11"},
                                                  {"items:2:number", "18446744073709551615"},
                                                  {"items:1:number", "18446744073709551615"},
                                                  {"items:99999999999999999999:number", "1"},
                                                  {"items:", "1"}});
        QCOMPARE(memory.classes.size(), size_t(2));
        QVERIFY(!memory.classes.front().memory() && !memory.classes.front().free());
        QVERIFY(!memory.classes.back().waste()); // more in it than it has
        QCOMPARE(memory.sum("number"), std::optional(~quint64(0)));
        QVERIFY(!memory.sum("nowhere"));
    }

    void sizesAreCounted()
    {
        const SizeCounts sizes = SizeCounts::of(recordedStatistics("1.6.18", "stats_sizes_tracked"));
        QVERIFY(sizes.isTracked);
        QCOMPARE(sizes.rows.first(), (SizeCount{64, 96, 948}));
        QVERIFY(!SizeCounts::of(recordedStatistics("1.6.18", "stats_sizes")).isTracked);
    }

    void manySizesArePutTogether()
    {
        TextStatistics statistics{{"18446744073709551615", "1"}, {"32", "18446744073709551615"}, {"zero", "1"}, {"0", "1"}};
        for (int i = 1; i <= 3'000; ++i)
            statistics.append({QByteArray::number(i * 32), "2"});
        statistics.append(TextStatistic{"4611686018427387000", "1"});
        const SizeCounts sizes = SizeCounts::of(statistics);
        QVERIFY(sizes.rows.size() <= SizeCounts::mostRows && sizes.rows.size() > 2);
        QCOMPARE(sizes.items, quint64(6'001));
        quint64 sum = 0;
        for (const SizeCount &row : sizes.rows)
            sum += row.items;
        QCOMPARE(sum, sizes.items);
    }

    void prefixesAreCounted()
    {
        const PrefixCounts counts = PrefixCounts::of(recordedText("1.6.18", "stats_detail_counted"));
        QCOMPARE(counts.rows.size(), 2);
        QCOMPARE(counts.rows.first(), (PrefixCount{"user", 100, 100, 30'000, 0}));
        QCOMPARE(counts.rows.last(), (PrefixCount{"page", 0, 0, 0, 1}));
        QCOMPARE(counts.rows.first().hitRatio(), std::optional(1.0));
        QVERIFY(!counts.rows.last().hitRatio());
        QVERIFY(PrefixCounts::of(recordedText("1.6.18", "stats_detail_dump")).rows.isEmpty());
    }

    void oddPrefixesAreHarmless()
    {
        const PrefixCounts counts = PrefixCounts::of("PREFIX a b get 1 hit 2 set 3 del 4\r\nPREFIX  get 1 hit 1 set 0 del 0\n"
                                                     "PREFIX get 1 hit 1 set 0 del 0\nPREFIX x get 1 hit one set 0 del 0\n"
                                                     "get 1 hit 1 set 0 del 0\n\nPREFIX \nPREFIX x get 1 hit 1 set 0 del 0");
        QCOMPARE(counts.rows.size(), 4);
        QCOMPARE(counts.rows.at(0).prefix, QByteArray("a b"));
        QCOMPARE(counts.rows.at(0).hitRatio(), std::optional(1.0)); // never above all
        QCOMPARE(counts.rows.at(1).prefix, QByteArray());
        QCOMPARE(counts.rows.at(3).prefix, QByteArray("x"));
        QByteArray many;
        for (int i = 0; i < 6'000; ++i)
            many += "PREFIX p" + QByteArray::number(i) + " get 1 hit 1 set 0 del 0\n";
        QCOMPARE(PrefixCounts::of(many).rows.size(), PrefixCounts::mostRows);
        QCOMPARE(PrefixCounts::of(many).left, 1'000);
    }

    void whatMattersToOthersIsAskedAbout()
    {
        const GuardedServer production{
            .address = QStringLiteral("host:1"), .profile = QStringLiteral("Shop"), .environment = Environment::Production};
        const std::optional<RunQuestion> reset = questionBefore(StatChange::ResetCounters, production);
        QVERIFY(reset && reset->question.contains(QStringLiteral("production server “Shop” (host:1)")));
        QCOMPARE(reset->demanded, QStringLiteral("Shop"));
        QVERIFY(questionBefore(StatChange::ResetCounters, {.address = QStringLiteral("host:1")})->demanded.isEmpty());
        QVERIFY(questionBefore(StatChange::CountPrefixes, production)->consequence.contains(QStringLiteral("every command")));
        QVERIFY(questionBefore(StatChange::StopCounting, production)->question.contains(QStringLiteral("production server “Shop”")));
        QVERIFY(!onlyReads(commandFor(StatChange::ResetCounters)) && !onlyReads(commandFor(StatChange::CountPrefixes)));
    }

    void groupsAreAskedWhileSomebodyLooks()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        StatPoll poll;
        GroupPoll groups(&poll, {"slabs", "items"});
        QSignalSpy changed(&groups, &GroupPoll::changed);
        poll.start(optionsFor(server.port()));
        QTRY_VERIFY(!poll.statistics().isEmpty());
        QVERIFY(!groups.isKnown());
        groups.begin();
        QTRY_VERIFY(groups.isKnown());
        QVERIFY(!groups.statistics("slabs").isEmpty());
        QCOMPARE(poll.connections(), 1);
        const qsizetype rounds = changed.size();
        QTRY_VERIFY(changed.size() > rounds);
        QVERIFY(server.restart());
        QTRY_VERIFY(!poll.isReady());
        const qsizetype before = changed.size();
        QTRY_VERIFY_WITH_TIMEOUT(changed.size() > before && !groups.error(), 20'000);
    }

    void whatIsAskedBesideIsNotMeasured()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        StatPoll poll;
        poll.setInterval(StatPoll::shortestInterval);
        GroupPoll groups(&poll, {"settings", "slabs"});
        groups.begin();
        poll.start(optionsFor(server.port()));
        QSignalSpy samples(&poll, &StatPoll::sampled);
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 3, 20'000);
        const StatStretch sum = poll.history().sum(0, poll.latest().time + 1);
        QCOMPARE(sum.metrics[indexOf(Metric::BytesRead)].amount, 0.0);
        QVERIFY(sum.metrics[indexOf(Metric::BytesWritten)].amount < 100.0);
    }

    void aLongAnswerIsAskedForOnce()
    {
        constexpr quint8 stat = 0x10;
        FakeServer server;
        server.answerGreeting();
        int asked = 0;
        server.setHandler([&asked](const QByteArray &bytes) -> std::optional<QByteArray> {
            const RequestPacket request = requestsIn(bytes).value(0);
            if (request.opcode != stat)
                return request.answer();
            asked += request.key.isEmpty() ? 0 : 1;
            const QByteArray value = request.key.isEmpty() ? QByteArray("1") : QByteArray(GroupPoll::mostRepeated + 1, 'x');
            return request.answer(0, value, {}, "told") + request.answer();
        });
        StatPoll poll;
        poll.setInterval(StatPoll::shortestInterval);
        GroupPoll groups(&poll, {"detail dump"});
        poll.start(optionsFor(server.port()));
        groups.begin();
        QTRY_VERIFY(groups.isKnown());
        QVERIFY(groups.isResting());
        QVERIFY(groups.takeStatistics("detail dump").has_value());
        QVERIFY(!groups.takeStatistics("detail dump"));
        QSignalSpy samples(&poll, &StatPoll::sampled);
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 4, 20'000);
        QCOMPARE(asked, 1);
        groups.askNow();
        QTRY_VERIFY(groups.isResting());
        QCOMPARE(asked, 2);
        groups.end(); // and nothing of it stays
        QVERIFY(!groups.isKnown());
        QVERIFY(groups.statistics("detail dump").isEmpty());
    }

    void connectionsNeedTheTextProtocol()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        StatPoll poll;
        GroupPoll groups(&poll, {"conns"}, GroupPoll::Way::Text);
        poll.start(optionsFor(server.port()));
        groups.begin();
        QTRY_VERIFY(groups.isKnown());
        QVERIFY(clientConnections(groups.statistics("conns")).size() >= 3); // the listening one, the poll's, this one
        QCOMPARE(poll.connections(), 2);
        groups.end();
        QCOMPARE(poll.connections(), 1);
    }

    void aServerWithoutTextSaysSo()
    {
        RealServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        StatPoll poll;
        GroupPoll conns(&poll, {"conns"}, GroupPoll::Way::Text);
        GroupPoll slabs(&poll, {"slabs", "items", "settings", "detail dump"});
        poll.start(optionsFor(server.port()));
        conns.begin();
        slabs.begin();
        QTRY_COMPARE(conns.error().code, Error::Code::BinaryOnly);
        QTRY_VERIFY(slabs.isKnown());
    }

    void whatTheServerDoesNotHaveIsRefused()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        StatPoll poll;
        GroupPoll groups(&poll, {"extstore"});
        poll.start(optionsFor(server.port()));
        groups.begin();
        QTRY_COMPARE(groups.error().code, Error::Code::CommandRefused);
        QVERIFY(!groups.error().text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStatTables)
#include "tst_stattables.moc"

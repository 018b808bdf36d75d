#include "app/monitor/countertrail.h"
#include "app/monitor/stathistory.h"

#include <QTest>

namespace {

constexpr qint64 begin = 1'800'000'000'000; // milliseconds since the epoch
constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;

TextStatistics statisticsOf(const QList<std::pair<QByteArray, QByteArray>> &lines)
{
    TextStatistics statistics;
    for (const auto &[name, value] : lines)
        statistics.append({name, value});
    return statistics;
}

StatInterval intervalAt(qint64 from, qint64 length, quint64 gets, quint64 hits, quint64 items)
{
    StatInterval interval{.begin = from, .end = from + length};
    interval.amounts[indexOf(Metric::Gets)] = gets;
    interval.amounts[indexOf(Metric::GetHits)] = hits;
    interval.amounts[indexOf(Metric::GetMisses)] = gets - hits;
    interval.amounts[indexOf(Metric::Items)] = items;
    return interval;
}

/// `seconds` of 100 gets each, of which half are hits.
void fill(StatHistory &history, int seconds, qint64 from = begin)
{
    for (int i = 0; i < seconds; ++i)
        history.append(intervalAt(from + i * second, second, 100, 50, quint64(i)));
}

} // namespace

/// A day of measurements in bounded memory.
class TestStatHistory : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsNothing()
    {
        const StatHistory history;
        QVERIFY(history.isEmpty());
        QVERIFY(history.stretches(0, begin, 10).empty());
        QVERIFY(!history.sum(0, begin).mean(Metric::Gets));
        QVERIFY(!history.sum(0, begin).hitRatio());
    }

    void ratesAndRatiosAreOfTheTimeThatIsLookedAt()
    {
        StatHistory history;
        history.append(intervalAt(begin, 2 * second, 100, 100, 10));
        history.append(intervalAt(begin + 2 * second, second, 400, 100, 40));
        const StatStretch all = history.sum(begin, begin + 3 * second);
        QCOMPARE(*all.mean(Metric::Gets), 500.0 / 3);
        QCOMPARE(*all.hitRatio(), 0.4); // not the mean of 1 and 0.25
        QCOMPARE(*all.mean(Metric::Items), 20.0);
        QCOMPARE(all.metrics[indexOf(Metric::Gets)].least, 50.0);
        QCOMPARE(all.metrics[indexOf(Metric::Gets)].most, 400.0);
        QCOMPARE(*history.sum(begin + 2 * second, begin + 3 * second).hitRatio(), 0.25);
        QVERIFY(!all.mean(Metric::Sets));
    }

    void whereNothingWasAskedForThereIsNoRatio()
    {
        StatHistory history;
        history.append(intervalAt(begin, second, 0, 0, 10));
        QCOMPARE(*history.sum(begin, begin + second).mean(Metric::Gets), 0.0);
        QVERIFY(!history.sum(begin, begin + second).hitRatio());
    }

    void whatIsOldIsThinnedAndNothingIsLost()
    {
        StatHistory history;
        constexpr int seconds = 3 * 3'600;
        fill(history, seconds);
        StatInterval peak = intervalAt(begin + seconds * second, second, 100'000, 0, 1);
        history.append(peak);
        fill(history, 2 * 3'600, peak.end);
        const StatStretch all = history.sum(begin, history.end());
        QCOMPARE(all.metrics[indexOf(Metric::Gets)].amount, 100.0 * 5 * 3'600 + 100'000);
        QCOMPARE(all.metrics[indexOf(Metric::Gets)].most, 100'000.0); // by the minute only, but still there
        QCOMPARE(all.metrics[indexOf(Metric::Gets)].least, 100.0);
        QCOMPARE(history.begin(), begin);
        const std::vector<StatStretch> every = history.stretches(begin, history.end(), 1'000'000);
        QVERIFY(every.size() <= StatHistory::mostFine + StatHistory::mostMinutes);
        QVERIFY(every.size() >= StatHistory::mostFine + 4 * 60);
        for (size_t i = 1; i < every.size(); ++i)
            QCOMPARE(every[i].begin, every[i - 1].end);
    }

    void aDayIsTheMost()
    {
        StatHistory history;
        for (int i = 0; i < 3 * 24 * 60 + int(StatHistory::mostFine); ++i)
            history.append(intervalAt(begin + i * minute, minute, 100, 50, 1));
        QVERIFY(history.stretches(0, history.end(), 1'000'000).size() <= StatHistory::mostFine + StatHistory::mostMinutes);
    }

    void aChartGetsNoMoreThanItCanShow()
    {
        StatHistory history;
        fill(history, 3'000);
        const std::vector<StatStretch> stretches = history.stretches(begin, history.end(), 300);
        QVERIFY(stretches.size() <= 301);
        double gets = 0;
        for (const StatStretch &stretch : stretches)
            gets += stretch.metrics[indexOf(Metric::Gets)].amount;
        QCOMPARE(gets, 300'000.0);
        // As time goes on the columns stay what they are.
        const StatStretch before = stretches[100];
        fill(history, 1, history.end());
        const std::vector<StatStretch> later = history.stretches(begin, begin + 3'000 * second, 300);
        QCOMPARE(later[100], before);
    }

    void gapsStayGaps()
    {
        StatHistory history;
        fill(history, 10);
        fill(history, 10, begin + 20 * second);
        const std::vector<StatStretch> stretches = history.stretches(begin, history.end(), 1);
        QCOMPARE(stretches.size(), size_t(2));
        QCOMPARE(stretches[0].end, begin + 10 * second);
        QCOMPARE(stretches[1].begin, begin + 20 * second);
        QCOMPARE(history.stretches(begin + 10 * second, begin + 20 * second, 10).size(), size_t(0));
    }

    void whatBeginsBeforeTheEndIsLeftOut()
    {
        StatHistory history;
        fill(history, 10);
        fill(history, 5, begin); // the clock was set back
        history.append({.begin = begin + 20 * second, .end = begin + 20 * second});
        QCOMPARE(history.stretches(begin, history.end(), 100).size(), size_t(10));
    }

    void whatHappenedIsMarked()
    {
        StatHistory history;
        fill(history, 2);
        StatInterval restart{.begin = history.end(), .end = history.end() + second, .event = StatEvent::Restart};
        history.append(restart);
        QCOMPARE(history.marks().size(), size_t(1));
        QCOMPARE(history.marks().front(), (StatMark{restart.end, StatEvent::Restart}));
        for (size_t i = 0; i < 2 * StatHistory::mostMarks; ++i)
            history.append({.begin = history.end(), .end = history.end() + second, .event = StatEvent::Reset});
        QCOMPARE(history.marks().size(), StatHistory::mostMarks);
        history.clear();
        QVERIFY(history.isEmpty() && history.marks().empty());
    }

    void aTrailKnowsHowFarEachCounterCame()
    {
        CounterTrail trail;
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(begin, statisticsOf({{"cmd_get", "100"}, {"version", "1.6.18"}}));
        QVERIFY(!trail.growth("cmd_get", hour)); // one answer alone
        trail.append(begin + 2 * second, statisticsOf({{"cmd_get", "110"}, {"cmd_set", "5"}}));
        QCOMPARE(*trail.growth("cmd_get", hour), (CounterGrowth{.amount = 10, .time = 2 * second}));
        QVERIFY(!trail.growth("cmd_set", hour));
        QVERIFY(!trail.number("version"));
        for (int i = 2; i <= 2'000; ++i) // more than an hour
            trail.append(begin + i * 2 * second, statisticsOf({{"cmd_get", QByteArray::number(100 + i * 10)}}));
        const std::optional<CounterGrowth> recent = trail.growth("cmd_get", 5 * minute);
        QVERIFY(recent && recent->time <= 5 * minute && recent->time > 4 * minute);
        QCOMPARE(recent->perSecond(), 5.0);
        QVERIFY(trail.growth("cmd_get", 2 * hour)->time <= CounterTrail::longest);
        QVERIFY(!trail.growth("nothing", hour));
    }

    void aTrailBeginsAnewAfterARestart()
    {
        CounterTrail trail;
        trail.append(begin, statisticsOf({{"pid", "1"}, {"uptime", "50"}, {"cmd_get", "100"}}));
        trail.append(begin + minute, statisticsOf({{"pid", "2"}, {"uptime", "70"}, {"cmd_get", "120"}}));
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(begin + 2 * minute, statisticsOf({{"pid", "2"}, {"uptime", "60"}, {"cmd_get", "130"}})); // younger
        QVERIFY(!trail.growth("cmd_get", hour));
        trail.append(begin + 3 * minute, statisticsOf({{"pid", "2"}, {"uptime", "120"}, {"cmd_get", "0"}})); // reset
        QVERIFY(!trail.growth("uptime", hour));
        trail.append(begin + 4 * minute, statisticsOf({{"pid", "2"}, {"uptime", "180"}, {"cmd_get", "7"}}));
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
        trail.append(begin, many);
        QCOMPARE(trail.names().size(), CounterTrail::mostNames);
        trail.append(begin + 1, statisticsOf({{"19999", "2"}, {"3", "2"}}));
        QVERIFY(!trail.growth("19999", hour));
        QCOMPARE(trail.growth("3", hour)->amount, 1.0);
        trail.append(begin + 2, statisticsOf({{"3", "nan"}, {"4", "1e400"}}));
        QVERIFY(!trail.number("3"));
        QVERIFY(!trail.number("4"));
    }
};

QTEST_GUILESS_MAIN(TestStatHistory)
#include "tst_stathistory.moc"

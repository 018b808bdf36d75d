#include "app/monitor/statsample.h"
#include "tests/recordedtext.h"

#include <QTest>

namespace {

TextStatistics statisticsOfText(const QByteArray &text)
{
    TextStatistics statistics;
    const QByteArrayList lines = text.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.startsWith("STAT "))
            statistics.append(parseStatistic(trimmed).statistic);
    }
    return statistics;
}

std::optional<quint64> valueOf(const StatSample &sample, Metric metric)
{
    return sample.values[indexOf(metric)];
}

StatSample sampleOf(const QByteArray &text, qint64 time = 1'000)
{
    return StatSample::of(statisticsOfText(text), time);
}

} // namespace

/// What the general statistics of a server say, and what became of it between two of them.
class TestStatSample : public QObject
{
    Q_OBJECT

private slots:
    void recordedAnswersAreRead_data()
    {
        QTest::addColumn<QByteArray>("version");
        for (const QByteArray &version : recordedVersions())
            QTest::newRow(version.constData()) << version;
    }

    void recordedAnswersAreRead()
    {
        QFETCH(QByteArray, version);
        const QByteArray text = recordedText(version, "stats_general");
        const StatSample sample = sampleOf(text);
        QCOMPARE(sample.time, 1'000);
        QVERIFY(sample.uptime && sample.process);
        for (size_t i = 0; i < metricCount; ++i) {
            const QByteArray name = metricName(Metric(i)).toUtf8();
            QVERIFY(!name.isEmpty());
            QVERIFY2(sample.values[i].has_value() == (Metric(i) != Metric::Latency), name.constData());
        }
        const auto told = [&text](const QByteArray &name) {
            const qsizetype begin = text.indexOf("STAT " + name + ' ') + 6 + name.size();
            return text.mid(begin, text.indexOf('\r', begin) - begin);
        };
        QCOMPARE(*valueOf(sample, Metric::Gets), told("cmd_get").toULongLong());
        QCOMPARE(*valueOf(sample, Metric::Deletes), told("delete_hits").toULongLong() + told("delete_misses").toULongLong());
        QCOMPARE(*valueOf(sample, Metric::MemoryLimit), told("limit_maxbytes").toULongLong());
        const double processor = told("rusage_user").toDouble() + told("rusage_system").toDouble();
        QVERIFY(qAbs(double(*valueOf(sample, Metric::CpuTime)) / 1e6 - processor) < 1e-5);
    }

    void whatIsMissingOrNoNumberIsNotKnown()
    {
        const StatSample sample =
            sampleOf("STAT cmd_get twelve\r\nSTAT incr_hits 4\r\nSTAT decr_misses 5\r\nSTAT reclaimed -1\r\n"
                     "STAT rusage_user 1e999\r\nSTAT rusage_system nan\r\nSTAT curr_items 18446744073709551616\r\n"
                     "STAT bytes 18446744073709551615\r\nSTAT cmd_set\r\nSTAT of_tomorrow 7\r\nSTAT get_hits 0x10\r\n");
        QVERIFY(!valueOf(sample, Metric::Gets) && !valueOf(sample, Metric::Reclaimed) && !valueOf(sample, Metric::Items));
        QVERIFY(!valueOf(sample, Metric::CpuTime) && !valueOf(sample, Metric::Sets) && !valueOf(sample, Metric::GetHits));
        QCOMPARE(valueOf(sample, Metric::Arithmetic), std::optional<quint64>(9)); // of those that this server has
        QCOMPARE(valueOf(sample, Metric::MemoryUsed), std::optional(~quint64(0)));
        QVERIFY(!sample.uptime && !sample.process);
    }

    void countersGrowAndGaugesAre()
    {
        const StatSample first = sampleOf("STAT pid 1\r\nSTAT uptime 5\r\nSTAT cmd_get 10\r\nSTAT curr_items 100\r\n");
        const StatSample second =
            sampleOf("STAT pid 1\r\nSTAT uptime 7\r\nSTAT cmd_get 25\r\nSTAT curr_items 70\r\nSTAT cmd_set 4\r\n", 3'000);
        const StatInterval interval = StatInterval::between(first, second);
        QCOMPARE(interval.event, StatEvent::None);
        QCOMPARE(interval.length(), 2'000);
        QCOMPARE(interval.amounts[indexOf(Metric::Gets)], std::optional<quint64>(15));
        QCOMPARE(interval.amounts[indexOf(Metric::Items)], std::optional<quint64>(70));
        QVERIFY(!interval.amounts[indexOf(Metric::Sets)]); // was not told before
    }

    void ownRequestsAreTakenOut()
    {
        MetricValues own;
        own[indexOf(Metric::Gets)] = 4;
        own[indexOf(Metric::BytesRead)] = 1'000;
        const StatInterval interval = StatInterval::between(sampleOf("STAT cmd_get 10\r\nSTAT bytes_read 500\r\nSTAT cmd_set 1\r\n"),
                                                            sampleOf("STAT cmd_get 25\r\nSTAT bytes_read 700\r\nSTAT cmd_set 3\r\n"), own);
        QCOMPARE(interval.amounts[indexOf(Metric::Gets)], std::optional<quint64>(11));
        QCOMPARE(interval.amounts[indexOf(Metric::BytesRead)], std::optional<quint64>(0)); // never below nothing
        QCOMPARE(interval.amounts[indexOf(Metric::Sets)], std::optional<quint64>(2));
    }

    void aRestartIsNoTraffic_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("another process") << QByteArray("STAT pid 2\r\nSTAT uptime 100\r\nSTAT cmd_get 900\r\nSTAT curr_items 3\r\n");
        QTest::newRow("uptime went back") << QByteArray("STAT pid 1\r\nSTAT uptime 1\r\nSTAT cmd_get 900\r\nSTAT curr_items 3\r\n");
    }

    void aRestartIsNoTraffic()
    {
        QFETCH(QByteArray, after);
        const StatInterval interval = StatInterval::between(
            sampleOf("STAT pid 1\r\nSTAT uptime 50\r\nSTAT cmd_get 10\r\nSTAT curr_items 100\r\n"), sampleOf(after, 2'000));
        QCOMPARE(interval.event, StatEvent::Restart);
        QVERIFY(!interval.amounts[indexOf(Metric::Gets)]);
        QCOMPARE(interval.amounts[indexOf(Metric::Items)], std::optional<quint64>(3));
    }

    void countersThatWereSetBackAreNotKnown()
    {
        const StatInterval interval =
            StatInterval::between(sampleOf("STAT pid 1\r\nSTAT uptime 50\r\nSTAT cmd_get 10\r\nSTAT cmd_set 900\r\nSTAT bytes 5\r\n"),
                                  sampleOf("STAT pid 1\r\nSTAT uptime 51\r\nSTAT cmd_get 20\r\nSTAT cmd_set 3\r\nSTAT bytes 6\r\n", 2'000));
        QCOMPARE(interval.event, StatEvent::Reset);
        QVERIFY(!interval.amounts[indexOf(Metric::Gets)]); // may have been set back too
        QVERIFY(!interval.amounts[indexOf(Metric::Sets)]);
        QCOMPARE(interval.amounts[indexOf(Metric::MemoryUsed)], std::optional<quint64>(6));
    }

    void whatRanOverGoesOn_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("32 bits") << QByteArray("4294967290") << QByteArray("10");
        QTest::newRow("64 bits") << QByteArray("18446744073709551610") << QByteArray("10");
    }

    void whatRanOverGoesOn()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const StatInterval interval = StatInterval::between(sampleOf("STAT cmd_get 100\r\nSTAT bytes_read " + before + "\r\n"),
                                                            sampleOf("STAT cmd_get 104\r\nSTAT bytes_read " + after + "\r\n", 2'000));
        QCOMPARE(interval.event, StatEvent::None);
        QCOMPARE(interval.amounts[indexOf(Metric::BytesRead)], std::optional<quint64>(16));
        QCOMPARE(interval.amounts[indexOf(Metric::Gets)], std::optional<quint64>(4));
    }

    /// What was near the end of 32 bits when all was set back looks as if it had run over.
    void aResetIsNotTakenForRunningOver_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("alone") << QByteArray() << QByteArray();
        QTest::newRow("others are 0") << QByteArray("STAT cmd_get 0\r\n") << QByteArray("STAT cmd_get 7\r\n");
        QTest::newRow("others are more since") << QByteArray("STAT cmd_get 3\r\n") << QByteArray("STAT cmd_get 900\r\n");
        QTest::newRow("the system counts on") << QByteArray("STAT rusage_user 90.5\r\n") << QByteArray("STAT rusage_user 90.6\r\n");
    }

    void aResetIsNotTakenForRunningOver()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const StatInterval interval =
            StatInterval::between(sampleOf("STAT bytes_read 4000000000\r\n" + before), sampleOf("STAT bytes_read 10\r\n" + after, 2'000));
        QCOMPARE(interval.event, StatEvent::Reset);
        QVERIFY(!interval.amounts[indexOf(Metric::BytesRead)]);
    }
};

QTEST_GUILESS_MAIN(TestStatSample)
#include "tst_statsample.moc"

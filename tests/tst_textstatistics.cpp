#include "connection/text/statisticsexchange.h"
#include "connection/text/textstatistics.h"
#include "tests/recordedtext.h"

#include <QTest>

using Progress = TextExchange::Progress;

class TestTextStatistics : public QObject
{
    Q_OBJECT

private slots:
    void recordedStatisticsReadTheSameInEverySlicing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const QByteArray &version : recordedVersions()) {
            for (const char *name : {"stats_conns", "stats_slabs", "stats_sizes", "stats_detail_dump", "stats_settings"})
                QTest::addRow("%s %s", name, version.constData()) << recordedText(version, name);
        }
        QTest::newRow("reset") << QByteArray("RESET\r\n");
    }

    void recordedStatisticsReadTheSameInEverySlicing()
    {
        QFETCH(QByteArray, bytes);
        const qsizetype expected = bytes.count("STAT ");
        int runs = 0;
        inEverySlicing(bytes.first(qMin<qsizetype>(bytes.size(), 400)) + (bytes.size() > 400 ? bytes.last(100) : QByteArray()),
                       [&](auto feedTo) {
                           StatisticsExchange exchange({});
                           feedTo([&](QByteArrayView slice) { return exchange.take(slice); });
                           QCOMPARE(exchange.progress(), Progress::Complete);
                           ++runs;
                       });
        QVERIFY(runs > 100);
        StatisticsExchange whole({});
        QCOMPARE(whole.take(bytes), bytes.size());
        QCOMPARE(whole.statistics().size(), expected);
    }

    void namesAndValuesAreRead()
    {
        StatisticsExchange exchange({});
        const QByteArray bytes = recordedText("1.6.18", "stats_general");
        QCOMPARE(exchange.take(bytes), bytes.size());
        QCOMPARE(exchange.statistics().constFirst().name, QByteArray("pid"));
        QVERIFY(exchange.statistics().contains({"version", "1.6.18"}));
        QCOMPARE(parseStatistic("STAT name").statistic, (TextStatistic{"name", ""}));
        QCOMPARE(parseStatistic("STAT name of many words").statistic, (TextStatistic{"name", "of many words"}));
        QCOMPARE(parseStatistic("PREFIX a get 1").statistic, (TextStatistic{"", "PREFIX a get 1"}));
    }

    void refusalsAreNoStatistics()
    {
        StatisticsExchange exchange("extstore");
        QCOMPARE(exchange.take(recordedText("1.5.22", "stats_extstore")), 7);
        QCOMPARE(exchange.progress(), Progress::Refused);
        QCOMPARE(exchange.refusal().code, Error::Code::UnknownCommand);
    }

    void connectionsBecomeRows()
    {
        for (const QByteArray &version : recordedVersions()) {
            StatisticsExchange exchange("conns");
            const QByteArray bytes = recordedText(version, "stats_conns");
            QCOMPARE(exchange.take(bytes), bytes.size());
            const QList<ClientConnection> rows = clientConnections(exchange.statistics());
            QCOMPARE(rows.size(), 2);
            QCOMPARE(rows[0].address, QByteArray("tcp:127.0.0.1:22090"));
            QCOMPARE(rows[0].state, QByteArray("conn_listening"));
            QCOMPARE(rows[0].secondsIdle, 13);
            QCOMPARE(rows[1].listenAddress, QByteArray("tcp:127.0.0.1:22090"));
            QVERIFY(rows[1].descriptor > rows[0].descriptor);
            QVERIFY(rows[1].others.isEmpty());
        }
    }

    void unknownFieldsOfConnectionsAreKept()
    {
        const QList<ClientConnection> rows = clientConnections(
            {{"9:state", "conn_read"}, {"7:addr", "unix:/x"}, {"9:new", "1"}, {"total", "2"}, {"x:addr", "y"}, {"", "z"}});
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].descriptor, 9);
        QCOMPARE(rows[0].others, (TextStatistics{{"new", "1"}}));
        QCOMPARE(rows[0].secondsIdle, -1);
        QCOMPARE(rows[1].address, QByteArray("unix:/x"));
    }

    void endlessStatisticsAreAnError()
    {
        StatisticsExchange exchange({});
        const QByteArray lines = ("STAT name " + QByteArray(10'000, 'x') + "\r\n").repeated(100);
        for (int i = 0; i < 1'000 && exchange.progress() == Progress::Open; ++i)
            QVERIFY(exchange.take(lines) > 0);
        QCOMPARE(exchange.progress(), Progress::Malformed);
        QCOMPARE(exchange.refusal().code, Error::Code::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TestTextStatistics)
#include "tst_textstatistics.moc"

#include "connection/outcome.h"
#include "connection/readblock.h"
#include "connection/resultsegment.h"
#include "connection/serverclock.h"
#include "connection/serversettings.h"
#include "tests/answerbytes.h"
#include "tests/exchange.h"

#include <QDateTime>
#include <QTest>

#include <cstring>

using namespace std::chrono_literals;

namespace {

/// What a STAT with these packets leads to; the segment has its bytes.
ResultSegment statistics(const QByteArray &packets, quint16 status = 0)
{
    const auto block = std::make_shared<ReadBlock>(packets.size());
    std::memcpy(block->bytes(), packets.constData(), size_t(packets.size()));
    ResultSegment segment;
    segment.prepareAnswers(block);
    segment.appendAnswer(Opcode::Stat, status, 0, quint32(packets.size()));
    return segment;
}

QByteArray line(const QByteArray &name, const QByteArray &value)
{
    return AnswerBytes{.opcode = Opcode::Stat, .key = name, .value = value};
}

const QByteArray theEnd = AnswerBytes{.opcode = Opcode::Stat};

} // namespace

class TestServerSettings : public QObject
{
    Q_OBJECT

private slots:
    void beforeAnythingIsTold()
    {
        const ServerSettings settings;
        QVERIFY(!settings.told);
        QVERIFY(!settings.itemSizeMax);
        QVERIFY(settings.casEnabled);
        QVERIFY(settings.dumpEnabled);
        QVERIFY(settings.flushEnabled);
        QVERIFY(!settings.saslEnabled);
        QVERIFY(settings.clockOffset == 0s);
    }

    void aRealServersSettingsAreRead()
    {
        const std::vector<Exchange> exchanges = readExchanges(QStringLiteral(TEST_DATA "/exchanges/exchanges.json"));
        const auto found = std::ranges::find(exchanges, QByteArray("stat_settings"), &Exchange::name);
        QVERIFY(found != exchanges.end());
        // Less the NOOP behind it.
        const ResultSegment segment = statistics(found->response.chopped(24));
        QVERIFY(segment.outcome(0).statistics().size() > 70);
        ServerSettings settings;
        settings.readSettings(segment.outcome(0));
        QVERIFY(settings.told);
        QCOMPARE(settings.itemSizeMax, std::optional<quint64>(1024 * 1024));
        QCOMPARE(settings.bindingProtocol, QByteArray("auto-negotiate"));
        QVERIFY(settings.casEnabled);
        QVERIFY(settings.dumpEnabled);
        QVERIFY(settings.flushEnabled);
        QVERIFY(!settings.saslEnabled);
        QVERIFY(!settings.asciiAuthEnabled);
        QVERIFY(settings.idleTimeout == 0s);
    }

    void everySettingIsRead()
    {
        const ResultSegment segment =
            statistics(line("item_size_max", "2097152") + line("cas_enabled", "no") + line("what_is_this", "?")
                       + line("binding_protocol", "binary") + line("auth_enabled_sasl", "yes") + line("auth_enabled_ascii", "/etc/users")
                       + line("dump_enabled", "no") + line("flush_enabled", "no") + line("idle_timeout", "90") + theEnd);
        ServerSettings settings;
        settings.readSettings(segment.outcome(0));
        QVERIFY(settings.told);
        QCOMPARE(settings.itemSizeMax, std::optional<quint64>(2097152));
        QVERIFY(!settings.casEnabled);
        QCOMPARE(settings.bindingProtocol, QByteArray("binary"));
        QVERIFY(settings.saslEnabled);
        QVERIFY(settings.asciiAuthEnabled); // the server says the file's name
        QVERIFY(!settings.dumpEnabled);
        QVERIFY(!settings.flushEnabled);
        QVERIFY(settings.idleTimeout == 90s);
    }

    void nonsenseIsNoLimit()
    {
        for (const char *size : {"", "abc", "-1", "0", "99999999999999999999999"}) {
            const ResultSegment segment = statistics(line("item_size_max", size) + line("idle_timeout", "soon") + theEnd);
            ServerSettings settings;
            settings.readSettings(segment.outcome(0));
            QVERIFY2(!settings.itemSizeMax, size);
            QVERIFY(settings.idleTimeout == 0s);
        }
    }

    void aFailedStatTellsNothing()
    {
        const QByteArray refusal = AnswerBytes{.opcode = Opcode::Stat, .status = 0x81, .value = "Unknown command"};
        const ResultSegment segment = statistics(line("cas_enabled", "no") + line("time", "1") + refusal, 0x81);
        ServerSettings settings;
        settings.readSettings(segment.outcome(0));
        settings.readClock(segment.outcome(0));
        QVERIFY(!settings.told);
        QVERIFY(settings.casEnabled);
        QVERIFY(settings.clockOffset == 0s);
    }

    void theClockIsTheDifference()
    {
        for (const int offset : {-7200, 0, 100}) {
            const QByteArray time = QByteArray::number(QDateTime::currentSecsSinceEpoch() + offset);
            const ResultSegment segment = statistics(line("pid", "7") + line("time", time) + theEnd);
            ServerSettings settings;
            settings.readClock(segment.outcome(0));
            QVERIFY(settings.clockOffset <= std::chrono::seconds(offset));
            QVERIFY(settings.clockOffset >= std::chrono::seconds(offset - 5));
            QVERIFY(!settings.told);
        }
    }

    void theProcessIsToldByItsNumberAndItsStart()
    {
        const ResultSegment segment = statistics(line("pid", "7") + line("uptime", "100") + line("time", "1790000000") + theEnd);
        ServerSettings settings;
        settings.readClock(segment.outcome(0));
        QCOMPARE(settings.process, (ServerProcess{.pid = 7, .start = 1'789'999'900}));
        const ServerProcess &process = settings.process;
        const ServerProcess jitter{.pid = 7, .start = 1'789'999'901};
        QVERIFY(process.isSame(process) && process.isSame(jitter) && !process.isAnother(jitter));
        for (const ServerProcess &other : {ServerProcess{.pid = 8, .start = process.start}, ServerProcess{.pid = 7, .start = 1'789'999'902},
                                           ServerProcess{.pid = 7, .start = 1'789'999'898}})
            QVERIFY(process.isAnother(other) && !process.isSame(other));
        // Of what was not told nothing is known.
        for (const ServerProcess &untold : {ServerProcess{}, ServerProcess{.pid = 7}, ServerProcess{.start = process.start}})
            QVERIFY(!process.isAnother(untold) && !process.isSame(untold) && !untold.isSame(untold));
    }

    void aProcessThatMakesNoSenseIsNone()
    {
        for (const char *number : {"", "-1", "soon", "99999999999999999999999"}) {
            QVERIFY(!ServerClock(TextStatistics{{"pid", number}, {"uptime", "1"}, {"time", "1790000000"}}).process().isKnown());
            QVERIFY(!ServerClock(TextStatistics{{"pid", "7"}, {"uptime", number}, {"time", "1790000000"}}).process().isKnown());
            QVERIFY(!ServerClock(TextStatistics{{"pid", "7"}, {"uptime", "1"}, {"time", number}}).process().isKnown());
        }
        QVERIFY(ServerClock(TextStatistics{{"pid", "7"}, {"uptime", "0"}, {"time", "1790000000"}}).process().isKnown());
    }

    void aClockThatIsNoneIsPassedOver()
    {
        for (const char *time : {"", "now", "0", "-5", "99999999999999999999999"}) {
            const ResultSegment segment = statistics(line("time", time) + theEnd);
            ServerSettings settings;
            settings.readClock(segment.outcome(0));
            QVERIFY2(settings.clockOffset == 0s, time);
        }
    }
};

QTEST_GUILESS_MAIN(TestServerSettings)
#include "tst_serversettings.moc"

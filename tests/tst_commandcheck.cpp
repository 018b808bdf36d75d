#include "connection/commandcheck.h"

#include <QTest>

class TestCommandCheck : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static Status check(const Command &command, const ServerSettings &server)
    {
        SourcedCommand sourced{.command = command};
        checkCommand(sourced, server);
        return sourced.refusal;
    }

private slots:
    void keysHaveOneTo250Bytes()
    {
        const ServerSettings server;
        QCOMPARE(check({.opcode = Opcode::Get}, server), Status::InvalidArguments);
        QCOMPARE(check({.opcode = Opcode::Get, .key = "k"}, server), Status::Success);
        QCOMPARE(check({.opcode = Opcode::Get, .key = QByteArray(250, 'k')}, server), Status::Success);
        QCOMPARE(check({.opcode = Opcode::Get, .key = QByteArray(251, 'k')}, server), Status::InvalidArguments);
        QCOMPARE(check({.opcode = Opcode::Stat}, server), Status::Success);
        QCOMPARE(check({.opcode = Opcode::Stat, .key = QByteArray(251, 'k')}, server), Status::InvalidArguments);
    }

    /// The largest values that real servers took under a key of two bytes.
    void storesFitTheItemLimit_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("cas");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<int>("largest");
        QTest::newRow("1.6") << QByteArray("1.6.18") << true << 0U << 1'048'515;
        QTest::newRow("1.6 with flags") << QByteArray("1.6.18") << true << 1U << 1'048'511;
        QTest::newRow("1.6 without CAS") << QByteArray("1.6.18") << false << 0U << 1'048'523;
        QTest::newRow("1.4") << QByteArray("1.4.39") << true << 0U << 1'048'503;
    }

    void storesFitTheItemLimit()
    {
        QFETCH(QByteArray, version);
        QFETCH(bool, cas);
        QFETCH(quint32, flags);
        QFETCH(int, largest);
        ServerSettings server;
        server.version = version;
        server.casEnabled = cas;
        server.itemSizeMax = 1'048'576;
        Command set{.opcode = Opcode::SetQ, .key = "kk", .value = QByteArray(largest, 'v'), .flags = flags};
        QCOMPARE(check(set, server), Status::Success);
        QVERIFY(set.value.size() > surelyFits(server));
        set.value += 'v';
        QCOMPARE(check(set, server), Status::ValueTooLarge);
        server.itemSizeMax.reset();
        QCOMPARE(check(set, server), Status::Success);
    }

    void whatSurelyFitsPassesWithEveryKey()
    {
        ServerSettings server;
        server.version = "1.4.39";
        for (const quint64 limit : {1ULL, 300ULL, 330ULL, 1024ULL, 1'048'576ULL}) {
            server.itemSizeMax = limit;
            const qsizetype fits = surelyFits(server);
            QVERIFY(fits >= -1);
            if (fits >= 0)
                QCOMPARE(check({.opcode = Opcode::Set, .key = QByteArray(250, 'k'), .value = QByteArray(fits, 'v'), .flags = 1}, server),
                         Status::Success);
        }
    }

    void earlierRefusalsStay()
    {
        SourcedCommand sourced{.command = {.opcode = Opcode::Get}, .refusal = Status::Refused, .reason = QStringLiteral("read only")};
        checkCommand(sourced, {});
        checkHeader(sourced);
        QCOMPARE(sourced.refusal, Status::Refused);
        QCOMPARE(sourced.reason, QStringLiteral("read only"));
    }

    void noHeaderHoldsAKeyOf64KiB()
    {
        SourcedCommand sourced{.command = {.opcode = Opcode::Get, .key = QByteArray(65'535, 'k')}};
        checkHeader(sourced);
        QCOMPARE(sourced.refusal, Status::Success);
        sourced.command.key += 'k';
        checkHeader(sourced);
        QCOMPARE(sourced.refusal, Status::InvalidArguments);
    }
};

QTEST_GUILESS_MAIN(TestCommandCheck)
#include "tst_commandcheck.moc"

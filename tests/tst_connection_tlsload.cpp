#include "connection/connection.h"

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"

#include <QElapsedTimer>
#include <QFile>

using namespace std::chrono_literals;

namespace {

/// A server that was left to the nudge takes as long as this; on a busy machine one that was not may, too, but not again and again.
constexpr std::chrono::milliseconds nudgeDelay = 240ms;

} // namespace

/// Pipelines over TLS with a real memcached, older ones of which leave requests lying in a record, and whose pipe has an end.
class TestConnectionTlsLoad : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;

    static QByteArray key(qsizetype number) { return "key:" + QByteArray::number(number); }
    static qint64 residentMiB()
    {
        QFile file(QStringLiteral("/proc/self/statm"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() / 256 : -1;
    }
    /// Runs `commands` and wants each to end well.
    void runWell(const QList<Command> &commands)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 20'000);
        QCOMPARE(outcomes.size(), commands.size());
        QCOMPARE(outcomes.count(Status::Success), commands.size());
        m_elapsed = std::chrono::milliseconds(elapsed.elapsed());
    }
    [[nodiscard]] QByteArray valueOf(const QByteArray &name)
    {
        const auto reply = m_connection->execute({.opcode = Opcode::Get, .key = name});
        if (!comesTrue([&reply] { return reply->isFinished(); }) || !reply->outcome().value)
            return "nothing";
        return reply->outcome().value->toByteArray();
    }

    std::chrono::milliseconds m_elapsed{0};

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }

    void init()
    {
        m_server = std::make_unique<RealServer>(QStringList{QStringLiteral("-m"), QStringLiteral("256")});
        m_server->speakTls({.certificate = m_certificates.server(), .key = m_certificates.serverKey()});
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection = std::make_unique<Connection>();
        ConnectionOptions options = optionsFor(m_server->port());
        options.address.encryption = Encryption::Tls;
        options.tls.caFile = m_certificates.authority();
        m_connection->open(options);
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }

    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    void batchesOfStoresComeToTheirEnd_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("quiet");
        QTest::newRow("1000 x 100 bytes, quiet") << 1'000 << 100 << true;
        QTest::newRow("200 x 5000 bytes, quiet") << 200 << 5'000 << true;
        QTest::newRow("200 x 5000 bytes, loud") << 200 << 5'000 << false;
        QTest::newRow("20 x 100000 bytes, quiet") << 20 << 100'000 << true;
        QTest::newRow("3 x 16384 bytes, loud") << 3 << 16'384 << false;
        QTest::newRow("10000 x 100 bytes, loud") << 10'000 << 100 << false;
    }

    void batchesOfStoresComeToTheirEnd()
    {
        QFETCH(int, count);
        QFETCH(int, size);
        QFETCH(bool, quiet);
        QList<Command> commands;
        for (int i = 0; i < count; ++i)
            commands += {.opcode = quiet ? Opcode::SetQ : Opcode::Set, .key = key(i), .value = QByteArray(size, char('a' + i % 26))};
        std::chrono::milliseconds quickest = 1min;
        for (int round = 0; round < 5; ++round) {
            runWell(commands);
            quickest = std::min(quickest, m_elapsed);
        }
        QVERIFY2(quickest < nudgeDelay || count > 1'000, qPrintable(QString::number(quickest.count())));
        QCOMPARE(valueOf(key(count - 1)), commands.constLast().value);
    }

    void everySizeOfAValueIsFollowedUp()
    {
        // Ends of values at every place in a record and in the server's buffer.
        for (int size = 16'384 - 120; size < 16'384 + 40; size += 3) {
            const QByteArray value(size, 'v');
            m_elapsed = nudgeDelay;
            for (int attempt = 0; attempt < 5 && m_elapsed >= nudgeDelay; ++attempt)
                runWell({{.opcode = Opcode::Set, .key = "k", .value = value},
                         {.opcode = Opcode::Get, .key = "k"},
                         {.opcode = Opcode::SetQ, .key = "k2", .value = value},
                         {.opcode = Opcode::GetKQ, .key = "k2"}});
            QVERIFY2(m_elapsed < nudgeDelay, qPrintable(QString::number(size)));
        }
    }

    void singleCommandsInARowAreAllAnswered()
    {
        const QByteArray value(16'384, 'v');
        m_elapsed = nudgeDelay;
        for (int attempt = 0; attempt < 5 && m_elapsed >= nudgeDelay; ++attempt) {
            QElapsedTimer elapsed;
            elapsed.start();
            std::vector<std::unique_ptr<CommandReply>> replies;
            for (int i = 0; i < 20; ++i) {
                replies.push_back(m_connection->execute({.opcode = Opcode::Set, .key = key(i), .value = value}));
                replies.push_back(m_connection->execute({.opcode = Opcode::SetQ, .key = key(i), .value = value}));
                replies.push_back(m_connection->execute({.opcode = Opcode::Get, .key = key(i)}));
            }
            for (const auto &reply : replies) {
                QTRY_VERIFY(reply->isFinished());
                QCOMPARE(endOf(*reply), QByteArray("success"));
            }
            QCOMPARE(replies.back()->outcome().value->toByteArray(), value);
            m_elapsed = std::chrono::milliseconds(elapsed.elapsed());
        }
        QVERIFY2(m_elapsed < nudgeDelay, qPrintable(QString::number(m_elapsed.count())));
    }

    void mixedBatchHasEachItsOwnOutcome()
    {
        QList<Command> commands;
        QByteArrayList expected;
        for (int i = 0; i < 2'000; ++i) {
            const QByteArray name = key(i);
            const QByteArray value(size_t(i) * 7 % 6'000, 'v');
            commands += {.opcode = i % 3 == 0 ? Opcode::Set : Opcode::SetQ, .key = name, .value = value};
            expected += "success";
            commands += {.opcode = i % 2 == 0 ? Opcode::Add : Opcode::AddQ, .key = name, .value = "x"};
            expected += "key_exists";
            commands += {.opcode = i % 5 == 0 ? Opcode::GetK : Opcode::GetKQ, .key = name};
            expected += "success";
            commands += {.opcode = i % 7 == 0 ? Opcode::Get : Opcode::GetQ, .key = "absent"};
            expected += "key_not_found";
        }
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        QCOMPARE(outcomes.ends(), expected);
        for (int i = 0; i < 2'000; i += 99)
            QCOMPARE(outcomes.at(4 * i + 2).value->size(), commands.at(4 * i).value.size());
    }

    void manyReadsNeitherJamNorPileUp()
    {
        constexpr qsizetype count = 200'000;
        const auto batchOf = [](const Command &pattern) {
            return [pattern, number = qsizetype(0)](SourcedCommand &next) mutable {
                if (number == count)
                    return SourceState::End;
                next.command = pattern;
                next.command.key = key(number++);
                return SourceState::Next;
            };
        };
        const auto stores = m_connection->executeBatch(batchOf({.opcode = Opcode::SetQ, .key = {}, .value = QByteArray(100, 'v')}));
        const BatchOutcomes stored(stores.get());
        QTRY_VERIFY_WITH_TIMEOUT(stores->isFinished(), 60'000);
        QCOMPARE(stored.count(Status::Success), count);

        const qint64 before = residentMiB();
        const auto reads = m_connection->executeBatch(batchOf({.opcode = Opcode::GetKQ, .key = {}}));
        qint64 found = 0;
        qint64 mostMiB = 0;
        QObject taker;
        connect(reads.get(), &BatchReply::resultsReady, &taker, [&] {
            for (const ResultSegment &segment : reads->takeSegments()) {
                for (qsizetype i = 0; i < segment.size(); ++i)
                    found += segment.status(i) == Status::Success ? 1 : 0;
            }
            mostMiB = std::max(mostMiB, residentMiB());
        });
        QTRY_VERIFY_WITH_TIMEOUT(reads->isFinished(), 60'000);
        QCOMPARE(found, count);
        QVERIFY2(mostMiB - before < 128, qPrintable(QStringLiteral("%1 MiB more").arg(mostMiB - before)));
    }
};

QTEST_GUILESS_MAIN(TestConnectionTlsLoad)
#include "tst_connection_tlsload.moc"

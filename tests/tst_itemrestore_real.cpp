#include "app/itemdump/casdoubt.h"
#include "tests/dumpbench.h"

#include <QThreadPool>

/// Restores to a memcached that holds something already, refuses, or is not the one that was dumped.
class TestItemRestoreReal : public QObject, private DumpBench
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void keysThatAreThereAreSkippedReplacedOrCompared()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "same", .value = "1"},
              {.opcode = Opcode::Set, .key = "changed", .value = "2"},
              {.opcode = Opcode::Set, .key = "gone", .value = "3"}});
        ItemDump dumping;
        QVERIFY(!dump(dumping, list()));
        const auto prepare = [this] {
            send({{.opcode = Opcode::Set, .key = "changed", .value = "new"}, {.opcode = Opcode::Delete, .key = "gone"}});
        };
        const auto valueOf = [this](const QByteArray &key) { return peek({key}).front().value; };
        prepare();
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QVERIFY(!checking.blindness());
        QCOMPARE(checking.origin().server, QStringLiteral("here"));
        QCOMPARE(checking.report()->count(ItemFate::Unchanged), 1);
        QCOMPARE(checking.report()->count(ItemFate::Changed), 1);
        QCOMPARE(checking.report()->count(ItemFate::Absent), 1);
        QCOMPARE(statistic("curr_items"), 2);

        ItemRestore unchanged;
        QVERIFY(!restore(unchanged, Policy::ReplaceUnchanged));
        QCOMPARE(unchanged.report()->count(ItemFate::Restored), 2);
        QCOMPARE(unchanged.report()->count(ItemFate::Changed), 1);
        QCOMPARE(unchanged.report()->size(), 3);
        QCOMPARE(valueOf("changed"), QByteArray("new"));
        QCOMPARE(valueOf("gone"), QByteArray("3"));

        prepare();
        ItemRestore skipping;
        QVERIFY(!restore(skipping, Policy::Skip));
        QCOMPARE(skipping.report()->count(ItemFate::Restored), 1);
        QCOMPARE(skipping.report()->count(ItemFate::Kept), 2);
        QCOMPARE(valueOf("changed"), QByteArray("new"));

        ItemRestore replacing;
        QVERIFY(!restore(replacing, Policy::Replace));
        QCOMPARE(replacing.report()->count(ItemFate::Restored), 3);
        QCOMPARE(valueOf("changed"), QByteArray("2"));
    }

    /// A server counts its CAS from 1: what was stored anew has those of the dump.
    void aDumpFromBeforeARestartIsNotComparedByItsCas()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "dumped"}});
        ItemDump dumping;
        QVERIFY(!dump(dumping, list()));
        const ServerProcess before = m_connection->server().process;
        QVERIFY(before.isKnown());
        QVERIFY(m_server->restart());
        open();
        QVERIFY(m_connection->server().process.isAnother(before));
        send({{.opcode = Opcode::Set, .key = "a", .value = "of somebody else"}});
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QVERIFY2(checking.casDoubt().contains(QStringLiteral("restarted")), qPrintable(checking.casDoubt()));
        QCOMPARE(checking.origin().process, before);
        QCOMPARE(checking.report()->count(ItemFate::Present), 1);
        ItemRestore restoring;
        const Error error = restore(restoring, Policy::ReplaceUnchanged);
        QCOMPARE(error.code, Error::Code::Invalid);
        QVERIFY2(error.text.contains(QStringLiteral("restarted")), qPrintable(error.text));
        QCOMPARE(restoring.report()->size(), 0);
        QCOMPARE(peek({"a"}).front().value, QByteArray("of somebody else"));
        QCOMPARE(statistic("cmd_set"), 1);
        ItemRestore replacing;
        QVERIFY(!restore(replacing, Policy::Replace));
        QCOMPARE(peek({"a"}).front().value, QByteArray("dumped"));
    }

    void aDumpOfAnotherServerIsNotComparedByItsCas()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "dumped"}});
        ItemDump dumping;
        QVERIFY(!dump(dumping, list()));
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "of somebody else"}});
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.report()->count(ItemFate::Present), 1);
        ItemRestore restoring;
        QCOMPARE(restore(restoring, Policy::ReplaceUnchanged).code, Error::Code::Invalid);
        QCOMPARE(peek({"a"}).front().value, QByteArray("of somebody else"));
        // Not even where both are process 1 of a container, started in the same second.
        DumpOrigin origin = checking.origin();
        origin.process = m_connection->server().process;
        QVERIFY(casDoubt(origin, m_connection->options(), m_connection->server()).contains(origin.place));
        origin.place = m_connection->options().place();
        QVERIFY(casDoubt(origin, m_connection->options(), m_connection->server()).isEmpty());
    }

    void aCancelThatComesTooLateChangesNothing()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "1"}});
        ItemDump dumping;
        QSignalSpy finished(&dumping, &ItemDump::finished);
        connect(&dumping, &ItemDump::progressed, &dumping, [&dumping] {
            // It puts the file in its place now, and we hear of it only after this.
            QMetaObject::invokeMethod(
                &dumping,
                [&dumping] {
                    QThreadPool::globalInstance()->waitForDone();
                    dumping.cancel();
                },
                Qt::QueuedConnection);
        });
        dumping.start(optionsFor(m_server->port()), {.path = path(), .server = QStringLiteral("here"), .listing = list()});
        QVERIFY(finished.wait(30'000));
        QCOMPARE(dumping.isCancelled(), files().isEmpty());
        QVERIFY(!files().isEmpty());
    }

    void aServerWithoutCasCannotCompare()
    {
        start({QStringLiteral("-C")});
        send({{.opcode = Opcode::Set, .key = "a", .value = "1"}});
        ItemDump dumping;
        QVERIFY(!dump(dumping, list()));
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.report()->count(ItemFate::Present), 1);
        QCOMPARE(checking.withoutCas(), 1);
        ItemRestore restoring;
        QVERIFY(!restore(restoring, Policy::ReplaceUnchanged));
        QCOMPARE(restoring.report()->count(ItemFate::Kept), 1);
        QVERIFY(!restoring.report()->reason(0).isEmpty());
    }

    void expiredAndTooLargeOnesAreLeftOut()
    {
        start();
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        writeDump({{.key = "expired", .value = "1", .expiry = now - 10},
                   {.key = "long", .value = "2", .expiry = now + 2 * month},
                   {.key = "large", .value = QByteArray(2 * 1024 * 1024, 'x')},
                   {.key = "fine", .value = "3"}});
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.report()->count(ItemFate::Expired), 1);
        QCOMPARE(checking.report()->count(ItemFate::TooLarge), 1);
        QCOMPARE(checking.report()->count(ItemFate::Absent), 2);
        ItemRestore restoring;
        QVERIFY(!restore(restoring, Policy::Replace));
        QCOMPARE(restoring.report()->count(ItemFate::Expired), 1);
        QCOMPARE(restoring.report()->count(ItemFate::TooLarge), 1);
        QCOMPARE(restoring.report()->count(ItemFate::Restored), 2);
        const auto found = peek({"expired", "long"});
        QCOMPARE(found[0].state, PeekedItem::State::Miss);
        QVERIFY(isLeftOf(found[1].answer.timeToLive, 2 * qint64(month)));
    }

    void aDamagedDumpIsSeenBeforeAnythingIsWritten()
    {
        start();
        QByteArray bytes = dumpOf(sampleItems(), {});
        bytes[bytes.size() / 2] = char(bytes.at(bytes.size() / 2) + 1);
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        RestoreCheck checking;
        QCOMPARE(check(checking).code, Error::Code::Invalid);
        ItemRestore restoring;
        QCOMPARE(restore(restoring, Policy::Replace).code, Error::Code::Invalid);
        QFile::remove(path());
        RestoreCheck missing;
        QCOMPARE(check(missing).code, Error::Code::Unreadable);
    }

    void aReadOnlyConnectionRestoresNothing()
    {
        start();
        writeDump({{.key = "a", .value = "1"}});
        ConnectionOptions options = optionsFor(m_server->port());
        options.access = Access::ReadOnly;
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.report()->count(ItemFate::Absent), 1);
        ItemRestore restoring;
        QCOMPARE(restore(restoring, Policy::Replace).code, Error::Code::NotPermitted);
        QCOMPARE(statistic("curr_items"), 0);
    }

    void aCancelledRestoreTellsWhatItDid()
    {
        start();
        QList<DumpedItem> items;
        for (int i = 0; i < 20'000; ++i)
            items.append({.key = "key:" + QByteArray::number(i), .value = QByteArray(500, 'x')});
        writeDump(items);
        ItemRestore restoring;
        QSignalSpy finished(&restoring, &ItemRestore::finished);
        connect(&restoring, &ItemRestore::progressed, &restoring, &ItemRestore::cancel);
        restoring.start(path(), m_connection.get(), Policy::Skip);
        QVERIFY(finished.wait(30'000));
        QVERIFY(restoring.isCancelled());
        QVERIFY(!restoring.error());
        QVERIFY(restoring.report()->size() < 20'000);
        QCOMPARE(statistic("curr_items"), restoring.report()->count(ItemFate::Restored));
    }

    void whatIsReadAfterACancelledRestoreIsDropped()
    {
        start();
        QList<DumpedItem> items; // a portion, and one that is being read for a while
        for (int i = 0; i < 5; ++i)
            items.append({.key = "key:" + QByteArray::number(i), .value = QByteArray(900'000, 'x')});
        items.append({.key = "long", .value = QByteArray(64 * 1024 * 1024, 'x')});
        writeDump(items);
        ItemRestore restoring;
        QSignalSpy finished(&restoring, &ItemRestore::finished);
        connect(&restoring, &ItemRestore::progressed, &restoring, [&restoring] {
            if (restoring.isCancelled())
                QThreadPool::globalInstance()->waitForDone(); // it is at its end, and hears of what was read only after that
            restoring.cancel();
        });
        restoring.start(path(), m_connection.get(), Policy::Skip);
        QVERIFY(finished.wait(30'000));
        QVERIFY(restoring.report()->size() <= 5);
        QCOMPARE(statistic("curr_items"), restoring.report()->count(ItemFate::Restored));
    }
};

QTEST_GUILESS_MAIN(TestItemRestoreReal)
#include "tst_itemrestore_real.moc"

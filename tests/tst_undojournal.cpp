#include "app/keychange/undojournal.h"

#include "app/keychange/keychangeplan.h"
#include "tests/keychangeasking.h"
#include "tests/sanitized.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

/// What was done to many keys, as it is kept, and put back.
class TestUndoJournal : public QObject
{
    Q_OBJECT

private:
    static UndoEntry entry(const QByteArray &key, int size = 100, qint64 expiry = ListedKey::never)
    {
        return {.key = key, .value = QByteArray(size, 'v'), .expiry = expiry};
    }
    static std::shared_ptr<UndoStep> filled(UndoJournal &journal, int count, UndoStep::Kind kind = UndoStep::Kind::Delete)
    {
        auto step = journal.begin(kind, QStringLiteral("here"));
        for (int i = 0; i < count; ++i)
            (void)journal.keep(step, entry("key" + QByteArray::number(i)));
        journal.end(step);
        return step;
    }

    /// A server with "a", which a run has taken the TTL from.
    static bool takesTtl(ChangedServer &server, UndoJournal &journal)
    {
        if (!server.begin())
            return false;
        server.set("a", "old", 0, 5'000);
        KeyChangeRun run(&server.connection, &journal, server.list(), ttlOf(KeyTtl::Form::Never), {});
        return finishes(run) && outcomesOf(run) == "done";
    }

private slots:
    void itSaysWhatIsUndone()
    {
        UndoJournal journal;
        const QSignalSpy changed(&journal, &UndoJournal::changed);
        QVERIFY(journal.text().isEmpty() && !journal.latest());
        filled(journal, 1'204);
        QCOMPARE(journal.text(), QStringLiteral("Undo deletion of %1 keys").arg(QLocale().toString(1'204)));
        QCOMPARE(changed.size(), 1);
        filled(journal, 2, UndoStep::Kind::SetTtl);
        QCOMPARE(journal.text(), QStringLiteral("Undo new TTL of 2 keys"));
        journal.clear();
        QVERIFY(journal.text().isEmpty());
        QCOMPARE(journal.byteSize(), 0);
    }

    void aStepOfNothingIsNone()
    {
        UndoJournal journal;
        filled(journal, 3);
        filled(journal, 0);
        QCOMPARE(journal.latest()->kept, 3);
    }

    void whatWasDroppedIsNotUndone()
    {
        UndoJournal journal;
        const auto step = filled(journal, 2);
        journal.drop(step, 0);
        journal.drop(step, 0); // once is enough
        QCOMPARE(journal.latest()->kept, 1);
        QCOMPARE(journal.byteSize(), UndoEntry::costOf(4, 100));
        journal.drop(step, 1);
        journal.end(step);
        QVERIFY(!journal.latest());
        QCOMPARE(journal.byteSize(), 0);
    }

    void theOldestStepsMakeRoom()
    {
        UndoJournal journal;
        journal.setLimit(10 * UndoEntry::costOf(4, 100));
        filled(journal, 4);
        filled(journal, 4);
        filled(journal, 4);
        QVERIFY(journal.byteSize() <= journal.limit());
        QCOMPARE(journal.byteSize(), 8 * UndoEntry::costOf(4, 100));
        // One alone does not push itself out.
        const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        int kept = 0;
        while (journal.keep(step, entry("four")) >= 0)
            ++kept;
        QCOMPARE(kept, 10);
        QCOMPARE(journal.byteSize(), journal.limit());
        journal.end(step);
        journal.setLimit(0);
        QVERIFY(!journal.latest());
    }

    /// Each server has a clock of its own.
    void whatHasExpiredByItsServersClockIsForgotten()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        ServerSettings early;
        early.clockOffset = std::chrono::seconds(-3'600);
        ServerSettings late;
        late.clockOffset = std::chrono::seconds(3'600);
        UndoJournal journal;
        const auto first = journal.begin(UndoStep::Kind::Delete, QStringLiteral("early"), early);
        QVERIFY(journal.keep(first, entry("kept", 10, now)) >= 0);
        QVERIFY(journal.keep(first, entry("over", 10, now - 3'700)) >= 0);
        QVERIFY(journal.keep(first, entry("for ever")) >= 0);
        journal.end(first);
        const auto second = journal.begin(UndoStep::Kind::Delete, QStringLiteral("late"), late);
        QVERIFY(journal.keep(second, entry("over", 10, now + 60)) >= 0);
        journal.end(second);
        const auto third = journal.begin(UndoStep::Kind::SetTtl, QStringLiteral("late"), late);
        QVERIFY(journal.keep(third, entry("a TTL of the past", 10, now - 100)) >= 0);
        journal.end(third);
        journal.forgetExpired();
        QCOMPARE(first->kept, 2);
        QCOMPARE(second->kept, 0);
        QCOMPARE(third->kept, 1);
    }

    /// Who undoes by a key means what was done last, and gets nothing older in its place.
    void whatCannotBeTakenBackIsTheLastNevertheless()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        UndoJournal journal;
        const auto remember = [&journal](const QByteArray &key, qint64 expiry) {
            const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
            QVERIFY(journal.keep(step, entry(key, 10, expiry)) >= 0);
            journal.end(step);
        };
        QSignalSpy remembered(&journal, &UndoJournal::remembered);
        remember("kept", now + 600);
        QVERIFY(journal.isOfLast());
        remember("over", now - 1);
        QVERIFY(journal.isOfLast());
        QCOMPARE(remembered.size(), 2);
        journal.forgetExpired();
        QCOMPARE(journal.latest()->firstKey(), QByteArray("kept"));
        QVERIFY(!journal.isOfLast());
        remember("next", now + 600);
        QVERIFY(journal.isOfLast());
        journal.noteLost();
        QVERIFY(!journal.isOfLast());
        QCOMPARE(journal.latest()->firstKey(), QByteArray("next"));
        journal.clear();
        QVERIFY(journal.isOfLast());
    }

    /// It goes on where it stopped.
    void ofManyTheRestIsForgottenAMomentLater()
    {
        UndoJournal journal;
        const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        constexpr int count = 500'000;
        for (int i = 0; i < count; ++i)
            QVERIFY(journal.keep(step, {.key = QByteArray::number(i), .expiry = i % 2 == 0 ? ListedKey::never : 1}) >= 0);
        journal.end(step);
        const QSignalSpy changed(&journal, &UndoJournal::changed);
        journal.forgetExpired();
        QVERIFY(step->kept > count / 2); // that is work for longer than one stretch
        journal.forgetExpired();
        QTRY_COMPARE(step->kept, count / 2);
        QTRY_COMPARE(changed.size(), 1);
    }

    void theLimitIsWithinTheMemory()
    {
        UndoJournal journal;
        QVERIFY(journal.limit() > 0 && journal.limit() <= UndoJournal::usualLimit);
        journal.setLimit(std::numeric_limits<qint64>::max());
        QCOMPARE(journal.limit(), UndoJournal::largestLimit());
        journal.setLimit(-5);
        QCOMPARE(journal.limit(), 0);
    }

    void outcomesTakeAByteAndCount()
    {
        KeyOutcomes outcomes(5);
        QCOMPARE(outcomes.count(KeyOutcome::NotSent), 5);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.refuse(1, QStringLiteral("No."));
        outcomes.refuse(2, QStringLiteral("No."));
        outcomes.settle(3, KeyOutcome::Unknown);
        QCOMPARE(outcomes.at(0), KeyOutcome::Done);
        QCOMPARE(outcomes.at(1), KeyOutcome::Refused);
        QCOMPARE(outcomes.reason(2), QStringLiteral("No."));
        QVERIFY(outcomes.reason(0).isEmpty());
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 2);
        QCOMPARE(outcomes.settledCount(), 4);
        outcomes.settle(1, KeyOutcome::Done);
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 1);
    }

    void thousandsOfReasonsAreBounded()
    {
        KeyOutcomes outcomes(2'000);
        for (int i = 0; i < 2'000; ++i)
            outcomes.refuse(i, QStringLiteral("Reason %1.").arg(i));
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 2'000);
        QCOMPARE(outcomes.reason(3), QStringLiteral("Reason 3."));
        QVERIFY(!outcomes.reason(1'999).isEmpty());
    }

    // Put back by a run, on a real memcached.

    void everyByteComesBack()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        QByteArray bytes;
        for (int byte = 0; byte < 256; ++byte)
            bytes.append(char(byte));
        const qint64 far = QDateTime::currentSecsSinceEpoch() + 40LL * 86'400;
        const QByteArray odd = QByteArray("\x00\xff\r\n key", 8);
        server.set(odd, bytes, 0xdeadbeef, 500);
        server.set("empty", {}, 0);
        server.set("far", "value", 1, quint32(far));
        server.set("large", QByteArray(900'000, 'x'), 2);
        server.set(QByteArray(249, '\xfe') + ' ', "unnamable in text", 9);
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {.undo = KeyChangeRun::Undo::StopsWhenFull});
        QVERIFY(finishes(run));
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), 4);
        QCOMPARE(run.outcomes().count(KeyOutcome::Refused), 1);
        QVERIFY(!run.outcomes().reason(4).isEmpty());
        QVERIFY(server.holds(QByteArray(249, '\xfe') + ' '));
        QVERIFY(!server.holds(odd) && !server.holds("empty"));
        QCOMPARE(journal.text(), QStringLiteral("Undo deletion of 4 keys"));

        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done done done done"));
        const PeekedItem back = server.peek(odd);
        QCOMPARE(back.value, bytes);
        QCOMPARE(back.answer.flags.value_or(0), 0xdeadbeefU);
        QVERIFY(std::abs(back.answer.timeToLive.value_or(0) - 500) < 30);
        QVERIFY(server.holds("empty") && server.value("empty").isEmpty());
        QCOMPARE(server.peek("empty").answer.timeToLive.value_or(0), MetaAnswer::never);
        QVERIFY(std::abs(server.peek("far").answer.timeToLive.value_or(0) - 40LL * 86'400) < 60);
        QCOMPARE(server.value("large"), QByteArray(900'000, 'x'));
        QVERIFY(journal.text().isEmpty());
    }

    void undoNeverOverwrites()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "old");
        server.set("b", "old");
        server.set("c", "old", 0, 2);
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {});
        QVERIFY(finishes(run));
        server.set("b", "newer");
        QTRY_VERIFY(journal.latest()->entries.at(2).expiry <= server.connection.server().time());
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done changed gone"));
        QCOMPARE(undo.keys().at(1), QByteArrayView("b"));
        QCOMPARE(server.value("a"), QByteArray("old"));
        QCOMPARE(server.value("b"), QByteArray("newer"));
        QVERIFY(!server.holds("c"));
        QCOMPARE(journal.latest()->kept, 1); // what has expired can never be put back
    }

    /// Whoever rewrites an item means its TTL too, be it the one that was set.
    void theUndoOfATtlLeavesWhatIsNewer()
    {
        ChangedServer server;
        UndoJournal journal;
        QVERIFY(takesTtl(server, journal));
        server.set("a", "newer");
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("changed"));
        QCOMPARE(server.peek("a").answer.timeToLive.value_or(0), MetaAnswer::never);
        QVERIFY(journal.text().isEmpty()); // the TTL that it had is of no use any more
    }

    void theUndoOfATtlDoesNotGoByTheCasOfAnotherProcess()
    {
        ChangedServer server;
        UndoJournal journal;
        QVERIFY(takesTtl(server, journal));
        QVERIFY(server.restart());
        server.set("a", "of somebody else"); // the same CAS, and the TTL that the run gave
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.error().code, Error::Code::Invalid);
        QVERIFY2(undo.error().text.contains(QStringLiteral("restarted")), qPrintable(undo.error().text));
        QCOMPARE(server.peek("a").answer.timeToLive.value_or(0), MetaAnswer::never);
    }

    /// Adding needs no CAS.
    void whatWasDeletedIsPutBackAfterARestartToo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "old");
        server.set("b", "old");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {});
        QVERIFY(finishes(run));
        QVERIFY(server.restart());
        server.set("b", "newer");
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done changed"));
        QCOMPARE(server.value("a"), QByteArray("old"));
        QCOMPARE(server.value("b"), QByteArray("newer"));
    }

    /// Many are made ready in stretches; a cancel meanwhile sends nothing.
    void anUndoCanBeCancelledBeforeItBegins()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        const auto step = journal.begin(UndoStep::Kind::Delete, server.connection.options().place(), server.connection.server());
        for (int i = 0; i < 300'000; ++i)
            QVERIFY(journal.keep(step, {.key = QByteArray::number(i)}) >= 0);
        journal.end(step);
        {
            UndoRun undo(&server.connection, &journal, 0);
            QCOMPARE(undo.count(), 300'000);
            undo.start();
            QVERIFY(!undo.isFinished());
            undo.cancel();
            QTRY_VERIFY(undo.isFinished());
            QVERIFY(undo.isCancelled() && !undo.error());
            QCOMPARE(undo.sentCount(), 0);
            QCOMPARE(undo.keys().size(), undo.outcomes().size());
            QCOMPARE(journal.latest()->kept, 300'000);
        }
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.outcomes().count(KeyOutcome::Done), 300'000);
        QCOMPARE(undo.keys().at(299'999), QByteArrayView("299999"));
        QVERIFY(journal.text().isEmpty());
    }

    void undoGoesToNoOtherServer()
    {
        ChangedServer server;
        ChangedServer other;
        QVERIFY(server.begin() && other.begin());
        server.set("a", "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {});
        QVERIFY(finishes(run));
        UndoRun undo(&other.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.error().code, Error::Code::Invalid);
        QCOMPARE(undo.keys().size(), undo.outcomes().size());
        QVERIFY(!other.holds("a"));
        QVERIFY(!journal.text().isEmpty());
    }

    void theJournalIsBounded_data()
    {
        QTest::addColumn<int>("undo");
        QTest::addColumn<int>("deleted");
        QTest::newRow("stops") << int(KeyChangeRun::Undo::StopsWhenFull) << 10;
        QTest::newRow("goes on without") << int(KeyChangeRun::Undo::WhatFits) << 40;
    }

    void theJournalIsBounded()
    {
        QFETCH(int, undo);
        QFETCH(int, deleted);
        ChangedServer server;
        QVERIFY(server.begin());
        const QList<QByteArray> names = numberedKeys(40);
        for (const QByteArray &name : names)
            server.set(name, QByteArray(1'000, 'v'));
        UndoJournal journal;
        journal.setLimit(10 * UndoEntry::costOf(10, 1'000));
        const RunKeys keys = server.list();
        QCOMPARE(planKeyChange(keys, KeyChange::Kind::Delete, journal.limit(), false).undoable, 10);
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {.undo = KeyChangeRun::Undo(undo)});
        QVERIFY(finishes(run));
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), deleted);
        QCOMPARE(run.ranOutOfRoom(), deleted == 10);
        QCOMPARE(run.keptCount(), 10);
        QVERIFY(journal.byteSize() <= journal.limit());
        QCOMPARE(server.holds(names.last()), deleted == 10);
        UndoRun back(&server.connection, &journal, 0);
        QVERIFY(finishes(back));
        QVERIFY(server.holds(names.at(9)));
        QCOMPARE(server.holds(names.at(10)), deleted == 10);
    }

    void aHundredThousandKeysGoAndComeBack()
    {
        constexpr int count = isSanitized ? 30'000 : 100'000;
        ChangedServer server({QStringLiteral("-m"), QStringLiteral("256")});
        QVERIFY(server.begin());
        QList<Command> stores;
        for (int i = 0; i < count; ++i)
            stores.append({.opcode = Opcode::SetQ, .key = KeySample::key(i), .value = QByteArray(i % 200, 'v')});
        const auto batch = server.connection.executeBatch(stores);
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        UndoJournal journal;
        const RunKeys keys = server.list();
        QCOMPARE(keys.size(), count);
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {.undo = KeyChangeRun::Undo::StopsWhenFull});
        QVERIFY(finishes(run));
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), count);
        QCOMPARE(server.list().size(), 0);
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.outcomes().count(KeyOutcome::Done), count);
        QCOMPARE(server.list().size(), count);
    }
};

QTEST_GUILESS_MAIN(TestUndoJournal)
#include "tst_undojournal.moc"

#include "tests/keychangeasking.h"

#include <QTest>

/// What single items were before they were stored, renamed or added, and how that is put back.
class TestUndoSteps : public QObject
{
    Q_OBJECT

    using Way = UndoEntry::Way;

private:
    /// Stores it, guarded or not, and returns the CAS that it was given.
    static quint64 stored(ChangedServer &server, const QByteArray &key, const QByteArray &value, quint32 flags = 0)
    {
        return server.ask({.opcode = Opcode::Set, .key = key, .value = value, .flags = flags}).cas;
    }
    static bool remember(ChangedServer &server, UndoJournal &journal, UndoStep::Kind kind, std::vector<UndoEntry> entries)
    {
        return journal.remember(kind, server.connection.options().place(), server.connection.server(), std::move(entries));
    }
    static UndoEntry restoring(const QByteArray &key, const QByteArray &value, quint64 cas, qint64 expiry = ListedKey::never)
    {
        return {.key = key, .value = value, .cas = cas, .expiry = expiry, .flags = 7, .way = Way::Restore};
    }

private slots:
    void aStepSaysWhatItWas()
    {
        UndoJournal journal;
        const auto text = [&journal](UndoStep::Kind kind) {
            (void)journal.remember(kind, QStringLiteral("here"), {}, {{.key = "user:7", .cas = 1, .way = Way::Restore}});
            return journal.text();
        };
        QCOMPARE(text(UndoStep::Kind::Save), QStringLiteral("Undo saving of “user:7”"));
        QCOMPARE(text(UndoStep::Kind::Add), QStringLiteral("Undo adding of “user:7”"));
        QCOMPARE(text(UndoStep::Kind::Rename), QStringLiteral("Undo renaming of “user:7”"));
        QCOMPARE(text(UndoStep::Kind::Change), QStringLiteral("Undo change of “user:7”"));
        journal.setLimit(10);
        QVERIFY(!journal.remember(UndoStep::Kind::Save, QStringLiteral("here"), {}, {{.key = "long", .value = QByteArray(100, 'x')}}));
        QVERIFY(journal.text().isEmpty());
    }

    void aSavedValueGoesBackWithFlagsAndTtl()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const quint64 cas = stored(server, "key", "mine");
        UndoJournal journal;
        const qint64 expiry = server.connection.server().time() + 500;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("key", "before", cas, expiry)}));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        const PeekedItem item = server.peek("key");
        QCOMPARE(item.value, QByteArray("before"));
        QCOMPARE(item.answer.flags, 7U);
        QVERIFY(item.answer.timeToLive.value_or(0) > 490 && item.answer.timeToLive.value_or(0) <= 501);
        QVERIFY(journal.text().isEmpty());
    }

    void aNewerWriteIsNotOverwritten()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const quint64 saved = stored(server, "saved", "mine");
        const quint64 added = stored(server, "added", "mine");
        stored(server, "saved", "newer");
        stored(server, "added", "newer");
        UndoJournal journal;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save,
                         {restoring("saved", "before", saved),
                          {.key = "added", .cas = added, .way = Way::Remove},
                          restoring("gone", "before", saved),
                          restoring("without CAS", "before", 0)}));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("changed changed gone refused"));
        QCOMPARE(server.value("saved"), QByteArray("newer"));
        QCOMPARE(server.value("added"), QByteArray("newer"));
        QVERIFY(!server.holds("gone") && !server.holds("without CAS"));
        QVERIFY(journal.text().isEmpty()); // none of it can ever be put back
    }

    void whatWasAddedIsRemoved()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        QVERIFY(remember(server, journal, UndoStep::Kind::Add, {{.key = "new", .cas = stored(server, "new", "mine"), .way = Way::Remove}}));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        QVERIFY(!server.holds("new"));
    }

    void aRenamedItemGoesBackToItsKey()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const bool taken : {false, true}) {
            const quint64 cas = stored(server, "new", "value");
            if (taken)
                stored(server, "old", "somebody's");
            UndoJournal journal;
            QVERIFY(remember(
                server, journal, UndoStep::Kind::Rename,
                {{.key = "old", .value = "value"}, {.key = "new", .cas = cas, .way = Way::Remove, .after = UndoEntry::After::Previous}}));
            UndoRun undo(&server.connection, &journal, 0);
            QVERIFY(finishes(undo));
            QCOMPARE(outcomesOf(undo), QByteArray(taken ? "changed refused" : "done done"));
            QCOMPARE(server.holds("new"), taken); // it is never without either key
            QCOMPARE(server.value("old"), QByteArray(taken ? "somebody's" : "value"));
            QVERIFY(journal.text().isEmpty());
        }
    }

    void theCasOfAnotherProcessTellsNothing()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const quint64 cas = stored(server, "key", "mine");
        UndoJournal journal;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("key", "before", cas)}));
        QVERIFY(server.restart());
        QCOMPARE(stored(server, "key", "another's"), cas);
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.error().code, Error::Code::Invalid);
        QCOMPARE(server.value("key"), QByteArray("another's"));
    }
};

QTEST_GUILESS_MAIN(TestUndoSteps)
#include "tst_undosteps.moc"

#include "app/itemedit/deedundo.h"
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
        return {.key = key, .value = value, .cas = cas, .expiry = expiry, .set = expiry, .flags = 7, .way = Way::Restore};
    }
    /// Somebody stores `former` in "key", and it is saved as `now`.
    static bool saves(ChangedServer &server, UndoJournal &journal, const QByteArray &former, const QByteArray &now)
    {
        UndoEntry save = restoring("key", former, 0);
        save.formerCas = stored(server, "key", former);
        save.cas = stored(server, "key", now);
        return remember(server, journal, UndoStep::Kind::Save, {save});
    }
    static QByteArray undone(ChangedServer &server, UndoJournal &journal)
    {
        UndoRun undo(&server.connection, &journal, 0);
        return finishes(undo) ? outcomesOf(undo) : QByteArray("did not end");
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

    void aRunSaysWhatOfItCanBePutBack_data()
    {
        using Kind = UndoStep::Kind;
        QTest::addColumn<UndoStep::Kind>("kind");
        QTest::addColumn<int>("kept");
        QTest::addColumn<int>("done");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << Kind::Delete << 1 << 1 << 0 << QStringLiteral("“key:0” was deleted.");
        QTest::newRow("all") << Kind::Delete << 3 << 3 << 0 << QStringLiteral("3 keys were deleted and can be put back.");
        QTest::newRow("not counted") << Kind::Delete << 3 << 0 << 0 << QStringLiteral("3 keys were deleted and can be put back.");
        QTest::newRow("some without room") << Kind::Delete << 1 << 5 << 0 << QStringLiteral("Deleted: 5 keys. Can be put back: 1 key.");
        QTest::newRow("some not known") << Kind::Delete << 5 << 3 << 2
                                        << QStringLiteral("Deleted: 3 keys. Not known whether deleted: 2 keys. Can be put back: 5 keys.");
        QTest::newRow("one not known") << Kind::Delete << 1 << 0 << 1 << QStringLiteral("It is not known whether “key:0” was deleted.");
        QTest::newRow("none known") << Kind::Delete << 2 << 0 << 2
                                    << QStringLiteral("Not known whether deleted: 2 keys. Can be put back: 2 keys.");
        QTest::newRow("TTLs") << Kind::SetTtl << 3 << 3 << 0 << QStringLiteral("3 keys have a new TTL.");
        QTest::newRow("a TTL not known") << Kind::SetTtl << 1 << 0 << 1 << QStringLiteral("It is not known whether “key:0” has a new TTL.");
        QTest::newRow("some TTLs not known") << Kind::SetTtl << 2 << 1 << 1
                                             << QStringLiteral(
                                                    "New TTL: 1 key. Not known whether changed: 1 key. Can be put back: 2 keys.");
    }
    void aRunSaysWhatOfItCanBePutBack()
    {
        QFETCH(UndoStep::Kind, kind);
        QFETCH(int, kept);
        QFETCH(int, done);
        QFETCH(int, unknown);
        UndoJournal journal;
        const std::shared_ptr<UndoStep> step = journal.begin(kind, QStringLiteral("here"));
        for (int i = 0; i < kept; ++i)
            QVERIFY(journal.keep(step, {.key = "key:" + QByteArray::number(i), .cas = 1}) >= 0);
        step->done = done;
        step->unknown = unknown;
        journal.end(step);
        QTEST(journal.latest()->text(), "text");
    }

    /// Whoever undoes without a look means what was done last, and not what was done before that.
    void whatCannotBeKeptIsTheLastNevertheless()
    {
        const QString here = QStringLiteral("here");
        UndoJournal journal;
        const QSignalSpy changed(&journal, &UndoJournal::changed);
        const auto saves = [&] { return journal.remember(UndoStep::Kind::Save, here, {}, {restoring("kept", "former", 1)}); };
        QVERIFY(journal.isOfLast() && !journal.latest());
        QVERIFY(saves());
        QVERIFY(journal.isOfLast());
        // What is not known well enough has no entries.
        QVERIFY(!journal.remember(UndoStep::Kind::Change, here, {}, {}));
        QVERIFY(!journal.isOfLast());
        QCOMPARE(journal.latest()->firstKey(), QByteArray("kept"));
        QVERIFY(saves());
        QVERIFY(journal.isOfLast());
        // There is no room for it.
        journal.setLimit(1'000);
        QVERIFY(!journal.remember(UndoStep::Kind::Save, here, {}, {restoring("long", QByteArray(2'000, 'x'), 1)}));
        QVERIFY(!journal.isOfLast());
        QCOMPARE(journal.latest()->firstKey(), QByteArray("kept"));
        // Nobody has begun a step for it.
        QVERIFY(saves());
        const auto before = changed.size();
        journal.noteLost();
        QVERIFY(!journal.isOfLast());
        QVERIFY(changed.size() > before);
        journal.clear();
        QVERIFY(journal.isOfLast());
        journal.noteLost();
        QVERIFY(!journal.isOfLast() && !journal.latest()); // it was the first
    }

    void aRunOfWhichNothingIsKeptIsTheLastIfItHasDoneSomething_data()
    {
        QTest::addColumn<int>("done");
        QTest::addColumn<int>("unknown");
        QTest::addColumn<bool>("isOfLast");
        QTest::newRow("nothing") << 0 << 0 << true;
        QTest::newRow("something") << 1 << 0 << false;
        QTest::newRow("maybe something") << 0 << 1 << false;
    }
    void aRunOfWhichNothingIsKeptIsTheLastIfItHasDoneSomething()
    {
        QFETCH(int, done);
        QFETCH(int, unknown);
        UndoJournal journal;
        QVERIFY(journal.remember(UndoStep::Kind::Save, QStringLiteral("here"), {}, {restoring("kept", "former", 1)}));
        const std::shared_ptr<UndoStep> step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        step->done = done;
        step->unknown = unknown;
        journal.end(step);
        QTEST(journal.isOfLast(), "isOfLast");
        QCOMPARE(journal.latest()->firstKey(), QByteArray("kept"));
        journal.end(step); // it is over already
        QTEST(journal.isOfLast(), "isOfLast");
    }

    void aDeletionWithoutAnUndoIsTheLast()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "1");
        server.set("b", "2");
        UndoJournal journal;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("kept", "former", 1)}));
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {.undo = KeyChangeRun::Undo::None});
        QVERIFY(finishes(run));
        QVERIFY(!journal.isOfLast());
        UndoJournal another;
        KeyChangeRun inVain(&server.connection, &another, run.keys(), deletion, {});
        QVERIFY(finishes(inVain));
        QVERIFY(another.isOfLast()); // they had gone
    }

    /// Whole and with a CAS, and yet somebody else may have been there too.
    void aDeedOfWhichNotAllIsKnownIsNotTakenBack()
    {
        ItemDeed deed{.kind = ItemDeed::Kind::Rewritten, .key = "key"};
        deed.after = {.size = 5, .cas = 9, .expiry = ListedKey::never};
        deed.before = {.value = "before", .size = 6, .flags = 3, .cas = 8, .expiry = ListedKey::never};
        const DeedUndo undo = undoOf({deed});
        QCOMPARE(undo.entries.size(), size_t(1));
        QCOMPARE(undo.entries.front().cas, quint64(9));
        QCOMPARE(undo.entries.front().formerCas, quint64(8));
        QVERIFY(undo.entries.front().keepsTtl());
        deed.isKnown = false;
        QVERIFY(undoOf({deed}).entries.empty());
    }

    void aSavedValueGoesBackWithFlagsAndTtl()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const quint64 cas = stored(server, "key", "mine");
        UndoJournal journal;
        const qint64 expiry = server.connection.server().time() + 500;
        UndoEntry entry = restoring("key", "before", cas, expiry);
        entry.set = ListedKey::never;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {entry}));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        const PeekedItem item = server.peek("key");
        QCOMPARE(item.value, QByteArray("before"));
        QCOMPARE(item.answer.flags, 7U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 500));
        QVERIFY(journal.text().isEmpty());
    }

    /// Each undo gives the item another CAS, which is that of the save before from then on.
    void severalSavesAreTakenBackOneByOne()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        quint64 former = stored(server, "key", "0");
        for (const QByteArray &value : {QByteArray("1"), QByteArray("2"), QByteArray("3")}) {
            const quint64 cas = stored(server, "key", value);
            UndoEntry entry = restoring("key", QByteArray::number(value.toInt() - 1), cas);
            entry.formerCas = former;
            QVERIFY(remember(server, journal, UndoStep::Kind::Save, {entry}));
            former = cas;
        }
        for (const QByteArray &value : {QByteArray("2"), QByteArray("1"), QByteArray("0")}) {
            QCOMPARE(undone(server, journal), QByteArray("done"));
            QCOMPARE(server.value("key"), value);
        }
        QVERIFY(journal.text().isEmpty());
    }

    /// What somebody else wrote between two saves is put back by the undo of the later one, and stays.
    void whatOthersWroteBetweenTwoSavesStays()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        QVERIFY(saves(server, journal, "before", "mine"));
        QVERIFY(saves(server, journal, "theirs", "mine again"));
        QCOMPARE(undone(server, journal), QByteArray("done"));
        QCOMPARE(undone(server, journal), QByteArray("changed"));
        QCOMPARE(server.value("key"), QByteArray("theirs"));
    }

    /// Stored with a time that has passed it would be gone at once.
    void whatWouldHaveExpiredByNowIsNotPutBack()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        const quint64 cas = stored(server, "key", "mine"); // which may take its time
        UndoEntry entry = restoring("key", "before", cas, server.connection.server().time() + 3);
        entry.set = ListedKey::never; // by the save
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {entry}));
        QTRY_VERIFY_WITH_TIMEOUT(server.connection.server().time() > entry.expiry, 20'000);
        QCOMPARE(undone(server, journal), QByteArray("gone"));
        QCOMPARE(server.value("key"), QByteArray("mine"));
    }

    void whatWasSavedAndThenDeletedOrRenamedIsTakenBackToo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        QVERIFY(saves(server, journal, "first", "second"));
        KeyChangeRun run(&server.connection, &journal, server.list(), {.kind = KeyChange::Kind::Delete}, {});
        QVERIFY(finishes(run));
        QVERIFY(!server.holds("key"));
        QCOMPARE(undone(server, journal), QByteArray("done"));
        QCOMPARE(server.value("key"), QByteArray("second"));

        const quint64 cas = server.peek("key").answer.cas.value_or(0);
        const quint64 added = stored(server, "new", "second");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        QVERIFY(remember(server, journal, UndoStep::Kind::Rename,
                         {{.key = "key", .value = "second", .formerCas = cas},
                          {.key = "new", .cas = added, .way = Way::Remove, .after = UndoEntry::After::Previous}}));
        QCOMPARE(undone(server, journal), QByteArray("done done"));
        QCOMPARE(undone(server, journal), QByteArray("done"));
        QCOMPARE(server.value("key"), QByteArray("first"));
        QVERIFY(!server.holds("new"));
    }

    /// The journal goes on with what was before it, and comes back to it: its value may be all that is left of it.
    void whatCouldNotBeTakenBackIsKept()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        const quint64 other = stored(server, "other", "mine");
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("other", "before", other)}));
        const quint64 cas = stored(server, "key", "mine");
        stored(server, "key", "newer");
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("key", "before", cas)}));
        QCOMPARE(undone(server, journal), QByteArray("changed"));
        QCOMPARE(journal.text(), QStringLiteral("Undo saving of “other”"));
        QCOMPARE(undone(server, journal), QByteArray("done"));
        QCOMPARE(journal.text(), QStringLiteral("Undo saving of “key”"));
        QCOMPARE(undone(server, journal), QByteArray("changed"));
        QCOMPARE(journal.latest()->entries.front().value, QByteArray("before"));
    }

    void aTtlThatWasGivenSinceStays()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const quint64 kept = stored(server, "kept", "mine");
        const quint64 retimed = stored(server, "retimed", "mine");
        UndoJournal journal;
        const qint64 now = server.connection.server().time();
        UndoEntry other = restoring("retimed", "before", retimed, now + 300);
        other.set = now + 900; // by the save
        QVERIFY(remember(server, journal, UndoStep::Kind::Change, {restoring("kept", "before", kept, now + 300), other}));
        for (const QByteArray &key : {QByteArray("kept"), QByteArray("retimed")})
            QVERIFY(server.ask({.opcode = Opcode::Touch, .key = key, .expiry = 5'000}).succeeded());
        QCOMPARE(undone(server, journal), QByteArray("done done"));
        const auto left = [&server](const QByteArray &key) { return server.peek(key).answer.timeToLive.value_or(0); };
        QVERIFY(left("kept") > 4'900);
        QVERIFY(left("retimed") <= 301 && left("retimed") > 200);
    }

    void aTtlThatCannotBeLookedAtIsTheFormerOne()
    {
        ChangedServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY(server.begin());
        const quint64 cas = stored(server, "key", "mine");
        UndoJournal journal;
        QVERIFY(remember(server, journal, UndoStep::Kind::Save, {restoring("key", "before", cas)}));
        QCOMPARE(undone(server, journal), QByteArray("done"));
        QCOMPARE(server.value("key"), QByteArray("before"));
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
        QCOMPARE(journal.latest()->kept, 3); // without a CAS it can never be put back
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

    void whatItIsByThenIsToldOfFew_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("told");
        QTest::newRow("few") << 3 << 3;
        QTest::newRow("the most") << UndoRun::mostTold << UndoRun::mostTold;
        QTest::newRow("more") << UndoRun::mostTold + 1 << 0;
    }
    void whatItIsByThenIsToldOfFew()
    {
        QFETCH(int, count);
        QFETCH(int, told);
        ChangedServer server;
        QVERIFY(server.begin());
        UndoJournal journal;
        std::vector<UndoEntry> entries;
        for (int i = 0; i < count; ++i)
            entries.push_back({.key = "key:" + QByteArray::number(i), .value = "value", .flags = 9});
        server.set("key:1", "newer"); // and stays
        QVERIFY(remember(server, journal, UndoStep::Kind::Delete, entries));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(undo.outcomes().count(KeyOutcome::Done), count - 1);
        QCOMPARE(int(undo.items().size()), std::max(0, told - 1));
        const std::vector<ItemDeed> deeds = deedsOf(undo.items());
        for (const ItemDeed &deed : deeds) {
            QCOMPARE(deed.kind, ItemDeed::Kind::Created);
            QCOMPARE(deed.after.cas, server.peek(deed.key).answer.cas.value_or(0));
            QCOMPARE(deed.after.size, 5);
            QCOMPARE(deed.after.flags, 9U);
            QCOMPARE(deed.after.expiry, std::optional<qint64>(ListedKey::never));
        }
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
            QCOMPARE(journal.text().isEmpty(), !taken);
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

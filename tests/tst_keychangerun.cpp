#include "app/keychange/keychangerun.h"

#include "app/keychange/keychangeplan.h"
#include "tests/keychangeasking.h"

namespace {

/// Silent about all that is deleted.
std::optional<QByteArray> deleteAll(const QByteArray &request)
{
    return obey(request);
}

quint64 largestCas(const RunKeys &keys)
{
    quint64 largest = 0;
    for (int i = 0; i < keys.size(); ++i)
        largest = std::max(largest, keys.listing.at(i).cas);
    return largest;
}

} // namespace

class TestKeyChangeRun : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeServer> m_fake;
    std::unique_ptr<Connection> m_connection;

    void open(const FakeServer::Handler &handler)
    {
        m_fake = std::make_unique<FakeServer>();
        m_fake->answerGreeting();
        m_fake->setHandler(handler);
        m_connection = std::make_unique<Connection>();
        m_connection->open(optionsFor(m_fake->port()));
        QTRY_VERIFY(m_connection->isReady());
    }

private slots:
    void cleanup()
    {
        m_connection.reset();
        m_fake.reset();
    }

    void aRewrittenKeySurvivesItsDeletion_data()
    {
        QTest::addColumn<int>("undo");
        QTest::newRow("without undo") << int(KeyChangeRun::Undo::None);
        QTest::newRow("with undo") << int(KeyChangeRun::Undo::WhatFits);
    }

    void aRewrittenKeySurvivesItsDeletion()
    {
        QFETCH(int, undo);
        ChangedServer server;
        QVERIFY(server.begin());
        for (const char *key : {"a", "b", "c", "d"})
            server.set(key, "old");
        const RunKeys keys = server.list();
        server.set("b", "new");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "c"}).succeeded());
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {.undo = KeyChangeRun::Undo(undo)});
        QVERIFY(finishes(run));
        QVERIFY(!run.error());
        QCOMPARE(outcomesOf(run), QByteArray("done changed gone done"));
        QVERIFY(!server.holds("a") && !server.holds("d"));
        QCOMPARE(server.value("b"), QByteArray("new"));
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), 2);
        QCOMPARE(run.outcomes().settledCount(), 4);
        QCOMPARE(run.keptCount(), undo == int(KeyChangeRun::Undo::None) ? 0 : 2);
    }

    /// The server gives what it moves to another slab page a new CAS, as if it were rewritten.
    void aKeyThatTheServerMovedSurvivesItsDeletion()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const QList<QByteArray> names = numberedKeys(60);
        for (const QByteArray &name : names)
            server.set(name, QByteArray(50'000, 'v'));
        const RunKeys keys = server.list();
        QCOMPARE(keys.size(), 60);
        for (int i = 0; i < 60; i += 2) // room in the other pages
            QVERIFY(server.ask({.opcode = Opcode::Delete, .key = names.at(i)}).succeeded());
        const KeyListing::Place place = keys.listing.placeOf(0);
        QCOMPARE(server.sayLine("slabs reassign " + QByteArray::number(place.segment->slabClass(place.index)) + " 1"), QByteArray("OK"));
        QTRY_VERIFY_WITH_TIMEOUT(largestCas(server.list()) > largestCas(keys), 20'000);
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {});
        QVERIFY(finishes(run));
        QCOMPARE(run.outcomes().count(KeyOutcome::Gone), 30);
        const int moved = run.outcomes().count(KeyOutcome::Changed);
        QVERIFY(moved > 0);
        QCOMPARE(server.list().size(), moved);
    }

    void aKeyRewrittenBetweenLookAndDeletionSurvives()
    {
        // The CAS goes in the header of each DELETEQ, whatever was seen before.
        open(&deleteAll);
        KeyChangeRun run(m_connection.get(), nullptr, namedKeys({"one", "two"}, 0x1234), deletion, {.undo = KeyChangeRun::Undo::None});
        QVERIFY(finishes(run));
        QList<RequestPacket> deletions = requestsIn(m_fake->recorded(0));
        deletions.removeIf([](const RequestPacket &request) { return Opcode(request.opcode) != Opcode::DeleteQ; });
        QCOMPARE(deletions.size(), 2);
        QCOMPARE(deletions.at(0).cas, 0x1234U);
        QCOMPARE(deletions.at(1).key, QByteArray("two"));
    }

    void withoutCasKeysAreLeftOutUnlessTheyAreWanted()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("a", "1");
        server.set("b", "2");
        const RunKeys keys = server.list();
        QCOMPARE(planKeyChange(keys, KeyChange::Kind::Delete, UndoJournal::usualLimit, false).withoutCas, 2);
        UndoJournal journal;
        for (const auto undo : {KeyChangeRun::Undo::None, KeyChangeRun::Undo::WhatFits}) {
            KeyChangeRun guarded(&server.connection, &journal, keys, deletion, {.undo = undo});
            QVERIFY(finishes(guarded));
            QCOMPARE(outcomesOf(guarded), QByteArray("unguarded unguarded"));
            QCOMPARE(guarded.sentCount(), 0);
        }
        QVERIFY(server.holds("a"));
        QVERIFY(journal.text().isEmpty());
        KeyChangeRun taken(&server.connection, &journal, keys, deletion, {.unguarded = KeyChangeRun::Unguarded::Taken});
        QVERIFY(finishes(taken));
        QCOMPARE(outcomesOf(taken), QByteArray("done done"));
        QVERIFY(!server.holds("a"));
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(server.value("b"), QByteArray("2"));
    }

    void aLostConnectionTellsWhatIsKnownFromWhatIsNot()
    {
        int heard = 0;
        int answered = 0;
        bool hungUp = false;
        open([&](const QByteArray &request) -> std::optional<QByteArray> {
            const auto opcode = Opcode(requestsIn(request).constFirst().opcode);
            if (opcode == Opcode::DeleteQ && ++heard > 300 && answered > 0 && !std::exchange(hungUp, true))
                m_fake->hangUp();
            if (hungUp)
                return QByteArray();
            if (opcode == Opcode::Noop)
                answered = heard; // a quiet deletion is known to be done when what follows it is answered
            return obey(request);
        });
        KeyChangeRun run(m_connection.get(), nullptr, namedKeys(numberedKeys(60'000).mid(0, 16'000)), deletion,
                         {.perSecond = 5'000, .undo = KeyChangeRun::Undo::None});
        QVERIFY(finishes(run));
        QVERIFY(run.error());
        const KeyOutcomes &outcomes = run.outcomes();
        QCOMPARE(outcomes.count(KeyOutcome::Done), answered);
        QVERIFY(outcomes.count(KeyOutcome::Unknown) > 0);
        QVERIFY(outcomes.count(KeyOutcome::NotSent) > 0);
        QCOMPARE(outcomes.count(KeyOutcome::Done) + outcomes.count(KeyOutcome::Unknown), run.sentCount());
        QCOMPARE(run.sentCount() + outcomes.count(KeyOutcome::NotSent), run.count());
    }

    void aServerThatDiesIsNoHang()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const QByteArray &key : numberedKeys(200))
            server.set(key, "value");
        const RunKeys keys = server.list();
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {.perSecond = 20});
        connect(&run, &KeyRun::progressed, &run, [&server] { server.server().stop(); });
        QVERIFY(finishes(run));
        QVERIFY(run.error());
        QVERIFY(run.outcomes().count(KeyOutcome::NotSent) > 0);
    }

    void whatWasSentRunsToItsEndAfterACancel()
    {
        open(&deleteAll);
        KeyChangeRun run(m_connection.get(), nullptr, namedKeys(numberedKeys(16'000)), deletion,
                         {.perSecond = 200, .undo = KeyChangeRun::Undo::None});
        connect(&run, &KeyRun::progressed, &run, &KeyRun::cancel);
        QVERIFY(finishes(run));
        QVERIFY(run.isCancelled() && !run.error());
        QVERIFY(run.sentCount() > 0 && run.sentCount() < 16'000);
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), run.sentCount());
        QCOMPARE(run.outcomes().count(KeyOutcome::NotSent), 16'000 - run.sentCount());
        qsizetype heard = 0;
        for (const RequestPacket &request : requestsIn(m_fake->recorded(0)))
            heard += Opcode(request.opcode) == Opcode::DeleteQ ? 1 : 0;
        QCOMPARE(heard, run.sentCount());
    }

    void cancelledWhileLookingNothingIsKept()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const QByteArray &key : numberedKeys(100))
            server.set(key, "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {});
        run.start();
        run.cancel();
        QTRY_VERIFY(run.isFinished());
        QCOMPARE(run.sentCount(), 0);
        QCOMPARE(run.outcomes().count(KeyOutcome::NotSent), 100);
        QVERIFY(journal.text().isEmpty());
        QCOMPARE(journal.byteSize(), 0);
        QVERIFY(server.holds("key:000099"));
    }

    void theRateIsHeld()
    {
        using namespace std::chrono_literals;
        SendingPace pace(1'000);
        int sent = 0;
        for (auto now = 0ns; now <= 1s; now += 100us)
            sent += pace.take(now) ? 1 : 0;
        QVERIFY(sent >= 1'000 && sent <= 1'000 + pace.burst());
        SendingPace slow(2);
        QVERIFY(slow.take(0ns) && !slow.take(400ms) && slow.take(501ms) && !slow.take(502ms));
        QCOMPARE(slow.pause(), 500ms);
        SendingPace free(0);
        QVERIFY(free.take(0ns) && free.take(0ns));
        // Time without a wish is not saved up.
        SendingPace idle(100);
        int burst = 0;
        QVERIFY(idle.take(0s));
        while (idle.take(3600s))
            ++burst;
        QCOMPARE(burst, idle.burst());
    }

    void aLimitedRunComesToItsEnd()
    {
        open(&deleteAll);
        KeyChangeRun run(m_connection.get(), nullptr, namedKeys(numberedKeys(300)), deletion,
                         {.perSecond = 1'000, .undo = KeyChangeRun::Undo::None});
        QVERIFY(finishes(run));
        QCOMPARE(run.outcomes().count(KeyOutcome::Done), 300);
    }

    void aTtlIsSetOnlyWhereTheKeyIsStillTheSame()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const char *key : {"a", "b", "c"})
            server.set(key, "value", 5);
        const RunKeys keys = server.list();
        server.set("b", "new");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "c"}).succeeded());
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, ttlOf(KeyTtl::Form::After, 1'000), {});
        QVERIFY(finishes(run));
        QCOMPARE(outcomesOf(run), QByteArray("done changed gone"));
        const qint64 left = server.peek("a").answer.timeToLive.value_or(0);
        QVERIFY2(left > 900 && left <= 1'000, QByteArray::number(left).constData());
        QCOMPARE(server.peek("a").value, QByteArray("value"));
        QCOMPARE(server.peek("b").answer.timeToLive.value_or(0), MetaAnswer::never);
        QCOMPARE(journal.text(), QStringLiteral("Undo new TTL of 1 key"));

        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        QCOMPARE(server.peek("a").answer.timeToLive.value_or(0), MetaAnswer::never);
        QVERIFY(journal.text().isEmpty());
    }

    void whoeverSetAnotherTtlMeanwhileKeepsIt()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        server.set("b", "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), ttlOf(KeyTtl::Form::After, 1'000), {});
        QVERIFY(finishes(run));
        QVERIFY(server.ask({.opcode = Opcode::Touch, .key = "a", .expiry = 5'000}).succeeded());
        server.set("b", "another");
        UndoRun undo(&server.connection, &journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("changed changed"));
        QVERIFY(server.peek("a").answer.timeToLive.value_or(0) > 4'000);
    }

    void longTtlsGoAsAbsoluteTimes()
    {
        constexpr qint64 day = 86'400;
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        const RunKeys keys = server.list();
        for (const qint64 days : {1, 30, 31, 365}) {
            KeyChangeRun run(&server.connection, nullptr, keys, ttlOf(KeyTtl::Form::After, days * day), {.undo = KeyChangeRun::Undo::None});
            QVERIFY(finishes(run));
            QCOMPARE(outcomesOf(run), QByteArray("done"));
            const qint64 left = server.peek("a").answer.timeToLive.value_or(0);
            QVERIFY2(std::abs(left - days * day) < 60, QByteArray::number(left).constData());
        }
        KeyChangeRun at(&server.connection, nullptr, keys, ttlOf(KeyTtl::Form::At, QDateTime::currentSecsSinceEpoch() + 5 * day), {});
        QVERIFY(finishes(at));
        QVERIFY(std::abs(server.peek("a").answer.timeToLive.value_or(0) - 5 * day) < 60);
        KeyChangeRun never(&server.connection, nullptr, keys, ttlOf(KeyTtl::Form::Never), {});
        QVERIFY(finishes(never));
        QCOMPARE(server.peek("a").answer.timeToLive.value_or(0), MetaAnswer::never);
        KeyChangeRun past(&server.connection, nullptr, keys, ttlOf(KeyTtl::Form::At, QDateTime::currentSecsSinceEpoch() - day), {});
        QVERIFY(finishes(past));
        QCOMPARE(past.error().code, Error::Code::Invalid);
        QVERIFY(server.holds("a"));
    }

    void aListingFromBeforeARestartChangesNothing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("deletion") << int(KeyChange::Kind::Delete);
        QTest::newRow("TTL") << int(KeyChange::Kind::SetTtl);
    }

    /// A server counts its CAS from 1: what was stored anew has those of the listing.
    void aListingFromBeforeARestartChangesNothing()
    {
        QFETCH(int, kind);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "old");
        const RunKeys keys = server.list();
        const quint64 listed = keys.listing.at(0).cas;
        QVERIFY(KeyChangeRun::doubt(keys.listing, server.connection).isEmpty());
        QVERIFY(server.restart());
        server.set("a", "of somebody else");
        QCOMPARE(server.list().listing.at(0).cas, listed);
        UndoJournal journal;
        const KeyChange change{.kind = KeyChange::Kind(kind), .ttl = {.form = KeyTtl::Form::After, .seconds = 5}};
        KeyChangeRun run(&server.connection, &journal, keys, change, {.unguarded = KeyChangeRun::Unguarded::Taken});
        QVERIFY(finishes(run));
        QCOMPARE(run.error().code, Error::Code::Invalid);
        QVERIFY2(run.error().text.contains(QStringLiteral("restarted")), qPrintable(run.error().text));
        QCOMPARE(run.sentCount(), 0);
        QCOMPARE(run.looks().asked(), 0);
        QVERIFY(journal.text().isEmpty());
        QCOMPARE(server.value("a"), QByteArray("of somebody else"));
        QCOMPARE(server.peek("a").answer.timeToLive.value_or(0), MetaAnswer::never);

        KeyChangeRun again(&server.connection, &journal, server.list(), change, {});
        QVERIFY(finishes(again));
        QCOMPARE(outcomesOf(again), QByteArray("done"));
    }

    void aValueThatIsTooLongForUsIsRefusedAlone_data()
    {
        QTest::addColumn<int>("undo");
        QTest::addColumn<QByteArray>("outcomes");
        QTest::newRow("all must be kept") << int(KeyChangeRun::Undo::StopsWhenFull) << QByteArray("done refused done done");
        QTest::newRow("what fits") << int(KeyChangeRun::Undo::WhatFits) << QByteArray("done done done done");
    }

    void aValueThatIsTooLongForUsIsRefusedAlone()
    {
        QFETCH(int, undo);
        QFETCH(QByteArray, outcomes);
        ChangedServer server;
        QVERIFY(server.begin(Access::Full, 2'000));
        server.set("a", "1");
        server.set("b", QByteArray(5'000, 'b'));
        server.set("c", "3");
        server.set("d", "4");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {.undo = KeyChangeRun::Undo(undo)});
        QVERIFY(finishes(run));
        QVERIFY2(!run.error(), qPrintable(run.error().text));
        QCOMPARE(outcomesOf(run), outcomes);
        QCOMPARE(run.keptCount(), 3);
        QCOMPARE(journal.latest()->text(),
                 outcomes.contains("refused") ? QStringLiteral("3 keys were deleted and can be put back.")
                                              : QStringLiteral("Deleted: 4 keys. Can be put back: 3 keys."));
        QVERIFY(outcomes.contains("refused") == !run.outcomes().reason(1).isEmpty());
        QCOMPARE(server.holds("b"), outcomes.contains("refused"));
        QVERIFY(run.looks().hits >= 4);
    }

    void whatLooksAddToTheCountersIsTold()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const QByteArray &key : numberedKeys(600))
            server.set(key, "value");
        const RunKeys keys = server.list();
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = numberedKeys(1).constFirst()}).succeeded());
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {});
        QVERIFY(finishes(run));
        QCOMPARE(run.looks().hits, 599);
        QCOMPARE(run.looks().misses, 1);
        QCOMPARE(run.looks().unknown, 0);
        TextChannel channel(optionsFor(server.server().port()));
        const auto statistics = channel.statistics();
        QVERIFY(!errorOf(*statistics));
        QVERIFY(statistics->statistics().contains(TextStatistic{"get_hits", "599"}));
        QVERIFY(statistics->statistics().contains(TextStatistic{"get_misses", "1"}));
    }

    void aReadOnlyConnectionSendsNothing()
    {
        ChangedServer server;
        QVERIFY(server.begin(Access::ReadOnly));
        server.set("a", "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), deletion, {});
        QVERIFY(finishes(run));
        QCOMPARE(run.error().code, Error::Code::NotPermitted);
        QCOMPARE(run.sentCount(), 0);
        QVERIFY(server.holds("a"));
    }

    void looksLeaveNoTrace()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        const RunKeys keys = server.list();
        server.set("a", "another");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, keys, deletion, {});
        QVERIFY(finishes(run));
        QCOMPARE(outcomesOf(run), QByteArray("changed"));
        const PeekedItem item = server.peek("a");
        QVERIFY(!item.answer.wasRead.value_or(true));
    }
};

QTEST_GUILESS_MAIN(TestKeyChangeRun)
#include "tst_keychangerun.moc"

#include "app/itemedit/itemsave.h"

#include "tests/keychangeasking.h"
#include "tests/patience.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/faultproxy.h"

#include <QTest>

using Guard = ItemToStore::Guard;
using Result = ItemSave::Result;

/// One edited item, on its way to a real server.
class TestItemSave : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 day = 86'400;

    /// The item as it is now, with a new value.
    static ItemToStore edited(ChangedServer &server, const QByteArray &key, const QByteArray &value)
    {
        const PeekedItem item = server.peek(key);
        const qint64 left = item.answer.timeToLive.value_or(MetaAnswer::never);
        return {.key = key,
                .value = value,
                .flags = item.answer.flags.value_or(0),
                .expiry = left == MetaAnswer::never ? ListedKey::never : server.connection.server().time() + left,
                .cas = item.answer.cas.value_or(0),
                .process = server.connection.server().process};
    }
    static Result resultOf(ItemSave &save)
    {
        const QSignalSpy spy(&save, &ItemSave::finished);
        save.start();
        if (!comesTrue([&spy] { return !spy.isEmpty(); }) || spy.size() != 1)
            return Result::None;
        return save.result();
    }

private slots:
    void flagsAndTtlStay()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0x12345678, 500);
        const PeekedItem before = server.peek("key");
        ItemSave save(&server.connection, edited(server, "key", "after"));
        QCOMPARE(resultOf(save), Result::Saved);
        const PeekedItem after = server.peek("key");
        QCOMPARE(after.value, QByteArray("after"));
        QCOMPARE(after.answer.flags, 0x12345678U);
        QVERIFY(isLeftOf(after.answer.timeToLive, *before.answer.timeToLive));
        QCOMPARE(after.answer.cas, save.cas());
        QVERIFY(!save.wasRetimed());
        QCOMPARE(save.looks().hits, 1);
        QVERIFY(!after.answer.wasRead.value_or(true)); // the look left no trace
    }

    void aTtlIsSetAsItWasChosen_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("short") << qint64(100);
        QTest::newRow("forty days") << 40 * day;
        QTest::newRow("never") << qint64(-1);
    }

    void aTtlIsSetAsItWasChosen()
    {
        QFETCH(qint64, seconds);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 3, 5'000);
        ItemToStore item = edited(server, "key", "after");
        item.ttl = seconds < 0 ? KeyTtl{} : KeyTtl{KeyTtl::Form::After, seconds};
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Saved);
        const qint64 left = *server.peek("key").answer.timeToLive;
        QVERIFY2(seconds < 0 ? left == MetaAnswer::never : isLeftOf(left, seconds), qPrintable(QString::number(left)));
    }

    /// What is left of it is over 30 days.
    void aLongTtlIsKept()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, quint32(server.connection.server().time() + 40 * day));
        ItemSave save(&server.connection, edited(server, "key", "after"));
        QCOMPARE(resultOf(save), Result::Saved);
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 40 * day));
    }

    void theTtlThatSomebodyHasSetMeanwhileIsKept()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 50);
        const ItemToStore item = edited(server, "key", "after");
        QVERIFY(server.ask({.opcode = Opcode::Touch, .key = "key", .expiry = 900}).succeeded());
        QCOMPARE(server.peek("key").answer.cas, item.cas); // nothing but the TTL tells of it
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Saved);
        QVERIFY(save.wasRetimed());
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 900));
    }

    void aNewerWriteStays_data()
    {
        QTest::addColumn<bool>("keepsTtl");
        QTest::newRow("kept TTL") << true;
        QTest::newRow("chosen TTL") << false;
    }

    void aNewerWriteStays()
    {
        QFETCH(bool, keepsTtl);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 1, 50);
        ItemToStore item = edited(server, "key", "mine");
        if (!keepsTtl)
            item.ttl = KeyTtl{};
        server.set("key", "theirs", 9, 300);
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Changed);
        QCOMPARE(server.value("key"), QByteArray("theirs"));
        QVERIFY(save.theirs());
        QCOMPARE(*save.theirs()->value, QByteArrayView("theirs"));
        QCOMPARE(save.theirs()->answer.flags, 9U);
        QVERIFY(isLeftOf(save.theirs()->answer.timeToLive, 300));
        // Guarded by theirs, it is stored.
        item.cas = save.theirs()->answer.cas.value_or(0);
        ItemSave again(&server.connection, item);
        item.ttl = KeyTtl{};
        QCOMPARE(resultOf(again), Result::Saved);
        QCOMPARE(server.value("key"), QByteArray("mine"));
    }

    void whereOnlyTheCasIsAnotherItIsStored_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<bool>("keepsTtl");
        QTest::addColumn<int>("result");
        QTest::newRow("the same") << QByteArray("before") << 7U << true << int(Result::Saved);
        QTest::newRow("the same, with a new TTL") << QByteArray("before") << 7U << false << int(Result::Saved);
        QTest::newRow("another value") << QByteArray("Before") << 7U << true << int(Result::Changed);
        QTest::newRow("other flags") << QByteArray("before") << 8U << true << int(Result::Changed);
    }

    /// As the slab rebalancer leaves it, which gives what it moves a new CAS.
    void whereOnlyTheCasIsAnotherItIsStored()
    {
        QFETCH(QByteArray, now);
        QFETCH(quint32, flags);
        QFETCH(bool, keepsTtl);
        QFETCH(int, result);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 7, 500);
        ItemToStore item = edited(server, "key", "after");
        item.former = QByteArray("before");
        item.formerFlags = 7;
        if (!keepsTtl)
            item.ttl = KeyTtl{KeyTtl::Form::After, 100};
        server.set("key", now, flags, 900);
        const quint64 cas = server.peek("key").answer.cas.value_or(0);
        QVERIFY(cas != item.cas);
        ItemSave save(&server.connection, item);
        QCOMPARE(int(resultOf(save)), result);
        const bool isSaved = result == int(Result::Saved);
        const PeekedItem after = server.peek("key");
        QCOMPARE(after.value, isSaved ? QByteArray("after") : now);
        if (isSaved) {
            QCOMPARE(save.wasRetimed(), keepsTtl);
            QVERIFY(isLeftOf(after.answer.timeToLive, keepsTtl ? 900 : 100));
            QCOMPARE(save.cas(), after.answer.cas.value_or(0));
        } else {
            QCOMPARE(after.answer.cas, cas);
        }
    }

    void aDeletedItemIsGone_data()
    {
        QTest::addColumn<bool>("keepsTtl");
        QTest::newRow("kept TTL") << true;
        QTest::newRow("chosen TTL") << false;
    }

    void aDeletedItemIsGone()
    {
        QFETCH(bool, keepsTtl);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "mine");
        if (!keepsTtl)
            item.ttl = KeyTtl{};
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Gone);
        QVERIFY(!server.holds("key"));
        // Anew only where there is still none.
        item.guard = Guard::Absent;
        ItemSave anew(&server.connection, item);
        QCOMPARE(resultOf(anew), Result::Saved);
        QCOMPARE(server.value("key"), QByteArray("mine"));
        ItemSave twice(&server.connection, item);
        QCOMPARE(resultOf(twice), Result::Changed);
        QVERIFY(twice.theirs());
    }

    void anExpiredItemIsGone()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 1);
        const ItemToStore item = edited(server, "key", "mine");
        QTRY_VERIFY(!server.holds("key"));
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Gone);
    }

    /// Where nobody can be asked for the TTL of now, the one that was known is over: stored with it, the item would be gone at once.
    void aKeptTtlThatIsOverIsNotSent()
    {
        ChangedServer server({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item{.key = "key", .value = "mine", .cas = server.ask({.opcode = Opcode::Get, .key = "key"}).cas};
        item.expiry = server.connection.server().time() - 5;
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Gone);
        QCOMPARE(server.ask({.opcode = Opcode::Get, .key = "key"}).value.value_or(QByteArrayView()), QByteArrayView("before"));
    }

    void aTooLargeValueLeavesTheFormerOne()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 3);
        for (const int size : {1'024 * 1'024 - 20, 1'100'000}) { // the server counts what surrounds a value
            ItemSave save(&server.connection, edited(server, "key", QByteArray(size, 'x')));
            QCOMPARE(resultOf(save), Result::TooLarge);
            QCOMPARE(save.limit(), quint64(1'024 * 1'024));
            QCOMPARE(server.value("key"), QByteArray("before"));
        }
    }

    void withoutCasThePersonHasToAgree()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "before", 3, 500);
        ItemToStore item = edited(server, "key", "after");
        QCOMPARE(item.cas, 0U);
        ItemSave guarded(&server.connection, item);
        QCOMPARE(resultOf(guarded), Result::NotStored);
        QCOMPARE(server.value("key"), QByteArray("before"));
        item.guard = ItemToStore::guardOver(item.cas, item.expiry);
        item.former = "before";
        item.formerFlags = 3;
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Saved);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 500));
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        item.ttl = KeyTtl{};
        ItemSave gone(&server.connection, item);
        QCOMPARE(resultOf(gone), Result::Gone);
    }

    void withoutCasWhatIsThereIsComparedRightBefore_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("flags");
        QTest::addColumn<bool>("keepsTtl");
        QTest::addColumn<Result>("result");
        QTest::newRow("another value") << QByteArray("theirs") << 3 << true << Result::Changed;
        QTest::newRow("another value, a TTL of its own") << QByteArray("theirs") << 3 << false << Result::Changed;
        QTest::newRow("other flags") << QByteArray("before") << 4 << true << Result::Changed;
        QTest::newRow("the same once more") << QByteArray("before") << 3 << true << Result::Saved;
    }
    void withoutCasWhatIsThereIsComparedRightBefore()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const int, flags);
        QFETCH(const bool, keepsTtl);
        QFETCH(const Result, result);
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "before", 3, 500);
        ItemToStore item = edited(server, "key", "after");
        item.guard = Guard::Compared;
        item.former = "before";
        item.formerFlags = 3;
        if (!keepsTtl)
            item.ttl = KeyTtl{.form = KeyTtl::Form::After, .seconds = 900};
        server.set("key", value, quint32(flags), 300);
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), result);
        const PeekedItem now = server.peek("key");
        QCOMPARE(now.value, result == Result::Saved ? QByteArray("after") : value);
        QVERIFY(isLeftOf(now.answer.timeToLive, 300)); // also of what was saved: it is that of the same, stored once more
        QCOMPARE(save.theirs().has_value(), result == Result::Changed);
        QCOMPARE(save.wasRetimed(), result == Result::Saved);
        QCOMPARE(save.looks().asked() > 1, result == Result::Changed); // to show what is there
    }

    /// Where nothing could be looked at, as over the binary protocol alone.
    void withoutCasAndLooksItIsStoredOverWhatIsThere()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "after");
        item.former = "before";
        item.expiry.reset();
        item.ttl = KeyTtl{};
        item.guard = ItemToStore::guardOver(item.cas, item.expiry);
        server.set("key", "theirs");
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Saved);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QCOMPARE(save.looks().asked(), 0);
    }

    void whatCannotBeComparedIsNotOverwritten()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "after");
        item.guard = Guard::Compared;
        item.former = "before";
        FaultProxy proxy(server.server().port());
        Connection connection;
        connection.open(optionsFor(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.mark();
        proxy.cutAfter(FaultProxy::Direction::Responses, 3, FaultProxy::Ending::Reset); // of the look
        ItemSave save(&connection, item);
        QCOMPARE(resultOf(save), Result::NotStored);
        QVERIFY2(save.error().text.startsWith(QStringLiteral("Nothing was sent: ")), qPrintable(save.error().text));
        QCOMPARE(server.value("key"), QByteArray("before"));
        QVERIFY(save.looks().unknown > 0);
    }

    void readOnlyIsRefused()
    {
        ChangedServer server;
        QVERIFY(server.begin(Access::ReadOnly));
        server.set("key", "before");
        ItemSave save(&server.connection, edited(server, "key", "after"));
        QCOMPARE(resultOf(save), Result::Refused);
        QCOMPARE(save.error().code, Error::Code::NotPermitted);
        QCOMPARE(server.value("key"), QByteArray("before"));
    }

    void anUnknownTtlHasToBeChosen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "after");
        item.expiry.reset();
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::NotStored);
        item.ttl = KeyTtl{KeyTtl::Form::At, 1'000'000'000};
        ItemSave past(&server.connection, item);
        QCOMPARE(resultOf(past), Result::NotStored);
        QCOMPARE(server.value("key"), QByteArray("before"));
    }

    /// It counts its CAS anew, and the number may be another item's.
    void theCasOfAnotherProcessGuardsNothing()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "mine");
        item.ttl = KeyTtl{};
        QVERIFY(server.restart());
        server.set("key", "another's");
        QCOMPARE(server.peek("key").answer.cas, item.cas);
        ItemSave save(&server.connection, item);
        QCOMPARE(resultOf(save), Result::Changed);
        QVERIFY(save.wasRestarted());
        QCOMPARE(server.value("key"), QByteArray("another's"));
    }

    void beforeItIsSentItCanBeCancelled()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        FaultProxy proxy(server.server().port());
        Connection connection;
        connection.open(optionsFor(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.goSilent(); // so that the look has no end
        ItemSave save(&connection, edited(server, "key", "after"));
        const QSignalSpy spy(&save, &ItemSave::finished);
        save.start();
        QTRY_COMPARE(proxy.connectionCount(), 2);
        save.cancel();
        QCOMPARE(spy.size(), 1);
        QCOMPARE(save.result(), Result::Cancelled);
        QCOMPARE(server.value("key"), QByteArray("before"));
    }

    /// The connection is lost when so much of the request, or of its answer, has passed.
    void aLostAnswerIsLookedInto_data()
    {
        QTest::addColumn<bool>("arrives");
        QTest::addColumn<QByteArray>("newer");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<int>("result");
        QTest::newRow("stored") << true << QByteArray() << 0U << int(Result::Saved);
        QTest::newRow("stored, and somebody came behind") << true << QByteArray("newer") << 0U << int(Result::Changed);
        QTest::newRow("not stored") << false << QByteArray() << 0U << int(Result::NotStored);
        QTest::newRow("not stored, since somebody was before") << false << QByteArray("newer") << 0U << int(Result::Changed);
        QTest::newRow("not stored, but the same by somebody else") << false << QByteArray("mine") << 0U << int(Result::Saved);
        QTest::newRow("not stored, but the same with other flags") << false << QByteArray("mine") << 9U << int(Result::Changed);
    }

    void aLostAnswerIsLookedInto()
    {
        QFETCH(bool, arrives);
        QFETCH(QByteArray, newer);
        QFETCH(quint32, flags);
        QFETCH(int, result);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "mine");
        item.ttl = KeyTtl{};
        FaultProxy proxy(server.server().port());
        Connection connection;
        connection.open(optionsFor(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.mark();
        if (arrives)
            proxy.cutAfter(FaultProxy::Direction::Responses, 3, FaultProxy::Ending::Reset);
        else
            proxy.cutAfter(FaultProxy::Direction::Requests, 30, FaultProxy::Ending::Reset);
        item.process = connection.server().process;
        ItemSave save(&connection, item);
        connect(&save, &ItemSave::stateChanged, this, [save = &save, server = &server, newer, flags] {
            if (save->state() == ItemSave::State::LookingAfter && !newer.isEmpty())
                server->set("key", newer, flags);
        });
        QCOMPARE(int(resultOf(save)), result);
        if (save.result() == Result::Saved)
            QCOMPARE(server.peek("key").answer.cas, save.cas());
        if (save.result() == Result::NotStored)
            QVERIFY(!save.error().text.isEmpty());
        QCOMPARE(server.value("key"), !newer.isEmpty() ? newer : QByteArray(arrives ? "mine" : "before"));
    }

    /// The server is restarted before the answer comes, and gives the CAS of what was read once more.
    void anEqualCasIsNotTheSameItem_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<int>("result");
        QTest::newRow("another value") << QByteArray("another's") << 3U << int(Result::Changed);
        QTest::newRow("other flags") << QByteArray("before") << 4U << int(Result::Changed);
        QTest::newRow("the same") << QByteArray("before") << 3U << int(Result::NotStored);
    }
    void anEqualCasIsNotTheSameItem()
    {
        QFETCH(QByteArray, there);
        QFETCH(quint32, flags);
        QFETCH(int, result);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 3);
        ItemToStore item = edited(server, "key", "mine");
        item.ttl = KeyTtl{};
        item.former = "before";
        item.formerFlags = 3;
        FaultProxy proxy(server.server().port());
        Connection connection;
        connection.open(optionsFor(proxy.port()));
        QTRY_VERIFY(connection.isReady());
        proxy.mark();
        proxy.cutAfter(FaultProxy::Direction::Requests, 30, FaultProxy::Ending::Reset);
        item.process = connection.server().process;
        ItemSave save(&connection, item);
        connect(&save, &ItemSave::stateChanged, this, [save = &save, server = &server, there, flags] {
            if (save->state() != ItemSave::State::LookingAfter)
                return;
            QVERIFY(server->restart());
            server->set("key", there, flags);
        });
        QCOMPARE(int(resultOf(save)), result);
        QCOMPARE(server.peek("key").answer.cas, item.cas);
        QCOMPARE(server.value("key"), there);
    }

    void whatCannotBeLookedIntoIsUnknown()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        ItemToStore item = edited(server, "key", "mine");
        item.ttl = KeyTtl{};
        ItemSave save(&server.connection, item);
        save.setPatience(0);
        connect(&save, &ItemSave::stateChanged, this, [save = &save, server = &server] {
            if (save->state() == ItemSave::State::Sending)
                server->server().stop();
        });
        const Result result = resultOf(save);
        QVERIFY(result == Result::Unknown || result == Result::NotStored); // it may not have left yet
        QVERIFY(!save.error().text.isEmpty());
    }

    /// What the server says of its memory.
    void noMemoryIsSaidSo()
    {
        FakeServer server;
        server.answerGreeting();
        QByteArray heard;
        server.setHandler([&heard](const QByteArray &request) -> std::optional<QByteArray> {
            heard = request;
            return requestsIn(request).constFirst().answer(0x82, "Out of memory");
        });
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        ItemSave save(&connection, {.key = "key", .value = "v", .flags = 5, .ttl = KeyTtl{}, .cas = 0x77});
        QCOMPARE(resultOf(save), Result::NoMemory);
        const RequestPacket request = requestsIn(heard).constFirst();
        QCOMPARE(request.opcode, quint8(Opcode::Replace)); // a SET would have removed what was there
        QCOMPARE(request.cas, 0x77U);
        QCOMPARE(request.extras, bigEndian32(5) + bigEndian32(0));
    }
};

QTEST_GUILESS_MAIN(TestItemSave)
#include "tst_itemsave.moc"

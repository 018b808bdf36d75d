#include "app/itemedit/deedundo.h"
#include "app/itemedit/itemadd.h"
#include "app/itemedit/itemcopy.h"
#include "app/itemedit/itemcounter.h"
#include "app/itemedit/itemjoin.h"
#include "app/itemedit/itemrename.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/fakeserver.h"

#include <QMap>

using Result = ItemExchange::Result;
using Way = ItemReading::Way;

namespace {

/// What a server says to the commands on one key, in turn: "exists", "cut", …; then it obeys.
using Script = QMap<QByteArray, QList<QByteArray>>;

quint16 statusOf(const QByteArray &word)
{
    return word == "missing" ? 1 : word == "exists" ? 2 : word == "large" ? 3 : word == "not stored" ? 5 : word == "no number" ? 6 : 0;
}

} // namespace

/// The exchanges over single items, against a server that does what a test tells it to.
class TestItemExchanges : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeServer> m_fake;
    std::unique_ptr<Connection> m_connection;
    Script m_script;
    QByteArrayList m_heard; ///< "add new", "delete old 9", …

    std::optional<QByteArray> answer(const QByteArray &bytes)
    {
        const RequestPacket request = requestsIn(bytes).constFirst();
        QByteArray line = opcodeName(Opcode(request.opcode)).toLower() + ' ' + request.key;
        if (request.cas != 0)
            line += ' ' + QByteArray::number(request.cas);
        m_heard.append(line);
        QList<QByteArray> &words = m_script[line];
        const QByteArray word = words.isEmpty() ? QByteArray() : words.takeFirst();
        if (word == "cut") {
            m_fake->reset();
            return QByteArray();
        }
        if (word == "silent")
            return QByteArray();
        if (const quint16 status = statusOf(word); status != 0)
            return request.answer(status, word);
        return obedientAnswer(request);
    }

    [[nodiscard]] Result run(ItemExchange &exchange)
    {
        const QSignalSpy spy(&exchange, &ItemExchange::finished);
        exchange.start();
        if (!spy.isEmpty() || !comesTrue([&] { return exchange.isFinished(); }) || spy.size() != 1)
            return Result::Unfinished;
        return exchange.result();
    }
    [[nodiscard]] QByteArrayList deedsOf(const ItemExchange &exchange) const
    {
        QByteArrayList words;
        for (const ItemDeed &deed : exchange.deeds())
            words += QByteArray(deed.kind == ItemDeed::Kind::Created       ? "created "
                                    : deed.kind == ItemDeed::Kind::Deleted ? "deleted "
                                                                           : "rewritten ")
                + deed.key;
        return words;
    }

private slots:
    void init()
    {
        m_script.clear();
        m_fake = std::make_unique<FakeServer>();
        m_fake->answerGreeting();
        m_fake->setHandler([this](const QByteArray &request) { return answer(request); });
        m_connection = std::make_unique<Connection>();
        ConnectionOptions options = optionsFor(m_fake->port());
        options.retry = false;
        m_connection->open(options);
        QTRY_VERIFY(m_connection->isReady());
        m_heard.clear();
    }
    void cleanup()
    {
        m_connection.reset();
        m_fake.reset();
    }

    void aRenameAddsBeforeItDeletes()
    {
        ItemRename rename(m_connection.get(), {.key = "old", .newKey = "new", .way = Way::Get});
        QCOMPARE(run(rename), Result::Done);
        QCOMPARE(m_heard, (QByteArrayList{"get old", "add new", "delete old 9"}));
        QCOMPARE(deedsOf(rename), (QByteArrayList{"created new", "deleted old"}));
    }

    void aRenameThatComesToAnEnd_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<Result>("result");
        QTest::addColumn<QByteArrayList>("heard");
        QTest::addColumn<QByteArrayList>("deeds");
        QTest::addColumn<QString>("words");
        const QByteArrayList whole{"get old", "add new", "delete old 9"};
        const QByteArrayList back{"get old", "add new", "delete old 9", "delete new 9"};
        const QByteArrayList made{"created new"};
        QTest::newRow("the old one is gone") << Script{{"get old", {"missing"}}} << Result::Missing << QByteArrayList{"get old"}
                                             << QByteArrayList() << "not there any more";
        QTest::newRow("the new one is there") << Script{{"add new", {"exists"}}} << Result::Exists << whole.mid(0, 2) << QByteArrayList()
                                              << "there already";
        QTest::newRow("too large") << Script{{"add new", {"large"}}} << Result::Refused << whole.mid(0, 2) << QByteArrayList() << "larger";
        QTest::newRow("lost while reading") << Script{{"get old", {"cut"}}} << Result::Refused << QByteArrayList{"get old"}
                                            << QByteArrayList() << "could not be read";
        QTest::newRow("lost while adding") << Script{{"add new", {"cut"}}} << Result::Unknown << whole.mid(0, 2) << QByteArrayList()
                                           << "may be there";
        QTest::newRow("lost while deleting") << Script{{"delete old 9", {"cut"}}} << Result::Unknown << whole
                                             << QByteArrayList{"created new", "deleted old"} << "may be there still";
        QTest::newRow("rewritten in between") << Script{{"delete old 9", {"exists"}}} << Result::Changed << back << QByteArrayList()
                                              << "taken back";
        QTest::newRow("gone in between") << Script{{"delete old 9", {"missing"}}} << Result::Done << whole
                                         << QByteArrayList{"created new", "deleted old"} << "went by itself";
        QTest::newRow("both rewritten") << Script{{"delete old 9", {"exists"}}, {"delete new 9", {"exists"}}} << Result::Partly << back
                                        << made << "stays as a copy";
        QTest::newRow("rewritten, then lost") << Script{{"delete old 9", {"exists"}}, {"delete new 9", {"cut"}}} << Result::Partly << back
                                              << made << "may stay as a copy";
    }
    void aRenameThatComesToAnEnd()
    {
        QFETCH(Script, script);
        QFETCH(Result, result);
        QFETCH(QByteArrayList, heard);
        QFETCH(QByteArrayList, deeds);
        QFETCH(QString, words);
        m_script = script;
        ItemRename rename(m_connection.get(), {.key = "old", .newKey = "new", .way = Way::Get});
        QCOMPARE(run(rename), result);
        QCOMPARE(m_heard, heard);
        QCOMPARE(deedsOf(rename), deeds);
        QVERIFY2(rename.text().contains(words), qPrintable(rename.text()));
    }

    void whatIsCancelledInTheMiddleIsTakenBack()
    {
        ItemRename rename(m_connection.get(), {.key = "old", .newKey = "new", .way = Way::Get});
        m_fake->setHandler([this, &rename](const QByteArray &request) {
            if (requestsIn(request).constFirst().opcode == quint8(Opcode::Add))
                rename.cancel();
            return answer(request);
        });
        QCOMPARE(run(rename), Result::NotSent);
        QCOMPARE(m_heard, (QByteArrayList{"get old", "add new", "delete new 9"}));
        QVERIFY(rename.deeds().empty());
    }

    void whoDoesNotWaitForADeletionCanUndoIt()
    {
        m_script = {{"delete old 9", {"silent"}}};
        ItemRename rename(m_connection.get(), {.key = "old", .newKey = "new", .way = Way::Get});
        const QSignalSpy finished(&rename, &ItemExchange::finished);
        rename.start();
        QTRY_COMPARE(m_heard.size(), 3);
        rename.cancel();
        rename.leave();
        QCOMPARE(rename.result(), Result::Unknown);
        QCOMPARE(deedsOf(rename), (QByteArrayList{"created new", "deleted old"}));
        QCOMPARE(finished.size(), 1);
    }

    void whatIsLeftAtOnceEndsOnce()
    {
        ItemCounter left(m_connection.get(), {.key = "left"});
        const QSignalSpy finished(&left, &ItemExchange::finished);
        left.start();
        left.leave();
        ItemCounter counter(m_connection.get(), {.key = "k"});
        QCOMPARE(run(counter), Result::Done);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(left.result(), Result::NotSent);
        QCOMPARE(m_heard, QByteArrayList{"increment k"});
    }

    void nothingIsSentOverAReadOnlyConnection()
    {
        ConnectionOptions options = m_connection->options();
        options.access = Access::ReadOnly;
        Connection reader;
        reader.open(options);
        QTRY_VERIFY(reader.isReady());
        m_heard.clear();
        ItemAdd add(&reader, {.key = "k"});
        QCOMPARE(run(add), Result::NotSent);
        QVERIFY(add.text().contains(QStringLiteral("read-only")));
        // It can be copied from, and not to.
        ItemCopy to(m_connection.get(), &reader, {.key = "a", .newKey = "b", .targetName = QStringLiteral("Reader"), .way = Way::Get});
        QCOMPARE(run(to), Result::NotSent);
        QVERIFY(to.text().contains(QStringLiteral("Reader")));
        QCOMPARE(m_heard, QByteArrayList());
        ItemCopy from(&reader, m_connection.get(), {.key = "a", .newKey = "b", .targetName = QStringLiteral("Writer"), .way = Way::Get});
        QCOMPARE(run(from), Result::Done);
        QCOMPARE(m_heard, (QByteArrayList{"get a", "add b"}));
    }

    void whatIsReplacedIsGuarded()
    {
        m_script = {{"replace b 4", {"exists"}}};
        m_fake->stopListening(); // what is replaced cannot be looked at
        CopyPlan plan{.key = "a", .newKey = "b", .way = Way::Get, .existing = CopyPlan::Existing::Replaced};
        plan.replaced.cas = 4;
        ItemCopy copy(m_connection.get(), m_connection.get(), plan);
        QCOMPARE(run(copy), Result::Changed);
        ItemCopy again(m_connection.get(), m_connection.get(), plan);
        QCOMPARE(run(again), Result::Done);
        QVERIFY(undoOf(again.deeds()).entries.empty()); // what it was is not known
    }

    void aPageThatGoesEndsItsCopy()
    {
        auto target = std::make_unique<Connection>();
        target->open(optionsFor(m_fake->port()));
        QTRY_VERIFY(target->isReady());
        ItemCopy copy(m_connection.get(), target.get(), {.key = "a", .newKey = "b", .way = Way::Get});
        m_fake->setHandler([this, &target](const QByteArray &request) {
            target.reset();
            return answer(request);
        });
        QCOMPARE(run(copy), Result::NotSent);
    }

    void aPartIsGuarded()
    {
        m_script = {{"append k 5", {"exists"}}};
        ItemJoin join(m_connection.get(), {.key = "k", .bytes = "x", .cas = 5}, {.value = "v", .size = 1, .cas = 5, .expiry = -1});
        QCOMPARE(run(join), Result::Changed);
        ItemJoin again(m_connection.get(), {.key = "k", .bytes = "x", .cas = 5}, {.value = "v", .size = 1, .cas = 5, .expiry = -1});
        QCOMPARE(run(again), Result::Done);
        const DeedUndo undo = undoOf(again.deeds());
        QCOMPARE(undo.entries.size(), size_t(1));
        QCOMPARE(undo.entries.front().value, QByteArray("v"));
        QCOMPARE(undo.entries.front().cas, quint64(9));
    }

    /// It ran out before the command came, say: its flags and its TTL are not those of what was read, and undo would write that back.
    void aCounterThatMayHaveBeenMadeAnewIsNotWhatWasRead()
    {
        const qint64 now = m_connection->server().time();
        CounterStep step{.key = "k", .delta = 42, .start = CounterStep::Start{42, {KeyTtl::Form::After, 500}}};
        const ReadItem before{.value = "0   ", .size = 4, .flags = 7, .cas = 8, .expiry = now - 1};
        ItemCounter counter(m_connection.get(), step, before);
        QCOMPARE(run(counter), Result::Done);
        const ReadItem after = counter.deeds().front().after;
        QCOMPARE(after.flags, 0U);
        QCOMPARE(after.size, qint64(2));
        QVERIFY(after.expiry && std::abs(*after.expiry - now - 500) <= 60);
        QVERIFY(undoOf(counter.deeds()).entries.empty());
        // What has counted past others cannot be told from it either.
        step.delta = 1;
        ItemCounter other(m_connection.get(), step, ReadItem{.value = "0", .size = 1, .flags = 7, .cas = 8, .expiry = now + 5'000});
        QCOMPARE(run(other), Result::Done);
        QCOMPARE(other.deeds().front().after.flags, 0U);
        QVERIFY(undoOf(other.deeds()).entries.empty());
        // What is as far as it was to be has most likely counted: the list keeps what it says of its TTL.
        step.delta = 2;
        ItemCounter counted(m_connection.get(), step, ReadItem{.value = "40", .size = 2, .flags = 7, .cas = 8, .expiry = now + 5'000});
        QCOMPARE(run(counted), Result::Done);
        QCOMPARE(counted.deeds().front().after.flags, 7U);
        QVERIFY(!counted.deeds().front().after.expiry);
        QVERIFY(undoOf(counted.deeds()).entries.empty());
    }

    void onlyACounterThatWasMadeHereIsRemoved()
    {
        using Absence = ItemCounter::Absence;
        const CounterStep step{.key = "k", .delta = 1, .start = CounterStep::Start{42, {KeyTtl::Form::After, 500}}};
        // It was not read: what is 42 now may have been 41 before.
        ItemCounter unread(m_connection.get(), step);
        QCOMPARE(run(unread), Result::Done);
        QCOMPARE(unread.number(), quint64(42));
        QVERIFY(undoOf(unread.deeds()).entries.empty());
        QVERIFY2(unread.text().contains(QStringLiteral("cannot be undone, since the item was not read")), qPrintable(unread.text()));
        QCOMPARE(m_heard, QByteArrayList{"increment k"});
        m_heard.clear();

        ItemCounter made(m_connection.get(), step, {}, Absence::Missing);
        QCOMPARE(run(made), Result::Done);
        QCOMPARE(made.number(), quint64(42));
        QCOMPARE(m_heard, QByteArrayList{"add k"});
        const DeedUndo undo = undoOf(made.deeds());
        QCOMPARE(undo.entries.size(), size_t(1));
        QCOMPARE(undo.entries.front().way, UndoEntry::Way::Remove);
        m_heard.clear();

        // Somebody was faster.
        m_script = {{"add k", {"exists"}}};
        ItemCounter late(m_connection.get(), step, {}, Absence::Missing);
        QCOMPARE(run(late), Result::Done);
        QCOMPARE(m_heard, (QByteArrayList{"add k", "increment k"}));
        QCOMPARE(late.number(), quint64(42));
        QVERIFY(undoOf(late.deeds()).entries.empty());
        QVERIFY2(late.text().contains(QStringLiteral("cannot be undone")), qPrintable(late.text()));

        m_script = {{"add k", {"exists"}}, {"increment k", {"missing"}}};
        ItemCounter gone(m_connection.get(), step, {}, Absence::Missing);
        QCOMPARE(run(gone), Result::Missing);
        m_script = {{"add k", {"large"}}};
        ItemCounter refused(m_connection.get(), step, {}, Absence::Missing);
        QCOMPARE(run(refused), Result::Refused);
    }

    void aCounterThatWasLostMayHaveCounted()
    {
        m_script = {{"increment k", {"cut"}}};
        ItemCounter counter(m_connection.get(), {.key = "k"});
        QCOMPARE(run(counter), Result::Unknown);
        QVERIFY(counter.text().contains(QStringLiteral("done or not")));
    }
};

QTEST_GUILESS_MAIN(TestItemExchanges)
#include "tst_itemexchanges.moc"

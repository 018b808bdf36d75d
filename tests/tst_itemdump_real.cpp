#include "tests/dumpbench.h"

#include <csignal>

#include <sys/resource.h>

namespace {

/// As long as it lives, no file can be longer.
class FileLimit
{
public:
    explicit FileLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileLimit)

private:
    rlimit m_before{};
};

} // namespace

/// Dumps from a memcached, and what comes back of them.
class TestItemDumpReal : public QObject, private DumpBench
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void whatIsDumpedComesBackAfterAFlush()
    {
        start();
        const QList<Command> commands = mixed();
        send(commands);
        const KeyListing listing = list();
        QCOMPARE(listing.size(), commands.size());
        ItemDump dumping;
        const Error error = dump(dumping, listing);
        QVERIFY2(!error, qPrintable(error.text));
        QCOMPARE(dumping.report()->count(ItemFate::Dumped), commands.size());
        QCOMPARE(dumping.looks().hits, commands.size());
        const auto before = peek(keysOf(commands));
        send({{.opcode = Opcode::Flush}});

        ItemRestore restoring;
        const Error restored = restore(restoring, Policy::Skip);
        QVERIFY2(!restored, qPrintable(restored.text));
        QCOMPARE(restoring.report()->count(ItemFate::Restored), commands.size());
        const auto after = peek(keysOf(commands));
        QCOMPARE(after.size(), before.size());
        for (size_t i = 0; i < after.size(); ++i) {
            QCOMPARE(after[i].state, PeekedItem::State::Hit);
            QCOMPARE(after[i].value, before[i].value);
            QCOMPARE(after[i].answer.flags, before[i].answer.flags);
            const qint64 leftBefore = before[i].answer.timeToLive.value();
            const qint64 leftAfter = after[i].answer.timeToLive.value();
            QVERIFY2(leftBefore < 0 ? leftAfter == leftBefore : isLeftOf(leftAfter, leftBefore), qPrintable(QString::number(leftAfter)));
        }
        QVERIFY(after[3].answer.timeToLive.value() > month);
    }

    void tenThousandItemsGoRound()
    {
        start({QStringLiteral("-m"), QStringLiteral("256")});
        QList<Command> commands;
        for (int i = 0; i < 10'000; ++i)
            commands.append({.opcode = Opcode::SetQ,
                             .key = "key:" + QByteArray::number(i),
                             .value = QByteArray(i % 3'000, char(i)),
                             .flags = quint32(i),
                             .expiry = i % 2 == 0 ? 0U : 10'000U});
        send(commands);
        ItemDump dumping;
        QSignalSpy progressed(&dumping, &ItemDump::progressed);
        QVERIFY(!dump(dumping, list()));
        QCOMPARE(dumping.report()->count(ItemFate::Dumped), 10'000);
        QVERIFY(progressed.size() > 5);
        send({{.opcode = Opcode::Flush}});
        ItemRestore restoring;
        QVERIFY(!restore(restoring, Policy::Replace));
        QCOMPARE(restoring.report()->count(ItemFate::Restored), 10'000);
        const auto after = peek(keysOf(commands));
        QCOMPARE(after.size(), 10'000U);
        for (qsizetype i = 0; i < commands.size(); ++i) {
            QCOMPARE(after[size_t(i)].value, commands[i].value);
            QCOMPARE(after[size_t(i)].answer.flags, commands[i].flags);
        }
    }

    void dumpingAndCheckingLeaveNoTrace()
    {
        start();
        send(mixed());
        const auto listed = [this] {
            QMap<QByteArray, QList<qint64>> all;
            const KeyListing listing = list();
            for (int i = 0; i < listing.size(); ++i) {
                const ListedKey key = listing.at(i);
                all[key.key.toByteArray()] = {key.expiry, key.lastAccess, qint64(key.cas), key.fetched ? 1 : 0};
            }
            return all;
        };
        const auto before = listed();
        const qint64 hits = statistic("get_hits");
        const qint64 misses = statistic("get_misses");
        ItemDump dumping;
        QVERIFY(!dump(dumping, list()));
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(listed(), before);
        QCOMPARE(statistic("get_hits") - hits, dumping.looks().hits + checking.looks().hits);
        QCOMPARE(statistic("get_misses") - misses, dumping.looks().misses + checking.looks().misses);
    }

    void whatIsGoneSinceTheListingIsTold()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "stays", .value = "1"}, {.opcode = Opcode::Set, .key = "goes", .value = "2"}});
        const KeyListing listing = list();
        send({{.opcode = Opcode::Delete, .key = "goes"}});
        ItemDump dumping;
        QVERIFY(!dump(dumping, listing));
        QCOMPARE(dumping.report()->count(ItemFate::Dumped), 1);
        QCOMPARE(dumping.report()->count(ItemFate::Gone), 1);
        QCOMPARE(dumping.looks().misses, 1);
    }

    void itemsThatGrewSinceTheListingAreDumpedToo()
    {
        start({QStringLiteral("-m"), QStringLiteral("256")});
        QList<Command> commands;
        for (int i = 0; i < 60; ++i)
            commands.append({.opcode = Opcode::Set, .key = "key:" + QByteArray::number(i), .value = "small"});
        send(commands);
        const KeyListing listing = list();
        for (Command &command : commands)
            command.value = QByteArray(900'000, 'x');
        send(commands);
        ItemDump dumping;
        QVERIFY(!dump(dumping, listing));
        QCOMPARE(dumping.report()->count(ItemFate::Dumped), 60);
        QCOMPARE(dumping.valueBytes(), 60 * 900'000);
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.report()->size(), 60);
    }

    void aValueThatIsTooLongForUsIsRefusedAlone()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "1"},
              {.opcode = Opcode::Set, .key = "b", .value = QByteArray(5'000, 'b')},
              {.opcode = Opcode::Set, .key = "c", .value = "3"}});
        ItemDump dumping;
        QSignalSpy finished(&dumping, &ItemDump::finished);
        ConnectionOptions options = optionsFor(m_server->port());
        options.maximumBody = 2'000;
        dumping.start(options, {.path = path(), .listing = list()});
        QVERIFY(finished.wait(30'000));
        QVERIFY2(!dumping.error(), qPrintable(dumping.error().text));
        QCOMPARE(dumping.report()->count(ItemFate::Dumped), 2);
        QCOMPARE(dumping.report()->count(ItemFate::Refused), 1);
        QCOMPARE(dumping.report()->size(), 3);
    }

    void withoutATextChannelNothingIsDumped()
    {
        start({QStringLiteral("-B"), QStringLiteral("binary")});
        send({{.opcode = Opcode::Set, .key = "a", .value = "1"}});
        KeyStore store;
        KeySegment segment;
        std::memcpy(segment.keySpace(), "a", 1);
        segment.append(1, {});
        store.append(std::move(segment));
        ItemDump dumping;
        const Error error = dump(dumping, store.listing());
        QCOMPARE(error.code, Error::Code::BinaryOnly);
        QVERIFY2(error.text.contains(QStringLiteral("counts as a read")), qPrintable(error.text));
        QCOMPARE(files(), QStringList());

        writeDump({{.key = "a", .value = "2"}, {.key = "b", .value = "3", .expiry = 5}});
        RestoreCheck checking;
        QVERIFY(!check(checking));
        QCOMPARE(checking.blindness().code, Error::Code::BinaryOnly);
        QCOMPARE(checking.report()->count(ItemFate::Unseen), 1);
        QCOMPARE(checking.report()->count(ItemFate::Expired), 1);
        ItemRestore restoring;
        QVERIFY(!restore(restoring, Policy::Replace));
        QCOMPARE(restoring.report()->count(ItemFate::Restored), 1);
    }

    void aFullDiskLeavesTheOldFile()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = QByteArray(500'000, 'a')}});
        QFile before(path());
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();
        const KeyListing listing = list();
        ItemDump dumping;
        Error error;
        {
            const FileLimit limit(100'000);
            error = dump(dumping, listing);
        }
        QCOMPARE(error.code, Error::Code::Unreadable);
        QVERIFY2(error.text.contains(path()), qPrintable(error.text));
        QCOMPARE(files().size(), 1);
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), QByteArray("before"));
    }

    void cancelLeavesNoFile()
    {
        start();
        QList<Command> commands;
        for (int i = 0; i < 3'000; ++i)
            commands.append({.opcode = Opcode::SetQ, .key = "key:" + QByteArray::number(i), .value = QByteArray(1'000, 'x')});
        send(commands);
        const KeyListing listing = list();
        ItemDump dumping;
        QSignalSpy finished(&dumping, &ItemDump::finished);
        connect(&dumping, &ItemDump::progressed, &dumping, &ItemDump::cancel);
        dumping.start(optionsFor(m_server->port()), {.path = path(), .listing = listing});
        QVERIFY(finished.wait(30'000));
        QVERIFY(dumping.isCancelled());
        QVERIFY(!dumping.error());
        QTRY_COMPARE(files(), QStringList());
        dumping.disconnect(&dumping);
        QVERIFY(!dump(dumping, listing)); // it can be done again
        QCOMPARE(dumping.report()->size(), 3'000);
        QCOMPARE(finished.size(), 2);
    }

    void aServerThatIsLostIsAnError()
    {
        start();
        send({{.opcode = Opcode::Set, .key = "a", .value = "1"}});
        const KeyListing listing = list();
        m_server->stop();
        ItemDump dumping;
        QVERIFY(dump(dumping, listing));
        QCOMPARE(files(), QStringList());
        QTRY_VERIFY(!m_connection->isReady());
        writeDump({{.key = "a", .value = "1"}});
        ItemRestore restoring;
        QVERIFY(restore(restoring, Policy::Skip));
    }
};

QTEST_GUILESS_MAIN(TestItemDumpReal)
#include "tst_itemdump_real.moc"

#include "app/itemdump/casdoubt.h"
#include "app/itemdump/itemdump.h"
#include "app/itemdump/itemrestore.h"
#include "app/itemdump/restorecheck.h"
#include "app/keyspace/keystore.h"
#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/dumpsample.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <csignal>

#include <sys/resource.h>

using Policy = ItemRestore::Policy;

namespace {

constexpr quint32 month = Command::longestRelativeExpiry;

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

/// Dumps from a memcached, and restores to one.
class TestItemDumpReal : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<QTemporaryDir> m_folder;

    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_connection.reset();
        m_server = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        open();
    }
    void open()
    {
        m_connection = std::make_unique<Connection>();
        ConnectionOptions options = optionsFor(m_server->port());
        if (m_server)
            m_connection->open(options);
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }
    void send(const QList<Command> &commands)
    {
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 60'000);
        QCOMPARE(outcomes.count(Status::Success), commands.size());
    }
    /// Every key on the server, as it is listed.
    KeyListing list()
    {
        KeyDumps dumps;
        const auto reply = dumps.list(optionsFor(m_server->port()));
        if (!comesTrue([&reply] { return reply->isFinished(); }))
            qWarning("the listing did not finish");
        KeyStore store(QDateTime::currentSecsSinceEpoch());
        for (KeySegment &segment : reply->takeSegments())
            store.append(std::move(segment));
        return store.listing();
    }
    /// What is on the server under `keys`, without a trace.
    std::vector<PeekedItem> peek(const QList<QByteArray> &keys)
    {
        TextChannel channel(optionsFor(m_server->port()));
        const auto reply = channel.peek(keys);
        (void)errorOf(*reply);
        return reply->takeItems();
    }
    qint64 statistic(const QByteArray &name)
    {
        TextChannel channel(optionsFor(m_server->port()));
        const auto reply = channel.statistics();
        (void)errorOf(*reply);
        for (const TextStatistic &each : reply->statistics()) {
            if (each.name == name)
                return each.value.toLongLong();
        }
        return -1;
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("items.slabitems")); }
    [[nodiscard]] QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    Error dump(ItemDump &dumping, const KeyListing &listing)
    {
        QSignalSpy finished(&dumping, &ItemDump::finished);
        dumping.start(optionsFor(m_server->port()), {.path = path(), .server = QStringLiteral("here"), .listing = listing});
        if (!finished.wait(60'000))
            qWarning("the dump did not finish");
        return dumping.error();
    }
    Error restore(ItemRestore &restoring, Policy policy)
    {
        QSignalSpy finished(&restoring, &ItemRestore::finished);
        restoring.start(path(), m_connection.get(), policy);
        if (!finished.wait(60'000))
            qWarning("the restore did not finish");
        return restoring.error();
    }
    Error check(RestoreCheck &checking)
    {
        QSignalSpy finished(&checking, &RestoreCheck::finished);
        checking.start(path(), m_connection->options(), m_connection->server());
        if (!finished.wait(60'000))
            qWarning("the check did not finish");
        return checking.error();
    }
    static QByteArray allBytes()
    {
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all += char(byte);
        return all;
    }
    /// Few items of many kinds.
    static QList<Command> mixed()
    {
        const auto later = quint32(QDateTime::currentSecsSinceEpoch() + 2 * month);
        return {{.opcode = Opcode::Set, .key = "plain", .value = "value"},
                {.opcode = Opcode::Set, .key = QByteArray("\x00\xff\r\n ", 5), .value = allBytes(), .flags = 0xfffffffe},
                {.opcode = Opcode::Set, .key = QByteArray(180, 'k'), .value = "", .flags = 3, .expiry = 3'000},
                {.opcode = Opcode::Set, .key = "month", .value = "m", .expiry = later},
                {.opcode = Opcode::Set, .key = "huge", .value = QByteArray(1024 * 1024 - 200, 'h')}};
    }
    static QList<QByteArray> keysOf(const QList<Command> &commands)
    {
        QList<QByteArray> keys;
        for (const Command &command : commands)
            keys.append(command.key);
        return keys;
    }
    void writeDump(const QList<DumpedItem> &items)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(dumpOf(items, {QStringLiteral("elsewhere"), QDateTime::currentSecsSinceEpoch()}));
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
        m_folder.reset();
    }

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

#pragma once

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

/// A memcached that is dumped from and restored to, with a file between.
class DumpBench
{
protected:
    using Policy = ItemRestore::Policy;
    static constexpr quint32 month = Command::longestRelativeExpiry;

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
    void begin() { m_folder = std::make_unique<QTemporaryDir>(); }
    void end()
    {
        m_connection.reset();
        m_server.reset();
        m_folder.reset();
    }
};

#pragma once

#include "app/keychange/keychangerun.h"
#include "app/keychange/undorun.h"
#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/keysample.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

#include <QTcpSocket>

#include <algorithm>
#include <numeric>

inline constexpr KeyChange deletion{.kind = KeyChange::Kind::Delete};

inline KeyChange ttlOf(KeyTtl::Form form, qint64 seconds = 0)
{
    return {.kind = KeyChange::Kind::SetTtl, .ttl = {.form = form, .seconds = seconds}};
}

/// A real memcached with a connection to it, and what tests of changes to many keys ask of it.
class ChangedServer
{
public:
    explicit ChangedServer(const QStringList &arguments = {})
        : m_server(arguments)
    {
    }

    [[nodiscard]] bool begin(Access access = Access::Full, quint32 maximumBody = ConnectionOptions().maximumBody)
    {
        if (!m_server.start())
            return false;
        ConnectionOptions options = optionsFor(m_server.port());
        options.access = access;
        options.maximumBody = maximumBody;
        connection.open(options);
        m_writer.open(optionsFor(m_server.port()));
        return comesTrue([this] { return connection.isReady() && m_writer.isReady(); });
    }
    [[nodiscard]] RealServer &server() { return m_server; }
    /// Another process at the same place.
    [[nodiscard]] bool restart()
    {
        const ServerProcess before = connection.server().process;
        if (!m_server.restart())
            return false;
        m_writer.open(optionsFor(m_server.port()));
        return comesTrue([&] { return connection.isReady() && m_writer.isReady() && connection.server().process.isAnother(before); });
    }

    Outcome ask(const Command &command)
    {
        m_reply = m_writer.execute(command);
        (void)comesTrue([this] { return m_reply->isFinished(); });
        return m_reply->outcome();
    }
    QByteArray value(const QByteArray &key)
    {
        const Outcome outcome = ask({.opcode = Opcode::Get, .key = key});
        return outcome.value ? outcome.value->toByteArray() : QByteArray();
    }
    bool holds(const QByteArray &key) { return ask({.opcode = Opcode::Get, .key = key}).succeeded(); }
    void set(const QByteArray &key, const QByteArray &value, quint32 flags = 0, quint32 expiry = 0)
    {
        QVERIFY(ask({.opcode = Opcode::Set, .key = key, .value = value, .flags = flags, .expiry = expiry}).succeeded());
    }
    PeekedItem peek(const QByteArray &key)
    {
        TextChannel channel(optionsFor(m_server.port()));
        const auto reply = channel.peek({key});
        if (errorOf(*reply))
            return {};
        return reply->takeItems().front();
    }

    /// What it answers to a line of the text protocol.
    QByteArray sayLine(const QByteArray &line)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_server.port());
        if (!socket.waitForConnected())
            return {};
        socket.write(line + "\r\n");
        while (!socket.canReadLine() && socket.waitForReadyRead()) {}
        return socket.readLine().trimmed();
    }

    /// All its keys, in the order of their names.
    RunKeys list()
    {
        KeyDumps dumps;
        const auto reply = dumps.list(optionsFor(m_server.port()), DumpWalk::Best);
        KeyListing listing(connection.server().time(), connection.server().process);
        if (!errorOf(*reply)) {
            for (KeySegment &segment : reply->takeSegments()) {
                if (!segment.isEmpty())
                    listing.append(std::move(segment));
            }
        }
        (void)comesTrue([&dumps] { return dumps.isIdle(); });
        auto indexes = std::make_shared<std::vector<int>>(size_t(listing.size()));
        std::iota(indexes->begin(), indexes->end(), 0);
        std::ranges::sort(*indexes, [&listing](int a, int b) { return listing.key(a).toByteArray() < listing.key(b).toByteArray(); });
        return {.listing = listing, .indexes = indexes};
    }

    Connection connection;

private:
    RealServer m_server;
    Connection m_writer;
    std::unique_ptr<CommandReply> m_reply;
};

/// Keys of which nothing is known but their names and, if it is not 0, their CAS.
inline RunKeys namedKeys(const QList<QByteArray> &names, quint64 cas = 7)
{
    KeySegment segment;
    for (const QByteArray &name : names)
        KeySample::append(segment, name, {.cas = cas, .size = 100});
    segment.squeeze();
    KeyListing listing;
    listing.append(std::move(segment));
    auto indexes = std::make_shared<std::vector<int>>(size_t(names.size()));
    std::iota(indexes->begin(), indexes->end(), 0);
    return {.listing = listing, .indexes = indexes};
}

inline QList<QByteArray> numberedKeys(int count)
{
    QList<QByteArray> names;
    for (int i = 0; i < count; ++i)
        names.append("key:" + QByteArray::number(i).rightJustified(6, '0'));
    return names;
}

/// Runs it to its end.
inline bool finishes(KeyRun &run)
{
    QSignalSpy spy(&run, &KeyRun::finished);
    run.start();
    return comesTrue([&run] { return run.isFinished(); }) && spy.size() == 1;
}

/// The outcomes in words: "done done changed".
inline QByteArray outcomesOf(const KeyRun &run)
{
    static constexpr const char *names[] = {"unsent", "done", "changed", "gone", "unguarded", "refused", "unknown"};
    QByteArrayList words;
    for (int i = 0; i < run.count(); ++i)
        words.append(names[size_t(run.outcomes().at(i))]);
    return words.join(' ');
}

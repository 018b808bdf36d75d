#include "connection/text/textchannel.h"

#include "connection/text/keydumps.h"
#include "tests/asking.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"

using State = PeekedItem::State;

class TestTextChannelReal : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<TextChannel> m_channel;

    void start(const QStringList &arguments = {}, RealServer::Access access = RealServer::Access::Open)
    {
        m_server = std::make_unique<RealServer>(arguments, access);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_channel = std::make_unique<TextChannel>(optionsFor(m_server->port()));
    }
    void open()
    {
        m_connection->open(optionsFor(m_server->port()));
        QTRY_VERIFY2(m_connection->isReady(), qPrintable(m_connection->error().text));
    }
    void store(const QList<Command> &commands)
    {
        const auto batch = m_connection->executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), 30'000);
        QCOMPARE(outcomes.count(Status::Success), commands.size());
    }
    std::vector<PeekedItem> peek(const QList<QByteArray> &keys, PeekParts parts = PeekParts::WithValue)
    {
        const auto reply = m_channel->peek(keys, parts);
        const Error error = errorOf(*reply);
        if (error)
            qWarning("%s", qPrintable(error.text));
        return reply->takeItems();
    }
    QByteArray version()
    {
        const auto reply = m_channel->version();
        if (const Error error = errorOf(*reply))
            qWarning("%s", qPrintable(error.text));
        return reply->version();
    }
    PeekedItem peekOne(const QByteArray &key)
    {
        const std::vector<PeekedItem> items = peek({key});
        return items.size() == 1 ? items.front() : PeekedItem{State::Refused, {}, {}, QStringLiteral("nothing")};
    }

private slots:
    void init() { m_connection = std::make_unique<Connection>(); }

    void cleanup()
    {
        m_channel.reset();
        m_connection.reset();
        m_server.reset();
    }

    void valuesArePeekedAtByteForByte()
    {
        start();
        open();
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all += char(byte);
        QList<Command> commands;
        QList<QByteArray> keys;
        for (int byte = 0; byte < 256; ++byte) {
            keys += QByteArray(1, char(byte)) + "key" + QByteArray(1, char(byte));
            commands += {.opcode = Opcode::SetQ, .key = keys.constLast(), .value = all.mid(byte) + "\r\nEN\r\n", .flags = quint32(byte)};
        }
        commands += {.opcode = Opcode::SetQ, .key = "large", .value = QByteArray(1'000'000, '\n')};
        commands += {.opcode = Opcode::SetQ, .key = QByteArray(250, '\xff'), .value = "long key"};
        store(commands);
        keys += {"none", "large", QByteArray(250, '\xff'), QByteArray(250, ' ')};
        const std::vector<PeekedItem> items = peek(keys);
        QCOMPARE(items.size(), size_t(260));
        for (size_t byte = 0; byte < 256; ++byte) {
            QCOMPARE(items[byte].state, State::Hit);
            QCOMPARE(items[byte].value, all.mid(qsizetype(byte)) + "\r\nEN\r\n");
            QCOMPARE(items[byte].answer.flags, std::optional(quint32(byte)));
            QCOMPARE(items[byte].answer.size, std::optional(quint64(items[byte].value.size())));
            QVERIFY(items[byte].answer.cas.value_or(0) > 0);
        }
        QCOMPARE(items[256].state, State::Miss);
        QCOMPARE(items[257].value, QByteArray(1'000'000, '\n'));
        QCOMPARE(items[258].value, QByteArray("long key"));
        QCOMPARE(items[259].state, State::Refused);
    }

    void lookingChangesNothing()
    {
        start();
        open();
        store({{.opcode = Opcode::Set, .key = "k", .value = "v", .expiry = 1'000}});
        const auto fetched = [this] {
            KeyDumps dumps;
            const auto reply = dumps.list(optionsFor(m_server->port()));
            if (errorOf(*reply) || reply->keyCount() != 1)
                qFatal("the key is not listed");
            return reply->takeSegments().front().isFetched(0);
        };
        for (int i = 0; i < 3; ++i) {
            const PeekedItem item = peekOne("k");
            QCOMPARE(item.answer.wasRead, std::optional<bool>(false));
            QVERIFY(item.answer.timeToLive.value_or(0) > 900 && *item.answer.timeToLive <= 1'000);
            QCOMPARE(peek({"k"}, PeekParts::Metadata).front().answer.wasRead, std::optional<bool>(false));
        }
        QVERIFY(!fetched());
        const auto get = m_connection->execute({.opcode = Opcode::Get, .key = "k"});
        QTRY_VERIFY(get->isFinished());
        QCOMPARE(peekOne("k").answer.wasRead, std::optional<bool>(true));
        QVERIFY(fetched());
    }

    void manyLargeValuesDoNotBlockEachOther()
    {
        start({QStringLiteral("-m"), QStringLiteral("256")});
        open();
        QList<Command> commands;
        QList<QByteArray> keys;
        for (int i = 0; i < 1'000; ++i) {
            keys += "key:" + QByteArray::number(i);
            commands += {.opcode = Opcode::SetQ, .key = keys.constLast(), .value = QByteArray(50'000, char('a' + i % 26))};
        }
        store(commands);
        QList<QByteArray> asked;
        for (int i = 0; i < 5; ++i)
            asked += keys;
        const auto reply = m_channel->peek(asked);
        qint64 right = 0;
        connect(reply.get(), &TextReply::resultsReady, this, [&] {
            for (const PeekedItem &item : reply->takeItems())
                right += item.value == QByteArray(50'000, char('a' + right % 1'000 % 26)) ? 1 : 0;
        });
        QVERIFY(!errorOf(*reply));
        QCOMPARE(right, 5'000);
    }

    void itemsAreStored()
    {
        start();
        const auto stored = m_channel->store({.key = "a b", .value = "1\r\n2", .flags = 5, .expiry = 100});
        QVERIFY2(!errorOf(*stored), qPrintable(stored->error().text));
        QCOMPARE(stored->outcome(), StoreOutcome::Stored);
        QVERIFY(stored->cas() != 0);
        PeekedItem item = peekOne("a b");
        QCOMPARE(item.value, QByteArray("1\r\n2"));
        QCOMPARE(item.answer.flags, std::optional<quint32>(5));
        QCOMPARE(item.answer.cas, std::optional(stored->cas()));
        QVERIFY(item.answer.timeToLive.value_or(0) > 50);

        const auto outcome = [this](const MetaStore &store) {
            const auto reply = m_channel->store(store);
            if (errorOf(*reply))
                qWarning("%s", qPrintable(reply->error().text));
            return reply->outcome();
        };
        QCOMPARE(outcome({.key = "a b", .value = "x", .cas = stored->cas() + 100}), StoreOutcome::Exists);
        QCOMPARE(outcome({.key = "none", .value = "x", .cas = 7}), StoreOutcome::NotFound);
        QCOMPARE(outcome({.key = "a b", .value = "x", .cas = stored->cas()}), StoreOutcome::Stored);
        QCOMPARE(outcome({.key = "a b", .mode = MetaStore::Mode::Add}), StoreOutcome::NotStored);
        QCOMPARE(outcome({.key = "none", .mode = MetaStore::Mode::Replace}), StoreOutcome::NotStored);
        QCOMPARE(outcome({.key = "a b", .value = "y", .mode = MetaStore::Mode::Append}), StoreOutcome::Stored);
        QCOMPARE(outcome({.key = "a b", .value = "w", .mode = MetaStore::Mode::Prepend}), StoreOutcome::Stored);
        QCOMPARE(peekOne("a b").value, QByteArray("wxy"));
        QCOMPARE(outcome({.key = QByteArray(250, 'k'), .value = "long"}), StoreOutcome::Stored);
        QCOMPARE(peekOne(QByteArray(250, 'k')).value, QByteArray("long"));
        QCOMPARE(outcome({.key = "a b", .expiry = -1}), StoreOutcome::Stored);
        QCOMPARE(peekOne("a b").state, State::Miss);
    }

    void aValueIsNeverTakenForCommands()
    {
        start();
        QVERIFY(!errorOf(*m_channel->store({.key = "kept", .value = "v"})));
        const auto tooLarge = m_channel->store({.key = "k", .value = QByteArray("flush_all\r\n").repeated(200'000)});
        QCOMPARE(errorOf(*tooLarge).code, Error::Code::CommandRefused);
        const auto unnamable = m_channel->store({.key = QByteArray(249, 'k') + ' ', .value = "flush_all\r\n"});
        QCOMPARE(errorOf(*unnamable).code, Error::Code::Invalid);
        QCOMPARE(peekOne("kept").value, QByteArray("v"));
    }

    void connectionsAreListed()
    {
        start();
        open();
        const auto reply = m_channel->statistics("conns");
        QVERIFY(!errorOf(*reply));
        const QList<ClientConnection> rows = clientConnections(reply->statistics());
        QCOMPARE(rows.size(), 3);
        QCOMPARE(std::ranges::count_if(rows, [](const ClientConnection &row) { return row.state == "conn_listening"; }), 1);
        const QByteArray listens = "tcp:127.0.0.1:" + QByteArray::number(m_server->port());
        QCOMPARE(std::ranges::count_if(rows, [&](const ClientConnection &row) { return row.listenAddress == listens; }), 2);
        QVERIFY(std::ranges::all_of(rows, [](const ClientConnection &row) { return row.descriptor > 0 && row.secondsIdle >= 0; }));
    }

    void statisticsAreTheServersOwn()
    {
        start();
        for (const char *group : {"", "settings", "slabs", "items", "sizes"}) {
            const auto reply = m_channel->statistics(group);
            QVERIFY(!errorOf(*reply));
            QCOMPARE(reply->statistics().isEmpty(), qstrcmp(group, "items") == 0);
        }
        QCOMPARE(errorOf(*m_channel->statistics("bogus")).code, Error::Code::UnknownCommand);
        const auto version = m_channel->version();
        QVERIFY(!errorOf(*version));
        QVERIFY(version->version().startsWith("1."));
    }

    void whatHappensIsWatched()
    {
        start();
        open();
        const auto reply = m_channel->watch({"fetchers", "mutations", "connevents", "bogus"}, version());
        QTRY_VERIFY_WITH_TIMEOUT(reply->isWatching(), 15'000);
        QCOMPARE(reply->unknownWords(), QByteArrayList{"bogus"});
        store({{.opcode = Opcode::Set, .key = "a key", .value = "v"}, {.opcode = Opcode::Get, .key = "a key"}});
        QList<WatchedLine> lines;
        const auto has = [&](const QByteArray &type, const QByteArray &status) {
            for (const WatchSegment &segment : reply->takeSegments()) {
                for (qsizetype i = 0; i < segment.size(); ++i)
                    lines += segment.line(i);
            }
            return std::ranges::any_of(lines, [&](const WatchedLine &line) {
                return line.type == type && line.key == "a key" && line.fields.contains({"status", status});
            });
        };
        QTRY_VERIFY(has("item_store", "stored") && has("item_get", "found"));
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        QVERIFY(std::abs(lines.constLast().seconds - now) < 60);
        QCOMPARE(reply->skipped(), quint64(0));
    }

    void theTwentyFirstWatcherIsTold()
    {
        start();
        std::vector<std::unique_ptr<WatchReply>> watchers;
        for (int i = 0; i < 20; ++i) {
            watchers.push_back(m_channel->watch({"fetchers"}));
            QTRY_VERIFY(watchers.back()->isWatching());
        }
        const auto last = m_channel->watch({"fetchers"});
        QCOMPARE(errorOf(*last).code, Error::Code::TooManyWatchers);
        QVERIFY(std::ranges::none_of(watchers, [](const auto &watcher) { return watcher->isFinished(); }));
    }

    void aServerThatForbidsWatchingSaysSo()
    {
        start({QStringLiteral("-W")});
        QCOMPARE(errorOf(*m_channel->watch({"fetchers", "mutations"}, version())).code, Error::Code::WatchNotAllowed);
    }

    void aServerThatSpeaksBinaryOnlySaysSo()
    {
        start({QStringLiteral("-B"), QStringLiteral("binary")});
        QCOMPARE(errorOf(*m_channel->version()).code, Error::Code::BinaryOnly);
        QCOMPARE(errorOf(*m_channel->peek({"k"})).code, Error::Code::BinaryOnly);
        QCOMPARE(errorOf(*m_channel->watch({"fetchers"})).code, Error::Code::BinaryOnly);
    }

    void aServerThatSpeaksTextOnlyIsEntered()
    {
        start({}, RealServer::Access::AuthFile);
        QCOMPARE(errorOf(*m_channel->version()).code, Error::Code::AuthenticationRequired);
        ConnectionOptions options = optionsFor(m_server->port());
        options.credentials = {RealServer::user(), RealServer::password()};
        m_channel = std::make_unique<TextChannel>(options);
        QVERIFY(!errorOf(*m_channel->store({.key = "k", .value = "v"})));
        QCOMPARE(peekOne("k").value, QByteArray("v"));
        QVERIFY(!errorOf(*m_channel->statistics()));
        const auto watch = m_channel->watch({"mutations"}, version());
        QTRY_VERIFY(watch->isWatching());
        // And by the binary protocol it says why not.
        m_connection->open(options);
        QTRY_COMPARE(m_connection->state(), Connection::State::Failed);
        QCOMPARE(m_connection->error().code, Error::Code::TextOnly);
        QVERIFY(m_connection->error().text.contains(QLatin1String("no binary protocol")));
    }

    void aFrozenServerIsGivenUpAndComesBack()
    {
        start();
        QVERIFY(!errorOf(*m_channel->version()));
        ConnectionOptions options = optionsFor(m_server->port());
        options.requestTimeout = std::chrono::milliseconds(100);
        m_channel = std::make_unique<TextChannel>(options);
        m_server->suspend();
        QCOMPARE(errorOf(*m_channel->version()).code, Error::Code::Silent);
        m_server->resume();
        QTRY_VERIFY(!errorOf(*m_channel->version()));
    }

    void anIdleChannelOutlivesTheServersRestart()
    {
        start();
        QVERIFY(!errorOf(*m_channel->version()));
        QVERIFY2(m_server->restart(), qPrintable(m_server->errorString()));
        QVERIFY(!errorOf(*m_channel->version()));
    }
};

QTEST_GUILESS_MAIN(TestTextChannelReal)
#include "tst_textchannel_real.moc"

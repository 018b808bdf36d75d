#include "connection/text/textchannel.h"
#include "tests/asking.h"
#include "tests/keyperson.h"
#include "tests/privatehome.h"
#include "tests/sampleitems.h"
#include "tests/sanitized.h"
#include "tests/textasking.h"
#include "tests/waiting.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QTcpSocket>

#include <algorithm>

namespace {

constexpr int itemCount = isSanitized ? 40'000 : 100'000;
constexpr int waveCount = 4;
constexpr int looksByMouse = 25;
constexpr int looksByKeyboard = 25;
constexpr int looksInTree = 5;

/// Asks a server by its text protocol, without any of our own code between.
class PlainText
{
public:
    explicit PlainText(quint16 port) { m_socket.connectToHost(QStringLiteral("127.0.0.1"), port); }

    /// All up to the line END.
    QByteArrayList ask(const QByteArray &line)
    {
        m_socket.write(line + "\r\n");
        QByteArray answer;
        const auto isWhole = [&answer] { return answer.endsWith("\nEND\r\n") || answer == "END\r\n"; };
        while (!isWhole() && m_socket.waitForReadyRead(60'000))
            answer += m_socket.readAll();
        if (!isWhole())
            qWarning("no answer to \"%s\", only \"%s\"", line.constData(), answer.left(200).constData());
        QByteArrayList lines = answer.split('\n');
        lines.resize(std::max<qsizetype>(0, lines.size() - 2));
        return lines;
    }

private:
    QTcpSocket m_socket;
};

/// What a server tells of one item that does not change as time goes by.
struct Meta
{
    QByteArray value;
    quint64 cas = 0;
    quint64 size = 0;
    quint32 flags = 0;
    bool wasRead = false;
    qint64 life = 0; ///< seconds from its last access to its expiry; -1: it never expires

    bool operator==(const Meta &) const = default;
};

} // namespace

/// Listing all keys of a server, looking at some of them and weighing them change nothing on it, and count as the window says.
class TestNoTrace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config"}));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
        fill();
    }

    void listingAndLookingChangeNothing()
    {
        const std::vector<Meta> sample = peekAtSample();
        QTRY_COMPARE(dump(), dump()); // the server has come to rest
        const QByteArrayList dumped = dump();
        QCOMPARE(dumped.size(), itemCount);
        checkThatItIsMixed(dumped);
        const QMap<QByteArray, qint64> counted = counters();

        LookTally tally;
        {
            KeyPerson person;
            person.listKeysOf(m_server);
            QCOMPARE(person.keys(), itemCount);
            lookInTable(person);
            lookInTree(person);
            weigh(person);
            person.listAgain();
            tally = person.details()->tally();
            QCOMPARE(tally.misses + tally.unknown + tally.byGet, 0);
            QVERIFY2(tally.hits >= looksByMouse + looksByKeyboard + looksInTree, qPrintable(QString::number(tally.hits)));
            const QString told = person.see<QLabel>("lookTally")->text();
            QVERIFY2(told.endsWith(QStringLiteral("get_hits +%1").arg(tally.hits)), qPrintable(told));
        }

        QMap<QByteArray, qint64> expected = counted;
        expected["get_hits"] += tally.hits;
        expected["cmd_get"] += tally.asked();
        QCOMPARE(counters(), expected);
        const QByteArrayList dumpedAfter = dump();
        QCOMPARE(dumpedAfter.size(), dumped.size());
        for (int i = 0; i < dumped.size(); ++i)
            QCOMPARE(dumpedAfter[i], dumped[i]);
        const std::vector<Meta> sampleAfter = peekAtSample();
        for (size_t i = 0; i < sample.size(); ++i)
            QVERIFY2(sampleAfter[i] == sample[i], KeySample::key(sampleNumber(i)).toPercentEncoding().constData());
    }

private:
    /// In waves, so that they were used at different times; some of those before are read in each.
    void fill()
    {
        const SampleItems items(300, 3'600);
        Connection connection;
        connection.open(optionsFor(m_server.port()));
        QTRY_VERIFY(connection.isReady());
        constexpr int each = itemCount / waveCount;
        for (int wave = 0; wave < waveCount; ++wave) {
            const qint64 time = counter("time");
            send(connection, items.stores(wave * each, (wave + 1) * each));
            send(connection, items.reads(0, (wave + 1) * each / 2));
            QTRY_VERIFY(counter("time") > time);
        }
        QCOMPARE(counter("curr_items"), itemCount);
    }
    static void send(Connection &connection, const QList<Command> &commands)
    {
        const auto batch = connection.executeBatch(commands);
        const BatchOutcomes outcomes(batch.get());
        QTRY_VERIFY_WITH_TIMEOUT(batch->isFinished(), KeyPerson::patience);
        QCOMPARE(outcomes.count(Status::Success), commands.size());
    }

    QByteArrayList dump() const
    {
        QByteArrayList lines = PlainText(m_server.port()).ask("lru_crawler metadump all");
        std::ranges::sort(lines);
        return lines;
    }
    QMap<QByteArray, qint64> statistics() const
    {
        QMap<QByteArray, qint64> all;
        const QByteArrayList lines = PlainText(m_server.port()).ask("stats");
        for (const QByteArray &line : lines) {
            const QByteArrayList words = line.trimmed().split(' ');
            if (words.size() == 3)
                all.insert(words[1], words[2].toLongLong());
        }
        return all;
    }
    qint64 counter(const QByteArray &name) const { return statistics().value(name, -1); }
    /// Those that tell of items, of what was done to them and of how they were asked for.
    QMap<QByteArray, qint64> counters() const
    {
        const QMap<QByteArray, qint64> all = statistics();
        QMap<QByteArray, qint64> some;
        for (const char *name :
             {"curr_items", "total_items", "bytes",       "cmd_get",           "cmd_set",        "cmd_touch",   "cmd_flush",     "get_hits",
              "get_misses", "get_expired", "get_flushed", "touch_hits",        "touch_misses",   "delete_hits", "delete_misses", "cas_hits",
              "cas_misses", "incr_hits",   "evictions",   "expired_unfetched", "evicted_active", "reclaimed"})
            some.insert(name, all.value(name, -1));
        return some;
    }
    /// What the test claims to have looked at: items with and without a TTL and a mark, of several ages.
    static void checkThatItIsMixed(const QByteArrayList &lines)
    {
        int read = 0;
        int never = 0;
        QList<QByteArray> accesses;
        for (const QByteArray &line : lines) {
            read += line.contains(" fetch=yes ") ? 1 : 0;
            never += line.contains(" exp=-1 ") ? 1 : 0;
            const qsizetype access = line.indexOf(" la=");
            if (const QByteArray time = line.mid(access, line.indexOf(' ', access + 1) - access); !accesses.contains(time))
                accesses.append(time);
        }
        QVERIFY2(read > itemCount / 10 && read < itemCount * 9 / 10, qPrintable(QString::number(read)));
        QVERIFY2(never > itemCount / 10 && never < itemCount * 9 / 10, qPrintable(QString::number(never)));
        QVERIFY2(accesses.size() >= waveCount, qPrintable(QString::number(accesses.size())));
    }
    static int sampleNumber(size_t i) { return int(i) * (itemCount / 200 - 1); }
    std::vector<Meta> peekAtSample() const
    {
        QList<QByteArray> keys;
        for (size_t i = 0; i < 200; ++i)
            keys.append(KeySample::key(sampleNumber(i)));
        TextChannel channel(optionsFor(m_server.port()));
        const auto reply = channel.peek(keys);
        std::vector<Meta> metas;
        if (const Error error = errorOf(*reply))
            qWarning("no sample: %s", qPrintable(error.text));
        for (const PeekedItem &item : reply->takeItems()) {
            const MetaAnswer &answer = item.answer;
            const qint64 left = answer.timeToLive.value_or(0);
            metas.push_back({.value = item.value,
                             .cas = answer.cas.value_or(0),
                             .size = answer.size.value_or(0),
                             .flags = answer.flags.value_or(99),
                             .wasRead = answer.wasRead.value_or(false),
                             .life = left == MetaAnswer::never ? -1 : left + qint64(answer.idle.value_or(0))});
        }
        if (metas.size() != size_t(keys.size()))
            qFatal("items are missing");
        return metas;
    }

    static void waitForLook(const KeyPerson &person, const QByteArray &key)
    {
        QCOMPARE(person.details()->key(), key);
        QVERIFY(soon([&person] { return person.details()->state() == ItemLook::State::Found; }));
    }
    static void lookInTable(KeyPerson &person)
    {
        for (int i = 0; i < looksByMouse; ++i) {
            const int row = i * (itemCount / 25 - 11);
            person.clickRow(row);
            waitForLook(person, person.keyIn(row));
        }
        for (int i = 0; i < looksByKeyboard; ++i) {
            person.press(i % 5 == 4 ? Qt::Key_PageUp : Qt::Key_Down);
            waitForLook(person, person.keyIn(person.table()->currentIndex().row()));
        }
    }
    static void lookInTree(KeyPerson &person)
    {
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.clickInTree("user:");
        person.press(Qt::Key_Right);
        person.press(Qt::Key_Down);
        for (int looks = 0; looks < looksInTree;) {
            person.press(Qt::Key_Right); // a folder of one user's keys
            person.press(Qt::Key_Down);
            const QByteArray key = person.see<KeyTreeView>("keyTreeView")->currentKey();
            if (key.isEmpty())
                continue;
            waitForLook(person, key);
            ++looks;
        }
    }
    static void weigh(KeyPerson &person)
    {
        person.showForm(2);
        QTRY_VERIFY_WITH_TIMEOUT(person.see<QWidget>("analysisFull")->isVisible(), KeyPerson::patience);
        auto *prefixes = person.see<QTableView>("prefixTable");
        QTRY_VERIFY_WITH_TIMEOUT(prefixes->model()->rowCount() > 0, KeyPerson::patience);
        prefixes->setFocus();
        prefixes->setCurrentIndex(prefixes->model()->index(0, 0));
        QTest::keyClick(prefixes, Qt::Key_Return);
        person.showForm(0);
        QHeaderView *header = person.table()->horizontalHeader();
        const int size = int(KeyCell::Size);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {header->sectionViewportPosition(size) + 10, header->height() / 2});
        QTRY_VERIFY_WITH_TIMEOUT(!person.browser()->view()->isWorking(), KeyPerson::patience);
        person.typeFilter(QStringLiteral("session: unread"));
        QTRY_VERIFY_WITH_TIMEOUT(person.keys() < itemCount / 2, KeyPerson::patience);
    }

    PrivateHome m_folder;
    RealServer m_server{{QStringLiteral("-m"), QStringLiteral("512")}};
};

QTEST_MAIN(TestNoTrace)
#include "tst_notrace.moc"

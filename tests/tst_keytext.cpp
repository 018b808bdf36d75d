#include "app/keyspace/keytext.h"

#include "app/keyspace/keywriter.h"
#include "app/keyspace/seenkeys.h"
#include "app/run/runhistory.h"
#include "tests/keysample.h"
#include "tests/maderun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using Form = KeyText::Form;

namespace {

QList<QByteArray> keysOf(const KeyStore &store)
{
    QList<QByteArray> keys;
    for (int i = 0; i < store.count(); ++i)
        keys += store.listing().key(i).toByteArray();
    return keys;
}

QList<QByteArray> keysIn(const QByteArray &text, Form form = Form::Lines)
{
    return keysOf(KeyText::read(text, form).store);
}

} // namespace

class TestKeyText : public QObject
{
    Q_OBJECT

private slots:
    void linesAreReadAsWords()
    {
        QCOMPARE(keysIn("\xef\xbb\xbfplain\r\n\n  # a comment\n\"two words\"\nhex:00ff\n'it is'\nplain\nlast"),
                 (QList<QByteArray>{"plain", "two words", QByteArray("\0\xff", 2), "it is", "last"}));
        QVERIFY(keysIn({}).isEmpty());
    }

    void aLineWithoutAKeyLeavesTheOthers()
    {
        const KeyText read = KeyText::read("one\ntwo words\n\"open\nfile:/etc/hostname\n" + QByteArray(251, 'k') + "\n"
                                               + QByteArray(20'000, 'x') + "\nlast\n",
                                           Form::Lines);
        QCOMPARE(keysOf(read.store), (QList<QByteArray>{"one", "last"}));
        QCOMPARE(read.faultCount, 5);
        QVERIFY(!read.error);
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(read.faults.at(i).line, i + 2);
            QVERIFY(!read.faults.at(i).text.isEmpty());
        }
    }

    void faultsAreKeptUpToABound()
    {
        const KeyText read = KeyText::read(QByteArray("two words\n").repeated(1'000), Form::Lines);
        QCOMPARE(read.faultCount, 1'000);
        QCOMPARE(read.faults.size(), KeyText::mostFaults);
    }

    void aScriptGivesTheKeysOfItsCommands()
    {
        const KeyText read = KeyText::read("# begin\nSET \"a b\" 5\nNOOP\nGET c\nNONSENSE d\nSTAT items\nDELETE c\n", Form::Script);
        QCOMPARE(keysOf(read.store), (QList<QByteArray>{"a b", "c"}));
        QCOMPARE(read.faultCount, 1);
        QCOMPARE(read.faults.constFirst().line, 5);
    }

    void whatWasExportedIsReadBack_data()
    {
        QTest::addColumn<KeyWriter::Format>("format");
        QTest::addColumn<QString>("name");
        QTest::newRow("json lines") << KeyWriter::Format::JsonLines << QStringLiteral("keys.jsonl");
        QTest::newRow("csv") << KeyWriter::Format::Csv << QStringLiteral("keys.csv");
        QTest::newRow("script") << KeyWriter::Format::Script << QStringLiteral("keys.mcb");
        QTest::newRow("json lines by another name") << KeyWriter::Format::JsonLines << QStringLiteral("keys");
        QTest::newRow("csv by another name") << KeyWriter::Format::Csv << QStringLiteral("keys.txt");
    }

    void whatWasExportedIsReadBack()
    {
        QFETCH(KeyWriter::Format, format);
        QFETCH(QString, name);
        KeyStore store;
        store.append(KeySample().segment(0, 3'000));
        std::vector<int> indexes(size_t(store.count()));
        std::iota(indexes.begin(), indexes.end(), 0);
        QByteArray bytes;
        const KeyWriter writer(format);
        writer.writeHeader(bytes);
        QCOMPARE(writer.write(bytes, store.listing(), indexes, 0, LLONG_MAX), indexes.size());
        const QTemporaryDir folder;
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const KeyText read = KeyText::readFile(file.fileName());
        QVERIFY2(!read.error, qPrintable(read.error.text));
        QCOMPARE(read.faultCount, 0);
        QCOMPARE(keysOf(read.store), keysOf(store));
        // What was true when it was exported is not told again.
        QCOMPARE(read.store.listing().at(0).size, 0U);
    }

    void anExportOfResultsIsReadToo()
    {
        QCOMPARE(keysIn("{\"line\":1,\"command\":\"GET\",\"key\":\"a \\u00e4\"}\n{\"line\":2,\"command\":\"NOOP\"}\n"
                        "{\"line\":3,\"keyBase64\":\"AP8=\"}\n",
                        Form::JsonLines),
                 (QList<QByteArray>{"a \xc3\xa4", QByteArray("\0\xff", 2)}));
        QCOMPARE(keysIn("line,command,key,keyBase64,status\r\n1,GET,\"a,\"\"b\",,success\r\n2,GET,,AP8=,success\r\n3,NOOP,,,success\r\n",
                        Form::Csv),
                 (QList<QByteArray>{"a,\"b", QByteArray("\0\xff", 2)}));
    }

    void oddTablesAreRefusedOrReadInPart()
    {
        QCOMPARE(KeyText::read("a,b\r\n1,2\r\n", Form::Csv).error.code, Error::Code::Invalid);
        QCOMPARE(KeyText::read({}, Form::Csv).error.code, Error::Code::Invalid);
        const KeyText table = KeyText::read("key,keyBase64\r\n,***\r\nb,\r\n\"open", Form::Csv);
        QCOMPARE(keysOf(table.store), QList<QByteArray>{"b"});
        QCOMPARE(table.faultCount, 2);
        const KeyText lines = KeyText::read("[1]\n{\"key\":\n{\"key\":7}\n{\"key\":\"\"}\n{\"key\":\"k\"}\n", Form::JsonLines);
        QCOMPARE(keysOf(lines.store), QList<QByteArray>{"k"});
        QCOMPARE(lines.faultCount, 3);
    }

    void whatIsNoFileIsSaid()
    {
        QCOMPARE(KeyText::readFile(QStringLiteral("/nowhere/keys.txt")).error.code, Error::Code::Unreadable);
        QCOMPARE(KeyText::readFile(QStringLiteral("/dev/zero")).error.code, Error::Code::Unreadable);
    }

    void readingTellsHowFarItIsAndCanBeStopped()
    {
        const QByteArray text = QByteArray("key\n").repeated(100'000);
        QList<int> told;
        static_cast<void>(KeyText::read(text, Form::Lines, [&told](int progress) {
            told += progress;
            return progress < 500;
        }));
        QVERIFY(told.size() > 10 && std::ranges::is_sorted(told));
        QVERIFY(told.constLast() >= 500 && told.constLast() < 600);
    }

    // Keys seen in results

    void keysOfRunsAreThoseThatWereThere()
    {
        MadeRun first;
        first.hit("read", "v")
            .answer(Opcode::Set, "stored")
            .hit("deleted later", "v")
            .answer(Opcode::Get, "came later", Status::KeyNotFound);
        MadeRun second;
        second.answer(Opcode::Delete, "deleted later")
            .answer(Opcode::Set, "came later")
            .silent(Opcode::GetQ, "missed quietly")
            .silent(Opcode::SetQ, "stored quietly")
            .answer(Opcode::Add, "exists", Status::KeyExists)
            .notSent(Opcode::Get, "not sent", QStringLiteral("why"))
            .statistics({{"a", "b"}})
            .answer(Opcode::Noop, {});
        const KeyStore seen = seenKeys({first.results(), second.results()});
        QList<QByteArray> keys = keysOf(seen);
        QCOMPARE(keys, (QList<QByteArray>{"exists", "stored quietly", "came later", "stored", "read"}));
        QVERIFY(!seen.listing().at(0).fetched);
    }

    void aMillionResultsGiveTheirKeysOnce()
    {
        MadeRun run;
        for (int i = 0; i < 100'000; ++i) {
            if (i % 20'000 == 0)
                run.cut();
            run.silent(Opcode::SetQ, "key:" + QByteArray::number(i % 30'000));
        }
        QCOMPARE(seenKeys({run.results()}).count(), 30'000);
        QCOMPARE(seenKeys({run.results()}, [] { return true; }).count(), 0);
        QCOMPARE(seenKeys({}).count(), 0);
    }

    void onlyRunsOfOneServerAreLookedAt()
    {
        RunHistory history;
        for (const char *server : {"memcached://a", "memcached://b", "memcached://a"}) {
            RunRecord record;
            record.server = QLatin1String(server);
            history.begin(record);
            history.end(RunRecord::State::Finished, {}, 0, {});
        }
        QCOMPARE(keptResults(history).size(), 3);
        QCOMPARE(keptResults(history, QStringLiteral("memcached://a")).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestKeyText)
#include "tst_keytext.moc"

#include "app/watch/serverwatch.h"
#include "app/watch/watchfile.h"
#include "app/watch/watchview.h"
#include "app/watch/watchwords.h"
#include "tests/patience.h"
#include "tests/watchlines.h"

#include <QBuffer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

WatchSegment segmentOf(const QByteArrayList &lines)
{
    WatchSegment segment;
    for (const QByteArray &line : lines)
        segment.append(line);
    return segment;
}

QByteArrayList textsOf(const WatchView &view)
{
    QByteArrayList texts;
    for (int row = 0; row < view.count(); ++row)
        texts += view.text(row).toByteArray();
    return texts;
}

} // namespace

/// Lines of a watch taken apart, kept, added up and filtered, and their files.
class TestWatchLog : public QObject
{
    Q_OBJECT

private slots:
    void linesAreTakenApart()
    {
        const QByteArray store = "ts=876.25148 gid=7 type=item_store key=a%20b status=stored cmd=set ttl=60 clsid=5 cfd=12 size=100";
        WatchEvent event = readWatchEvent(store);
        QCOMPARE(event.kind, WatchKind::Store);
        QCOMPARE(event.time, 876'025'148);
        QCOMPARE(event.decodedKey(), QByteArray("a b"));
        QCOMPARE(event.command.toByteArray(), QByteArray("set"));
        QCOMPARE(event.ttl, std::optional<qint64>(60));
        QCOMPARE(event.slabClass, 5);
        QCOMPARE(event.client, 12);
        QCOMPARE(event.size, 100);
        const QByteArray eviction = "ts=1.2 gid=8 type=eviction key=k fetch=no ttl=-1 la=17 clsid=1 size=3";
        event = readWatchEvent(eviction);
        QCOMPARE(event.kind, WatchKind::Eviction);
        QCOMPARE(event.fetched.toByteArray(), QByteArray("no"));
        QCOMPARE(event.idle, 17);
        QCOMPARE(event.ttl, std::optional<qint64>(-1));
        QCOMPARE(readWatchEvent("skipped=42").skipped, quint64(42));
        QCOMPARE(readWatchEvent("ts=1.2 gid=1 type=slab_move src=3 dst=4").rest.toByteArray(), QByteArray("src=3 dst=4"));
        const QByteArray lost = watchMark(WatchKind::Lost, 5'000'123, "why\nnot");
        event = readWatchEvent(lost);
        QCOMPARE(event.kind, WatchKind::Lost);
        QCOMPARE(event.time, 5'000'123);
        QCOMPARE(event.rest.toByteArray(), QByteArray("why not"));
    }

    void whatIsNoLineIsUnreadable()
    {
        for (const char *line : {"", "OK", "ts=", "ts=x gid=1", "ts=1.9999999", "ts=99999999999999999999.1", "skipped=", "skipped=-1", "#",
                                 "#lost ", "#lost x", "#other 1.2", "gid=1 ts=1.2"})
            QVERIFY2(readWatchEvent(line).kind == WatchKind::Unreadable, line);
        // A key that cannot be decoded is shown as it came.
        QCOMPARE(readWatchEvent("ts=1.2 type=item_get key=%4").decodedKey(), QByteArray("%4"));
    }

    void theMostFrequentAreFoundWithinTheirError()
    {
        TopCounts counts(64);
        std::map<QByteArray, quint64> truth;
        QRandomGenerator random(4711);
        for (int i = 0; i < 200'000; ++i) {
            // One in two is of ten hot keys, all others of ten thousand.
            const QByteArray key =
                random.bounded(2) == 0 ? "hot" + QByteArray::number(random.bounded(10)) : QByteArray::number(random.bounded(10'000));
            ++truth[key];
            counts.count(key);
        }
        QCOMPARE(counts.entries().size(), size_t(64));
        for (const TopCounts::Entry &entry : counts.entries()) {
            QVERIFY(truth[entry.key] <= entry.count);
            QVERIFY(truth[entry.key] >= entry.count - entry.error);
        }
        const std::vector<TopCounts::Entry> top = counts.top(10);
        for (const TopCounts::Entry &entry : top)
            QVERIFY(entry.key.startsWith("hot"));
        for (const auto &[key, count] : truth)
            QVERIFY(counts.find(key) || count <= counts.leastCount());
    }

    void hitsMissesStoresAndEvictionsAreAddedUp()
    {
        WatchTally tally(":");
        const auto add = [&tally](const QByteArray &line) {
            const WatchEvent event = readWatchEvent(line);
            tally.add(event, event.decodedKey());
        };
        add(readLine(1, "user:1"));
        add(readLine(2, "user:1"));
        add(readLine(3, "user:2", false));
        // What a store looks up is nobody's read.
        add(readLine(4, "user:2", false));
        add("ts=1.5 gid=5 type=item_store key=user:2 status=stored cmd=set ttl=0 clsid=1 cfd=9 size=7");
        // But it is one where another client stores.
        add(readLine(6, "lonely"));
        add("ts=1.7 gid=7 type=item_store key=lonely status=stored cmd=set ttl=0 clsid=1 cfd=10 size=1");
        add("ts=1.8 gid=8 type=eviction key=job:1 fetch=no ttl=-1 la=1 clsid=1 size=100");
        add("ts=1.9 gid=9 type=eviction key=job:2 fetch=yes ttl=5 la=1 clsid=1 size=50");
        add("skipped=3");
        const WatchFigures figures = tally.figures();
        QCOMPARE(figures.count(WatchKind::Read), quint64(4));
        QCOMPARE(figures.forStores, quint64(1));
        QCOMPARE(figures.hits, quint64(3));
        QCOMPARE(figures.count(WatchKind::Store), quint64(2));
        QCOMPARE(figures.lost, quint64(3));
        QCOMPARE(figures.unread, quint64(1));
        QCOMPARE(figures.prefixes.front().key, QByteArray("user:"));
        QCOMPARE(figures.prefixes.front().hits, quint64(2));
        QCOMPARE(figures.prefixes.front().misses, quint64(1));
        QCOMPARE(figures.prefixes.front().stores, quint64(1));
        QCOMPARE(figures.prefixes.front().bytes, 27);
        QCOMPARE(figures.evicted.size(), size_t(1));
        QCOMPARE(figures.evicted.front().key, QByteArray("job:"));
        QCOMPARE(figures.evicted.front().count, quint64(2));
        QCOMPARE(figures.evicted.front().unread, quint64(1));
        QCOMPARE(figures.evicted.front().bytes, 150);
    }

    void aLogDropsTheOldestAndKeepsNumbers()
    {
        WatchLog log(200'000);
        int written = 0;
        for (int i = 0; i < 100; ++i) {
            QByteArrayList lines;
            for (int j = 0; j < 100; ++j) {
                ++written;
                lines += readLine(written, "key" + QByteArray::number(written));
            }
            log.append(segmentOf(lines));
            QVERIFY(log.byteSize() <= 200'000 + 100'000);
        }
        QCOMPARE(log.end(), 10'000);
        QVERIFY(log.begin() > 5'000 && log.size() > 500);
        QCOMPARE(log.dropped(), log.begin());
        QCOMPARE(log.text(9'999).toByteArray(), readLine(10'000, "key10000"));
        QCOMPARE(log.text(log.begin()).toByteArray(), readLine(int(log.begin()) + 1, "key" + QByteArray::number(log.begin() + 1)));
        log.clear();
        QVERIFY(log.isEmpty() && log.dropped() == 0 && log.end() == 10'000);
        // Short ones are put together.
        WatchLog quiet;
        for (int i = 0; i < 1'000; ++i)
            quiet.append(segmentOf({readLine(i, "k")}));
        QCOMPARE(quiet.parts().size(), size_t(1));
    }

    void whatIsShownFollowsTheLogAndTheFilter()
    {
        WatchLog log(40'000);
        WatchView view;
        const auto append = [&log](int from, int count) {
            QByteArrayList lines;
            for (int i = from; i < from + count; ++i)
                lines += readLine(i, (i % 2 ? "odd" : "even") + QByteArray::number(i));
            log.append(segmentOf(lines));
        };
        append(0, 10);
        view.setLog(log);
        QCOMPARE(view.count(), 10);
        view.setFilter(keysLike(QStringLiteral("odd")));
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(view.count(), 5);
        append(10, 10);
        view.follow(log);
        QTRY_COMPARE(view.count(), 10);
        QCOMPARE(view.text(9).toByteArray(), readLine(19, "odd19"));
        view.setPaused(true);
        append(20, 4);
        view.follow(log);
        QCOMPARE(view.waiting(), 4);
        QCOMPARE(view.count(), 10);
        view.setFilter({});
        QCOMPARE(view.count(), 20);
        view.setPaused(false);
        QCOMPARE(view.count(), 24);
        // Until the log drops what it began with.
        for (int i = 24; log.begin() == 0; i += 200) {
            append(i, 200);
            view.follow(log);
        }
        QCOMPARE(view.count(), int(log.size()));
        QCOMPARE(view.number(0), log.begin());
        QCOMPARE(view.text(view.count() - 1).toByteArray(), log.text(log.end() - 1).toByteArray());
        view.setFilter(keysLike(QStringLiteral("even")));
        for (int i = 0; i < 20; ++i) {
            append(i, 200);
            view.follow(log);
        }
        QTRY_VERIFY(!view.isWorking() && view.log().end() == log.end());
        QCOMPARE(view.count(), int(std::ranges::count_if(textsOf(view), [](const QByteArray &line) { return line.contains("even"); })));
        QVERIFY(view.number(0) >= log.begin());
    }

    void aFilterTakesWhatLinesTell_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("count");
        QTest::newRow("text") << "USER" << 3;
        QTest::newRow("glob") << "user:*" << 3;
        QTest::newRow("expression") << "/^job:[0-9]$/" << 1;
        QTest::newRow("size") << "size>50" << 1;
        QTest::newRow("class") << "class=2" << 1;
        QTest::newRow("unread") << "job: -read" << 1;
        QTest::newRow("not") << "-user" << 1;
    }

    void aFilterTakesWhatLinesTell()
    {
        QFETCH(QString, filter);
        QFETCH(int, count);
        WatchLog log;
        log.append(segmentOf({readLine(1, "user:1"), readLine(2, "user:2"),
                              "ts=1.1 gid=3 type=item_store key=user:3 status=stored cmd=set ttl=0 clsid=2 cfd=1 size=1",
                              "ts=1.2 gid=4 type=eviction key=job:1 fetch=no ttl=-1 la=1 clsid=1 size=100",
                              "ts=1.3 gid=5 type=conn_new rip=127.0.0.1 rport=5 transport=tcp cfd=4", "skipped=9"}));
        WatchView view;
        view.setLog(log);
        view.setFilter(keysLike(filter));
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(view.count(), count + 1); // losses are always told
    }

    void versionsKnowTheirWords()
    {
        const auto has = [](const char *version, const char *word) {
            return std::ranges::any_of(watchWords(version), [word](const WatchWord &one) { return one.word == word; });
        };
        QVERIFY(has("1.6.18", "connevents") && !has("1.6.18", "deletions"));
        QVERIFY(has("1.6.24", "deletions") && !has("1.5.22", "connevents"));
        QVERIFY(laterWordsText("1.6.18").contains(QStringLiteral("1.6.20")) && laterWordsText("1.5.22").contains(QStringLiteral("1.6.11")));
        QVERIFY(laterWordsText("1.6.20").isEmpty() && laterWordsText({}).isEmpty() && laterWordsText("1.4.20").isEmpty());
        QVERIFY(has("", "deletions") && watchWords("1.4.25").empty());
        for (const WatchWord &word : watchWords({}))
            QVERIFY(!word.explanation.isEmpty() && !word.name.isEmpty() && !word.word.startsWith("proxy"));
    }

    void filesAreReadWhateverIsInThem()
    {
        const auto read = [](QByteArray bytes) {
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::ReadOnly);
            return readWatchFile(buffer, QStringLiteral("file"), ":");
        };
        ReadWatch good = read(readLine(1, "a") + "\r\nskipped=7\n\n" + watchMark(WatchKind::Lost, 1) + "\nnonsense\n"
                              + QByteArray(100'000, 'x') + '\n' + readLine(2, "b"));
        QVERIFY(!good.error);
        QCOMPARE(good.log.size(), 6);
        QCOMPARE(good.figures.lost, quint64(7));
        QCOMPARE(good.figures.count(WatchKind::Unreadable), quint64(2));
        QVERIFY(good.log.text(4).size() <= 16 * 1024);
        for (const QByteArray &bad : {QByteArray(), QByteArray("\n\n"), QByteArray(3'000'000, '\0'), QByteArray("hello\nworld\n")}) {
            const ReadWatch none = read(bad);
            QCOMPARE(none.error.code, Error::Code::Unreadable);
            QVERIFY(none.error.text.contains(QLatin1String("file")) && none.log.isEmpty());
        }
    }

    void whatIsSavedOpensAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lines.watch"));
        WatchLog log;
        log.append(segmentOf({readLine(1, "a%20b"), "skipped=3", readLine(2, "c")}));
        WatchSaving saving;
        QSignalSpy saved(&saving, &FileWriting::finished);
        saving.save(log, path);
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(!saving.error());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), readLine(1, "a%20b") + "\nskipped=3\n" + readLine(2, "c") + '\n');
        WatchOpening opening;
        QSignalSpy opened(&opening, &WatchOpening::finished);
        opening.open(path, ":");
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opening.result().log.size(), 3);
        opening.open(folder.filePath(QStringLiteral("none")), ":");
        QTRY_COMPARE(opened.size(), 2);
        QCOMPARE(opening.result().error.code, Error::Code::Unreadable);
    }
};

QTEST_GUILESS_MAIN(TestWatchLog)
#include "tst_watchlog.moc"

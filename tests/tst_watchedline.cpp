#include "connection/text/watchedline.h"
#include "tests/recordedtext.h"

#include <QTest>

class TestWatchedLine : public QObject
{
    Q_OBJECT

private slots:
    void recordedStreamsAreRead()
    {
        for (const char *version : {"1.6.18", "1.6.24"}) {
            const QByteArrayList lines = recordedText(version, "watch_stream").split('\n');
            QList<WatchedLine> parsed;
            for (const QByteArray &line : lines) {
                if (line.isEmpty())
                    continue;
                const std::optional<WatchedLine> watched = parseWatchedLine(line);
                QVERIFY2(watched, line.constData());
                QVERIFY(watched->seconds > 1'700'000'000 && watched->number > 0 && !watched->type.isEmpty() && !watched->fields.isEmpty());
                parsed += *watched;
            }
            QCOMPARE(parsed.size(), 7);
            QCOMPARE(parsed[0].type, QByteArray("conn_new"));
            QVERIFY(parsed[0].fields.contains({"rip", "127.0.0.1"}));
            QCOMPARE(parsed[2].type, QByteArray("item_store"));
            QCOMPARE(parsed[2].key, QByteArray("w key"));
            QVERIFY(parsed[2].fields.contains({"status", "stored"}));
        }
    }

    void theTimeIsSplitAtTheDot()
    {
        std::optional<WatchedLine> line =
            parseWatchedLine("ts=876.25148 gid=18446744073709551615 type=eviction key=%00%25 fetch=no ttl=-1");
        QVERIFY(line);
        QCOMPARE(line->seconds, 876);
        QCOMPARE(line->microseconds, 25'148);
        QCOMPARE(line->number, ~quint64(0));
        QCOMPARE(line->key, QByteArray("\0%", 2));
        QCOMPARE(line->fields, (QList<WatchedField>{{"fetch", "no"}, {"ttl", "-1"}}));
        line = parseWatchedLine("ts=5");
        QCOMPARE(line->seconds, 5);
        QCOMPARE(line->microseconds, 0);
    }

    void skippedLinesAreCounted()
    {
        const std::optional<WatchedLine> line = parseWatchedLine("skipped=42");
        QVERIFY(line);
        QCOMPARE(line->skipped, std::optional<quint64>(42));
    }

    void unknownFieldsAreKept()
    {
        const std::optional<WatchedLine> line = parseWatchedLine("ts=1.2 gid=3 type=new what=ever alone empty= a=b=c ");
        QVERIFY(line);
        QCOMPARE(line->fields, (QList<WatchedField>{{"what", "ever"}, {"", "alone"}, {"empty", ""}, {"a", "b=c"}}));
    }

    void whatMakesNoSenseIsNoLine()
    {
        for (const char *bad :
             {"", "OK", "gid=1 ts=2.3", "ts=", "ts=x", "ts=1.x", "ts=1.1000000", "ts=-1.0", "ts=1.2 gid=x", "ts=1.2 gid=-1",
              "ts=1.2 key=%4", "ts=1.2 key=%zz", "skipped=", "skipped=x", "skipped=-1", "skipped=99999999999999999999"})
            QVERIFY2(!parseWatchedLine(bad), bad);
    }

    void segmentsKeepTheLinesAsTheyCame()
    {
        WatchSegment segment;
        segment.append("ts=1.2 gid=3 type=a key=x%20y");
        segment.append("ts=4.5 gid=6 type=b");
        const WatchSegment moved = std::move(segment);
        QCOMPARE(moved.size(), 2);
        QCOMPARE(moved.text(0).toByteArray(), QByteArray("ts=1.2 gid=3 type=a key=x%20y"));
        QCOMPARE(moved.line(0).key, QByteArray("x y"));
        QCOMPARE(moved.line(1).number, quint64(6));
        QVERIFY(moved.byteSize() >= 48);
    }
};

QTEST_APPLESS_MAIN(TestWatchedLine)
#include "tst_watchedline.moc"

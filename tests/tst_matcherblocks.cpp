#include "tests/matcherfeed.h"

#include <QTest>

using Result = ResponseMatcher::Result;

/// Answers across the blocks that they are read into. Every test runs with several sizes of what the socket gives at a time.
class TestMatcherBlocks : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addSlices(); }

    void answersSpanBlocks()
    {
        // A sixth of a block each, so that some begin in one block and end in the next.
        Feed feed(bulkSlice());
        constexpr int count = 20;
        const QByteArray value(ReadBlock::usualCapacity / 6, 'v');
        std::vector<quint32> opaques;
        for (int i = 0; i < count; ++i)
            opaques.push_back(feed.ask(Opcode::Get, &feed.sink));
        for (int i = 0; i < count; ++i)
            QCOMPARE(feed.receive(hit(opaques[size_t(i)], value + char('a' + i))), Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(count));
        for (int i = 0; i < count; ++i)
            QVERIFY(seen[size_t(i)].value == value + char('a' + i));
    }

    void earlierBytesStayWhenLaterOnesCome()
    {
        Feed feed(bulkSlice());
        const quint32 first = feed.ask(Opcode::Get, &feed.sink);
        const quint32 second = feed.ask(Opcode::Get, &feed.sink);
        QCOMPARE(feed.receive(hit(first, "first")), Result::Fine);
        std::vector<ResultSegment> taken = feed.sink.takeSegments();
        QCOMPARE(taken.size(), size_t(1));
        QCOMPARE(feed.receive(hit(second, QByteArray(6'000'000, 'x'))), Result::Fine);
        QCOMPARE(taken[0].outcome(0).value->toByteArray(), QByteArray("first"));
    }

    void anAnswerMayBeLargerThanABlock()
    {
        Feed feed(bulkSlice());
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 large = feed.ask(Opcode::Get, &feed.sink);
        const quint32 small = feed.ask(Opcode::Get, &feed.sink);
        const QByteArray value(qsizetype(maximumBody) - 4, 'v');
        QCOMPARE(feed.receive(hit(large, value)), Result::Fine);
        QCOMPARE(feed.receive(hit(small, "v")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(3));
        QVERIFY(feed.sink.seen()[1].value == value);
        QCOMPARE(feed.sink.seen()[2].value, QByteArray("v"));
    }

    void anAnswerMayEndWithABlock()
    {
        for (const int missing : {-1, 0, 1, 23, 24, 25}) {
            Feed feed(bulkSlice());
            const quint32 first = feed.ask(Opcode::Get, &feed.sink);
            const quint32 second = feed.ask(Opcode::Get, &feed.sink);
            const QByteArray value(ReadBlock::usualCapacity - 28 - missing, 'v');
            QCOMPARE(feed.receive(hit(first, value) + hit(second, "second")), Result::Fine);
            QCOMPARE(feed.sink.seen().size(), size_t(2));
            QVERIFY(feed.sink.seen()[0].value == value);
            QCOMPARE(feed.sink.seen()[1].value, QByteArray("second"));
        }
    }

    void statisticsMaySpanBlocks()
    {
        Feed feed(bulkSlice());
        const quint32 get = feed.ask(Opcode::Get, &feed.sink);
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        const quint32 noop = feed.ask(Opcode::Noop, &feed.sink);
        // Most of the first block, so that the statistics lie across its end.
        QCOMPARE(feed.receive(hit(get, QByteArray(ReadBlock::usualCapacity - 200'000, 'v'))), Result::Fine);
        QByteArray lines;
        for (int i = 0; i < 50; ++i)
            lines += line(stat, "name" + QByteArray::number(i), QByteArray(10'000, char('a' + i % 26)));
        const bool ended = bulkSlice() % 2 == 0;
        if (ended)
            lines += plain(Opcode::Stat, stat);
        QCOMPARE(feed.receive(lines + plain(Opcode::Noop, noop)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(3));
        QVERIFY(feed.sink.seen()[1].bytes == lines);
    }

    void statisticsMayFillABlock()
    {
        QFETCH_GLOBAL(int, slice);
        for (const int length : {0, 1, 50}) {
            Feed feed(slice, 1024);
            const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
            const quint32 noop = feed.ask(Opcode::Noop, &feed.sink);
            QByteArray lines;
            for (int i = 0; i < 60; ++i)
                lines += line(stat, "name", QByteArray(length, 'v'));
            lines += plain(Opcode::Stat, stat);
            QCOMPARE(feed.receive(lines + plain(Opcode::Noop, noop)), Result::Fine);
            QCOMPARE(feed.sink.seen().size(), size_t(2));
            QCOMPARE(feed.sink.seen()[0].bytes, lines);
        }
    }

    void endlessStatisticsAreMalformed()
    {
        Feed feed(1 << 20);
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        const QByteArray portion = line(stat, "name", QByteArray(1'000'000, 'v'));
        Result result = Result::Fine;
        int portions = 0;
        for (; portions < 100 && result == Result::Fine; ++portions)
            result = feed.receive(portion);
        QCOMPARE(result, Result::Malformed);
        QVERIFY(portions > 4);
        feed.matcher.endAll(24, Status::Closed, ourWords());
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].status, Status::Closed);
    }

private:
    static Feed start()
    {
        QFETCH_GLOBAL(int, slice);
        return Feed(slice);
    }

    /// The slice for megabytes: by the byte they would take minutes.
    static qsizetype bulkSlice()
    {
        QFETCH_GLOBAL(int, slice);
        return slice < 1000 ? 65'520 + slice : slice * qsizetype(100);
    }
};

QTEST_GUILESS_MAIN(TestMatcherBlocks)
#include "tst_matcherblocks.moc"

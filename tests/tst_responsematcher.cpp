#include "tests/matcherfeed.h"

#include <QTest>

#include <set>

using Result = ResponseMatcher::Result;

/// Every test runs with several sizes of what the socket gives at a time.
class TestResponseMatcher : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addSlices(); }

    void everyRequestHasAnOpaqueOfItsOwn()
    {
        Feed feed = start();
        std::set<quint32> opaques;
        for (int i = 0; i < 1000; ++i)
            opaques.insert(feed.ask(Opcode::Noop, nullptr));
        QCOMPARE(opaques.size(), size_t(1000));
        QCOMPARE(feed.matcher.pendingCount(), 1000);
        QCOMPARE(feed.matcher.pendingBytes(), 24'000);
    }

    void loudCommandsAreAnsweredInOrder()
    {
        Feed feed = start();
        const quint32 set = feed.ask(Opcode::Set, &feed.sink, 40);
        const quint32 get = feed.ask(Opcode::Get, &feed.sink, 30);
        const quint32 miss = feed.ask(Opcode::Get, &feed.sink, 30);
        QCOMPARE(feed.matcher.pendingBytes(), 100);
        const QByteArray answers[]{plain(Opcode::Set, set), hit(get, "world"), plain(Opcode::Get, miss, 1, "Not found")};

        QCOMPARE(feed.receive(answers[0] + answers[1]), Result::Fine);
        QCOMPARE(feed.matcher.pendingCount(), 1);
        QCOMPARE(feed.matcher.pendingBytes(), 30);
        QCOMPARE(feed.matcher.answerCount(), 2);
        QCOMPARE(feed.receive(answers[2]), Result::Fine);
        QCOMPARE(feed.matcher.pendingCount(), 0);
        QCOMPARE(feed.matcher.pendingBytes(), 0);
        QCOMPARE(feed.matcher.answerCount(), 3);

        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(3));
        QCOMPARE(seen[0], (SeenOutcome{Opcode::Set, Status::Success, Basis::Answer, {}, answers[0], {}}));
        QCOMPARE(seen[1], (SeenOutcome{Opcode::Get, Status::Success, Basis::Answer, {}, answers[1], "world"}));
        QCOMPARE(seen[2], (SeenOutcome{Opcode::Get, Status::KeyNotFound, Basis::Answer, {}, answers[2], {}}));
    }

    void silenceIsKnownOnlyByALaterAnswer()
    {
        Feed feed = start();
        feed.ask(Opcode::GetQ, &feed.sink);
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 noop = feed.ask(Opcode::Noop, &feed.sink);
        const QByteArray answer = plain(Opcode::Noop, noop);
        QCOMPARE(feed.receive(answer.chopped(1)), Result::Fine);
        QVERIFY(feed.sink.seen().empty());
        QCOMPARE(feed.matcher.unparsed().toByteArray(), answer.chopped(1));
        QCOMPARE(feed.receive(answer.last(1)), Result::Fine);
        QVERIFY(feed.matcher.unparsed().isEmpty());

        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(3));
        QCOMPARE(seen[0], (SeenOutcome{Opcode::GetQ, Status::KeyNotFound, Basis::Silence, {}, {}, {}}));
        QCOMPARE(seen[1], (SeenOutcome{Opcode::SetQ, Status::Success, Basis::Silence, {}, {}, {}}));
        QCOMPARE(seen[2].basis, Basis::Answer);
    }

    void aQuietAnswerSettlesTheQuietCommandsBeforeIt()
    {
        Feed feed = start();
        feed.ask(Opcode::GetKQ, &feed.sink);
        const quint32 second = feed.ask(Opcode::GetKQ, &feed.sink);
        feed.ask(Opcode::DeleteQ, &feed.sink);
        const quint32 fourth = feed.ask(Opcode::SetQ, &feed.sink);
        feed.ask(Opcode::IncrementQ, &feed.sink);
        QCOMPARE(feed.receive(hit(second, "v", Opcode::GetKQ)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
        QCOMPARE(feed.receive(plain(Opcode::SetQ, fourth, 2, "Data exists for key.")), Result::Fine);
        QCOMPARE(feed.matcher.pendingCount(), 1);

        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(4));
        QCOMPARE(seen[0].basis, Basis::Silence);
        QCOMPARE(seen[0].status, Status::KeyNotFound);
        QCOMPARE(seen[1].value, QByteArray("v"));
        QCOMPARE(seen[1].basis, Basis::Answer);
        QCOMPARE(seen[2].basis, Basis::Silence);
        QCOMPARE(seen[2].status, Status::Success);
        QCOMPARE(seen[3].status, Status::KeyExists);
        QCOMPARE(seen[3].basis, Basis::Answer);
    }

    void aBarrierOfOursHasNoOutcome()
    {
        Feed feed = start();
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 barrier = feed.ask(Opcode::Noop, nullptr);
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 last = feed.ask(Opcode::Noop, nullptr);
        QCOMPARE(feed.receive(plain(Opcode::Noop, barrier)), Result::Fine);
        QCOMPARE(feed.sink.outcomeCount(), 1);
        QCOMPARE(feed.receive(plain(Opcode::Noop, last)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
        QCOMPARE(feed.matcher.pendingCount(), 0);
    }

    void statisticsOfManyPacketsAreOneOutcome()
    {
        Feed feed = start();
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        const quint32 noop = feed.ask(Opcode::Noop, &feed.sink);
        const QByteArray lines = line(stat, "pid", "7") + line(stat, "version", "1.6.18") + line(stat, "empty", "");
        QCOMPARE(feed.receive(lines), Result::Fine);
        QVERIFY(feed.sink.seen().empty());
        QCOMPARE(feed.matcher.pendingCount(), 2);
        const QByteArray end = plain(Opcode::Stat, stat);
        QCOMPARE(feed.receive(end), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].bytes, lines + end);
        QCOMPARE(feed.sink.segments[0].outcome(0).statistics().size(), 3);
        QCOMPARE(feed.receive(plain(Opcode::Noop, noop)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
    }

    void statisticsMayBeEmpty()
    {
        Feed feed = start();
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        QCOMPARE(feed.receive(plain(Opcode::Stat, stat)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].status, Status::Success);
    }

    void anErrorEndsStatistics()
    {
        Feed feed = start();
        const quint32 first = feed.ask(Opcode::Stat, &feed.sink);
        const quint32 second = feed.ask(Opcode::Stat, &feed.sink);
        QCOMPARE(feed.receive(plain(Opcode::Stat, first, 1, "Not found")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.receive(line(second, "a", "1") + plain(Opcode::Stat, second, 0x82, "Out of memory")), Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(2));
        QCOMPARE(seen[0].status, Status::KeyNotFound);
        QCOMPARE(seen[1].status, Status::OutOfMemory);
        QCOMPARE(feed.sink.segments.back().outcome(feed.sink.segments.back().size() - 1).message(), QStringLiteral("Out of memory"));
    }

    void statisticsWithoutAnEndAreEndedByTheNextAnswer()
    {
        Feed feed = start();
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 noop = feed.ask(Opcode::Noop, nullptr);
        const QByteArray lines = line(stat, "sizes_status", "enabled") + line(stat, "b", "2");
        QCOMPARE(feed.receive(lines + plain(Opcode::Noop, noop)), Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(3));
        QCOMPARE(seen[0].basis, Basis::Silence);
        QCOMPARE(seen[1].status, Status::Success);
        QCOMPARE(seen[1].basis, Basis::Answer);
        QCOMPARE(seen[1].bytes, lines);
        QCOMPARE(seen[2].basis, Basis::Silence);
        QCOMPARE(feed.matcher.pendingCount(), 0);
    }

    void twoStatisticsWithoutAnEndFollowEachOther()
    {
        Feed feed = start();
        const quint32 first = feed.ask(Opcode::Stat, &feed.sink);
        const quint32 second = feed.ask(Opcode::Stat, &feed.sink);
        const quint32 noop = feed.ask(Opcode::Noop, nullptr);
        QCOMPARE(feed.receive(line(first, "a", "1") + line(second, "b", "2") + line(second, "c", "3") + plain(Opcode::Noop, noop)),
                 Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(2));
        QCOMPARE(seen[0].bytes, line(first, "a", "1"));
        QCOMPARE(seen[1].bytes, line(second, "b", "2") + line(second, "c", "3"));
    }

    void statisticsNobodyWantsAreReadAway()
    {
        Feed feed = start();
        const quint32 stat = feed.ask(Opcode::Stat, nullptr);
        const quint32 get = feed.ask(Opcode::Get, &feed.sink);
        QCOMPARE(feed.receive(line(stat, "a", "1") + plain(Opcode::Stat, stat) + hit(get, "v")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].value, QByteArray("v"));
    }

    void severalAskersGetTheirOwn()
    {
        Feed feed = start();
        CollectingSink other;
        const quint32 first = feed.ask(Opcode::Get, &feed.sink);
        feed.ask(Opcode::GetQ, &other);
        const quint32 third = feed.ask(Opcode::Get, &feed.sink);
        const quint32 fourth = feed.ask(Opcode::Get, &other);
        QCOMPARE(feed.receive(hit(first, "1") + hit(third, "3") + hit(fourth, "4")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
        QCOMPARE(feed.sink.seen()[1].value, QByteArray("3"));
        QCOMPARE(other.seen().size(), size_t(2));
        QCOMPARE(other.seen()[0].basis, Basis::Silence);
        QCOMPARE(other.seen()[1].value, QByteArray("4"));
    }

    void aSinkIsWokenOnceAStretch()
    {
        Feed feed(1 << 20);
        CollectingSink idle;
        quint32 last = 0;
        for (int i = 0; i < 100; ++i)
            last = feed.ask(i == 99 ? Opcode::Noop : Opcode::SetQ, &feed.sink);
        feed.ask(Opcode::Noop, &idle);
        QCOMPARE(feed.receive(plain(Opcode::Noop, last)), Result::Fine);
        QCOMPARE(feed.sink.outcomeCount(), 100);
        QCOMPARE(feed.sink.wakeCount, 1);
        QCOMPARE(idle.wakeCount, 0);
        feed.matcher.endAll(0, Status::Closed, ourWords());
        QCOMPARE(feed.sink.wakeCount, 1);
        QCOMPARE(idle.wakeCount, 1);
    }

    void manySilentCommandsAreSettledAtOnce()
    {
        Feed feed = start();
        constexpr int count = 100'000;
        for (int i = 0; i < count; ++i)
            feed.ask(Opcode::SetQ, &feed.sink, 40);
        const quint32 noop = feed.ask(Opcode::Noop, nullptr);
        QCOMPARE(feed.receive(plain(Opcode::Noop, noop)), Result::Fine);
        QCOMPARE(feed.sink.outcomeCount(), count);
        qsizetype total = 0;
        for (const ResultSegment &segment : feed.sink.takeSegments())
            total += segment.size();
        QCOMPARE(total, count);
    }

    void answersOfOneRunKeepTheirOrderWhateverTheyAre()
    {
        // Hits, misses and failures among commands that are alike, some silent: the usual ones are settled in another way than the rest.
        Feed feed = start();
        QByteArray answers;
        QByteArrayList values;
        for (int i = 0; i < 300; ++i) {
            const quint32 opaque = feed.ask(Opcode::GetKQ, &feed.sink);
            const bool silent = i % 7 == 3;
            const bool failed = i % 11 == 5 && !silent;
            values += silent || failed ? QByteArray() : QByteArray::number(i);
            if (failed)
                answers += plain(Opcode::GetKQ, opaque, 0x82, "Out of memory");
            else if (!silent)
                answers += hit(opaque, values.constLast(), Opcode::GetKQ);
        }
        answers += plain(Opcode::Noop, feed.ask(Opcode::Noop, nullptr));
        QCOMPARE(feed.receive(answers), Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(300));
        for (size_t i = 0; i < seen.size(); ++i) {
            const bool silent = i % 7 == 3;
            const bool failed = i % 11 == 5 && !silent;
            QCOMPARE(seen[i].status, silent ? Status::KeyNotFound : failed ? Status::OutOfMemory : Status::Success);
            QCOMPARE(seen[i].basis, silent ? Basis::Silence : Basis::Answer);
            QCOMPARE(seen[i].value, values.at(int(i)));
        }
        QCOMPARE(feed.matcher.pendingCount(), 0);
        QCOMPARE(feed.matcher.pendingBytes(), 0);
    }

    void theWindowMayMoveOnForLong()
    {
        // More commands than the first ring has places, with some always under way.
        Feed feed = start();
        quint32 oldest = feed.ask(Opcode::Get, &feed.sink);
        for (int i = 0; i < 500; ++i) {
            const quint32 next = feed.ask(Opcode::Get, &feed.sink);
            QCOMPARE(feed.receive(hit(oldest, QByteArray::number(i))), Result::Fine);
            oldest = next;
        }
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(500));
        for (size_t i = 0; i < seen.size(); ++i)
            QCOMPARE(seen[i].value, QByteArray::number(int(i)));
    }

private:
    static Feed start()
    {
        QFETCH_GLOBAL(int, slice);
        return Feed(slice);
    }
};

QTEST_GUILESS_MAIN(TestResponseMatcher)
#include "tst_responsematcher.moc"

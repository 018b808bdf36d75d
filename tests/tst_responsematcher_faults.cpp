#include "tests/matcherfeed.h"

#include <QTest>
#include <QtEndian>

using Result = ResponseMatcher::Result;

/// Answers that are none, or of nobody, and the end of a connection; every test runs with several sizes of what the socket gives at a time.
class TestResponseMatcherFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addSlices(); }

    void whatIsNotSentKeepsItsPlace()
    {
        Feed feed = start();
        const quint32 first = feed.ask(Opcode::Get, &feed.sink);
        feed.matcher.expectNothing(Opcode::Set, Status::Refused, ourWords(), &feed.sink);
        feed.matcher.expectNothing(Opcode::Get, Status::InvalidArguments, QStringLiteral("too long"), &feed.sink);
        feed.ask(Opcode::GetQ, &feed.sink);
        feed.matcher.expectNothing(Opcode::SetQ, Status::Refused, ourWords(), &feed.sink);
        const quint32 last = feed.ask(Opcode::Get, &feed.sink);
        feed.matcher.expectNothing(Opcode::Add, Status::ValueTooLarge, ourWords(), &feed.sink);
        QVERIFY(feed.sink.seen().empty());
        QCOMPARE(feed.matcher.pendingCount(), 7);
        QCOMPARE(feed.matcher.pendingBytes(), 72);

        QCOMPARE(feed.receive(hit(first, "1")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(3));
        QCOMPARE(feed.receive(hit(last, "2")), Result::Fine);
        QCOMPARE(feed.matcher.pendingCount(), 0);
        QCOMPARE(feed.matcher.answerCount(), 2);

        const std::vector<SeenOutcome> expected{{Opcode::Get, Status::Success, Basis::Answer, {}, hit(first, "1"), "1"},
                                                {Opcode::Set, Status::Refused, Basis::NotSent, ourWords(), {}, {}},
                                                {Opcode::Get, Status::InvalidArguments, Basis::NotSent, QStringLiteral("too long"), {}, {}},
                                                {Opcode::GetQ, Status::KeyNotFound, Basis::Silence, {}, {}, {}},
                                                {Opcode::SetQ, Status::Refused, Basis::NotSent, ourWords(), {}, {}},
                                                {Opcode::Get, Status::Success, Basis::Answer, {}, hit(last, "2"), "2"},
                                                {Opcode::Add, Status::ValueTooLarge, Basis::NotSent, ourWords(), {}, {}}};
        QCOMPARE(feed.sink.seen().size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(feed.sink.seen()[i], expected[i]);
    }

    void whatIsNotSentIsSettledAtOnceWhenNothingIsBeforeIt()
    {
        Feed feed = start();
        feed.matcher.expectNothing(Opcode::Get, Status::Refused, ourWords(), &feed.sink);
        QCOMPARE(feed.sink.wakeCount, 1);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.matcher.pendingCount(), 0);
        const quint32 get = feed.ask(Opcode::Get, &feed.sink);
        QCOMPARE(feed.receive(hit(get, "v")), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
    }

    void anAnswerToWhatWasNotSentIsMalformed()
    {
        Feed feed = start();
        const quint32 first = feed.ask(Opcode::Get, &feed.sink);
        feed.matcher.expectNothing(Opcode::Get, Status::Refused, ourWords(), &feed.sink);
        feed.ask(Opcode::Get, &feed.sink);
        QCOMPARE(feed.receive(hit(opaqueOf(numberOf(first) + 1), "v")), Result::Malformed);
    }

    void aChangedOpaqueIsNobodys()
    {
        for (int bit = 0; bit < 32; ++bit) {
            Feed feed = start();
            std::vector<quint32> opaques;
            for (int i = 0; i < 1000; ++i)
                opaques.push_back(feed.ask(Opcode::GetQ, &feed.sink));
            QCOMPARE(feed.receive(hit(opaques[0], "v", Opcode::GetQ)), Result::Fine);
            QCOMPARE(feed.receive(hit(opaques[500] ^ (quint32(1) << bit), "v", Opcode::GetQ)), Result::Malformed);
            QCOMPARE(feed.sink.seen().size(), size_t(1));
        }
    }

    void whatFitsNoCommandIsMalformed_data()
    {
        // The bytes come when GET, GETQ, GETK, INCREMENT, STAT and NOOP were asked, where the first has the opaque 0, the next one 1.
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("settledBefore");

        QTest::newRow("opaque of none before") << plain(Opcode::Get, ~quint32(0)) << 0;
        QTest::newRow("opaque of none behind") << plain(Opcode::Noop, 6) << 0;
        QTest::newRow("opaque far off") << plain(Opcode::Get, 0x80000000) << 0;
        QTest::newRow("the same answer twice") << hit(0, "v") + hit(0, "v") << 1;
        QTest::newRow("loud command skipped") << hit(1, "v", Opcode::GetQ) << 0;
        QTest::newRow("loud command skipped behind a quiet one") << hit(0, "v") + plain(Opcode::Increment, 3, 1) << 2;
        QTest::newRow("other opcode") << plain(Opcode::Set, 0) << 0;
        QTest::newRow("quiet opcode for a loud one") << hit(0, "v", Opcode::GetQ) << 0;
        QTest::newRow("loud opcode for a quiet one") << hit(0, "v") + hit(1, "v") << 1;
        QTest::newRow("hit without flags") << QByteArray(AnswerBytes{.opcode = Opcode::Get, .value = "value"}) << 0;
        QTest::newRow("hit with half its flags") << QByteArray(AnswerBytes{.opcode = Opcode::Get, .extras = "12", .value = "v"}) << 0;
        QTest::newRow("hit with long flags") << QByteArray(AnswerBytes{.opcode = Opcode::Get, .extras = "12345678"}) << 0;
        QTest::newRow("hit with a key not asked for")
            << QByteArray(AnswerBytes{.opcode = Opcode::Get, .extras = "1234", .key = "k", .value = "v"}) << 0;
        const QByteArray untilCounter = hit(0, "v") + hit(2, "v", Opcode::GetK);
        const AnswerBytes counter{.opcode = Opcode::Increment, .opaque = 3, .value = "12345678"};
        AnswerBytes shortCounter = counter;
        shortCounter.value = "1234567";
        AnswerBytes longCounter = counter;
        longCounter.value = "123456789";
        AnswerBytes emptyCounter = counter;
        emptyCounter.value.clear();
        AnswerBytes counterInExtras = counter;
        counterInExtras.extras = std::exchange(counterInExtras.value, {});
        QTest::newRow("counter of 7 bytes") << untilCounter + shortCounter << 3;
        QTest::newRow("counter of 9 bytes") << untilCounter + longCounter << 3;
        QTest::newRow("counter of nothing") << untilCounter + emptyCounter << 3;
        QTest::newRow("counter in the extras") << untilCounter + counterInExtras << 3;
        QTest::newRow("STAT without an answer") << untilCounter + counter + plain(Opcode::Noop, 5) << 4;
        QTest::newRow("text") << QByteArray("ERROR\r\n") << 0;
        QTest::newRow("text behind an answer") << hit(0, "v") + "ERROR\r\n" << 1;
        QTest::newRow("request magic") << QByteArray::fromHex("800000000000000000000000000000000000000000000000") << 0;
        QTest::newRow("body over the limit") << QByteArray::fromHex("810000000000000000800001000000000000000000000000") << 0;
        QTest::newRow("key longer than body") << QByteArray::fromHex("810000050000000000000004000000000000000000000000") << 0;
    }

    void whatFitsNoCommandIsMalformed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, settledBefore);
        Feed feed = start();
        const std::vector<Opcode> asked{Opcode::Get, Opcode::GetQ, Opcode::GetK, Opcode::Increment, Opcode::Stat, Opcode::Noop};
        const quint32 first = feed.ask(asked[0], &feed.sink);
        for (size_t i = 1; i < asked.size(); ++i)
            feed.ask(asked[i], &feed.sink);
        QCOMPARE(feed.receive(moved(bytes, first)), Result::Malformed);
        QVERIFY(!feed.matcher.fault().isEmpty());
        feed.matcher.endAll(6 * 24, Status::Closed, ourWords());
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), asked.size());
        for (size_t i = 0; i < asked.size(); ++i) {
            QCOMPARE(seen[i].opcode, asked[i]);
            // Nothing is taken from an answer that cannot be, but what it skipped may be known by then.
            if (int(i) < settledBefore)
                QVERIFY(seen[i].basis == Basis::Answer || seen[i].basis == Basis::Silence);
            else if (seen[i].basis != Basis::Silence)
                QCOMPARE(seen[i].status, Status::Closed);
        }
    }

    void textIsMalformedAtItsFirstByteAndCanBeShown()
    {
        Feed feed = start();
        feed.ask(Opcode::Version, &feed.sink);
        QCOMPARE(feed.receive("E"), Result::Malformed);
        QCOMPARE(feed.matcher.unparsed().toByteArray(), QByteArray("E"));
        Feed whole(1000);
        whole.ask(Opcode::Version, &whole.sink);
        QCOMPARE(whole.receive("ERROR Too many open connections\r\n"), Result::Malformed);
        QCOMPARE(whole.matcher.unparsed().toByteArray(), QByteArray("ERROR Too many open connections\r\n"));
    }

    void anAnswerBeforeAnyQuestionIsMalformed()
    {
        Feed feed = start();
        QCOMPARE(feed.receive(plain(Opcode::Noop, 0)), Result::Malformed);
    }

    void afterAnUnknownCommandTheServerMayHaveLostStep()
    {
        Feed feed = start();
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 unknown = feed.matcher.expect(Opcode::Touch, 30, &feed.sink, true);
        feed.ask(Opcode::Noop, &feed.sink);
        QCOMPARE(feed.receive(plain(Opcode::Touch, unknown, 0x81, "Unknown command")), Result::Desynchronised);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
        QCOMPARE(feed.sink.seen()[1].status, Status::UnknownCommand);
        feed.matcher.endAll(1000, Status::Closed, ourWords());
        QCOMPARE(feed.sink.seen().size(), size_t(3));
        QCOMPARE(feed.sink.seen()[2].status, Status::Closed);
    }

    void anUnknownCommandOfAHeaderAloneDoesNoHarm()
    {
        Feed feed = start();
        const quint32 list = feed.matcher.expect(Opcode::SaslListMechanisms, 24, &feed.sink, false);
        const quint32 touch = feed.matcher.expect(Opcode::Touch, 30, &feed.sink, true);
        QCOMPARE(feed.receive(plain(Opcode::SaslListMechanisms, list, 0x81, "Unknown command")), Result::Fine);
        QCOMPARE(feed.receive(AnswerBytes{.opcode = Opcode::Touch, .opaque = touch, .extras = bigEndian32(0)}), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(2));
    }

    void theCleanEndIsTheSuccessOfQuitQ()
    {
        Feed feed = start();
        feed.ask(Opcode::SetQ, &feed.sink);
        const quint32 barrier = feed.ask(Opcode::Noop, nullptr);
        feed.ask(Opcode::QuitQ, &feed.sink);
        feed.matcher.expectNothing(Opcode::Get, Status::NotConnected, ourWords(), &feed.sink);
        QCOMPARE(feed.receive(plain(Opcode::Noop, barrier)), Result::Fine);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        feed.matcher.endOfStream(2 * 24 + 23);
        QCOMPARE(feed.sink.seen().size(), size_t(1)); // its last byte had not left us
        feed.matcher.endOfStream(3 * 24);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(3));
        QCOMPARE(seen[1], (SeenOutcome{Opcode::QuitQ, Status::Success, Basis::Silence, {}, {}, {}}));
        QCOMPARE(seen[2].status, Status::NotConnected);
        QCOMPARE(feed.matcher.pendingCount(), 0);
    }

    void anEarlyEndIsNoSuccessOfQuitQ()
    {
        for (const Opcode before : {Opcode::Get, Opcode::SetQ}) {
            Feed feed = start();
            feed.ask(before, &feed.sink);
            feed.ask(Opcode::QuitQ, &feed.sink);
            feed.matcher.endOfStream(48);
            QVERIFY(feed.sink.seen().empty());
            feed.matcher.endAll(48, Status::Closed, ourWords());
            QCOMPARE(feed.sink.seen().size(), size_t(2));
            QCOMPARE(feed.sink.seen()[0].status, Status::Closed);
            QCOMPARE(feed.sink.seen()[1].status, Status::Closed);
        }
    }

    void quitIsAnswered()
    {
        Feed feed = start();
        const quint32 quit = feed.ask(Opcode::Quit, &feed.sink);
        QCOMPARE(feed.receive(plain(Opcode::Quit, quit)), Result::Fine);
        feed.matcher.endOfStream(48);
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].status, Status::Success);
    }

    void atTheEndWhatWasTakenIsLostAndTheRestNotSent_data()
    {
        // Of the requests of 30, 40 and 50 bytes the first is answered.
        QTest::addColumn<qint64>("taken");
        QTest::addColumn<int>("written");
        QTest::newRow("no more") << qint64(30) << 0;
        QTest::newRow("a byte") << qint64(31) << 1;
        QTest::newRow("all but a byte") << qint64(69) << 1;
        QTest::newRow("one") << qint64(70) << 1;
        QTest::newRow("one and a byte") << qint64(71) << 2;
        QTest::newRow("all") << qint64(120) << 2;
    }

    void atTheEndWhatWasTakenIsLostAndTheRestNotSent()
    {
        QFETCH(qint64, taken);
        QFETCH(int, written);
        for (const Status lost : {Status::Closed, Status::TimedOut}) {
            Feed feed = start();
            const quint32 first = feed.ask(Opcode::Get, &feed.sink, 30);
            feed.ask(Opcode::SetQ, &feed.sink, 40);
            feed.matcher.expectNothing(Opcode::Add, Status::Refused, QStringLiteral("read only"), &feed.sink);
            feed.ask(Opcode::Set, &feed.sink, 50);
            QCOMPARE(feed.receive(hit(first, "v")), Result::Fine);
            feed.matcher.endAll(taken, lost, ourWords());
            const auto outcome = [&](Opcode opcode, bool wasWritten) {
                return SeenOutcome{
                    opcode, wasWritten ? lost : Status::NotConnected, wasWritten ? Basis::NoAnswer : Basis::NotSent, ourWords(), {}, {}};
            };
            const auto &seen = feed.sink.seen();
            QCOMPARE(seen.size(), size_t(4));
            QCOMPARE(seen[0].status, Status::Success);
            QCOMPARE(seen[1], outcome(Opcode::SetQ, written > 0));
            QCOMPARE(seen[2], (SeenOutcome{Opcode::Add, Status::Refused, Basis::NotSent, QStringLiteral("read only"), {}, {}}));
            QCOMPARE(seen[3], outcome(Opcode::Set, written > 1));
            QCOMPARE(feed.matcher.pendingCount(), 0);
            QCOMPARE(feed.matcher.pendingBytes(), 0);
        }
    }

    void statisticsHalfwayAreLostAtTheEnd()
    {
        Feed feed = start();
        const quint32 stat = feed.ask(Opcode::Stat, &feed.sink);
        QCOMPARE(feed.receive(line(stat, "a", "1") + line(stat, "b", "2").chopped(1)), Result::Fine);
        feed.matcher.endOfStream(48);
        QVERIFY(feed.sink.seen().empty());
        feed.matcher.endAll(24, Status::Closed, ourWords());
        QCOMPARE(feed.sink.seen().size(), size_t(1));
        QCOMPARE(feed.sink.seen()[0].status, Status::Closed);
    }

    void whatIsForgottenIsStillReadAway()
    {
        Feed feed = start();
        auto forgotten = std::make_unique<CollectingSink>();
        const quint32 first = feed.ask(Opcode::Get, forgotten.get());
        const quint32 second = feed.ask(Opcode::Get, &feed.sink);
        feed.ask(Opcode::SetQ, forgotten.get());
        feed.matcher.expectNothing(Opcode::Set, Status::Refused, ourWords(), forgotten.get());
        const quint32 last = feed.ask(Opcode::Get, &feed.sink);
        feed.matcher.forget(forgotten.get());
        forgotten.reset();
        QCOMPARE(feed.matcher.pendingCount(), 5);
        QCOMPARE(feed.receive(hit(first, "1") + hit(second, "2") + hit(last, "3")), Result::Fine);
        const auto &seen = feed.sink.seen();
        QCOMPARE(seen.size(), size_t(2));
        QCOMPARE(seen[0].value, QByteArray("2"));
        QCOMPARE(seen[1].value, QByteArray("3"));
        QCOMPARE(feed.matcher.pendingCount(), 0);
    }

private:
    static Feed start()
    {
        QFETCH_GLOBAL(int, slice);
        return Feed(slice);
    }

    /// The same answers with the opaques that follow `first` for 0, 1 and so on, as far as they are answers.
    static QByteArray moved(QByteArray bytes, quint32 first)
    {
        for (qsizetype at = 0; at + 24 <= bytes.size() && quint8(bytes[at]) == 0x81;) {
            const quint32 opaque = qFromBigEndian<quint32>(bytes.constData() + at + 12);
            qToBigEndian(opaqueOf(numberOf(first) + opaque), bytes.data() + at + 12);
            at += 24 + qFromBigEndian<quint32>(bytes.constData() + at + 8);
        }
        return bytes;
    }
};

QTEST_GUILESS_MAIN(TestResponseMatcherFaults)
#include "tst_responsematcher_faults.moc"

#include "connection/outcome.h"
#include "connection/readblock.h"
#include "connection/resultsegment.h"
#include "tests/answerbytes.h"

#include <QTest>

#include <cstring>

namespace {

ResultSegment answered(Opcode opcode, quint16 status, const QByteArray &bytes)
{
    const auto block = std::make_shared<ReadBlock>(bytes.size() + 100);
    std::memset(block->bytes(), '#', size_t(block->capacity()));
    std::memcpy(block->bytes() + 50, bytes.constData(), size_t(bytes.size()));
    ResultSegment segment;
    segment.prepareAnswers(block);
    segment.appendAnswer(opcode, status, 50, quint32(bytes.size()));
    return segment;
}

ResultSegment answered(const AnswerBytes &answer)
{
    return answered(answer.opcode, answer.status, answer);
}

} // namespace

class TestOutcome : public QObject
{
    Q_OBJECT

private slots:
    void aReadThatHitHasFlagsValueAndCas_data()
    {
        QTest::addColumn<Opcode>("opcode");
        QTest::addColumn<QByteArray>("key");
        for (const Opcode opcode : {Opcode::Get, Opcode::GetQ, Opcode::Gat, Opcode::GatQ})
            QTest::newRow(opcodeName(opcode).constData()) << opcode << QByteArray();
        for (const Opcode opcode : {Opcode::GetK, Opcode::GetKQ, Opcode::GatK, Opcode::GatKQ})
            QTest::newRow(opcodeName(opcode).constData()) << opcode << QByteArray("the key");
    }

    void aReadThatHitHasFlagsValueAndCas()
    {
        QFETCH(Opcode, opcode);
        QFETCH(QByteArray, key);
        const AnswerBytes answer{.opcode = opcode, .cas = 42, .extras = bigEndian32(0xcafebabe), .key = key, .value = "world"};
        const ResultSegment segment = answered(answer);
        const Outcome outcome = segment.outcome(0);
        QCOMPARE(outcome.opcode, opcode);
        QCOMPARE(outcome.status, Status::Success);
        QCOMPARE(outcome.basis, Basis::Answer);
        QVERIFY(outcome.succeeded());
        QVERIFY(outcome.sent());
        QVERIFY(!outcome.silent());
        QCOMPARE(outcome.cas, quint64(42));
        QCOMPARE(outcome.flags, std::optional<quint32>(0xcafebabe));
        QVERIFY(outcome.value);
        QCOMPARE(outcome.value->toByteArray(), QByteArray("world"));
        QCOMPARE(outcome.key.toByteArray(), key);
        QVERIFY(!outcome.number);
        QVERIFY(outcome.serverText.isEmpty());
        QVERIFY(outcome.message().isEmpty());
        QCOMPARE(outcome.bytes.toByteArray(), QByteArray(answer));
    }

    void anEmptyValueIsAValue()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Get, .extras = bigEndian32(0)});
        QVERIFY(segment.outcome(0).value);
        QVERIFY(segment.outcome(0).value->isEmpty());
        QCOMPARE(segment.outcome(0).flags, std::optional<quint32>(0));
    }

    void aMissIsNotAnError()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Get, .status = 1, .value = "Not found"});
        const Outcome outcome = segment.outcome(0);
        QCOMPARE(outcome.status, Status::KeyNotFound);
        QVERIFY(!outcome.value);
        QVERIFY(!outcome.flags);
        QCOMPARE(outcome.serverText.toByteArray(), QByteArray("Not found"));
        QCOMPARE(outcome.message(), QStringLiteral("Not found"));
    }

    void aMissOfGetKHasTheKeyAndNoWords()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::GetK, .status = 1, .key = "nokey"});
        const Outcome outcome = segment.outcome(0);
        QCOMPARE(outcome.key.toByteArray(), QByteArray("nokey"));
        QVERIFY(!outcome.value);
        QVERIFY(outcome.serverText.isEmpty());
        QCOMPARE(outcome.message(), statusText(Status::KeyNotFound));
    }

    void aCounterAnswersWithANumber()
    {
        for (const Opcode opcode : {Opcode::Increment, Opcode::Decrement}) {
            const ResultSegment segment = answered(AnswerBytes{.opcode = opcode, .cas = 7, .value = bigEndian64(~quint64(0))});
            QCOMPARE(segment.outcome(0).number, std::optional<quint64>(~quint64(0)));
            QVERIFY(!segment.outcome(0).value);
            QVERIFY(!segment.outcome(0).flags);
            QCOMPARE(segment.outcome(0).cas, quint64(7));
        }
        // Eight bytes of an error are no number.
        const ResultSegment failed = answered(AnswerBytes{.opcode = Opcode::Increment, .status = 6, .value = "12345678"});
        QVERIFY(!failed.outcome(0).number);
        QCOMPARE(failed.outcome(0).serverText.toByteArray(), QByteArray("12345678"));
    }

    void aStoreAnswersWithItsCas()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Set, .cas = 9});
        QCOMPARE(segment.outcome(0).cas, quint64(9));
        QVERIFY(!segment.outcome(0).value);
    }

    void touchIsNoRead()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Touch, .extras = bigEndian32(5)});
        QVERIFY(segment.outcome(0).succeeded());
        QVERIFY(!segment.outcome(0).flags);
        QVERIFY(!segment.outcome(0).value);
    }

    void versionAndSaslAnswerWithText()
    {
        for (const Opcode opcode : {Opcode::Version, Opcode::SaslListMechanisms, Opcode::SaslStart, Opcode::SaslStep}) {
            const ResultSegment segment = answered(AnswerBytes{.opcode = opcode, .value = "1.6.18"});
            QVERIFY(segment.outcome(0).value);
            QCOMPARE(segment.outcome(0).value->toByteArray(), QByteArray("1.6.18"));
        }
        const ResultSegment challenge = answered(AnswerBytes{.opcode = Opcode::SaslStart, .status = 0x21, .value = "<7@host>"});
        QCOMPARE(challenge.outcome(0).status, Status::AuthStep);
        QVERIFY(challenge.outcome(0).value);
        QCOMPARE(challenge.outcome(0).value->toByteArray(), QByteArray("<7@host>"));
        const ResultSegment refused = answered(AnswerBytes{.opcode = Opcode::SaslStart, .status = 0x20, .value = "Auth failure."});
        QVERIFY(!refused.outcome(0).value);
        QCOMPARE(refused.outcome(0).message(), QStringLiteral("Auth failure."));
    }

    void statisticsKeepTheServersOrder()
    {
        const auto line = [](const QByteArray &name, const QByteArray &value) -> QByteArray {
            return AnswerBytes{.opcode = Opcode::Stat, .key = name, .value = value};
        };
        const QByteArray end = AnswerBytes{.opcode = Opcode::Stat};
        const ResultSegment segment = answered(
            Opcode::Stat, 0, line("z", "1") + line("a", "2") + line("z", "3") + line("empty", "") + line("detailed", "a\r\nEND\r\n") + end);
        const QList<Statistic> statistics = segment.outcome(0).statistics();
        QCOMPARE(statistics.size(), 5);
        QCOMPARE(statistics[0].name.toByteArray(), QByteArray("z"));
        QCOMPARE(statistics[1].name.toByteArray(), QByteArray("a"));
        QCOMPARE(statistics[2].value.toByteArray(), QByteArray("3"));
        QCOMPARE(statistics[3].name.toByteArray(), QByteArray("empty"));
        QVERIFY(statistics[3].value.isEmpty());
        QCOMPARE(statistics[4].value.toByteArray(), QByteArray("a\r\nEND\r\n"));
        QVERIFY(!segment.outcome(0).value);
    }

    void aStatWithoutAnythingSucceeded()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Stat});
        QVERIFY(segment.outcome(0).succeeded());
        QVERIFY(segment.outcome(0).statistics().isEmpty());
    }

    void aStatThatFailedHasWordsAndNoStatistics()
    {
        const QByteArray line = AnswerBytes{.opcode = Opcode::Stat, .key = "a", .value = "1"};
        const QByteArray refusal = AnswerBytes{.opcode = Opcode::Stat, .status = 1, .value = "Not found"};
        for (const QByteArray &bytes : {refusal, line + refusal}) {
            const ResultSegment segment = answered(Opcode::Stat, 1, bytes);
            QCOMPARE(segment.outcome(0).status, Status::KeyNotFound);
            QVERIFY(segment.outcome(0).statistics().isEmpty());
            QCOMPARE(segment.outcome(0).message(), QStringLiteral("Not found"));
        }
    }

    void onlyStatHasStatistics()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::GetK, .extras = bigEndian32(0), .key = "k", .value = "v"});
        QVERIFY(segment.outcome(0).statistics().isEmpty());
    }

    void silenceMeansAMissOfAReadAndSuccessElsewhere()
    {
        ResultSegment segment;
        const QList<Opcode> reads{Opcode::GetQ, Opcode::GetKQ, Opcode::GatQ, Opcode::GatKQ};
        const QList<Opcode> others{Opcode::SetQ,    Opcode::AddQ,       Opcode::ReplaceQ,   Opcode::AppendQ, Opcode::PrependQ,
                                   Opcode::DeleteQ, Opcode::IncrementQ, Opcode::DecrementQ, Opcode::FlushQ,  Opcode::QuitQ};
        for (const Opcode opcode : reads + others)
            segment.appendSilences(opcode, 1);
        for (qsizetype i = 0; i < segment.size(); ++i) {
            const Outcome outcome = segment.outcome(i);
            QCOMPARE(outcome.opcode, (reads + others).at(i));
            QCOMPARE(outcome.status, i < reads.size() ? Status::KeyNotFound : Status::Success);
            QCOMPARE(segment.status(i), outcome.status);
            QVERIFY(outcome.silent());
            QVERIFY(outcome.sent());
            QVERIFY(outcome.bytes.isEmpty());
            QVERIFY(!outcome.value);
            QVERIFY(!outcome.number);
            QCOMPARE(outcome.message().isEmpty(), outcome.succeeded());
        }
    }

    void whatHadNoAnswerSaysWhy_data()
    {
        QTest::addColumn<Status>("status");
        QTest::addColumn<Basis>("basis");
        QTest::addColumn<bool>("sent");
        QTest::newRow("refused") << Status::Refused << Basis::NotSent << false;
        QTest::newRow("not connected") << Status::NotConnected << Basis::NotSent << false;
        QTest::newRow("cancelled") << Status::Cancelled << Basis::NotSent << false;
        QTest::newRow("key") << Status::InvalidArguments << Basis::NotSent << false;
        QTest::newRow("closed") << Status::Closed << Basis::NoAnswer << true;
        QTest::newRow("timed out") << Status::TimedOut << Basis::NoAnswer << true;
    }

    void whatHadNoAnswerSaysWhy()
    {
        QFETCH(Status, status);
        QFETCH(Basis, basis);
        QFETCH(bool, sent);
        ResultSegment segment;
        segment.appendWithout(Opcode::Set, Status::Refused, Basis::NotSent, QStringLiteral("another reason"));
        segment.appendWithout(Opcode::Get, status, basis, QStringLiteral("our words"));
        segment.appendWithout(Opcode::Get, status, basis, {});
        const Outcome outcome = segment.outcome(1);
        QCOMPARE(outcome.status, status);
        QCOMPARE(outcome.basis, basis);
        QCOMPARE(outcome.sent(), sent);
        QVERIFY(!outcome.silent());
        QCOMPARE(outcome.reason, QStringLiteral("our words"));
        QCOMPARE(outcome.message(), QStringLiteral("our words"));
        QVERIFY(outcome.bytes.isEmpty());
        QVERIFY(!outcome.value);
        QCOMPARE(segment.outcome(2).message(), statusText(status));
        QCOMPARE(segment.outcome(0).message(), QStringLiteral("another reason"));
    }

    void unlistedStatusesKeepTheirNumber()
    {
        for (const quint16 code : {quint16(0x1234), quint16(0xff00), quint16(0xff01), quint16(0xffff)}) {
            const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Get, .status = code, .value = "?"});
            QCOMPARE(quint32(segment.status(0)), quint32(code));
            QCOMPARE(quint32(segment.outcome(0).status), quint32(code));
            QVERIFY(segment.outcome(0).sent());
            QVERIFY(!segment.outcome(0).succeeded());
            QCOMPARE(statusName(segment.outcome(0).status), "status_0x" + QByteArray::number(code, 16).toUpper());
        }
    }

    void wordsThatAreNotUtf8AreStillShown()
    {
        const ResultSegment segment = answered(AnswerBytes{.opcode = Opcode::Get, .status = 0x84, .value = "bad \xff"});
        QVERIFY(segment.outcome(0).message().startsWith(QStringLiteral("bad ")));
    }

    void aSegmentCountsWhatItHolds()
    {
        const AnswerBytes answer{.opcode = Opcode::Get, .extras = bigEndian32(0), .value = QByteArray(10'000, 'v')};
        const ResultSegment segment = answered(answer);
        QCOMPARE(segment.size(), 1);
        QVERIFY(segment.byteSize() >= 10'000);
        QVERIFY(segment.byteSize() < 12'000);
    }
};

QTEST_GUILESS_MAIN(TestOutcome)
#include "tst_outcome.moc"

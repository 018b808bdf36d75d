#include "app/wire/wireexchange.h"

#include "connection/protocol/opaque.h"
#include "connection/protocol/request.h"
#include "tests/maderun.h"

#include <QTest>

using namespace std::chrono_literals;
using State = WireExchange::State;
using Role = WirePart::Role;

class TestWireExchange : public QObject
{
    Q_OBJECT

private:
    static std::shared_ptr<RunRecord> runOf(MadeRun &made)
    {
        auto run = std::make_shared<RunRecord>();
        run->results = made.results();
        run->wire = std::make_shared<WireRecord>();
        return run;
    }
    static void send(RunRecord &run, const Command &command, quint32 number)
    {
        auto record = std::make_shared<WireRecord>(*run.wire);
        if (record->streams().empty())
            record->beginStream();
        const QByteArray bytes = encodeRequest(command, opaqueOf(number));
        record->addRequests(bytes.constData(), bytes.size());
        run.wire = record;
    }

private slots:
    void dryRunIsARequestAndWhatClosesIt()
    {
        DryRunQuestion question;
        question.text = "SETQ k v";
        const WireExchange exchange = exchangeBefore(dryRun(question));
        QCOMPARE(exchange.state, State::Before);
        QCOMPARE(exchange.title, QStringLiteral("SETQ k v"));
        QCOMPARE(exchange.parts.size(), size_t(2));
        QCOMPARE(exchange.parts[0].role, Role::Request);
        QCOMPARE(exchange.parts[1].role, Role::Closing);
        question.text = "SETQ";
        QCOMPARE(exchangeBefore(dryRun(question)).state, State::Invalid);
        QVERIFY(exchangeBefore(dryRun(question)).parts.empty());
        question.text = "#";
        QCOMPARE(exchangeBefore(dryRun(question)).state, State::Nothing);
        question.text = "SET k file:/does/not/exist";
        QCOMPARE(exchangeBefore(dryRun(question)).state, State::Unsent);
    }

    void whatWasNotSentSaysWhy()
    {
        MadeRun made;
        made.notSent(Opcode::Get, "k", QStringLiteral("Cancelled by hand."));
        RunWire wire(runOf(made));
        const WireExchange exchange = exchangeAfter(wire, 0);
        QCOMPARE(exchange.state, State::Unsent);
        QCOMPARE(exchange.title, QStringLiteral("Line 1: GET k"));
        QCOMPARE(exchange.notes, QStringList{QStringLiteral("Cancelled by hand.")});
        QVERIFY(exchange.parts.empty());
    }

    void answerIsThereWithoutARecord()
    {
        MadeRun made;
        made.hit("k", "v");
        RunWire wire(runOf(made));
        const WireExchange exchange = exchangeAfter(wire, 0);
        QCOMPARE(exchange.state, State::Partly);
        QCOMPARE(exchange.parts.size(), size_t(1));
        QCOMPARE(exchange.parts[0].role, Role::Answer);
        QCOMPARE(exchange.parts[0].bytes.size(), 29);
        QVERIFY(exchange.parts[0].remark.isEmpty());
        QVERIFY(exchange.notes.constFirst().contains(QStringLiteral("run this line alone")));
    }

    void silenceWithoutItsProofIsTold()
    {
        MadeRun made;
        made.silent(Opcode::SetQ, "k");
        const std::shared_ptr<RunRecord> run = runOf(made);
        send(*run, {.opcode = Opcode::SetQ, .key = "k", .value = "v"}, 5);
        RunWire wire(run);
        const WireExchange exchange = exchangeAfter(wire, 0);
        QCOMPARE(exchange.state, State::Partly);
        QCOMPARE(exchange.parts.size(), size_t(1));
        QCOMPARE(exchange.parts[0].role, Role::Request);
        QVERIFY(exchange.notes.constFirst().contains(QStringLiteral("Silence means")));
        QVERIFY(exchange.notes.constLast().contains(QStringLiteral("was not recorded")));
    }

    void noAnswerIsTold()
    {
        MadeRun made;
        made.unanswered(Opcode::Get, "k", QStringLiteral("Lost."));
        const std::shared_ptr<RunRecord> run = runOf(made);
        send(*run, {.opcode = Opcode::Get, .key = "k"}, 5);
        RunWire wire(run);
        const WireExchange exchange = exchangeAfter(wire, 0);
        QCOMPARE(exchange.state, State::Unanswered);
        QCOMPARE(exchange.heading, QStringLiteral("As it went: no answer came"));
        QCOMPARE(exchange.parts.size(), size_t(1));
        QCOMPARE(exchange.notes.constLast(), QStringLiteral("Lost."));
    }

    void bytesOutliveTheRun()
    {
        MadeRun made;
        made.unanswered(Opcode::Get, "k", QStringLiteral("Lost."));
        std::shared_ptr<RunRecord> run = runOf(made);
        send(*run, {.opcode = Opcode::Get, .key = "k"}, 5);
        WireExchange exchange;
        {
            RunWire wire(run);
            exchange = exchangeAfter(wire, 0);
        }
        run.reset();
        QCOMPARE(exchange.parts[0].bytes.last(1), QByteArrayView("k"));
    }

    void timesAreShort()
    {
        QCOMPARE(shortDuration(182'400ns), QStringLiteral("182 µs"));
        QCOMPARE(shortDuration(1'824us), QStringLiteral("1.82 ms"));
        QCOMPARE(shortDuration(18'240us), QStringLiteral("18.2 ms"));
        QCOMPARE(shortDuration(182ms), QStringLiteral("182 ms"));
        QCOMPARE(shortDuration(1'820ms), QStringLiteral("1.82 s"));
    }
};

QTEST_GUILESS_MAIN(TestWireExchange)
#include "tst_wireexchange.moc"

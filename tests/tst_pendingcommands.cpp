#include "connection/pendingcommands.h"
#include "tests/collectingsink.h"

#include <QTest>

namespace {

constexpr quint32 firstNumber = 0xffffff00; // so that numbers start again from 0 soon

}

class TestPendingCommands : public QObject
{
    Q_OBJECT

private slots:
    void numbersFollowOneAnotherBeyondTheLast()
    {
        PendingCommands pending(firstNumber);
        for (quint32 i = 0; i < 1000; ++i) {
            QCOMPARE(pending.nextNumber(), firstNumber + i);
            QCOMPARE(pending.append(get(), 24), firstNumber + i);
        }
        QCOMPARE(pending.count(), 1000);
        QCOMPARE(pending.bytes(), 24'000);
        QCOMPARE(pending.headNumber(), firstNumber);
    }

    void neighboursThatAreAlikeMakeOneRun()
    {
        PendingCommands pending(firstNumber);
        CollectingSink other;
        PendingCommands::Run set = get();
        set.opcode = Opcode::SetQ;
        PendingCommands::Run elsewhere = get();
        elsewhere.sink = &other;
        PendingCommands::Run unsent = get();
        unsent.sent = false;
        PendingCommands::Run risky = get();
        risky.mayDesync = true;
        for (const auto &kind : {get(), get(), set, elsewhere, unsent, unsent, risky, get()})
            pending.append(kind, 1);
        QList<quint32> counts;
        QList<Opcode> opcodes;
        while (!pending.isEmpty()) {
            counts += pending.head().count;
            opcodes += pending.head().opcode;
            pending.remove(pending.head().count);
        }
        QCOMPARE(counts, (QList<quint32>{2, 1, 1, 2, 1, 1}));
        QCOMPARE(opcodes.at(1), Opcode::SetQ);
    }

    void theHeadKnowsWhereItsBytesAre()
    {
        PendingCommands pending(firstNumber);
        for (const qint64 size : {30LL, 5'000'000'000LL, 40LL})
            pending.append(get(), size);
        QCOMPARE(pending.headBegin(), 0);
        QCOMPARE(pending.headEnd(), 30);
        pending.remove(1);
        QCOMPARE(pending.headBegin(), 30);
        QCOMPARE(pending.headEnd(), 5'000'000'030);
        QCOMPARE(pending.bytes(), 5'000'000'040);
        pending.remove(2);
        QVERIFY(pending.isEmpty());
        QCOMPARE(pending.bytes(), 0);
        QCOMPARE(pending.headBegin(), 5'000'000'070);
    }

    void aStretchComesInWholeOrInPart()
    {
        PendingCommands pending(firstNumber);
        pending.append(get(), 10);
        PendingCommands::Stretch stretch = pending.beginStretch(get(), 500);
        for (quint32 i = 0; i < 300; ++i) {
            QVERIFY(stretch.hasRoom());
            QCOMPARE(stretch.number(), firstNumber + 1 + i);
            stretch.add(i);
        }
        pending.endStretch(stretch);
        QCOMPARE(pending.count(), 301);
        QCOMPARE(pending.head().count, 301U);
        pending.remove(200);
        QCOMPARE(pending.headBegin(), 10 + 198 * 199 / 2);
        QCOMPARE(pending.headEnd(), pending.headBegin() + 199);

        stretch = pending.beginStretch(get(), 2);
        stretch.add(1);
        stretch.add(1);
        QVERIFY(!stretch.hasRoom());
        pending.endStretch(stretch);
        pending.endStretch(pending.beginStretch(get(), 7));
        QCOMPARE(pending.count(), 103);
    }

    void growingKeepsWhatIsThere()
    {
        PendingCommands pending(firstNumber);
        qint64 begin = 0;
        // Ever more are under way, and their places in the ring begin anywhere.
        for (int round = 1; round <= 40; ++round) {
            for (int i = 0; i < 10 * round; ++i)
                pending.append(get(), round);
            for (int i = 0; i < 7 * round; ++i) {
                QCOMPARE(pending.headBegin(), begin);
                begin = pending.headEnd();
                pending.remove(1);
            }
        }
        QCOMPARE(pending.count(), 3 * 820);
    }

    void anyCommandsRunIsFound()
    {
        PendingCommands pending(firstNumber);
        PendingCommands::Run set = get();
        set.opcode = Opcode::Set;
        for (int i = 0; i < 5; ++i)
            pending.append(i < 3 ? get() : set, 1);
        pending.remove(1);
        QCOMPARE(pending.runAt(1).opcode, Opcode::Get);
        QCOMPARE(pending.runAt(2).opcode, Opcode::Set);
        QCOMPARE(pending.runAt(3).opcode, Opcode::Set);
    }

    void aSinkIsForgottenEverywhere()
    {
        PendingCommands pending(firstNumber);
        CollectingSink other;
        PendingCommands::Run elsewhere = get();
        elsewhere.sink = &other;
        for (const auto &kind : {get(), elsewhere, get()})
            pending.append(kind, 1);
        pending.forget(&m_sink);
        QCOMPARE(pending.runAt(0).sink, nullptr);
        QCOMPARE(pending.runAt(1).sink, &other);
        QCOMPARE(pending.runAt(2).sink, nullptr);
    }

private:
    [[nodiscard]] PendingCommands::Run get() { return {&m_sink, 1, Opcode::Get, true, false}; }

    CollectingSink m_sink;
};

QTEST_GUILESS_MAIN(TestPendingCommands)
#include "tst_pendingcommands.moc"

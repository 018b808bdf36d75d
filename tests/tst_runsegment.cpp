#include "app/run/requestqueue.h"
#include "app/run/runsegment.h"
#include "app/run/segmentbuilder.h"
#include "tests/servers/packets.h"

#include <QTest>

class tst_RunSegment : public QObject
{
    Q_OBJECT

private slots:
    void columnsGiveBackLinesAndKeys()
    {
        RequestColumns columns;
        columns.append(1, "first");
        columns.append(7, "");
        columns.append(7, QByteArrayView("a\0b", 3));
        QCOMPARE(columns.size(), 3);
        QCOMPARE(columns.line(0), 1);
        QCOMPARE(columns.line(2), 7);
        QCOMPARE(columns.key(0), QByteArrayView("first"));
        QCOMPARE(columns.key(1), QByteArrayView(""));
        QCOMPARE(columns.key(2), QByteArrayView("a\0b", 3));
        QVERIFY(columns.byteSize() >= 8 + 3 * 8);
    }

    void aLineNumberBeyondTheColumnIsKeptAtItsEnd()
    {
        RequestColumns columns;
        columns.append(5'000'000'000, {});
        QCOMPARE(columns.line(0), 4294967295);
    }

    void theQueueGivesOutInTheOrderItTookIn()
    {
        RequestQueue queue;
        qint64 in = 0;
        qint64 out = 0;
        for (int round = 1; round <= 200; ++round) {
            for (int i = 0; i < round % 17; ++i, ++in)
                queue.append(in, QByteArray::number(in));
            const RequestColumns taken = queue.take(std::min<qsizetype>(queue.size(), round % 13));
            for (qsizetype i = 0; i < taken.size(); ++i, ++out) {
                QCOMPARE(taken.line(i), out);
                QCOMPARE(taken.key(i), QByteArrayView(QByteArray::number(out)));
            }
        }
        QCOMPARE(queue.size(), in - out);
        QCOMPARE(queue.take(queue.size()).size(), in - out);
        QCOMPARE(queue.size(), 0);
    }

    void builtSegmentsKeepTheirBytes()
    {
        SegmentBuilder builder;
        const QByteArray bytes = packet(0x00, 0, 1, 42, QByteArray("\0\0\0\7", 4), {}, "value");
        Outcome hit;
        hit.opcode = Opcode::Get;
        hit.status = Status::Success;
        hit.basis = Basis::Answer;
        hit.bytes = bytes;
        Outcome silence;
        silence.opcode = Opcode::SetQ;
        silence.status = Status::Success;
        silence.basis = Basis::Silence;
        Outcome lost;
        lost.opcode = Opcode::Get;
        lost.status = Status::Closed;
        lost.basis = Basis::NoAnswer;
        lost.reason = QStringLiteral("gone");
        builder.append(1, "a", hit);
        builder.append(2, "b", silence);
        builder.append(3, "c", lost);
        const auto segment = builder.take();
        QVERIFY(builder.isEmpty());
        builder.append(4, "d", hit); // the same block goes on

        QCOMPARE(segment->results.size(), 3);
        QCOMPARE(segment->results.outcome(0).value, QByteArrayView("value"));
        QCOMPARE(segment->results.outcome(0).flags, 7u);
        QCOMPARE(segment->results.outcome(0).cas, 42u);
        QVERIFY(segment->results.outcome(1).silent());
        QCOMPARE(segment->results.outcome(2).reason, QStringLiteral("gone"));
        QCOMPARE(segment->requests.key(2), QByteArrayView("c"));
    }

    void aBlockThatIsFullEndsTheSegment()
    {
        SegmentBuilder builder;
        const QByteArray bytes = packet(0x00, 0, 1, 0, QByteArray(4, '\0'), {}, QByteArray(100'000, 'v'));
        Outcome hit;
        hit.opcode = Opcode::Get;
        hit.status = Status::Success;
        hit.basis = Basis::Answer;
        hit.bytes = bytes;
        QVERIFY(builder.takes(hit));
        builder.append(1, "a", hit);
        QVERIFY(builder.takes(hit));
        builder.append(2, "b", hit);
        QVERIFY(!builder.takes(hit));
        const auto full = builder.take();

        const QByteArray longer = packet(0x00, 0, 1, 0, QByteArray(4, '\0'), {}, QByteArray(1'000'000, 'w'));
        hit.bytes = longer;
        QVERIFY(builder.takes(hit));
        builder.append(3, "c", hit);
        QCOMPARE(builder.take()->results.outcome(0).value->size(), 1'000'000);
        QCOMPARE(full->results.outcome(1).value->size(), 100'000);
    }
};

QTEST_GUILESS_MAIN(tst_RunSegment)
#include "tst_runsegment.moc"

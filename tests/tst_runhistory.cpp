#include "app/run/runhistory.h"
#include "tests/footprint.h"
#include "tests/maderun.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace std::chrono_literals;

namespace {

SegmentList oneHit(qsizetype size)
{
    MadeRun run;
    run.hit("k", QByteArray(size, 'v'));
    return run.segments();
}

/// 14 MB.
SegmentList largeRun()
{
    return manyHits(
        60'000, [](int i) { return QByteArray::number(i); }, [](int) { return QByteArray(200, 'v'); });
}

void addRun(RunHistory &history, const SegmentList &segments)
{
    history.begin({});
    history.append(segments);
    history.end(RunRecord::State::Finished, 5ms, 100, {});
}

} // namespace

class TestRunHistory : public QObject
{
    Q_OBJECT

private slots:
    void runsAreKeptWithTheirResults()
    {
        RunHistory history;
        RunRecord record;
        record.script = "GET k";
        history.begin(record);
        QCOMPARE(history.latest()->state, RunRecord::State::Running);
        history.append(oneHit(10));
        history.end(RunRecord::State::Cancelled, 5ms, 100, QStringLiteral("why"));
        QCOMPARE(history.size(), 1);
        const RunHistory::Run run = history.latest();
        QCOMPARE(run->number, 1);
        QCOMPARE(run->results.size(), 1);
        QCOMPARE(run->script, QByteArray("GET k"));
        QCOMPARE(run->state, RunRecord::State::Cancelled);
        QCOMPARE(run->error, QStringLiteral("why"));
        QCOMPARE(run->bytesWritten, 100);
        QVERIFY(run->startedAt.isValid());
        QCOMPARE(run->results.totals().hits, 1);
    }

    void oldestGoFirstWhenThereIsTooMuch()
    {
        RunHistory history(10'000);
        const QSignalSpy removed(&history, &RunHistory::removed);
        for (int i = 0; i < 5; ++i)
            addRun(history, oneHit(4000));
        QCOMPARE(history.size(), 2);
        QCOMPARE(history.at(0)->number, 4);
        QCOMPARE(removed.size(), 3);
        QVERIFY(history.byteSize() <= 10'000);
    }

    void latestStaysHoweverLarge()
    {
        RunHistory history(1000);
        addRun(history, oneHit(10));
        addRun(history, oneHit(5000));
        QCOMPARE(history.size(), 1);
        QCOMPARE(history.latest()->number, 2);
    }

    void runUnderWayCannotBeForgotten()
    {
        RunHistory history;
        history.begin({});
        history.remove(0);
        QCOMPARE(history.size(), 1);
        history.end(RunRecord::State::Finished, 1ms, 0, {});
        history.remove(0);
        QCOMPARE(history.size(), 0);
    }

    void forgottenResultsAreFreed()
    {
        RunHistory history;
        SegmentList segments = largeRun();
        const std::weak_ptr<const RunSegment> watched = segments.constFirst();
        addRun(history, std::exchange(segments, {}));
        QVERIFY(!watched.expired());
        history.remove(0);
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(watched.expired());
    }

    void lastToLookAtARunLeavesTheFreeingToAnotherThread()
    {
        RunHistory history;
        addRun(history, largeRun());
        const std::weak_ptr<const RunSegment> watched = history.latest()->results.segments().constFirst();
        RunHistory::Run run = history.latest();
        history.remove(0);
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(!watched.expired());
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        QSemaphore hold;
        QThreadPool::globalInstance()->start([&hold] { hold.acquire(); });
        run.reset();
        QVERIFY(!watched.expired());
        hold.release();
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(watched.expired());
        QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount());
    }

    void recordIsFreedInAnotherThreadToo()
    {
        RunHistory history;
        auto wire = std::make_shared<WireRecord>();
        const QByteArray bytes(6 * 1024 * 1024, 'x');
        wire->addAnswers(bytes.constData(), bytes.size());
        RunRecord record;
        record.wire = std::exchange(wire, nullptr);
        const std::weak_ptr<const WireRecord> watched = record.wire;
        history.begin(std::move(record));
        history.end(RunRecord::State::Finished, 5ms, 100, {});
        QThreadPool::globalInstance()->setMaxThreadCount(1);
        QSemaphore hold;
        QThreadPool::globalInstance()->start([&hold] { hold.acquire(); });
        history.remove(0);
        QVERIFY(!watched.expired());
        hold.release();
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(watched.expired());
        QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount());
    }

    void memoryStaysBoundedScriptsIncluded()
    {
        if (!memoryIsMeaningful)
            QSKIP("memory says nothing here");
        constexpr qint64 megabyte = 1024 * 1024;
        constexpr qint64 bound = 96 * megabyte;
        RunHistory history(bound);
        const qint64 before = residentBytes();
        qint64 most = 0;
        for (int i = 0; i < 24; ++i) {
            RunRecord record;
            record.script = QByteArray(8 * megabyte, char('a' + i)); // each its own, as each run of an editor has
            history.begin(std::move(record));
            history.append(largeRun());
            history.end(RunRecord::State::Finished, 5ms, 100, {});
            QThreadPool::globalInstance()->waitForDone();
            QVERIFY(history.byteSize() <= bound);
            most = std::max(most, residentBytes() - before);
        }
        QVERIFY(history.size() > 2);
        QVERIFY(history.size() < 10);
        // What is counted is what is held, all but a little; the run that comes is there before the oldest goes.
        QVERIFY2(most < bound * 5 / 4 + 24 * megabyte, qPrintable(QString::number(most / megabyte)));
        while (history.size() > 0)
            history.remove(0);
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY2(residentBytes() - before < 16 * megabyte, qPrintable(QString::number((residentBytes() - before) / megabyte)));
    }

    void whoLooksAtARunKeepsIt()
    {
        RunHistory history;
        addRun(history, oneHit(10));
        const RunHistory::Run run = history.latest();
        history.remove(0);
        QCOMPARE(run->results.size(), 1);
        QCOMPARE(*run->results.at(0).outcome().value, QByteArrayView(QByteArray(10, 'v')));
    }

    void linesAreFoundAcrossSegments()
    {
        MadeRun made;
        made.hit("a", "1").hit("b", "1").cut().atLine(7).hit("c", "1").hit("d", "1");
        const RunResults results = made.results();
        QCOMPARE(results.firstOfLine(1), 0);
        QCOMPARE(results.firstOfLine(2), 1);
        QCOMPARE(results.firstOfLine(5), -1);
        QCOMPARE(results.firstOfLine(7), 2);
        QCOMPARE(results.firstOfLine(8), 3);
        QCOMPARE(results.firstOfLine(9), -1);
        QCOMPARE(RunResults().firstOfLine(1), -1);
    }

    void totalsCountWhatWasAskedAndStored()
    {
        MadeRun made;
        made.hit("a", "12345").silent(Opcode::GetQ, "b").silent(Opcode::SetQ, "c").answer(Opcode::Add, "d", Status::KeyExists, "no");
        made.answer(Opcode::Delete, "e", Status::KeyNotFound).notSent(Opcode::Get, "f", {}).unanswered(Opcode::Get, "g", {});
        const ResultTotals totals = made.results().totals();
        QCOMPARE(totals.hits, 1);
        QCOMPARE(totals.misses, 1);
        QCOMPARE(totals.stored, 1);
        QCOMPARE(totals.count(OutcomeKind::Miss), 2);
        QCOMPARE(totals.errors(), 3);
        QCOMPARE(totals.answerBytes, qint64(24 + 4 + 5) + (24 + 2) + 24);
    }
};

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_runhistory.moc"

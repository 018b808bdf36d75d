#include "connection/readblock.h"
#include "ui/results/resultsmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QtEndian>

namespace {

/// A segment of `count` loud GETs that hit, each with its number as key and value.
std::shared_ptr<const RunSegment> hits(qint64 firstLine, int count)
{
    constexpr int answerLength = 24 + 4 + 8;
    auto segment = std::make_shared<RunSegment>();
    auto block = std::make_shared<ReadBlock>(qsizetype(count) * answerLength);
    for (int i = 0; i < count; ++i) {
        char *answer = block->bytes() + qsizetype(i) * answerLength;
        std::fill_n(answer, answerLength, '\0');
        answer[0] = char(0x81);
        answer[4] = 4; // extras
        qToBigEndian(quint32(answerLength - 24), answer + 8);
        qToBigEndian(quint64(firstLine + i), answer + 16);
        qToBigEndian(quint32(7), answer + 24);
        const QByteArray number = QByteArray::number(firstLine + i).rightJustified(8, '0');
        std::copy_n(number.cbegin(), 8, answer + 28);
        segment->requests.append(firstLine + i, number);
        segment->results.prepareAnswers(block);
        segment->results.appendAnswer(Opcode::Get, 0, quint32(i * answerLength), answerLength);
    }
    return segment;
}

std::shared_ptr<const RunSegment> without(qint64 line, Opcode opcode, Status status, Basis basis, const QString &reason)
{
    auto segment = std::make_shared<RunSegment>();
    segment->requests.append(line, "k\n");
    segment->results.appendWithout(opcode, status, basis, reason);
    return segment;
}

QString text(const ResultsModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class TestResultsModel : public QObject
{
    Q_OBJECT

private slots:
    void rowsOfAllSegmentsAreInOrder()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 3), hits(4, 1), hits(5, 2)});
        QCOMPARE(model.rowCount(), 6);
        for (int row = 0; row < 6; ++row) {
            QCOMPARE(text(model, row, ResultsModel::LineColumn), QString::number(row + 1));
            QCOMPARE(text(model, row, ResultsModel::KeyColumn), QStringLiteral("%1").arg(row + 1, 8, 10, QLatin1Char('0')));
            QCOMPARE(text(model, row, ResultsModel::ValueColumn), text(model, row, ResultsModel::KeyColumn));
            QCOMPARE(text(model, row, ResultsModel::CommandColumn), QStringLiteral("GET"));
            QCOMPARE(text(model, row, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
            QCOMPARE(text(model, row, ResultsModel::FlagsColumn), QStringLiteral("7"));
            QCOMPARE(text(model, row, ResultsModel::CasColumn), QString::number(row + 1));
        }
        QCOMPARE(model.count(OutcomeKind::Success), 6);
    }

    void emptySegmentsAddNothing()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({std::make_shared<RunSegment>()});
        QCOMPARE(model.rowCount(), 0);
        model.append({std::make_shared<RunSegment>(), hits(1, 1), std::make_shared<RunSegment>()});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("1"));
    }

    void earlierRowsStayUntilTheFirstOfTheNextRun()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 3)});
        model.beginRun();
        QCOMPARE(model.rowCount(), 3);
        model.append({hits(10, 1)});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.count(OutcomeKind::Success), 1);
        model.endRun();
        QCOMPARE(model.rowCount(), 1);
    }

    void runWithoutAnyCommandLeavesNoRows()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 3)});
        model.beginRun();
        model.endRun();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.count(OutcomeKind::Success), 0);
    }

    void outcomeSaysHowItIsKnown()
    {
        ResultsModel model;
        auto silent = std::make_shared<RunSegment>();
        silent->requests.append(1, "k");
        silent->results.appendSilences(Opcode::GetKQ, 1);
        silent->requests.append(2, "k");
        silent->results.appendSilences(Opcode::SetQ, 1);
        model.append({silent, without(3, Opcode::Get, Status::NotConnected, Basis::NotSent, QStringLiteral("why")),
                      without(4, Opcode::Set, Status::Closed, Basis::NoAnswer, QStringLiteral("lost"))});
        QCOMPARE(text(model, 0, ResultsModel::OutcomeColumn), QStringLiteral("Not found, silent"));
        QCOMPARE(text(model, 1, ResultsModel::OutcomeColumn), QStringLiteral("Success, silent"));
        QVERIFY(text(model, 2, ResultsModel::OutcomeColumn).endsWith(QStringLiteral(", not sent")));
        QCOMPARE(text(model, 2, ResultsModel::ValueColumn), QStringLiteral("why"));
        QVERIFY(text(model, 3, ResultsModel::OutcomeColumn).endsWith(QStringLiteral(", no answer")));
        QCOMPARE(model.kind(0), OutcomeKind::Miss);
        QCOMPARE(model.kind(3), OutcomeKind::Unknown);
        QCOMPARE(model.count(OutcomeKind::NotSent), 1);
        QVERIFY(model.index(0, ResultsModel::OutcomeColumn).data(Qt::ToolTipRole).toString().contains(QStringLiteral("silent when")));
    }

    void unprintableBytesAreEscaped()
    {
        ResultsModel model;
        model.append({without(1, Opcode::Get, Status::NotConnected, Basis::NotSent, {})});
        QCOMPARE(text(model, 0, ResultsModel::KeyColumn), QStringLiteral("k\\n"));
        QCOMPARE(model.exportText(0, ResultsModel::KeyColumn), QStringLiteral("k\\n"));
    }

    void filterShowsItsRowsOnlyAndKeepsDoingSo()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 12)});
        model.setFilter({.kinds = RowFilter::allKinds, .text = "0000001"}); // 1, 10, 11 and 12
        QTRY_COMPARE(model.rowCount(), 4);
        QCOMPARE(model.numberAt(1), 9);
        QCOMPARE(model.rowOf(5), -1);
        model.append({hits(97, 5), hits(13, 2)});
        QTRY_COMPARE(model.rowCount(), 6);
        QTRY_VERIFY(!model.isFinding());
        QCOMPARE(text(model, 5, ResultsModel::LineColumn), QStringLiteral("14"));
        QCOMPARE(model.results().size(), 19);
        QCOMPARE(model.count(OutcomeKind::Success), 19);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 19);
        QVERIFY(model.showsAll());
    }

    void filterStaysForTheNextRun()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 3)});
        model.setFilter({.kinds = RowFilter::allKinds, .text = "00000002"});
        QTRY_COMPARE(model.rowCount(), 1);
        model.beginRun();
        QCOMPARE(model.rowCount(), 1);
        model.append({hits(2, 1), hits(20, 1)});
        QTRY_COMPARE(model.rowCount(), 1);
        QTRY_VERIFY(!model.isFinding());
        QCOMPARE(model.results().size(), 2);
        QCOMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("2"));
        model.append({hits(2, 1)});
        QTRY_COMPARE(model.rowCount(), 2);
        model.endRun();
    }

    void rowsOfARunAreSortedInAtItsEnd()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.beginRun();
        model.append({hits(1, 3)});
        model.setOrder({.column = ResultsModel::LineColumn, .order = Qt::DescendingOrder});
        QTRY_COMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("3"));
        model.append({hits(4, 2)});
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("3"));
        QCOMPARE(text(model, 4, ResultsModel::LineColumn), QStringLiteral("5"));
        model.endRun();
        QTRY_COMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("5"));
        QCOMPARE(text(model, 4, ResultsModel::LineColumn), QStringLiteral("1"));
    }

    void latestFilterCounts()
    {
        ResultsModel model;
        SegmentList segments;
        for (int i = 0; i < 20; ++i)
            segments.append(hits(i * 10'000 + 1, 10'000));
        model.append(segments);
        QAbstractItemModelTester tester(&model);
        const QSignalSpy rearranged(&model, &ResultsModel::rearranged);
        model.setFilter({.kinds = RowFilter::allKinds, .text = "0"});
        model.setFilter({.kinds = RowFilter::allKinds, .text = "nothing has this"});
        model.setFilter({.kinds = RowFilter::allKinds, .text = "00123456"});
        QTRY_VERIFY(!model.isFinding());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(rearranged.size(), 1);
        model.setFilter({.kinds = RowFilter::allKinds, .text = "0"});
        model.setFilter({});
        QCOMPARE(model.rowCount(), 200'000);
        QVERIFY(!model.isFinding());
    }

    void beginningAndRestAreOne()
    {
        ResultsModel model;
        model.append({hits(1, 60'000)});
        QAbstractItemModelTester tester(&model);
        model.setOrder({.column = ResultsModel::KeyColumn, .order = Qt::DescendingOrder});
        QTRY_COMPARE(text(model, 0, ResultsModel::LineColumn), QStringLiteral("60000"));
        QTRY_COMPARE(model.rowCount(), 60'000);
        QTRY_VERIFY(!model.isFinding());
        for (int row = 0; row < 60'000; row += 617)
            QCOMPARE(model.numberAt(row), 59'999 - row);
        QCOMPARE(model.rowOf(0), 59'999);
    }

    void errorsAreFoundRoundAndRound()
    {
        ResultsModel model;
        QCOMPARE(model.nextError(-1, 1), -1);
        model.append({hits(1, 2)});
        QCOMPARE(model.nextError(0, 1), -1);
        model.append({without(3, Opcode::Get, Status::Closed, Basis::NoAnswer, {}), hits(4, 1),
                      without(5, Opcode::Get, Status::Cancelled, Basis::NotSent, {})});
        QCOMPARE(model.nextError(-1, 1), 2);
        QCOMPARE(model.nextError(2, 1), 4);
        QCOMPARE(model.nextError(4, 1), 2);
        QCOMPARE(model.nextError(2, -1), 4);
        QCOMPARE(model.nextError(-1, -1), 4);
        QCOMPARE(model.nextError(4, -1), 2);
    }

    void earlierResultsCanBeShownAgain()
    {
        ResultsModel model;
        QAbstractItemModelTester tester(&model);
        model.append({hits(1, 3)});
        const RunResults first = model.results();
        model.beginRun();
        model.append({hits(7, 1)});
        model.endRun();
        model.show(first);
        QCOMPARE(model.rowCount(), 3);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void takesAMillionRowsInPortions()
    {
        ResultsModel model; // without a tester, which looks at all rows at every portion
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        constexpr int portion = 5000;
        QElapsedTimer timer;
        timer.start();
        for (int first = 0; first < 1'000'000; first += portion)
            model.append({hits(first + 1, portion)});
        qInfo("a million rows: %lld ms", timer.elapsed());
        QCOMPARE(inserted.size(), 1'000'000 / portion);
        QCOMPARE(model.rowCount(), 1'000'000);
        for (const int row : {0, portion - 1, portion, 123'456, 999'999})
            QCOMPARE(text(model, row, ResultsModel::LineColumn), QString::number(row + 1));
    }
};

QTEST_MAIN(TestResultsModel)
#include "tst_resultsmodel.moc"

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
        std::ranges::copy(number, answer + 28);
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

#include "app/results/resultexport.h"
#include "tests/maderun.h"
#include "tests/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray written(const RunResults &results, ResultWriter::Format format)
{
    QByteArray out;
    ResultWriter writer(format);
    writer.writeHeader(out);
    for (const auto &segment : results.segments())
        (void)writer.write(out, *segment, 0, std::numeric_limits<qsizetype>::max());
    return out;
}

RunResults many(int count)
{
    RunResults results;
    const SegmentList segments = manyHits(
        count, [](int i) { return QByteArray::number(i); }, [](int) { return QByteArray(100, 'v'); });
    for (const auto &segment : segments)
        results.append(segment);
    return results;
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

} // namespace

class TestResultExport : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatTheHeadlessRunWrites()
    {
        const RunResults results = many(30'000);
        ResultExport exporting;
        QSignalSpy finished(&exporting, &ResultExport::finished);
        for (const ResultWriter::Format format : {ResultWriter::Format::JsonLines, ResultWriter::Format::Csv}) {
            const QString path = m_folder.filePath(QStringLiteral("all"));
            exporting.start(path, format, results, std::nullopt);
            QCOMPARE(exporting.count(), 30'000);
            QVERIFY(finished.wait(Patience::usual));
            QVERIFY2(!exporting.error(), qPrintable(exporting.error().text));
            QCOMPARE(content(path), written(results, format));
        }
    }

    void writesOnlyTheRowsAskedForInTheirOrder()
    {
        ResultExport exporting;
        QSignalSpy finished(&exporting, &ResultExport::finished);
        const QString path = m_folder.filePath(QStringLiteral("some.jsonl"));
        exporting.start(path, ResultWriter::Format::JsonLines, many(100), std::vector<int>{7, 3});
        QVERIFY(finished.wait(Patience::usual));
        const QList<QByteArray> lines = content(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith("{\"line\":8,"));
        QVERIFY(lines[1].startsWith("{\"line\":4,"));
    }

    void fileThatCannotBeWrittenIsAnError()
    {
        ResultExport exporting;
        QSignalSpy finished(&exporting, &ResultExport::finished);
        exporting.start(m_folder.filePath(QStringLiteral("no/such/folder/x")), ResultWriter::Format::Csv, many(10), std::nullopt);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(exporting.error().code, Error::Code::Unreadable);
        QVERIFY2(exporting.error().text.contains(QStringLiteral("no/such")), qPrintable(exporting.error().text));
    }

    void cancelLeavesTheFileAsItWas()
    {
        const QString path = m_folder.filePath(QStringLiteral("kept.jsonl"));
        QFile before(path);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();
        ResultExport exporting;
        QSignalSpy finished(&exporting, &ResultExport::finished);
        exporting.start(path, ResultWriter::Format::JsonLines, many(300'000), std::nullopt);
        exporting.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(exporting.isCancelled());
        QVERIFY(!exporting.error());
        QCOMPARE(content(path), QByteArray("before"));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral("kept*")}, QDir::Files).size(), 1);
    }

    void progressIsTold()
    {
        ResultExport exporting;
        QSignalSpy finished(&exporting, &ResultExport::finished);
        QSignalSpy progressed(&exporting, &ResultExport::progressed);
        exporting.start(m_folder.filePath(QStringLiteral("progress")), ResultWriter::Format::JsonLines, many(200'000), std::nullopt);
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(!progressed.isEmpty());
        QVERIFY(progressed.constLast().constFirst().toLongLong() <= 200'000);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestResultExport)
#include "tst_resultexport.moc"

#include "app/keyspace/keyexport.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"
#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <limits>

namespace {

KeyListing listing(int count)
{
    KeyStore store(KeySample::now);
    constexpr int full = int(KeySegment::usualSize);
    for (int begin = 0; begin < count; begin += full)
        store.append(KeySample().segment(begin, std::min(begin + full, count)));
    return store.listing();
}

QByteArray expected(KeyWriter::Format format, const KeyListing &keys, const std::vector<int> &indexes)
{
    QByteArray out;
    const KeyWriter writer(format);
    writer.writeHeader(out);
    (void)writer.write(out, keys, indexes, 0, std::numeric_limits<qsizetype>::max());
    return out;
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

} // namespace

class TestKeyExport : public QObject
{
    Q_OBJECT

private slots:
    void writesTheShownKeysInTheirOrder_data()
    {
        QTest::addColumn<KeyWriter::Format>("format");
        QTest::newRow("JSON lines") << KeyWriter::Format::JsonLines;
        QTest::newRow("CSV") << KeyWriter::Format::Csv;
        QTest::newRow("script") << KeyWriter::Format::Script;
    }

    void writesTheShownKeysInTheirOrder()
    {
        QFETCH(KeyWriter::Format, format);
        const KeyListing keys = listing(40'000);
        std::vector<int> shown;
        for (int index = 39'999; index >= 0; index -= 2)
            shown.push_back(index);
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        QSignalSpy progressed(&exporting, &KeyExport::progressed);
        exporting.start(path(), format, keys, std::make_shared<const std::vector<int>>(shown));
        QCOMPARE(exporting.count(), 20'000);
        QVERIFY(exporting.isRunning());
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY2(!exporting.error(), qPrintable(exporting.error().text));
        QCOMPARE(content(path()), expected(format, keys, shown));
        QVERIFY(!progressed.isEmpty());
    }

    void withoutAChoiceAllAreWritten()
    {
        const KeyListing keys = listing(3);
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        exporting.start(path(), KeyWriter::Format::Csv, keys, nullptr);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(content(path()), expected(KeyWriter::Format::Csv, keys, {0, 1, 2}));
    }

    void noKeysAreAFileWithItsHeader()
    {
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        exporting.start(path(), KeyWriter::Format::Csv, {}, nullptr);
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(!exporting.error());
        QVERIFY(content(path()).startsWith("key,"));
    }

    void aFileThatCannotBeWrittenIsAnError()
    {
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        exporting.start(m_folder.filePath(QStringLiteral("no/such/folder/x")), KeyWriter::Format::Csv, listing(10), nullptr);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(exporting.error().code, Error::Code::Unreadable);
        QVERIFY2(exporting.error().text.contains(QStringLiteral("no/such")), qPrintable(exporting.error().text));
    }

    void cancelLeavesTheFileAsItWas()
    {
        QFile before(path());
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        exporting.start(path(), KeyWriter::Format::JsonLines, listing(300'000), nullptr);
        exporting.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(exporting.isCancelled());
        QVERIFY(!exporting.error());
        QCOMPARE(content(path()), QByteArray("before"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
    }

    /// The file is there, and we have not heard of it yet.
    void aCancelThatComesTooLateChangesNothing()
    {
        KeyExport exporting;
        QSignalSpy finished(&exporting, &KeyExport::finished);
        const KeyListing keys = listing(3);
        exporting.start(path(), KeyWriter::Format::Csv, keys, nullptr);
        QThreadPool::globalInstance()->waitForDone();
        exporting.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(!exporting.isCancelled());
        QVERIFY(!exporting.error());
        QCOMPARE(content(path()), expected(KeyWriter::Format::Csv, keys, {0, 1, 2}));
    }

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("keys")); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestKeyExport)
#include "tst_keyexport.moc"

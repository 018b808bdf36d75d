#include "app/keyspace/snapshotfile.h"
#include "tests/keysample.h"
#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

class TestSnapshotFile : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSavedIsOpened()
    {
        const KeyListing keys = listing(60'000);
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        QSignalSpy progressed(&file, &SnapshotFile::progressed);
        file.save(path(), QStringLiteral("cache"), keys);
        QVERIFY(file.isRunning());
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY2(!file.error(), qPrintable(file.error().text));
        QVERIFY(!file.takeSnapshot());
        QVERIFY(!progressed.isEmpty());
        file.open(path());
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY2(!file.error(), qPrintable(file.error().text));
        const std::shared_ptr<KeySnapshot> snapshot = file.takeSnapshot();
        QVERIFY(snapshot);
        QCOMPARE(snapshot.use_count(), 1L); // nobody else keeps it in memory
        QCOMPARE(snapshot->server, QStringLiteral("cache"));
        QCOMPARE(snapshot->store.count(), 60'000);
        QCOMPARE(snapshot->store.listing().key(59'999), keys.key(59'999));
    }

    void whatIsKnownToBeGoneIsNotSaved()
    {
        const KeyListing keys = listing(60'000);
        auto gone = std::make_shared<GoneKeys>();
        gone->marks.resize(20'000);
        for (const int index : {0, 7, 16'384})
            gone->set(index, true);
        gone->set(7, true); // once more
        QCOMPARE(gone->count, 3);
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.save(path(), QStringLiteral("cache"), keys, gone);
        QVERIFY(finished.wait(20'000));
        file.open(path());
        QVERIFY(finished.wait(20'000));
        const std::shared_ptr<KeySnapshot> snapshot = file.takeSnapshot();
        QVERIFY2(snapshot, qPrintable(file.error().text));
        QCOMPARE(snapshot->store.count(), 60'000 - 3);
        for (const int index : {0, 7, 16'384})
            QVERIFY(!snapshot->store.find(keys.key(index)));
        for (const int index : {1, 8, 16'383, 16'385, 59'999})
            QVERIFY(snapshot->store.find(keys.key(index)));
        QCOMPARE(snapshot->store.listing().time(), keys.time());
        // All of it may have gone.
        gone->marks.assign(60'000, true);
        gone->count = 60'000;
        QVERIFY(keys.without(*gone).isEmpty());
        QCOMPARE(keys.size(), 60'000);
    }

    void eachEndsOnce()
    {
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        for (int saves = 1; saves <= 100; ++saves) {
            file.save(path(), QStringLiteral("cache"), listing(1));
            QVERIFY(finished.wait(Patience::usual));
            QThreadPool::globalInstance()->waitForDone();
            QCoreApplication::processEvents(); // what the thread told us on its way out
            QCOMPARE(finished.size(), saves);
        }
    }

    void aFileThatIsNoneIsToldClearly()
    {
        QFile::remove(path());
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.open(path());
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(file.error().code, Error::Code::Unreadable);
        write("hello");
        file.open(path());
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(file.error().code, Error::Code::Invalid);
        QVERIFY2(file.error().text.contains(path()), qPrintable(file.error().text));
        QVERIFY(!file.takeSnapshot());
        file.save(m_folder.filePath(QStringLiteral("no/such/folder")), {}, listing(1));
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(file.error().code, Error::Code::Unreadable);
    }

    void oneThatTakesTooMuchMemoryIsRefused()
    {
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.save(path(), {}, listing(60'000));
        QVERIFY(finished.wait(Patience::usual));
        file.open(path(), 1'000'000);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(file.error().code, Error::Code::TooLarge);
    }

    void cancelLeavesTheFileAsItWas()
    {
        write("before");
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.save(path(), {}, listing(200'000));
        file.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(file.isCancelled());
        QVERIFY(!file.error());
        QTRY_COMPARE(QDir(m_folder.path()).entryList(QDir::Files).size(), 1);
        QFile kept(path());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("before"));
    }

    /// The file is there, and we have not heard of it yet.
    void aCancelThatComesTooLateChangesNothing()
    {
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.save(path(), QStringLiteral("here"), listing(3));
        QThreadPool::globalInstance()->waitForDone();
        file.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(!file.isCancelled());
        QVERIFY(!file.error());
        file.open(path());
        QVERIFY(finished.wait(Patience::usual));
        const std::shared_ptr<KeySnapshot> snapshot = file.takeSnapshot();
        QVERIFY(snapshot);
        QCOMPARE(snapshot->store.count(), 3);
        // What is read too late for a cancel is wanted by nobody.
        file.open(path());
        QThreadPool::globalInstance()->waitForDone();
        file.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(file.isCancelled());
        QVERIFY(!file.takeSnapshot());
    }

    void aCancelledOpeningGivesNothing()
    {
        SnapshotFile file;
        QSignalSpy finished(&file, &SnapshotFile::finished);
        file.save(path(), {}, listing(200'000));
        QVERIFY(finished.wait(Patience::usual));
        file.open(path());
        file.cancel();
        QVERIFY(finished.wait(Patience::usual));
        QVERIFY(file.isCancelled());
        QVERIFY(!file.takeSnapshot());
        QVERIFY(!file.error());
    }

private:
    static KeyListing listing(int count)
    {
        KeyStore store(KeySample::now);
        constexpr int full = int(KeySegment::usualSize);
        for (int begin = 0; begin < count; begin += full)
            store.append(KeySample().segment(begin, std::min(begin + full, count)));
        return store.listing();
    }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("keys.slabkeys")); }
    void write(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSnapshotFile)
#include "tst_snapshotfile.moc"

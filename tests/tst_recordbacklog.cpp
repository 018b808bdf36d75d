#include "connection/recordbacklog.h"

#include <QTest>

/// Records as TLS 1.3 with an AEAD makes them: 22 bytes more each (RFC 8446, section 5.2).
class TestRecordBacklog : public QObject
{
    Q_OBJECT

private:
    static qint64 encrypted(qint64 size) { return size + (size + 16'383) / 16'384 * 22; }

private slots:
    void whatWaitsWholeIsUntakenButForItsFirstRecord()
    {
        RecordBacklog backlog;
        QCOMPARE(backlog.untaken(0), 0);
        backlog.add(100'000, encrypted(100'000));
        // How many bytes wrap a record is not known: the first may have gone.
        const qint64 untaken = backlog.untaken(encrypted(100'000));
        QVERIFY(untaken <= 100'000 && untaken >= 100'000 - 16'384);
        backlog.clear();
        QCOMPARE(backlog.untaken(encrypted(100'000)), 0);
    }

    void neverMoreThanIsTrue()
    {
        RecordBacklog backlog;
        const QList<qint64> sizes{200'000, 24, 24, 5'000, 16'384, 16'385, 1, 24};
        qint64 all = 0;
        for (const qint64 size : sizes) {
            all += encrypted(size);
            backlog.add(size, all);
        }
        for (qint64 taken = 0; taken <= all; taken += 7) {
            // What is in records that have not gone whole.
            qint64 gone = taken;
            qint64 truth = 0;
            for (const qint64 size : sizes) {
                for (qint64 left = size; left > 0; left -= 16'384) {
                    const qint64 record = std::min<qint64>(left, 16'384);
                    gone -= record + 22;
                    truth += gone < 0 ? record : 0;
                }
            }
            const qint64 told = backlog.untaken(all - taken);
            QVERIFY2(told <= truth, qPrintable(QString::number(taken)));
            QVERIFY2(told >= truth - 2 * 16'384 - 2'000, qPrintable(QString::number(taken)));
        }
    }

    void manySmallWritesAreNotKeptForEver()
    {
        RecordBacklog backlog;
        for (int i = 0; i < 100'000; ++i)
            backlog.add(24, 10 * encrypted(24));
        QVERIFY(backlog.untaken(10 * encrypted(24)) <= 10 * 24);
        QVERIFY(backlog.untaken(100 * encrypted(24)) >= 10 * 24);
    }
};

QTEST_APPLESS_MAIN(TestRecordBacklog)
#include "tst_recordbacklog.moc"

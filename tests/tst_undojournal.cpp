#include "app/keychange/undojournal.h"

#include "app/keychange/keyoutcomes.h"
#include "connection/text/keysegment.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

class TestUndoJournal : public QObject
{
    Q_OBJECT

private:
    static UndoEntry entry(const QByteArray &key, int size = 100, qint64 expiry = ListedKey::never)
    {
        return {.key = key, .value = QByteArray(size, 'v'), .expiry = expiry};
    }
    static std::shared_ptr<UndoStep> filled(UndoJournal &journal, int count, UndoStep::Kind kind = UndoStep::Kind::Delete)
    {
        auto step = journal.begin(kind, QStringLiteral("here"));
        for (int i = 0; i < count; ++i)
            (void)journal.keep(step, entry("key" + QByteArray::number(i)));
        journal.end(step);
        return step;
    }

private slots:
    void itSaysWhatIsUndone()
    {
        UndoJournal journal;
        const QSignalSpy changed(&journal, &UndoJournal::changed);
        QVERIFY(journal.text().isEmpty() && !journal.latest());
        filled(journal, 1'204);
        QCOMPARE(journal.text(), QStringLiteral("Undo deletion of %1 keys").arg(QLocale().toString(1'204)));
        QCOMPARE(changed.size(), 1);
        filled(journal, 2, UndoStep::Kind::SetTtl);
        QCOMPARE(journal.text(), QStringLiteral("Undo new TTL of 2 keys"));
        journal.clear();
        QVERIFY(journal.text().isEmpty());
        QCOMPARE(journal.byteSize(), 0);
    }

    void aStepOfNothingIsNone()
    {
        UndoJournal journal;
        filled(journal, 3);
        filled(journal, 0);
        QCOMPARE(journal.latest()->kept, 3);
    }

    void whatWasDroppedIsNotUndone()
    {
        UndoJournal journal;
        const auto step = filled(journal, 2);
        journal.drop(step, 0);
        journal.drop(step, 0); // once is enough
        QCOMPARE(journal.latest()->kept, 1);
        QCOMPARE(journal.byteSize(), UndoEntry::costOf(4, 100));
        journal.drop(step, 1);
        journal.end(step);
        QVERIFY(!journal.latest());
        QCOMPARE(journal.byteSize(), 0);
    }

    void theOldestStepsMakeRoom()
    {
        UndoJournal journal;
        journal.setLimit(10 * UndoEntry::costOf(4, 100));
        filled(journal, 4);
        filled(journal, 4);
        filled(journal, 4);
        QVERIFY(journal.byteSize() <= journal.limit());
        QCOMPARE(journal.byteSize(), 8 * UndoEntry::costOf(4, 100));
        // One alone does not push itself out.
        const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        int kept = 0;
        while (journal.keep(step, entry("four")) >= 0)
            ++kept;
        QCOMPARE(kept, 10);
        QCOMPARE(journal.byteSize(), journal.limit());
        journal.end(step);
        journal.setLimit(0);
        QVERIFY(!journal.latest());
    }

    /// Each server has a clock of its own.
    void whatHasExpiredByItsServersClockIsForgotten()
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        ServerSettings early;
        early.clockOffset = std::chrono::seconds(-3'600);
        ServerSettings late;
        late.clockOffset = std::chrono::seconds(3'600);
        UndoJournal journal;
        const auto first = journal.begin(UndoStep::Kind::Delete, QStringLiteral("early"), early);
        QVERIFY(journal.keep(first, entry("kept", 10, now)) >= 0);
        QVERIFY(journal.keep(first, entry("over", 10, now - 3'700)) >= 0);
        QVERIFY(journal.keep(first, entry("for ever")) >= 0);
        journal.end(first);
        const auto second = journal.begin(UndoStep::Kind::Delete, QStringLiteral("late"), late);
        QVERIFY(journal.keep(second, entry("over", 10, now + 60)) >= 0);
        journal.end(second);
        const auto third = journal.begin(UndoStep::Kind::SetTtl, QStringLiteral("late"), late);
        QVERIFY(journal.keep(third, entry("a TTL of the past", 10, now - 100)) >= 0);
        journal.end(third);
        journal.forgetExpired();
        QCOMPARE(first->kept, 2);
        QCOMPARE(second->kept, 0);
        QCOMPARE(third->kept, 1);
    }

    /// It goes on where it stopped.
    void ofManyTheRestIsForgottenAMomentLater()
    {
        UndoJournal journal;
        const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        constexpr int count = 500'000;
        for (int i = 0; i < count; ++i)
            QVERIFY(journal.keep(step, {.key = QByteArray::number(i), .expiry = i % 2 == 0 ? ListedKey::never : 1}) >= 0);
        journal.end(step);
        const QSignalSpy changed(&journal, &UndoJournal::changed);
        journal.forgetExpired();
        QVERIFY(step->kept > count / 2); // that is work for longer than one stretch
        journal.forgetExpired();
        QTRY_COMPARE(step->kept, count / 2);
        QTRY_COMPARE(changed.size(), 1);
    }

    void theLimitIsWithinTheMemory()
    {
        UndoJournal journal;
        QVERIFY(journal.limit() > 0 && journal.limit() <= UndoJournal::usualLimit);
        journal.setLimit(std::numeric_limits<qint64>::max());
        QCOMPARE(journal.limit(), UndoJournal::largestLimit());
        journal.setLimit(-5);
        QCOMPARE(journal.limit(), 0);
    }

    void outcomesTakeAByteAndCount()
    {
        KeyOutcomes outcomes(5);
        QCOMPARE(outcomes.count(KeyOutcome::NotSent), 5);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.refuse(1, QStringLiteral("No."));
        outcomes.refuse(2, QStringLiteral("No."));
        outcomes.settle(3, KeyOutcome::Unknown);
        QCOMPARE(outcomes.at(0), KeyOutcome::Done);
        QCOMPARE(outcomes.at(1), KeyOutcome::Refused);
        QCOMPARE(outcomes.reason(2), QStringLiteral("No."));
        QVERIFY(outcomes.reason(0).isEmpty());
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 2);
        QCOMPARE(outcomes.settledCount(), 4);
        outcomes.settle(1, KeyOutcome::Done);
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 1);
    }

    void thousandsOfReasonsAreBounded()
    {
        KeyOutcomes outcomes(2'000);
        for (int i = 0; i < 2'000; ++i)
            outcomes.refuse(i, QStringLiteral("Reason %1.").arg(i));
        QCOMPARE(outcomes.count(KeyOutcome::Refused), 2'000);
        QCOMPARE(outcomes.reason(3), QStringLiteral("Reason 3."));
        QVERIFY(!outcomes.reason(1'999).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUndoJournal)
#include "tst_undojournal.moc"

#include "connection/backoff.h"

#include <QTest>

using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void eachWaitIsLongerByHalf()
    {
        Backoff backoff;
        QVERIFY(backoff.next() == 500ms);
        QVERIFY(backoff.next() == 750ms);
        QVERIFY(backoff.next() == 1125ms);
        const std::chrono::milliseconds fourth = backoff.next();
        QVERIFY(fourth == 1687ms || fourth == 1688ms);
    }

    void itStopsGrowingAtTheLongest()
    {
        Backoff backoff;
        std::chrono::milliseconds last = 0ms;
        for (int i = 0; i < 1000; ++i) {
            const std::chrono::milliseconds wait = backoff.next();
            QVERIFY(wait >= last);
            QVERIFY(wait <= 30s);
            last = wait;
        }
        QVERIFY(last == 30s);
    }

    void itStartsAnew()
    {
        Backoff backoff;
        for (int i = 0; i < 20; ++i)
            (void)backoff.next();
        backoff.restart();
        QVERIFY(backoff.next() == 500ms);
        QVERIFY(backoff.next() == 750ms);
    }

    void theTimesAreTheAskers()
    {
        Backoff backoff({.first = 100ms, .longest = 350ms, .factor = 2});
        QVERIFY(backoff.next() == 100ms);
        QVERIFY(backoff.next() == 200ms);
        QVERIFY(backoff.next() == 350ms);
        QVERIFY(backoff.next() == 350ms);
    }

    void itNeverSpins()
    {
        for (const std::chrono::milliseconds first : {0ms, -5ms, 9ms, 10ms}) {
            Backoff backoff({.first = first, .longest = 1s, .factor = 1});
            QVERIFY(backoff.next() == 10ms);
            QVERIFY(backoff.next() == 10ms);
        }
    }

    void itNeverShrinks()
    {
        Backoff backoff({.first = 100ms, .longest = 1s, .factor = 0.5});
        QVERIFY(backoff.next() == 100ms);
        QVERIFY(backoff.next() == 100ms);
    }

    void aLongestBelowTheFirstIsTheFirst()
    {
        Backoff backoff({.first = 5s, .longest = 1s});
        QVERIFY(backoff.next() == 5s);
        QVERIFY(backoff.next() == 5s);
    }
};

QTEST_APPLESS_MAIN(TestBackoff)
#include "tst_backoff.moc"

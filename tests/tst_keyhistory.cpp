#include "app/commands/keyhistory.h"

#include <QTest>

class TestKeyHistory : public QObject
{
    Q_OBJECT

private slots:
    void latestKeysComeFirst()
    {
        KeyHistory keys;
        for (const char *key : {"user:1", "user:2", "other", "user:3", "user:1"})
            keys.add(key);
        QCOMPARE(keys.find("user:", 10), (QList<QByteArray>{"user:1", "user:3", "user:2"}));
        QCOMPARE(keys.find("", 2), (QList<QByteArray>{"user:1", "user:3"}));
        QCOMPARE(keys.find("user:", 1), (QList<QByteArray>{"user:1"}));
        QCOMPARE(keys.size(), 4);
        QVERIFY(keys.find("x", 10).isEmpty());
        QVERIFY(keys.find("user:", 0).isEmpty());
        QVERIFY(keys.find("", -1).isEmpty());
    }

    void keysAreBytes()
    {
        KeyHistory keys;
        const QByteArray nul("a\0b", 3);
        const QByteArray high("\xff\xfe", 2);
        keys.add(nul);
        keys.add(high);
        QCOMPARE(keys.find(QByteArray("a\0", 2), 5), QList<QByteArray>{nul});
        QCOMPARE(keys.find("\xff", 5), QList<QByteArray>{high});
    }

    void oldestKeyGoesFirst()
    {
        KeyHistory keys(3);
        for (const char *key : {"a", "b", "c", "a", "d"})
            keys.add(key);
        QCOMPARE(keys.find("", 10), (QList<QByteArray>{"d", "a", "c"}));
    }

    void keysThatNoServerTakesAreNotKept()
    {
        KeyHistory keys;
        keys.add("");
        keys.add(QByteArray(251, 'k'));
        QCOMPARE(keys.size(), 0);
        keys.add(QByteArray(250, 'k'));
        QCOMPARE(keys.size(), 1);
        keys.clear();
        QCOMPARE(keys.size(), 0);
        QVERIFY(keys.find("", 5).isEmpty());
    }

    void thousandsOfKeysAreSearchedFast()
    {
        KeyHistory keys;
        for (int i = 0; i < 25'000; ++i)
            keys.add("key:" + QByteArray::number(i));
        QCOMPARE(keys.size(), 10'000);
        QCOMPARE(keys.find("key:2499", 3), (QList<QByteArray>{"key:24999", "key:24998", "key:24997"}));
        QBENCHMARK
        {
            QCOMPARE(keys.find("key:", 50).size(), 50);
        }
    }
};

QTEST_GUILESS_MAIN(TestKeyHistory)
#include "tst_keyhistory.moc"

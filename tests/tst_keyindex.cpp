#include "app/keyspace/keyindex.h"

#include <QTest>

#include <limits>
#include <vector>

namespace {

QByteArray keyOf(int index)
{
    return "key:" + QByteArray::number(index);
}

} // namespace

/// The index over keys whose numbers leave the bits that it began with.
class TestKeyIndex : public QObject
{
    Q_OBJECT

private slots:
    void keysAreFoundOnBothSidesOfEachGrowth()
    {
        std::vector<int> indexes;
        for (const int border : {1 << 16, 1 << 17, 1 << 20, 1 << 24, 1 << 30}) {
            for (int index = border - 40; index < border + 40; ++index)
                indexes.push_back(index);
        }
        indexes.push_back(std::numeric_limits<int>::max() - 1);
        KeyIndex index;
        for (const int each : indexes)
            QVERIFY2(!index.insert(KeyIndex::hashOf(keyOf(each)), keyOf(each), each, keyOf), qPrintable(QString::number(each)));
        for (const int each : indexes) {
            QCOMPARE(index.find(KeyIndex::hashOf(keyOf(each)), keyOf(each), keyOf).value_or(-1), each);
            QCOMPARE(index.insert(KeyIndex::hashOf(keyOf(each)), keyOf(each), 7, keyOf).value_or(-1), each);
        }
        QVERIFY(!index.find(KeyIndex::hashOf("key:1"), "key:1", keyOf));
    }

    void keysOfOneShardAreFoundAsItGrows()
    {
        constexpr int wanted = 2000;
        std::vector<int> indexes;
        for (int i = 0; int(indexes.size()) < wanted; ++i) {
            if (KeyIndex::hashOf(keyOf(i)) >> 56 == 7)
                indexes.push_back(i);
        }
        QVERIFY(indexes.back() > 1 << 17); // in one shard the bits of an index grow, and its room does
        KeyIndex index;
        for (size_t i = 0; i < indexes.size(); ++i) {
            QVERIFY(!index.insert(KeyIndex::hashOf(keyOf(indexes[i])), keyOf(indexes[i]), indexes[i], keyOf));
            const int earlier = indexes[i / 2];
            QCOMPARE(index.find(KeyIndex::hashOf(keyOf(earlier)), keyOf(earlier), keyOf).value_or(-1), earlier);
        }
        for (const int each : indexes)
            QCOMPARE(index.find(KeyIndex::hashOf(keyOf(each)), keyOf(each), keyOf).value_or(-1), each);
        QVERIFY(!index.find(KeyIndex::hashOf("absent"), "absent", keyOf));
    }

    void keysThatWereThereSurviveMoreRoom()
    {
        KeyIndex index;
        for (int i = 0; i < 1000; ++i)
            QVERIFY(!index.insert(KeyIndex::hashOf(keyOf(i)), keyOf(i), i, keyOf));
        const qsizetype before = index.byteSize();
        index.reserve(3'000'000, keyOf);
        QVERIFY(index.byteSize() > before);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(index.find(KeyIndex::hashOf(keyOf(i)), keyOf(i), keyOf).value_or(-1), i);
        QVERIFY(!index.insert(KeyIndex::hashOf(keyOf(2'500'000)), keyOf(2'500'000), 2'500'000, keyOf));
        QCOMPARE(index.find(KeyIndex::hashOf(keyOf(2'500'000)), keyOf(2'500'000), keyOf).value_or(-1), 2'500'000);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(index.find(KeyIndex::hashOf(keyOf(i)), keyOf(i), keyOf).value_or(-1), i);
    }
};

QTEST_APPLESS_MAIN(TestKeyIndex)
#include "tst_keyindex.moc"

#include "app/results/bytesearch.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

using Places = QList<qsizetype>;

Places placesByFinding(const ByteSearch &search, QByteArrayView bytes, qsizetype step)
{
    Places places;
    for (qsizetype at = search.find(bytes); at >= 0 && at < bytes.size(); at = search.find(bytes, at + step))
        places += at;
    return places;
}

} // namespace

class TestByteSearch : public QObject
{
    Q_OBJECT

private slots:
    void lettersAreFoundInEitherCase()
    {
        const ByteSearch search("Item-[");
        QCOMPARE(search.find("an ITEM-[7"), 3);
        QCOMPARE(search.find("an item-{7"), -1); // 0x20 apart, but no letter
        QCOMPARE(search.find("item-[ item-[", 1), 7);
        QVERIFY(!search.isIn("item-"));
        QVERIFY(ByteSearch("").isIn(""));
    }

    void placesMayLieAnywhere_data()
    {
        QTest::addColumn<QByteArray>("sought");
        for (const char *sought : {"a", "ab", "aaa", "abab", "b-b", "aaaaaaaaaaaaaaaa"})
            QTest::newRow(sought) << QByteArray(sought);
    }

    /// Few kinds of bytes, so that what is sought overlaps itself, within and across the stretches that are looked at at once.
    void placesMayLieAnywhere()
    {
        QFETCH(QByteArray, sought);
        const ByteSearch search(sought);
        QRandomGenerator random(7);
        int wrong = 0;
        qsizetype count = 0;
        for (int size = 0; size < 400; ++size) {
            QByteArray bytes(size, 'a');
            for (char &byte : bytes)
                byte = "aaAab-B"[random.bounded(7)];
            Places expected;
            for (qsizetype at = 0; at + sought.size() <= size; ++at) {
                if (bytes.sliced(at, sought.size()).toLower() == sought)
                    expected += at;
            }
            count += expected.size();
            wrong += placesByFinding(search, bytes, 1) != expected;
            for (const qsizetype step : {1, 3, 70}) {
                Places places;
                search.forEach(bytes, [&places, step](qsizetype place) {
                    places += place;
                    return place + step;
                });
                wrong += places != placesByFinding(search, bytes, step);
            }
        }
        QCOMPARE(wrong, 0);
        QVERIFY(count > 0);
    }

    void nothingSoughtIsAtEveryPlace()
    {
        Places places;
        ByteSearch("").forEach("abc", [&places](qsizetype place) {
            places += place;
            return place + 1;
        });
        QCOMPARE(places, (Places{0, 1, 2}));
        ByteSearch("").forEach("", [&places](qsizetype place) {
            places.clear();
            return place + 1;
        });
        QCOMPARE(places.size(), 3);
    }
};

QTEST_APPLESS_MAIN(TestByteSearch)
#include "tst_bytesearch.moc"

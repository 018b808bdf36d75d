#include "app/keyspace/keycomparison.h"
#include "tests/keysample.h"

#include <QTest>

namespace {

void add(KeyStore &store, const QByteArray &key, quint64 cas, quint32 size = 100, bool read = true)
{
    KeySegment segment;
    KeySegment::Fields fields;
    fields.cas = cas;
    fields.size = size;
    fields.marks = read ? KeySegment::fetchedMark : 0;
    KeySample::append(segment, key, fields);
    store.append(std::move(segment));
}

} // namespace

class TestKeyComparison : public QObject
{
    Q_OBJECT

private slots:
    void eachKeyIsWhatBecameOfIt()
    {
        KeyStore before;
        add(before, "gone", 1);
        add(before, "same", 2);
        add(before, "rewritten", 3);
        add(before, "grown", 4);
        add(before, "unread", 5, 100, false);
        add(before, "read since", 6, 100, false);
        add(before, "rewritten unread", 7, 100, false);
        add(before, "gone too", 8);
        add(before, "no cas", 0, 100);
        add(before, "untold size", 9, 0);
        add(before, "shrunk", 10, 100);
        KeyStore after;
        add(after, "new", 20);
        add(after, "rewritten", 21);
        add(after, "same", 2);
        add(after, "grown", 22, 130);
        add(after, "unread", 5, 100, false);
        add(after, "read since", 6);
        add(after, "rewritten unread", 23, 100, false);
        add(after, "no cas", 5, 150);
        add(after, "untold size", 9, 100);
        add(after, "shrunk", 24, 90);
        add(after, "new, unread", 25, 100, false);

        const KeyComparison comparison = KeyComparison::of(before, after.listing());
        QCOMPARE(comparison.added, std::vector<int>({0, 10}));
        QCOMPARE(comparison.gone, std::vector<int>({0, 7}));
        QCOMPARE(comparison.rewritten, std::vector<int>({1, 3, 6, 9}));
        QCOMPARE(comparison.grown, std::vector<int>({3, 7}));
        QCOMPARE(comparison.grownBytes, 80);
        QCOMPARE(comparison.neverRead, std::vector<int>({4}));
    }

    void withNothingThereIsOnlyNewOrGone()
    {
        KeyStore store;
        add(store, "a", 1);
        const KeyComparison fresh = KeyComparison::of(KeyStore(), store.listing());
        QCOMPARE(fresh.added, std::vector<int>({0}));
        const KeyComparison gone = KeyComparison::of(store, {});
        QCOMPARE(gone.gone, std::vector<int>({0}));
        QCOMPARE(KeyComparison::of(KeyStore(), {}), KeyComparison());
    }

    void manyKeysAreCompared()
    {
        constexpr int count = 100'000;
        const KeySample sample;
        KeyStore before;
        KeyStore after;
        for (int begin = 0; begin < count; begin += 10'000)
            before.append(sample.segment(begin, begin + 10'000));
        for (int begin = 30'000; begin < count + 20'000; begin += 10'000)
            after.append(sample.segment(begin, begin + 10'000));
        const KeyComparison comparison = KeyComparison::of(before, after.listing());
        QCOMPARE(comparison.gone.size(), size_t(30'000));
        QCOMPARE(comparison.gone.back(), 29'999);
        QCOMPARE(comparison.added.size(), size_t(20'000));
        QCOMPARE(comparison.added.front(), 70'000);
        QVERIFY(comparison.rewritten.empty() && comparison.grown.empty());
        int asked = 0;
        static_cast<void>(KeyComparison::of(before, after.listing(), [&asked] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
    }
};

QTEST_APPLESS_MAIN(TestKeyComparison)
#include "tst_keycomparison.moc"

#include "app/keyspace/keystore.h"
#include "tests/footprint.h"
#include "tests/keysample.h"

#include <QTest>
#include <QThreadPool>

#include <thread>

#include <malloc.h>

namespace {

constexpr int many = isSanitized ? 100'000 : 1'000'000;
constexpr int usualSize = int(KeySegment::usualSize);

void fill(KeyStore &store, const KeySample &sample, int begin, int end)
{
    for (; begin < end; begin += usualSize)
        store.append(sample.segment(begin, std::min(begin + usualSize, end)));
}

QList<QByteArray> keysOf(const KeyListing &listing)
{
    QList<QByteArray> keys;
    for (int i = 0; i < listing.size(); ++i)
        keys += listing.key(i).toByteArray();
    return keys;
}

} // namespace

class TestKeyStore : public QObject
{
    Q_OBJECT

private slots:
    // First, while nothing else has left holes in the memory.
    void takesAKeyAndThirtyTwoBytesOfMemory_data()
    {
        QTest::addColumn<bool>("flags");
        QTest::addColumn<int>("expected");
        QTest::newRow("flags untold, expected") << false << many;
        QTest::newRow("flags untold, not expected") << false << 0;
        QTest::newRow("flags told, expected") << true << many;
        QTest::newRow("flags told, not expected") << true << 0;
    }

    void takesAKeyAndThirtyTwoBytesOfMemory()
    {
        QFETCH(bool, flags);
        QFETCH(int, expected);
        const KeySample sample(flags ? KeySample::Flags::Told : KeySample::Flags::Untold);
        ::malloc_trim(0);
        const qint64 before = residentBytes();
        {
            KeyStore store;
            store.expect(expected);
            fill(store, sample, 0, many);
            const qint64 held = residentBytes() - before;
            const qint64 keyBytes = store.listing().keyBytes();
            const auto aKey = [keyBytes](qint64 bytes) { return double(bytes - keyBytes) / many; };
            qInfo("%.1f bytes a key and its name by its own account, %.1f by the system's", aKey(store.byteSize()), aKey(held));
            QCOMPARE_LE(store.byteSize(), keyBytes + 32LL * many);
            // What grows bit by bit leaves holes in the memory that others can use.
            if (memoryIsMeaningful && expected > 0)
                QCOMPARE_LE(held, keyBytes + 32LL * many);
        }
        QThreadPool::globalInstance()->waitForDone(); // where it is freed
        ::malloc_trim(0);
        if (memoryIsMeaningful)
            QCOMPARE_LE(residentBytes() - before, 5'000'000);
    }

    void keepsAllThatWasToldOfAKey()
    {
        KeySegment segment;
        KeySegment::Fields fields;
        fields.cas = 77;
        fields.expiry = 2'000;
        fields.lastAccess = 900;
        fields.size = 123;
        fields.slabClass = 3;
        fields.marks = KeySegment::fetchedMark | KeySegment::flagsMark;
        fields.flags = 5;
        KeySample::append(segment, "a", fields);
        KeySample::append(segment, "b");
        KeyStore store(1'000);
        store.append(KeySample::segmentOf({"first"}));
        store.append(std::move(segment));
        store.append(KeySample::segmentOf({"b", "c"})); // makes one part of all, and leaves out a key

        QCOMPARE(keysOf(store.listing()), QList<QByteArray>({"first", "a", "b", "c"}));
        const ListedKey key = store.listing().at(1);
        QCOMPARE(key.cas, quint64(77));
        QCOMPARE(key.expiry, 2'000);
        QCOMPARE(key.lastAccess, 900);
        QCOMPARE(key.size, 123U);
        QCOMPARE(key.slabClass, quint8(3));
        QVERIFY(key.fetched);
        QCOMPARE(key.flags, std::optional<quint32>(5));
        QCOMPARE(store.listing().at(2).expiry, qint64(ListedKey::never));
        QVERIFY(!store.listing().at(2).flags);
        QCOMPARE(store.itemBytes(), 123);
        QCOMPARE(store.listing().itemBytes(), 123);
    }

    void timesAreByTheServersClock()
    {
        const KeyListing listing(1'000);
        QCOMPARE(listing.ttl(1'500), 500);
        QCOMPARE(listing.ttl(900), 0);
        QCOMPARE(listing.ttl(ListedKey::never), qint64(ListedKey::never));
        QCOMPARE(listing.idle(400), 600);
        QCOMPARE(listing.idle(1'001), 0);
        QCOMPARE(listing.idle(0), qint64(KeyListing::untold));
    }

    void aListingIsToldFromAnotherThatLooksTheSame()
    {
        KeyStore store(1'000);
        const KeyListing empty = store.listing();
        store.append(KeySample::segmentOf({"a", "b"}));
        const KeyListing earlier = store.listing();
        store.append(KeySample::segmentOf({"c"})); // put together with the first
        QVERIFY(earlier.isSame(store.listing()) && store.listing().isSame(earlier));
        QVERIFY(!empty.isSame(earlier)); // nothing was in it that an index could mean
        KeyStore again(1'000);
        again.append(KeySample::segmentOf({"a", "b", "c"}));
        QVERIFY(!again.listing().isSame(store.listing()));
        QCOMPARE(store.listing().allIndexes(), (std::vector<int>{0, 1, 2}));
        const KeyStore moved = std::move(store);
        QVERIFY(moved.listing().isSame(earlier));
    }

    void aKeyThatComesTwiceStandsOnce()
    {
        KeyStore store;
        KeySegment::Fields older;
        older.cas = 1;
        KeySegment::Fields newer;
        newer.cas = 2;
        KeySegment segment;
        KeySample::append(segment, "a", older);
        KeySample::append(segment, "b");
        KeySample::append(segment, "a", newer); // in the same segment
        KeySample::append(segment, "c");
        store.append(std::move(segment));
        store.append(KeySample::segmentOf({"d", "c", "b", "e", "d"}));
        store.append(KeySample::segmentOf({"a", "b"}));

        QCOMPARE(keysOf(store.listing()), QList<QByteArray>({"a", "b", "c", "d", "e"}));
        QCOMPARE(store.repeatedCount(), 6);
        QCOMPARE(store.listing().at(0).cas, quint64(1));
        for (int i = 0; i < store.count(); ++i)
            QCOMPARE(store.find(store.listing().key(i)), std::optional(i));
    }

    void aMillionKeysThatComeTwiceStandOnce()
    {
        const KeySample sample;
        KeyStore store;
        fill(store, sample, 0, many);
        const int repeated = isSanitized ? 30'000 : 300'000;
        fill(store, sample, many - repeated, many + 10'000);
        QCOMPARE(store.count(), many + 10'000);
        QCOMPARE(store.repeatedCount(), repeated);
        QCOMPARE(store.listing().size(), many + 10'000);
        for (int i = 0; i < store.count(); ++i) {
            const QByteArray key = KeySample::key(i);
            if (store.listing().key(i) != key || store.find(key) != i)
                QFAIL(key.constData());
        }
    }

    void findsExactlyThatKey()
    {
        KeyStore store;
        QVERIFY(!store.find("a"));
        store.append(KeySample::segmentOf({"a", "ab", QByteArray("a\0", 2), QByteArray("\xff\n", 2)}));
        QCOMPARE(store.find("a"), std::optional(0));
        QCOMPARE(store.find("ab"), std::optional(1));
        QCOMPARE(store.find(QByteArrayView("a\0", 2)), std::optional(2));
        QCOMPARE(store.find(QByteArrayView("\xff\n", 2)), std::optional(3));
        QVERIFY(!store.find("abc"));
        QVERIFY(!store.find("A"));
        QVERIFY(!store.find(""));
    }

    /// Of 256 places for an index's shards one key goes into each, and then they grow one after the other.
    void roomThatWasMadeHoldsAnyNumber_data()
    {
        QTest::addColumn<qint64>("expected");
        QTest::newRow("none") << qint64(0);
        QTest::newRow("too few") << qint64(1'000);
        QTest::newRow("about right") << qint64(50'000);
        QTest::newRow("a server that counts wrong") << std::numeric_limits<qint64>::max();
        QTest::newRow("less than nothing") << qint64(-5);
    }

    void roomThatWasMadeHoldsAnyNumber()
    {
        QFETCH(qint64, expected);
        KeyStore store;
        store.append(KeySample::segmentOf({"before"}));
        store.expect(expected);
        fill(store, KeySample(), 0, 50'000);
        QCOMPARE(store.count(), 50'001);
        QCOMPARE(store.find("before"), std::optional(0));
        QCOMPARE(store.find(KeySample::key(49'999)), std::optional(50'000));
    }

    void portionsOfAnySizeGiveTheSameKeys_data()
    {
        QTest::addColumn<int>("portion");
        for (const int portion : {1, 7, 1'000, 10'000, usualSize})
            QTest::addRow("%d", portion) << portion;
    }

    void portionsOfAnySizeGiveTheSameKeys()
    {
        QFETCH(int, portion);
        const int count = isSanitized && portion < 10 ? 4'000 : 40'000;
        const KeySample sample(KeySample::Flags::Told);
        KeyStore store;
        for (int begin = 0; begin < count; begin += portion)
            store.append(sample.segment(begin, std::min(begin + portion, count)));
        QCOMPARE(store.count(), count);
        KeyCursor cursor(store.listing());
        for (int i = 0; i < count; ++i) {
            const int index = i % 2 == 0 ? i : count - i; // there and back
            const KeySegment::Fields fields = sample.fields(index);
            cursor.moveTo(index);
            const bool same = store.listing().key(index) == KeySample::key(index) && cursor.key() == KeySample::key(index)
                && cursor.segment().cas(cursor.index()) == fields.cas && cursor.segment().flags(cursor.index()) == fields.flags;
            QVERIFY2(same, qPrintable(QString::number(index)));
        }
        // Short ones are put together, so that there are only a few.
        QVERIFY2(store.listing().parts().size() <= 20, qPrintable(QString::number(store.listing().parts().size())));
    }

    /// What a worker was given stays as it is while more comes.
    void aCopyOfTheListingStaysAsItWas()
    {
        const KeySample sample;
        KeyStore store(KeySample::now);
        fill(store, sample, 0, 20'000);
        const KeyListing copy = store.listing();
        qint64 bytes = 0;
        int count = 0;
        std::thread worker([&] {
            for (int round = 0; round < 20; ++round) {
                for (int i = 0; i < copy.size(); ++i)
                    bytes += copy.key(i).size();
            }
            count = copy.size();
        });
        for (int begin = 20'000; begin < 60'000; begin += 500)
            store.append(sample.segment(begin, begin + 500));
        worker.join();
        QCOMPARE(count, 20'000);
        QCOMPARE(bytes, 20 * copy.keyBytes());
        QCOMPARE(copy.time(), qint64(KeySample::now));
        QCOMPARE(store.count(), 60'000);
    }

    /// The program keeps what it frees for what it needs next; but not what a million keys took.
    void memoryGoesBackToTheSystem()
    {
        ::mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024); // as main() sets it up
        ::mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
        ::malloc_trim(0);
        const qint64 before = residentBytes();
        {
            KeyStore store;
            fill(store, KeySample(), 0, many);
            const KeyListing copy = store.listing(); // whoever is the last
            if (memoryIsMeaningful)
                QCOMPARE_GT(residentBytes() - before, 50'000'000);
        }
        if (memoryIsMeaningful)
            QTRY_COMPARE_LE_WITH_TIMEOUT(residentBytes() - before, 10'000'000, 20'000);
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"

#include "app/keyspace/keyanalysis.h"
#include "app/keyspace/keyorder.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"

#include <QTest>

#include <map>
#include <numeric>

namespace {

constexpr qint64 now = KeySample::now;

void add(KeySegment &segment, const QByteArray &key, quint32 size, qint64 ttl, qint64 idle, bool read, quint8 slabClass = 1)
{
    KeySegment::Fields fields;
    fields.size = size;
    fields.expiry = ttl == ListedKey::never ? 0 : quint32(now + ttl);
    fields.lastAccess = idle == KeyListing::untold ? 0 : quint32(now - idle);
    fields.slabClass = slabClass;
    fields.marks = read ? KeySegment::fetchedMark : 0;
    KeySample::append(segment, key, fields);
}

KeyListing smallListing()
{
    KeySegment segment;
    add(segment, "session:1", 100, 1'800, 10, false, 2);
    add(segment, "session:2", 110, 3'600, 20, false, 2);
    add(segment, "user:1:name", 1'000, ListedKey::never, 86'400, true, 5);
    add(segment, "user:2:name", 2'000, ListedKey::never, 0, false, 5);
    add(segment, "plain", 64, 48 * 3'600, KeyListing::untold, true, 1);
    add(segment, "other", 0, 0, 5, true, 0);
    KeyListing listing(now);
    listing.append(std::move(segment));
    return listing;
}

std::vector<int> allOf(const KeyListing &listing)
{
    std::vector<int> indexes(size_t(listing.size()));
    std::iota(indexes.begin(), indexes.end(), 0);
    return indexes;
}

std::shared_ptr<const KeyTree> treeOf(const KeyListing &listing)
{
    return KeyTree::build(listing, sortedKeys(listing, allOf(listing), {int(KeyColumn::Key), Qt::AscendingOrder}), ":");
}

} // namespace

class TestKeyAnalysis : public QObject
{
    Q_OBJECT

private slots:
    void keysFallIntoTheirBars()
    {
        const KeyListing listing = smallListing();
        SlabChunks chunks;
        chunks.setChunkSize(2, 120);
        chunks.setChunkSize(5, 1'184); // one of its two items is larger
        const KeyAnalysis analysis = KeyAnalysis::of(listing, allOf(listing), chunks);
        QCOMPARE(analysis.all.keys, 6);
        QCOMPARE(analysis.all.bytes, 3'274);
        QCOMPARE(analysis.all.unreadKeys, 3);
        QCOMPARE(analysis.all.unreadBytes, 2'210);
        QCOMPARE(analysis.all.lastingKeys, 2);
        QCOMPARE(analysis.all.lastingBytes, 3'000);
        QCOMPARE(analysis.all.idleTold, 5);
        QCOMPARE(analysis.all.averageIdle(), (86'400 + 35) / 5);
        QCOMPARE(analysis.sizes[7], (KeyBar{3, 274})); // 64 to 127
        QCOMPARE(analysis.sizes[10], (KeyBar{1, 1'000}));
        QCOMPARE(analysis.sizes[0], KeyBar());
        QCOMPARE(analysis.ttls[0], (KeyBar{1, 0}));
        QCOMPARE(analysis.ttls[11], (KeyBar{1, 100}));
        QCOMPARE(analysis.idles[0], (KeyBar{1, 2'000}));
        QCOMPARE(analysis.idles[17], (KeyBar{1, 1'000}));
        QCOMPARE(analysis.hours[0], (KeyBar{2, 100}));
        QCOMPARE(analysis.hours[1], (KeyBar{1, 110}));
        QCOMPARE(analysis.later, (KeyBar{1, 64}));
        QCOMPARE(analysis.classes[2], (KeyAnalysis::ClassWeight{2, 210, 2, 30}));
        QCOMPARE(analysis.classes[5], (KeyAnalysis::ClassWeight{2, 3'000, 1, 184}));
        QCOMPARE(analysis.classes[1], (KeyAnalysis::ClassWeight{1, 64, 0, 0}));
    }

    void aPartOfTheKeysIsAnalysedToo()
    {
        const KeyAnalysis analysis = KeyAnalysis::of(smallListing(), {2, 4}, {});
        QCOMPARE(analysis.all.keys, 2);
        QCOMPARE(analysis.all.bytes, 1'064);
        QCOMPARE(KeyAnalysis::of(smallListing(), {}, {}).all, KeyWeight());
        QCOMPARE(KeyWeight().averageIdle(), qint64(KeyListing::untold));
        QCOMPARE(KeyWeight().averageBytes(), 0);
    }

    void barsDouble()
    {
        QCOMPARE(KeyAnalysis::barOf(0), size_t(0));
        QCOMPARE(KeyAnalysis::barOf(1), size_t(1));
        for (size_t bar = 1; bar < KeyAnalysis::barCount; ++bar) {
            QCOMPARE(KeyAnalysis::barOf(KeyAnalysis::barBegin(bar)), bar);
            QCOMPARE(KeyAnalysis::barOf(KeyAnalysis::barBegin(bar) - 1), bar - 1);
        }
        QCOMPARE(KeyAnalysis::barOf(0xffffffff), KeyAnalysis::barCount - 1);
        QCOMPARE(KeyAnalysis::barOf(~quint64(0)), KeyAnalysis::barCount - 1);
    }

    void theHeaviestPrefixComesFirst()
    {
        const auto tree = treeOf(smallListing());
        KeyWeight rest;
        const std::vector<PrefixWeight> weights = weighPrefixes(*tree, tree->root(), 10, rest);
        QCOMPARE(weights.size(), size_t(3));
        QCOMPARE(weights[0].prefix, QByteArray("user:"));
        QCOMPARE(weights[0].weight.bytes, 3'000);
        QCOMPARE(weights[0].weight.averageBytes(), 1'500);
        QCOMPARE(weights[0].weight.unreadBytes, 2'000);
        QCOMPARE(weights[1].prefix, QByteArray("session:"));
        QCOMPARE(weights[1].weight.unreadKeys, 2);
        QCOMPARE(weights[1].weight.averageIdle(), 15);
        QCOMPARE(weights[2].prefix, QByteArray()); // plain and other
        QCOMPARE(weights[2].weight.keys, 2);
        QCOMPARE(rest, KeyWeight());

        const std::vector<PrefixWeight> within = weighPrefixes(*tree, weights[0].node, 10, rest);
        QCOMPARE(within.size(), size_t(2));
        QCOMPARE(within[0].prefix, QByteArray("user:2:"));
    }

    void whatIsLighterIsToldAsOne()
    {
        constexpr int count = 30'000;
        KeySegment first;
        KeySegment second;
        qint64 bytes = 0;
        for (int i = 0; i < count; ++i) {
            const auto size = quint32(100 + i * 7'919 % count);
            bytes += size;
            add(i < count / 2 ? first : second, QByteArray::number(i) + ":k", size, ListedKey::never, 1, false);
        }
        KeyListing listing(now);
        listing.append(std::move(first));
        listing.append(std::move(second));
        const auto tree = treeOf(listing);
        KeyWeight rest;
        const std::vector<PrefixWeight> weights = weighPrefixes(*tree, tree->root(), 3, rest);
        QCOMPARE(weights.size(), size_t(3));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(weights[size_t(i)].weight.bytes, 100 + count - 1 - i);
            bytes -= weights[size_t(i)].weight.bytes;
        }
        QCOMPARE(rest.bytes, bytes);
        QCOMPARE(rest.keys, count - 3);
        QCOMPARE(rest.unreadKeys, count - 3);
    }

    void itStopsWhenNobodyWantsItAnyMore()
    {
        KeyStore store(now);
        for (int begin = 0; begin < 200'000; begin += 10'000)
            store.append(KeySample().segment(begin, begin + 10'000));
        int asked = 0;
        static_cast<void>(KeyAnalysis::of(store.listing(), allOf(store.listing()), {}, [&asked] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
        const auto tree = treeOf(store.listing());
        KeyWeight rest;
        asked = 0;
        static_cast<void>(weighPrefixes(*tree, tree->root(), 10, rest, [&asked] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
    }
};

QTEST_APPLESS_MAIN(TestKeyAnalysis)
#include "tst_keyanalysis.moc"

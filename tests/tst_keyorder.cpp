#include "app/keyspace/keyorder.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"
#include "tests/sanitized.h"

#include <QTest>

#include <numeric>

namespace {

constexpr int count = isSanitized ? 20'000 : 40'000;

SlabChunks sampleChunks()
{
    SlabChunks chunks;
    for (quint8 slabClass = 1; slabClass < 40; ++slabClass)
        chunks.setChunkSize(slabClass, KeySample::chunkSize(slabClass));
    return chunks;
}
const SlabChunks knownChunks = sampleChunks();

std::vector<int> allOf(const KeyListing &listing)
{
    std::vector<int> indexes(size_t(listing.size()));
    std::iota(indexes.begin(), indexes.end(), 0);
    return indexes;
}

/// Whether `a` comes before `b` when they ascend, in the plainest way.
bool isLess(const KeyListing &listing, KeyColumn column, int a, int b)
{
    const ListedKey first = listing.at(a);
    const ListedKey second = listing.at(b);
    const auto never = std::numeric_limits<qint64>::max();
    switch (column) {
    case KeyColumn::Key:
        return std::lexicographical_compare(first.key.begin(), first.key.end(), second.key.begin(), second.key.end(),
                                            [](char left, char right) { return uchar(left) < uchar(right); });
    case KeyColumn::Size:
        return first.size < second.size;
    case KeyColumn::Ttl:
        return (first.expiry < 0 ? never : first.expiry) < (second.expiry < 0 ? never : second.expiry);
    case KeyColumn::Idle:
        return listing.idle(first.lastAccess) < listing.idle(second.lastAccess);
    case KeyColumn::Fetched:
        return first.fetched < second.fetched;
    case KeyColumn::Cas:
        return first.cas < second.cas;
    case KeyColumn::Flags:
        return first.flags < second.flags;
    case KeyColumn::SlabClass:
        return first.slabClass < second.slabClass;
    case KeyColumn::Waste:
        return knownChunks.waste(first.size, first.slabClass) < knownChunks.waste(second.size, second.slabClass);
    }
    return false;
}

} // namespace

class TestKeyOrder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const KeySample sample(KeySample::Flags::Told);
        for (int begin = 0; begin < count; begin += 10'000)
            m_store.append(sample.segment(begin, begin + 10'000));
        // Of some nothing is told, and one has the latest possible times.
        m_store.append(KeySample::segmentOf({"untold", "untold too", QByteArray(250, 'u'), QByteArray(249, 'u') + 'v'}));
        KeySegment segment;
        KeySegment::Fields fields;
        fields.expiry = fields.lastAccess = fields.size = 0xffffffff;
        fields.cas = 0xffffffffffffffff;
        fields.slabClass = 63;
        fields.marks = KeySegment::flagsMark;
        fields.flags = 0xffffffff;
        KeySample::append(segment, "utmost", fields);
        // Only its highest byte tells it from a key that came before.
        fields.cas = (quint64(1) << 56) + 1;
        KeySample::append(segment, "high", fields);
        m_store.append(std::move(segment));
    }

    void anyColumnOrdersAndEqualOnesStayAsTheyCame_data()
    {
        QTest::addColumn<KeyColumn>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        const QList<std::pair<const char *, KeyColumn>> columns{
            {"key", KeyColumn::Key},     {"size", KeyColumn::Size},       {"ttl", KeyColumn::Ttl},
            {"idle", KeyColumn::Idle},   {"fetched", KeyColumn::Fetched}, {"cas", KeyColumn::Cas},
            {"flags", KeyColumn::Flags}, {"class", KeyColumn::SlabClass}, {"waste", KeyColumn::Waste}};
        for (const auto &[name, column] : columns) {
            QTest::addRow("%s", name) << column << Qt::AscendingOrder;
            QTest::addRow("%s, descending", name) << column << Qt::DescendingOrder;
        }
    }

    void anyColumnOrdersAndEqualOnesStayAsTheyCame()
    {
        QFETCH(KeyColumn, column);
        QFETCH(Qt::SortOrder, order);
        const KeyListing &listing = m_store.listing();
        std::vector<int> expected = allOf(listing);
        std::ranges::stable_sort(expected, [&](int a, int b) {
            return order == Qt::AscendingOrder ? isLess(listing, column, a, b) : isLess(listing, column, b, a);
        });
        QVERIFY(sortedKeys(listing, allOf(listing), {int(column), order}, sampleChunks()) == expected);
    }

    void aPartOfTheKeysIsOrderedToo()
    {
        const KeyListing &listing = m_store.listing();
        QCOMPARE(sortedKeys(listing, {3, 7, 11, count + 2}, {int(KeyColumn::Cas), Qt::DescendingOrder}),
                 std::vector<int>({11, 7, 3, count + 2}));
        QCOMPARE(sortedKeys(listing, {3, 7, 11}, {}), std::vector<int>({3, 7, 11}));
        QCOMPARE(sortedKeys(listing, {}, {int(KeyColumn::Key), Qt::AscendingOrder}), std::vector<int>());
        QCOMPARE(sortedKeys({}, {}, {int(KeyColumn::Size), Qt::AscendingOrder}), std::vector<int>());
    }

    void itStopsWhenNobodyWantsItAnyMore_data()
    {
        QTest::addColumn<KeyColumn>("column");
        QTest::newRow("a number") << KeyColumn::Idle;
        QTest::newRow("the key") << KeyColumn::Key;
    }

    void itStopsWhenNobodyWantsItAnyMore()
    {
        QFETCH(KeyColumn, column);
        int asked = 0;
        static_cast<void>(sortedKeys(m_store.listing(), allOf(m_store.listing()), {int(column), Qt::AscendingOrder}, {},
                                     [&asked] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
    }

    void chunksAreReadFromTheStatistics()
    {
        const SlabChunks chunks(QList<Statistic>{{"1:chunk_size", "96"},
                                                 {"1:chunks_per_page", "10922"},
                                                 {"2:chunk_size", "120"},
                                                 {"63:chunk_size", "524288"},
                                                 {"64:chunk_size", "5"},
                                                 {"-1:chunk_size", "5"},
                                                 {":chunk_size", "5"},
                                                 {"3:chunk_size", "many"},
                                                 {"active_slabs", "2"}});
        QCOMPARE(chunks.chunkSize(1), 96U);
        QCOMPARE(chunks.chunkSize(2), 120U);
        QCOMPARE(chunks.chunkSize(3), 0U);
        QCOMPARE(chunks.chunkSize(63), 524288U);
        QCOMPARE(chunks.chunkSize(64), 0U);
        QCOMPARE(chunks.waste(100, 2), std::optional<quint32>(20));
        QCOMPARE(chunks.waste(120, 2), std::optional<quint32>(0));
        QVERIFY(!chunks.waste(121, 2));
        QVERIFY(!chunks.waste(0, 2));
        QVERIFY(!chunks.waste(100, 3));
    }

private:
    KeyStore m_store{KeySample::now};
};

QTEST_APPLESS_MAIN(TestKeyOrder)
#include "tst_keyorder.moc"

#include "app/keyspace/keyfindings.h"
#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keyorder.h"
#include "app/keyspace/keystore.h"
#include "tests/keysample.h"

#include <QTest>

namespace {

std::vector<int> shownBy(const KeyListing &listing, const QString &text)
{
    return matchingKeys(listing, std::get<KeyFilter>(KeyFilter::parse(text))).indexes;
}

QList<KeyFinding> findingsOf(const KeyListing &listing, const SlabChunks &chunks, const QString &within = {})
{
    const std::vector<int> indexes = shownBy(listing, within);
    const auto tree = KeyTree::build(listing, sortedKeys(listing, indexes, {int(KeyColumn::Key), Qt::AscendingOrder}), ":\xff");
    KeyWeight rest;
    return keyFindings(KeyAnalysis::of(listing, indexes, chunks), weighPrefixes(*tree, tree->root(), 20, rest), within);
}

void add(KeySegment &segment, const QByteArray &key, quint32 size, quint8 marks, quint32 expiry, qint64 idle, quint8 slabClass = 1)
{
    KeySegment::Fields fields;
    fields.size = size;
    fields.marks = marks;
    fields.expiry = expiry;
    fields.lastAccess = quint32(KeySample::now - idle);
    fields.slabClass = slabClass;
    KeySample::append(segment, key, fields);
}

} // namespace

class TestKeyFindings : public QObject
{
    Q_OBJECT

private slots:
    void eachKindIsFound()
    {
        constexpr auto later = quint32(KeySample::now + 86'400);
        constexpr auto read = KeySegment::fetchedMark;
        KeySegment segment;
        add(segment, "session:1", 40'000, 0, later, 5);
        add(segment, "lasting:1", 20'000, read, 0, 5);
        add(segment, "large", 102'400, read, later, 5);
        add(segment, "stale", 15'000, read, later, 86'400);
        add(segment, "soon", 14'000, read, quint32(KeySample::now + 3'599), 5);
        add(segment, "wasting", 12'000, read, later, 5, 9);
        add(segment, "light:1", 100, 0, 0, 5);
        KeyListing listing(KeySample::now);
        listing.append(std::move(segment));
        SlabChunks chunks;
        chunks.setChunkSize(9, 25'000);

        const QList<KeyFinding> findings = findingsOf(listing, chunks);
        const double all = double(listing.itemBytes());
        using Kind = KeyFinding::Kind;
        const QList<KeyFinding> expected{
            {Kind::Large, {}, 0, 1, 102'400, 102'400 / all, QStringLiteral("size>=100k")},
            {Kind::NeverRead, "session:", 0, 1, 40'000, 40'000 / all, QStringLiteral("key:\"session:\" unread")},
            {Kind::WithoutTtl, "lasting:", 0, 1, 20'000, 20'000 / all, QStringLiteral("key:\"lasting:\" nottl")},
            {Kind::Stale, {}, 0, 1, 15'000, 15'000 / all, QStringLiteral("idle>=1d")},
            {Kind::ExpiresSoon, {}, 0, 1, 14'000, 14'000 / all, QStringLiteral("ttl<1h")},
            {Kind::ChunkWaste, {}, 9, 1, 13'000, 13'000 / all, QStringLiteral("class=9")},
        };
        QCOMPARE(findings.size(), expected.size());
        for (const KeyFinding &finding : expected) {
            if (!findings.contains(finding))
                QFAIL(qPrintable(finding.filter));
        }
        QVERIFY(std::ranges::is_sorted(findings, std::ranges::greater(), &KeyFinding::bytes));
    }

    void ofNothingNothingIsSaid()
    {
        QCOMPARE(findingsOf(KeyListing(KeySample::now), {}), QList<KeyFinding>());
        KeyListing untold(KeySample::now);
        untold.append(KeySample::segmentOf({"a:1", "b"}));
        QCOMPARE(findingsOf(untold, {}), QList<KeyFinding>());
    }

    /// A click on a finding shows the keys that it speaks of, no more and no less.
    void theFilterShowsTheKeysThatItSpeaksOf_data()
    {
        QTest::addColumn<QString>("within");
        QTest::newRow("of all") << QString();
        QTest::newRow("of what a filter shows") << QStringLiteral(" -session: ");
        QTest::newRow("of binary names") << QStringLiteral("\\xff\\r");
    }

    void theFilterShowsTheKeysThatItSpeaksOf()
    {
        QFETCH(QString, within);
        KeyStore store(KeySample::now);
        for (int begin = 0; begin < 100'000; begin += 10'000)
            store.append(KeySample().segment(begin, begin + 10'000));
        SlabChunks chunks;
        for (quint8 slabClass = 1; slabClass < 40; ++slabClass)
            chunks.setChunkSize(slabClass, KeySample::chunkSize(slabClass) * 2);
        const QList<KeyFinding> findings = findingsOf(store.listing(), chunks, within);
        QVERIFY2(findings.size() >= 3, qPrintable(QString::number(findings.size())));
        for (const KeyFinding &finding : findings) {
            const std::vector<int> shown = shownBy(store.listing(), finding.filter);
            QCOMPARE(qint64(shown.size()), finding.keys);
            qint64 bytes = 0;
            for (const int index : shown) {
                const ListedKey key = store.listing().at(index);
                bytes += finding.kind == KeyFinding::Kind::ChunkWaste ? chunks.waste(key.size, key.slabClass).value_or(0) : key.size;
            }
            QCOMPARE(bytes, finding.bytes);
        }
    }
};

QTEST_APPLESS_MAIN(TestKeyFindings)
#include "tst_keyfindings.moc"

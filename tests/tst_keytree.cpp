#include "app/keyspace/keymatcher.h"
#include "app/keyspace/keyorder.h"
#include "app/keyspace/keystore.h"
#include "app/keyspace/keytree.h"
#include "tests/keysample.h"

#include <QTest>

#include <map>
#include <numeric>

namespace {

using Tree = std::shared_ptr<const KeyTree>;

std::vector<int> sortedByKey(const KeyListing &listing)
{
    std::vector<int> indexes(size_t(listing.size()));
    std::iota(indexes.begin(), indexes.end(), 0);
    return sortedKeys(listing, std::move(indexes), {int(KeyColumn::Key), Qt::AscendingOrder});
}

Tree treeOf(const KeyListing &listing, const QByteArray &delimiters = ":")
{
    return KeyTree::build(listing, sortedByKey(listing), delimiters);
}

KeyListing listingOf(const QList<QByteArray> &keys)
{
    KeyListing listing(KeySample::now);
    if (!keys.isEmpty())
        listing.append(KeySample::segmentOf(keys));
    return listing;
}

/// "folder:(child, other)" for all below `folder`, in portions of `most`.
QByteArray drawn(const KeyTree &tree, const KeyTree::Node &folder, int most = 1'000'000)
{
    QByteArrayList parts;
    for (int from = folder.begin; from < folder.end;) {
        const std::vector<KeyTree::Node> nodes = tree.children(folder, from, most);
        if (nodes.empty() || int(nodes.size()) > most)
            return "no portion";
        for (const KeyTree::Node &node : nodes) {
            const QByteArray name = tree.name(folder, node).toByteArray();
            parts += node.isFolder ? name + '(' + drawn(tree, node, most) + ')' : name;
        }
        from = nodes.back().end;
    }
    return parts.join(", ");
}

QByteArray drawn(const QList<QByteArray> &keys, const QByteArray &delimiters = ":")
{
    const Tree tree = treeOf(listingOf(keys), delimiters);
    return drawn(*tree, tree->root());
}

KeyListing sampleListing(int count)
{
    const KeySample sample;
    KeyStore store(KeySample::now);
    constexpr int usual = int(KeySegment::usualSize);
    for (int begin = 0; begin < count; begin += usual)
        store.append(sample.segment(begin, std::min(begin + usual, count)));
    return store.listing();
}

} // namespace

class TestKeyTree : public QObject
{
    Q_OBJECT

private:
    KeyListing m_sample = sampleListing(100'000);
    Tree m_tree; ///< of all of them

private slots:
    void foldersEndAtDelimiters()
    {
        QCOMPARE(drawn({"user:2:a", "user:1:name", "user:1:mail", "plain", "user:2:b", "user", "zoo:x", "zoo:y"}),
                 QByteArray("plain, user, user:(1:(mail, name), 2:(a, b)), zoo:(x, y)"));
    }

    void severalDelimitersCount()
    {
        QCOMPARE(drawn({"a:b/c", "a:b/d", "a:b.e", "a/f"}, ":/"), QByteArray("a/(f), a:(b.e, b/(c, d))"));
        QCOMPARE(drawn({"a:b/c", "a/f"}, ""), QByteArray("a/f, a:b/c"));
        QCOMPARE(drawn({QByteArray("a\0b", 3), QByteArray("a\0c", 3),
                        "\xff"
                        "a\xff"
                        "b"},
                       QByteArray("\0\xff", 2)),
                 QByteArray("a\0(b, c), \xff"
                            "a\xff(b)",
                            16));
    }

    void aFolderWithNothingButAnotherIsFoldedIntoIt()
    {
        QCOMPARE(drawn({"a:b:c:d", "a:b:c:e"}), QByteArray("a:b:c:(d, e)"));
        QCOMPARE(drawn({"a:b:c:d"}), QByteArray("a:b:c:(d)"));
        QCOMPARE(drawn({"a:b:c:d", "a:b:x"}), QByteArray("a:b:(c:(d), x)"));
        QCOMPARE(drawn({"a:bc:d", "a:bd:e"}), QByteArray("a:(bc:(d), bd:(e))")); // what they share ends in no delimiter
        QCOMPARE(drawn({"a:b:c:d", "a:b:c:e", "b"}), QByteArray("a:b:c:(d, e), b"));
    }

    void delimitersMayStandAnywhere()
    {
        QCOMPARE(drawn({"a:", "a:b", "a"}), QByteArray("a, a:(, b)"));
        QCOMPARE(drawn({"::", ":", "::a", ":b"}), QByteArray(":(, :(, a), b)"));
        QCOMPARE(drawn({":1:page", ":1:view"}), QByteArray(":1:(page, view)"));
        QCOMPARE(drawn({"a::b", "a::c"}), QByteArray("a::(b, c)"));
        QCOMPARE(drawn({QByteArray(250, ':')}), QByteArray(250, ':') + "()");
        QCOMPARE(drawn({}), QByteArray());
    }

    void countsAndBytesAreThoseOfAllBelow()
    {
        KeySegment segment;
        quint32 size = 1;
        for (const char *key : {"a:1", "b", "a:2:x", "a:2:y"}) {
            KeySegment::Fields fields;
            fields.size = size;
            size *= 10;
            KeySample::append(segment, key, fields);
        }
        KeyListing listing;
        listing.append(std::move(segment));
        const Tree tree = treeOf(listing);
        QCOMPARE(tree->root().count(), 4);
        QCOMPARE(tree->root().bytes, 1'111);
        const std::vector<KeyTree::Node> top = tree->children(tree->root(), 0, 10);
        QCOMPARE(top.size(), size_t(2));
        QCOMPARE(top[0].count(), 3);
        QCOMPARE(top[0].bytes, 1'101);
        QVERIFY(!top[1].isFolder);
        QCOMPARE(top[1].bytes, 10);
        QCOMPARE(tree->index(top[1].begin), 1);
        const std::vector<KeyTree::Node> below = tree->children(top[0], top[0].begin, 10);
        QCOMPARE(tree->prefix(below[1]).toByteArray(), QByteArray("a:2:"));
        QCOMPARE(below[1].bytes, 1'100);
    }

    void foldersAndKeysAreFoundByName()
    {
        const Tree tree = treeOf(listingOf({"a:1", "a:2", "a:2:x", "b", "ab"}));
        const std::optional<KeyTree::Node> found = tree->find("a:");
        QVERIFY(found);
        QCOMPARE(*found, tree->children(tree->root(), 0, 1).front());
        QCOMPARE(tree->find("a:2:")->count(), 1);
        QCOMPARE(tree->find("")->count(), 5);
        QVERIFY(!tree->find("c:"));
        QVERIFY(!tree->find("a:3"));
        QCOMPARE(tree->listing().key(tree->index(*tree->position("a:2"))).toByteArray(), QByteArray("a:2"));
        QVERIFY(!tree->position("a:"));
        QVERIFY(!tree->position("zzz"));
        QVERIFY(!treeOf({})->find(""));
    }

    /// Against counting all prefixes of a hundred thousand keys with a map.
    void manyKeysStandInTheFoldersOfTheirNames_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("most");
        QTest::newRow("all") << QString() << 1'000'000;
        QTest::newRow("in portions") << QString() << 1'000;
        QTest::newRow("filtered") << QStringLiteral("unread -page -/[37]$/") << 7;
    }

    void manyKeysStandInTheFoldersOfTheirNames()
    {
        QFETCH(QString, filter);
        QFETCH(int, most);
        const KeyListing &listing = m_sample;
        const std::vector<int> matching = matchingKeys(listing, std::get<KeyFilter>(KeyFilter::parse(filter))).indexes;
        struct Weight
        {
            int count = 0;
            qint64 bytes = 0;
        };
        std::map<QByteArray, Weight> folders;
        const QByteArray delimiters = ":/";
        for (const int index : matching) {
            const QByteArray key = listing.key(index).toByteArray();
            for (qsizetype i = 0; i < key.size(); ++i) {
                if (!delimiters.contains(key[i]))
                    continue;
                Weight &weight = folders[key.left(i + 1)];
                ++weight.count;
                weight.bytes += listing.at(index).size;
            }
        }
        const Tree tree = KeyTree::build(listing, sortedKeys(listing, matching, {int(KeyColumn::Key), Qt::AscendingOrder}), delimiters);
        int keyCount = 0;
        int wrong = 0;
        const std::function<void(const KeyTree::Node &)> walk = [&](const KeyTree::Node &folder) {
            int folderCount = 0;
            int childCount = 0;
            for (int from = folder.begin; from < folder.end;) {
                const std::vector<KeyTree::Node> nodes = tree->children(folder, from, most);
                for (const KeyTree::Node &node : nodes) {
                    ++childCount;
                    if (!node.isFolder) {
                        ++keyCount;
                        continue;
                    }
                    ++folderCount;
                    const Weight weight = folders[tree->prefix(node).toByteArray()];
                    if (node.count() != weight.count || node.bytes != weight.bytes)
                        ++wrong;
                    walk(node);
                }
                from = nodes.back().end;
            }
            if (folder.length != 0 && childCount == 1 && folderCount == 1)
                ++wrong; // should have been folded
        };
        walk(tree->root());
        QCOMPARE(wrong, 0);
        QCOMPARE(keyCount, int(matching.size()));
        QCOMPARE_LE(tree->byteSize(), 16 * qint64(matching.size()));
    }

    /// Against all children, sorted.
    void theHeaviestChildrenComeFirst_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<int>("weight");
        QTest::addColumn<int>("most");
        for (const char *prefix : {"", "user:", "session:"}) {
            for (const int most : {1, 10, 3'000, 1'000'000}) {
                QTest::addRow("bytes, '%s', %d", prefix, most) << QByteArray(prefix) << int(KeyTree::Weight::Bytes) << most;
                QTest::addRow("keys, '%s', %d", prefix, most) << QByteArray(prefix) << int(KeyTree::Weight::Keys) << most;
            }
        }
    }

    void theHeaviestChildrenComeFirst()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(int, weight);
        QFETCH(int, most);
        if (!m_tree)
            m_tree = treeOf(m_sample);
        const Tree tree = m_tree;
        const KeyTree::Node folder = prefix.isEmpty() ? tree->root() : *tree->find(prefix);
        std::vector<KeyTree::Node> expected = tree->children(folder, folder.begin, folder.count());
        const auto weightOf = [weight](const KeyTree::Node &node) {
            return KeyTree::Weight(weight) == KeyTree::Weight::Bytes ? node.bytes : node.isFolder ? qint64(node.count()) : 0;
        };
        std::ranges::stable_sort(expected, std::greater(), weightOf);
        expected.resize(std::min(expected.size(), size_t(most)));
        QVERIFY(most < 10 || expected.size() >= 10);
        QVERIFY(tree->heaviestChildren(folder, KeyTree::Weight(weight), size_t(most)) == expected);
    }

    void itStopsWhenNobodyWantsItAnyMore()
    {
        const KeyListing &listing = m_sample;
        int asked = 0;
        QVERIFY(!KeyTree::build(listing, sortedByKey(listing), ":", [&asked] { return ++asked == 2; }));
        QCOMPARE(asked, 2);
    }
};

QTEST_APPLESS_MAIN(TestKeyTree)
#include "tst_keytree.moc"

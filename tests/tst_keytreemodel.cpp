#include "app/keyspace/keystore.h"
#include "tests/keysample.h"
#include "tests/patience.h"
#include "ui/keys/keytreemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

namespace {

KeyTreeModel::Indexes all(const KeyListing &listing)
{
    std::vector<int> indexes(size_t(listing.size()));
    std::iota(indexes.begin(), indexes.end(), 0);
    return std::make_shared<const std::vector<int>>(std::move(indexes));
}

KeyListing listingOf(const QList<QByteArray> &keys)
{
    KeyListing listing(KeySample::now);
    if (!keys.isEmpty())
        listing.append(KeySample::segmentOf(keys));
    return listing;
}

KeySegment::Fields sized(quint32 size)
{
    KeySegment::Fields fields;
    fields.size = size;
    return fields;
}

/// `count` keys in one folder, the later the heavier, and two beside it.
KeyListing largeFolder(int count)
{
    KeyListing listing(KeySample::now);
    for (int begin = 0; begin < count; begin += int(KeySegment::usualSize)) {
        KeySegment segment;
        for (int i = begin; i < std::min(count, begin + int(KeySegment::usualSize)); ++i)
            KeySample::append(segment, "big:" + QByteArray::number(10'000'000 + i), sized(quint32(100 + i)));
        segment.squeeze();
        listing.append(std::move(segment));
    }
    KeySegment others;
    KeySample::append(others, "alone", sized(70));
    KeySample::append(others, "small:1", sized(80));
    KeySample::append(others, "small:2", sized(90));
    others.squeeze();
    listing.append(std::move(others));
    return listing;
}

/// One that does not open folders by itself: what is not looked into is what this model is about.
class Tester : public QAbstractItemModelTester
{
public:
    explicit Tester(QAbstractItemModel *model)
        : QAbstractItemModelTester(model)
    {
        setUseFetchMore(false);
    }
};

bool finish(KeyTreeModel &model)
{
    return comesTrue([&model] { return !model.isBuilding(); }, 60'000);
}

bool show(KeyTreeModel &model, const KeyListing &listing)
{
    model.setKeys(listing, all(listing));
    return finish(model);
}

/// The names of a folder's rows, joined by blanks.
QString names(const KeyTreeModel &model, const QModelIndex &parent = {})
{
    QStringList list;
    for (int row = 0; row < model.rowCount(parent); ++row)
        list += model.index(row, 0, parent).data().toString();
    return list.join(QLatin1Char(' '));
}

QString cell(const KeyTreeModel &model, int row, int column, const QModelIndex &parent = {})
{
    return model.index(row, column, parent).data().toString();
}

/// All that can be opened, opened.
void openAll(KeyTreeModel &model, const QModelIndex &parent = {})
{
    if (model.canFetchMore(parent))
        model.fetchMore(parent);
    for (int row = 0; row < model.rowCount(parent); ++row)
        openAll(model, model.index(row, 0, parent));
}

} // namespace

class TestKeyTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void foldersAndKeysAreRows()
    {
        KeyTreeModel model;
        const Tester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(show(model, listingOf({"user:1:name", "user:1:mail", "user:2:name", "alone", "a:b:c"})));
        QCOMPARE(names(model), QStringLiteral("a:b: alone user:"));
        const QModelIndex user = model.index(2, 0);
        QVERIFY(model.hasChildren(user));
        QVERIFY(!model.hasChildren(model.index(1, 0)));
        QCOMPARE(model.rowCount(user), 0);
        QVERIFY(model.canFetchMore(user));
        model.fetchMore(user);
        QCOMPARE(names(model, user), QStringLiteral("1: 2:"));
        QVERIFY(!model.canFetchMore(user));
        openAll(model);
        QCOMPARE(names(model, model.index(0, 0, user)), QStringLiteral("mail name"));
        QCOMPARE(cell(model, 2, KeyTreeText::Keys), QStringLiteral("3"));
        QCOMPARE(cell(model, 1, KeyTreeText::Keys), QString());
        QCOMPARE(model.prefix(model.index(1, 0, model.index(0, 0, user))), QByteArrayView("user:1:name"));
        QCOMPARE(model.index(1, 0, model.index(0, 0, user)).parent().parent(), user);
    }

    void columnsSayWhatTheServerTold()
    {
        KeySegment segment;
        KeySample::append(segment, "told",
                          {.cas = 1,
                           .expiry = quint32(KeySample::now + 3'660),
                           .lastAccess = quint32(KeySample::now - 45),
                           .size = 3'072,
                           .flags = 0,
                           .slabClass = 5,
                           .marks = KeySegment::fetchedMark});
        KeySample::append(segment, "untold");
        KeySample::append(
            segment, "x:lasting",
            {.cas = 0, .expiry = 0, .lastAccess = quint32(KeySample::now), .size = 1'024, .flags = 0, .slabClass = 0, .marks = 0});
        segment.squeeze();
        KeyListing listing(KeySample::now);
        listing.append(std::move(segment));
        KeyTreeModel model;
        const Tester tester(&model);
        QVERIFY(show(model, listing));
        openAll(model);
        QCOMPARE(cell(model, 0, KeyTreeText::Name), QStringLiteral("told"));
        QCOMPARE(cell(model, 0, KeyTreeText::Bytes), QStringLiteral("3 KiB"));
        QCOMPARE(cell(model, 0, KeyTreeText::Share), QStringLiteral("75.0 %"));
        QCOMPARE(model.index(0, KeyTreeText::Share).data(KeyTreeModel::ShareRole).toDouble(), 0.75);
        QCOMPARE(cell(model, 0, KeyTreeText::Ttl), QStringLiteral("1 h 1 min"));
        QCOMPARE(cell(model, 0, KeyTreeText::Idle), QStringLiteral("45 s"));
        QCOMPARE(cell(model, 0, KeyTreeText::Read), QStringLiteral("yes"));
        for (const int column : {KeyTreeText::Keys, KeyTreeText::Bytes, KeyTreeText::Share, KeyTreeText::Idle, KeyTreeText::Read})
            QCOMPARE(cell(model, 1, column), QString());
        QCOMPARE(cell(model, 1, KeyTreeText::Ttl), QStringLiteral("never"));
        const QModelIndex folder = model.index(2, 0);
        QCOMPARE(cell(model, 2, KeyTreeText::Ttl), QString());
        QCOMPARE(cell(model, 0, KeyTreeText::Read, folder), QStringLiteral("no"));
        QVERIFY(cell(model, 0, KeyTreeText::Name, folder) == QLatin1String("lasting"));
    }

    void strangeKeysAreEscaped()
    {
        KeyTreeModel model;
        const Tester tester(&model);
        QVERIFY(show(model, listingOf({QByteArray("\x00\xff:\n", 4), "a:", "a:b", ":"})));
        openAll(model);
        QCOMPARE(names(model), QStringLiteral("\\0\\xFF: : a:"));
        QCOMPARE(names(model, model.index(2, 0)), QStringLiteral("(nothing more) b"));
    }

    void aLargeFolderComesInPortions()
    {
        constexpr int count = 200'000;
        KeyTreeModel model;
        const Tester tester(&model);
        const KeyListing listing = largeFolder(count);
        QVERIFY(show(model, listing));
        QCOMPARE(names(model), QStringLiteral("alone big: small:"));
        const QModelIndex big = model.index(1, 0);
        QElapsedTimer clock;
        clock.start();
        model.fetchMore(big);
        qInfo("opened in %lld ms", clock.elapsed());
        QCOMPARE(model.rowCount(big), KeyTreeFolders::portion + 1);
        const QModelIndex more = model.index(KeyTreeFolders::portion, 0, big);
        QVERIFY(model.isMoreRow(more));
        QVERIFY(!model.hasChildren(more));
        QVERIFY(!(more.flags() & Qt::ItemIsSelectable));
        QCOMPARE(cell(model, KeyTreeFolders::portion, KeyTreeText::Keys, big), QStringLiteral("199,000"));
        QVERIFY(more.data(Qt::ToolTipRole).toString().contains(QStringLiteral("199,000")));
        model.showMore(big);
        QCOMPARE(model.rowCount(big), 2 * KeyTreeFolders::portion + 1);
        QCOMPARE(cell(model, 2 * KeyTreeFolders::portion, KeyTreeText::Keys, big), QStringLiteral("198,000"));
        QCOMPARE(model.prefix(model.index(1'999, 0, big)), QByteArrayView("big:10001999"));
    }

    void theLastPortionTakesTheRowForMoreAway()
    {
        KeyTreeModel model;
        const Tester tester(&model);
        QVERIFY(show(model, largeFolder(2'500)));
        const QModelIndex big = model.index(1, 0);
        model.fetchMore(big);
        model.showMore(big);
        QCOMPARE(model.rowCount(big), 2'001);
        model.showMore(big);
        QCOMPARE(model.rowCount(big), 2'500);
        QVERIFY(!model.canShowMore(big));
        model.showMore(big);
        QCOMPARE(model.rowCount(big), 2'500);
        QCOMPARE(names(model, big).count(QLatin1Char(' ')), 2'499);
    }

    void aFolderOfExactlyOnePortionHasNoRowForMore()
    {
        KeyTreeModel model;
        QVERIFY(show(model, largeFolder(KeyTreeFolders::portion)));
        model.fetchMore(model.index(1, 0));
        QCOMPARE(model.rowCount(model.index(1, 0)), KeyTreeFolders::portion);
    }

    void theHeaviestComeFirst()
    {
        KeySegment segment;
        KeySample::append(segment, "many:1", sized(10));
        KeySample::append(segment, "many:2", sized(10));
        KeySample::append(segment, "many:3", sized(10));
        KeySample::append(segment, "heavy:1", sized(900));
        KeySample::append(segment, "zoo", sized(500));
        segment.squeeze();
        KeyListing listing(KeySample::now);
        listing.append(std::move(segment));
        KeyTreeModel model;
        const Tester tester(&model);
        QVERIFY(show(model, listing));
        QCOMPARE(names(model), QStringLiteral("heavy: many: zoo"));
        model.setOrder(KeyTreeOrder::Bytes);
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("heavy: zoo many:"));
        model.setOrder(KeyTreeOrder::Keys);
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("many: heavy: zoo"));
        openAll(model);
        model.setOrder(KeyTreeOrder::Name);
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("heavy: many: zoo"));
    }

    void aVeryLargeFolderIsPutInOrderInAThread()
    {
        constexpr int count = 200'000;
        KeyTreeModel model;
        const Tester tester(&model);
        model.setOrder(KeyTreeOrder::Bytes);
        QVERIFY(show(model, largeFolder(count)));
        QCOMPARE(names(model), QStringLiteral("big: small: alone"));
        const QModelIndex big = model.index(0, 0);
        model.fetchMore(big);
        QCOMPARE(names(model, big), QStringLiteral("Putting them in order…"));
        QVERIFY(!model.canShowMore(big));
        QTRY_COMPARE(model.rowCount(big), KeyTreeFolders::portion + 1);
        QCOMPARE(model.prefix(model.index(0, 0, big)), QByteArrayView("big:10199999"));
        QCOMPARE(model.prefix(model.index(999, 0, big)), QByteArrayView("big:10199000"));
        // Of so many only the heaviest can be had, and the last row says so.
        while (model.canShowMore(big))
            model.showMore(big);
        QCOMPARE(model.rowCount(big), int(KeyTreeFolders::mostOrdered) + 1);
        QCOMPARE(model.prefix(model.index(int(KeyTreeFolders::mostOrdered) - 1, 0, big)), QByteArrayView("big:10150000"));
        QCOMPARE(cell(model, int(KeyTreeFolders::mostOrdered), KeyTreeText::Name, big), QStringLiteral("Lighter ones, not shown"));
        QCOMPARE(cell(model, int(KeyTreeFolders::mostOrdered), KeyTreeText::Keys, big), QStringLiteral("150,000"));
        // What is put in order for a tree that is gone is dropped.
        model.setOrder(KeyTreeOrder::Keys);
        QVERIFY(finish(model));
        model.fetchMore(model.index(0, 0));
        QCOMPARE(names(model, model.index(0, 0)), QStringLiteral("Putting them in order…"));
        model.setOrder(KeyTreeOrder::Name);
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("alone big: small:"));
    }

    void delimitersMakeOtherFolders()
    {
        KeyTreeModel model;
        const Tester tester(&model);
        QVERIFY(show(model, listingOf({"a:b/c", "a:b/d", "a:x"})));
        QCOMPARE(names(model), QStringLiteral("a:"));
        model.setDelimiters("/");
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("a:b/ a:x"));
        model.setDelimiters(":/");
        QVERIFY(finish(model));
        openAll(model);
        QCOMPARE(names(model, model.index(0, 0)), QStringLiteral("b/ x"));
        model.setDelimiters({});
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("a:b/c a:b/d a:x"));
    }

    void theTreeBeforeStaysUntilTheNextIsThere()
    {
        KeyTreeModel model;
        QSignalSpy building(&model, &KeyTreeModel::buildingChanged);
        QSignalSpy rearranged(&model, &KeyTreeModel::rearranged);
        QVERIFY(show(model, listingOf({"one"})));
        QCOMPARE(building.size(), 2);
        const KeyListing large = largeFolder(50'000);
        model.setKeys(large, all(large));
        QVERIFY(model.isBuilding());
        QCOMPARE(names(model), QStringLiteral("one"));
        // The latest question is the one that is answered.
        const KeyListing last = listingOf({"two"});
        model.setKeys(last, all(last));
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("two"));
        QCOMPARE(rearranged.size(), 2);
    }

    void aGrowingListingIsSeenWhileItGrows()
    {
        KeyTreeModel model;
        QSignalSpy rearranged(&model, &KeyTreeModel::rearranged);
        KeyListing listing(KeySample::now);
        const KeySample sample;
        for (int part = 0; part < 6; ++part) {
            listing.append(sample.segment(part * 10'000, (part + 1) * 10'000));
            model.setKeys(listing, all(listing));
        }
        QVERIFY(finish(model));
        QCOMPARE(rearranged.size(), 2); // the first, and of those that waited the last
        QCOMPARE(model.tree()->size(), 60'000);
    }

    void onlyWhatIsShownIsInTheTree()
    {
        KeyTreeModel model;
        const KeyListing listing = listingOf({"b", "a:1", "c", "a:2"});
        model.setKeys(listing, std::make_shared<const std::vector<int>>(std::vector{2, 3}));
        QVERIFY(finish(model));
        QCOMPARE(names(model), QStringLiteral("a: c"));
        model.setKeys(listing, std::make_shared<const std::vector<int>>());
        QVERIFY(finish(model));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.tree());
    }

    void aRowIsFoundByItsKey()
    {
        KeyTreeModel model;
        QVERIFY(show(model, largeFolder(20'000)));
        QCOMPARE(model.find("alone"), model.index(0, 0));
        QCOMPARE(model.find("big:10000500"), model.index(1, 0)); // as far as it is open
        const QModelIndex found = model.find("big:10005500", KeyTreeModel::Lookup::ShowingMore);
        QCOMPARE(model.prefix(found), QByteArrayView("big:10005500"));
        QCOMPARE(found.parent(), model.index(1, 0));
        QCOMPARE(model.find("small:"), model.index(2, 0));
        QVERIFY(!model.find("nowhere").isValid());
        QVERIFY(!model.find({}).isValid());
    }

    void placesAreLookedIntoFromTheFirst()
    {
        KeyTreeModel model;
        const KeyListing listing = largeFolder(20'000);
        KeyTreePlace place;
        place.opened = {{{}, 3}, {"big:", 1}};
        place.anchors = {"big:10004321"};
        model.setKeys(listing, all(listing), place);
        QVERIFY(finish(model));
        QVERIFY(model.rowCount(model.index(1, 0)) > 4'321);
        QCOMPARE(model.rowCount(model.index(2, 0)), 0);
    }

    void manyKeysOfManyKinds()
    {
        KeyListing listing(KeySample::now);
        const KeySample sample;
        for (int begin = 0; begin < 20'000; begin += 10'000)
            listing.append(sample.segment(begin, begin + 10'000));
        KeyTreeModel model;
        QVERIFY(show(model, listing));
        model.setDelimiters(":/.");
        QVERIFY(finish(model));
        openAll(model);
        const Tester tester(&model);
        qint64 keys = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (const std::optional<KeyTree::Node> node = model.node(model.index(row, 0)))
                keys += node->count();
        }
        QVERIFY(keys > 0);
    }
};

QTEST_MAIN(TestKeyTreeModel)
#include "tst_keytreemodel.moc"

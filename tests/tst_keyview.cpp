#include "app/keyspace/keyview.h"

#include "tests/keysample.h"

#include <QSignalSpy>
#include <QTest>

namespace {

KeyFilter filterOf(const QString &text)
{
    return std::get<KeyFilter>(KeyFilter::parse(text));
}

KeyListing listingOf(int count)
{
    KeyListing listing(KeySample::now);
    for (int begin = 0; begin < count; begin += int(KeySegment::usualSize))
        listing.append(KeySample().segment(begin, std::min(count, begin + int(KeySegment::usualSize))));
    return listing;
}

/// What is seen, worked out anew.
std::vector<int> expected(const KeyListing &listing, const QString &filter, const KeyOrder &order)
{
    std::vector<int> indexes;
    for (int i = 0; i < listing.size(); ++i) {
        if (filter.isEmpty() || listing.key(i).contains(filter.toUtf8()))
            indexes.push_back(i);
    }
    return sortedKeys(listing, indexes, order);
}

std::vector<int> shown(const KeyView &view)
{
    std::vector<int> indexes;
    for (int row = 0; row < view.count(); ++row)
        indexes.push_back(view.index(row));
    return indexes;
}

} // namespace

class TestKeyView : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsSeenAtOnce()
    {
        KeyView view;
        QSignalSpy replaced(&view, &KeyView::replaced);
        const KeyListing listing = listingOf(1000);
        view.setListing(listing);
        QCOMPARE(replaced.size(), 1);
        QCOMPARE(view.count(), 1000);
        QCOMPARE(view.index(999), 999);
        QCOMPARE(view.rowOf(7), std::optional(7));
        QVERIFY(!view.rowOf(1000));
        QCOMPARE(view.itemBytes(), listing.itemBytes());
        QVERIFY(!view.isWorking());
        QVERIFY(!view.indexes()); // all of them: a list of a million would say no more
        QCOMPARE(listing.allIndexes(), shown(view));
    }

    void aFilterAndAnOrderHold()
    {
        KeyView view;
        const KeyListing listing = listingOf(50'000);
        view.setListing(listing);
        const KeyOrder order{.column = int(KeyColumn::Key), .order = Qt::DescendingOrder};
        view.setFilter(filterOf(QStringLiteral("user:")));
        view.setOrder(order);
        QVERIFY(view.isWorking());
        QCOMPARE(view.count(), 50'000); // what was seen stays until then
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(shown(view), expected(listing, QStringLiteral("user:"), order));
        QCOMPARE(view.rowOf(view.index(3)), std::optional(3));
        QCOMPARE(*view.indexes(), shown(view));
        view.setOrder({});
        view.setFilter({});
        QCOMPARE(view.count(), 50'000);
        QVERIFY(!view.isWorking());
    }

    void theLatestQuestionWins()
    {
        KeyView view;
        const KeyListing listing = listingOf(50'000);
        view.setListing(listing);
        QSignalSpy replaced(&view, &KeyView::replaced);
        for (const QString &text : {QStringLiteral("s"), QStringLiteral("se"), QStringLiteral("session:1")})
            view.setFilter(filterOf(text));
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(replaced.size(), 1);
        QCOMPARE(shown(view), expected(listing, QStringLiteral("session:1"), {}));
    }

    void whatGrowsIsPutAtTheEnd()
    {
        KeyView view;
        view.setListing(listingOf(1000));
        QSignalSpy appended(&view, &KeyView::appended);
        QSignalSpy replaced(&view, &KeyView::replaced);
        const KeyListing grown = listingOf(20'000);
        view.grow(grown);
        QCOMPARE(appended.size(), 1);
        QCOMPARE(appended.constFirst().constFirst().toInt(), 19'000);
        QCOMPARE(view.count(), 20'000);
        QCOMPARE(view.itemBytes(), grown.itemBytes());
        QCOMPARE(replaced.size(), 0);
    }

    void whatGrowsIsFilteredAlone()
    {
        KeyView view;
        view.setListing(listingOf(1000));
        view.setFilter(filterOf(QStringLiteral("user:")));
        QTRY_VERIFY(!view.isWorking());
        const KeyView::Indexes kept = view.indexes();
        const std::vector<int> before = *kept;
        QSignalSpy replaced(&view, &KeyView::replaced);
        QSignalSpy appended(&view, &KeyView::appended);
        view.grow(listingOf(20'000));
        view.grow(listingOf(40'000)); // while the first is worked out
        QTRY_COMPARE(view.listing().size(), 40'000);
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(replaced.size(), 0);
        QCOMPARE(appended.size(), 2);
        QCOMPARE(shown(view), expected(listingOf(40'000), QStringLiteral("user:"), {}));
        QCOMPARE(*kept, before); // a copy stays as it is
    }

    void whatGrewGetsIntoOrderWhenAskedFor()
    {
        KeyView view;
        const KeyOrder order{.column = int(KeyColumn::Size), .order = Qt::DescendingOrder};
        view.setListing(listingOf(1000));
        view.setOrder(order);
        QTRY_VERIFY(!view.isWorking());
        view.grow(listingOf(5000));
        QTRY_COMPARE(view.count(), 5000);
        QVERIFY(view.index(4999) >= 1000);
        view.rearrange();
        QTRY_VERIFY(!view.isWorking());
        QCOMPARE(shown(view), expected(listingOf(5000), {}, order));
        QSignalSpy replaced(&view, &KeyView::replaced);
        view.rearrange();
        QVERIFY(!view.isWorking());
        QCOMPARE(replaced.size(), 0);
    }

    void anotherListingIsSeenOnceItIsInOrder()
    {
        KeyView view;
        view.setListing(listingOf(1000));
        const KeyOrder order{.column = int(KeyColumn::Idle), .order = Qt::AscendingOrder};
        view.setOrder(order);
        QTRY_VERIFY(!view.isWorking());
        view.setListing(listingOf(3000));
        QCOMPARE(view.listing().size(), 1000);
        QTRY_COMPARE(view.count(), 3000);
        QCOMPARE(shown(view), expected(listingOf(3000), {}, order));
    }

    void whatIsGoneIsNotSeenAnyMore()
    {
        KeyView view;
        const KeyListing listing = listingOf(10);
        view.setListing(listing);
        view.leaveOut(listing, {0, 3});
        QTRY_COMPARE(shown(view), std::vector<int>({1, 2, 4, 5, 6, 7, 8, 9}));
        view.leaveOut(listing, {9, 10, 5'000}); // the last two came after what we know of
        QTRY_COMPARE(shown(view), std::vector<int>({1, 2, 4, 5, 6, 7, 8}));
        QCOMPARE(view.goneCount(), 3);
        QCOMPARE(view.gone()->marks, std::vector<bool>({true, false, false, true, false, false, false, false, false, true}));
        view.leaveOut(listing, {0}); // which it was told already
        view.takeBack({3, 4});
        QTRY_COMPARE(shown(view), std::vector<int>({1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(view.goneCount(), 2);
        view.setFilter(std::get<KeyFilter>(KeyFilter::parse(QStringLiteral("nothing has that"))));
        QTRY_COMPARE(view.count(), 0);
        QCOMPARE(view.goneCount(), 2);
        view.setFilter({});
        QTRY_COMPARE(view.count(), 8);
        view.setListing(listingOf(10));
        QCOMPARE(view.goneCount(), 0);
        QVERIFY(!view.gone());
        view.leaveOut(listing, {1});
        QVERIFY(!view.isWorking());
        QCOMPARE(view.count(), 10);
    }

    void whatIsStoredAnewIsSeenAgain()
    {
        KeyView view;
        const KeyListing listing = listingOf(10);
        view.setListing(listing);
        view.leaveOut(listing, {0, 3});
        QTRY_COMPARE(view.count(), 8);
        view.amend(3, {.cas = 77, .size = 100});
        QTRY_COMPARE(shown(view), std::vector<int>({1, 2, 3, 4, 5, 6, 7, 8, 9}));
        QCOMPARE(view.listing().at(3).cas, quint64(77));
        view.amend(10, {.cas = 78}); // has come, and we were not told of it yet
        QCOMPARE(view.count(), 9);
    }

    void whoGoesMeanwhileIsNotWaitedFor()
    {
        KeyView view;
        view.setListing(listingOf(100'000));
        view.setOrder({.column = int(KeyColumn::Key)});
        QVERIFY(view.isWorking());
    }
};

QTEST_GUILESS_MAIN(TestKeyView)
#include "tst_keyview.moc"

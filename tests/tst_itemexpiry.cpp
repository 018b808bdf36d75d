#include "app/keyspace/itemlook.h"

#include <QTest>

using namespace std::chrono_literals;

/// When an item expires, where its server's clock says something else than ours.
class TestItemExpiry : public QObject
{
    Q_OBJECT

private slots:
    void itEndsByTheClockOfItsServer_data()
    {
        QTest::addColumn<int>("offset"); // seconds
        QTest::newRow("the same") << 0;
        QTest::newRow("ahead") << 7'200;
        QTest::newRow("behind") << -7'200;
    }
    void itEndsByTheClockOfItsServer()
    {
        QFETCH(int, offset);
        const std::chrono::seconds clockOffset(offset);
        const qint64 now = QDateTime::currentSecsSinceEpoch() + offset;
        const ItemExpiry coming{now + 600, clockOffset};
        QVERIFY(coming.ends() && coming.isComing() && !coming.isOver());
        QVERIFY2(coming.left() > 500 && coming.left() <= 600, qPrintable(QString::number(coming.left())));
        const ItemExpiry over{now, clockOffset};
        QVERIFY(over.ends() && over.isOver() && !over.isComing());
        QCOMPARE(over.left(), 0);
    }

    void whatNeverEndsOrIsNotKnownIsNotOver()
    {
        const ItemExpiry unknown;
        QVERIFY(!unknown.ends() && !unknown.isOver() && !unknown.isComing());
        const ItemExpiry never{ListedKey::never, 7'200s};
        QVERIFY(!never.ends() && !never.isOver() && !never.isComing());
    }

    void whatWasFoundTellsWhatIsLeft()
    {
        FoundItem item{.time = QDateTime::fromSecsSinceEpoch(1'000'000)};
        QCOMPARE(expiryOf(item, 50s), (ItemExpiry{{}, 50s})); // as a GET finds it
        item.answer.timeToLive = MetaAnswer::never;
        QCOMPARE(expiryOf(item, 50s), (ItemExpiry{ListedKey::never, 50s}));
        item.answer.timeToLive = 100;
        QCOMPARE(expiryOf(item, 50s), (ItemExpiry{1'000'150, 50s}));
        ListedKey listed{};
        listed.expiry = 1'000'151; // but for rounding the same
        QCOMPARE(expiryOf(item, 50s, listed), (ItemExpiry{1'000'151, 50s}));
        listed.expiry = 1'000'200;
        QCOMPARE(expiryOf(item, 50s, listed), (ItemExpiry{1'000'150, 50s}));
    }
};

QTEST_GUILESS_MAIN(TestItemExpiry)
#include "tst_itemexpiry.moc"

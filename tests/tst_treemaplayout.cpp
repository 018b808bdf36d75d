#include "ui/keys/analysis/treemaplayout.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

namespace {

double sizeOf(const QRectF &area)
{
    return area.width() * area.height();
}

double longest(const std::vector<TreemapTile> &tiles)
{
    double worst = 1;
    for (const TreemapTile &tile : tiles)
        worst = std::max({worst, tile.area.width() / tile.area.height(), tile.area.height() / tile.area.width()});
    return worst;
}

/// Nothing lies outside of `area`, nothing over another, and nothing of it stays free.
void checkCover(const std::vector<TreemapTile> &tiles, const QRectF &area)
{
    constexpr double rounding = 1e-6;
    double sum = 0;
    for (size_t i = 0; i < tiles.size(); ++i) {
        const QRectF &own = tiles[i].area;
        QVERIFY(own.width() > 0 && own.height() > 0);
        QVERIFY(area.adjusted(-rounding, -rounding, rounding, rounding).contains(own));
        sum += sizeOf(own);
        for (size_t other = 0; other < i; ++other) {
            const QRectF both = own.intersected(tiles[other].area);
            QVERIFY(both.width() < rounding || both.height() < rounding);
        }
    }
    QVERIFY2(std::abs(sum - sizeOf(area)) < sizeOf(area) * 1e-9, qPrintable(QString::number(sum)));
}

constexpr TreemapLimits all{.most = 10'000, .least = 0};

} // namespace

class TestTreemapLayout : public QObject
{
    Q_OBJECT

private slots:
    /// The example of the paper: 6, 6, 4, 3, 2, 2, 1 in an area of 6 by 4.
    void theKnownExampleComesOutAsItIsDrawn()
    {
        const auto tiles = treemapLayout({6, 6, 4, 3, 2, 2, 1}, 0, QRectF(0, 0, 6, 4), all);
        const std::vector<QRectF> expected{{0, 0, 3, 2}, {0, 2, 3, 2}, {3, 0, 12.0 / 7, 7.0 / 3}, {3 + 12.0 / 7, 0, 9.0 / 7, 7.0 / 3}};
        QCOMPARE(tiles.size(), size_t(7));
        for (size_t i = 0; i < expected.size(); ++i) {
            const QRectF &area = tiles[i].area;
            const bool isSame = std::abs(area.left() - expected[i].left()) < 1e-9 && std::abs(area.top() - expected[i].top()) < 1e-9
                && std::abs(area.width() - expected[i].width()) < 1e-9 && std::abs(area.height() - expected[i].height()) < 1e-9;
            QVERIFY2(isSame, qPrintable(QString::number(i)));
            QCOMPARE(tiles[i].item, int(i));
        }
        checkCover(tiles, QRectF(0, 0, 6, 4));
    }

    void areasAreInProportion_data()
    {
        QTest::addColumn<QRectF>("area");
        QTest::newRow("wide") << QRectF(0, 0, 900, 300);
        QTest::newRow("tall") << QRectF(10, -20, 200, 800);
        QTest::newRow("square") << QRectF(0, 0, 512, 512);
        QTest::newRow("a line") << QRectF(0, 0, 2'000, 1);
    }

    void areasAreInProportion()
    {
        QFETCH(QRectF, area);
        std::mt19937 random(7);
        std::vector<qint64> weights(150);
        for (qint64 &weight : weights)
            weight = qint64(1) << (random() % 24);
        constexpr qint64 rest = 100'000;
        const auto tiles = treemapLayout(weights, rest, area, all);
        const double total = double(std::accumulate(weights.begin(), weights.end(), rest));
        QCOMPARE(tiles.size(), weights.size() + 1);
        for (const TreemapTile &tile : tiles) {
            const auto weight = double(tile.item == TreemapTile::rest ? rest : weights[size_t(tile.item)]);
            const double expected = weight / total * sizeOf(area);
            QVERIFY(std::abs(sizeOf(tile.area) - expected) < expected * 1e-6 + 1e-9);
        }
        checkCover(tiles, area);
        QCOMPARE(tiles.back().item, int(TreemapTile::rest));
    }

    void alikeItemsComeOutNearlySquare()
    {
        const QRectF area(0, 0, 800, 400);
        for (const int count : {2, 3, 7, 50, 200}) {
            const auto tiles = treemapLayout(std::vector<qint64>(size_t(count), 1'000), 0, area, all);
            checkCover(tiles, area);
            QVERIFY2(longest(tiles) < 3, qPrintable(QStringLiteral("%1: %2").arg(count).arg(longest(tiles))));
        }
        std::vector<qint64> falling(60);
        for (size_t i = 0; i < falling.size(); ++i)
            falling[i] = qint64(1'000'000 / (i + 1));
        QVERIFY(longest(treemapLayout(falling, 0, area, all)) < 4);
    }

    void whatWeighsNothingGetsNothing()
    {
        const QRectF area(0, 0, 100, 100);
        QCOMPARE(treemapLayout({}, 0, area).size(), size_t(0));
        QCOMPARE(treemapLayout({0, 0, -5}, 0, area).size(), size_t(0));
        QCOMPARE(treemapLayout({0, 0}, -1, area).size(), size_t(0));
        const auto one = treemapLayout({0, 8, 0}, 0, area);
        QCOMPARE(one.size(), size_t(1));
        QCOMPARE(one.front().item, 1);
        QCOMPARE(one.front().area, area);
        const auto onlyRest = treemapLayout({}, 3, area);
        QCOMPARE(onlyRest.size(), size_t(1));
        QCOMPARE(onlyRest.front().area, area);
    }

    void withoutRoomThereIsNothing()
    {
        QCOMPARE(treemapLayout({1, 2}, 3, QRectF()).size(), size_t(0));
        QCOMPARE(treemapLayout({1, 2}, 3, QRectF(0, 0, -5, 10)).size(), size_t(0));
        QCOMPARE(treemapLayout({1, 2}, 3, QRectF(0, 0, 0, 10)).size(), size_t(0));
    }

    void hugeWeightsAreNoHarm()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        const QRectF area(0, 0, 640, 480);
        const auto tiles = treemapLayout({most, most, most / 2, 1}, most, area);
        checkCover(tiles, area);
        QCOMPARE(tiles.size(), size_t(4));
        QCOMPARE(tiles.back().item, int(TreemapTile::rest)); // the one byte among it
    }

    void thereAreNoMoreThanAllowed()
    {
        const QRectF area(0, 0, 1'000, 1'000);
        const std::vector<qint64> weights(100'000, 10);
        const auto tiles = treemapLayout(weights, 0, area, {.most = 200, .least = 0});
        QCOMPARE(tiles.size(), size_t(201));
        checkCover(tiles, area);
        QVERIFY(std::abs(sizeOf(tiles.back().area) - 998'000) < 1);
    }

    void whatWouldBeTooSmallToSeeIsOfTheRest()
    {
        const QRectF area(0, 0, 100, 100);
        const auto tiles = treemapLayout({9'000, 960, 20, 20}, 0, area, {.most = 200, .least = 40});
        QCOMPARE(tiles.size(), size_t(3));
        QCOMPARE(tiles.back().item, int(TreemapTile::rest));
        QVERIFY(std::abs(sizeOf(tiles.back().area) - 40) < 1e-6);
        checkCover(tiles, area);
    }

    void theHeaviestComeFirst()
    {
        const auto tiles = treemapLayout({1, 100, 10, 100}, 0, QRectF(0, 0, 300, 200), all);
        std::vector<int> order;
        for (const TreemapTile &tile : tiles)
            order.push_back(tile.item);
        QCOMPARE(order, (std::vector<int>{1, 3, 2, 0}));
        QCOMPARE(tiles.front().area.topLeft(), QPointF(0, 0));
    }
};

QTEST_APPLESS_MAIN(TestTreemapLayout)
#include "tst_treemaplayout.moc"

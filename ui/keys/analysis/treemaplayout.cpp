#include "ui/keys/analysis/treemaplayout.h"

#include <algorithm>
#include <numeric>

namespace {

struct Piece
{
    int item;
    double size; ///< its area
};

/// How long the longest of the pieces is, each `size` laid along a side: the width of it to its height or the other way round, 1 or more.
double worstRatio(double largest, double smallest, double sum, double side)
{
    const double square = sum * sum;
    const double sideSquare = side * side;
    return std::max(sideSquare * largest / square, square / (sideSquare * smallest));
}

/// The pieces in order of falling weight and the rest behind them.
std::vector<Piece> pieces(const std::vector<qint64> &weights, qint64 rest, double size, const TreemapLimits &limits)
{
    std::vector<int> order;
    double total = double(std::max<qint64>(rest, 0));
    for (size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0)
            continue;
        order.push_back(int(i));
        total += double(weights[i]);
    }
    std::ranges::stable_sort(order, std::ranges::greater(), [&weights](int item) { return weights[size_t(item)]; });

    std::vector<Piece> found;
    double left = double(std::max<qint64>(rest, 0));
    for (const int item : order) {
        const auto weight = double(weights[size_t(item)]);
        const double own = weight / total * size;
        if (found.size() < limits.most && own >= limits.least)
            found.push_back({item, own});
        else
            left += weight;
    }
    if (left > 0)
        found.push_back({TreemapTile::rest, left / total * size});
    return found;
}

/// Lays the pieces from `begin` up to `end` as one row along the shorter side of `area`, and takes the row off it.
void layRow(std::vector<TreemapTile> &tiles, const std::vector<Piece> &pieces, size_t begin, size_t end, double sum, QRectF &area)
{
    const bool isColumn = area.width() >= area.height();
    const double side = isColumn ? area.height() : area.width();
    const double across = isColumn ? area.width() : area.height();
    // The last row takes what is left, whatever the rounding made of it.
    const double depth = end == pieces.size() ? across : std::min(across, sum / side);
    double from = 0;
    for (size_t i = begin; i < end; ++i) {
        const double to = i + 1 == end ? side : std::min(side, from + pieces[i].size / sum * side);
        const QRectF tile =
            isColumn ? QRectF(area.left(), area.top() + from, depth, to - from) : QRectF(area.left() + from, area.top(), to - from, depth);
        tiles.push_back({pieces[i].item, tile});
        from = to;
    }
    if (isColumn)
        area.setLeft(area.left() + depth);
    else
        area.setTop(area.top() + depth);
}

} // namespace

std::vector<TreemapTile> treemapLayout(const std::vector<qint64> &weights, qint64 rest, const QRectF &area, const TreemapLimits &limits)
{
    std::vector<TreemapTile> tiles;
    if (area.width() <= 0 || area.height() <= 0)
        return tiles;
    const std::vector<Piece> all = pieces(weights, rest, area.width() * area.height(), limits);
    tiles.reserve(all.size());
    QRectF free = area;
    for (size_t begin = 0; begin < all.size();) {
        const double side = std::min(free.width(), free.height());
        double sum = all[begin].size;
        double largest = sum;
        double smallest = sum;
        size_t end = begin + 1;
        // A row takes one more as long as that makes none of it longer.
        for (; end < all.size(); ++end) {
            const double size = all[end].size;
            if (worstRatio(std::max(largest, size), std::min(smallest, size), sum + size, side) > worstRatio(largest, smallest, sum, side))
                break;
            sum += size;
            largest = std::max(largest, size);
            smallest = std::min(smallest, size);
        }
        layRow(tiles, all, begin, end, sum, free);
        begin = end;
    }
    return tiles;
}

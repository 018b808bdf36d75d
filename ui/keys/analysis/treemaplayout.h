#pragma once

#include <QRectF>

#include <vector>

/// One rectangle of a treemap.
struct TreemapTile
{
    /// Stands for everything that has no rectangle of its own.
    static constexpr int rest = -1;

    int item = rest; ///< which of the weights
    QRectF area;
};

/// How many rectangles there may be.
struct TreemapLimits
{
    size_t most = 200;   ///< without that of the rest
    double least = 40.0; ///< an item that would get less than this area is of the rest
};

/// Divides `area` among `weights` so that each gets an area in proportion to its own and none is needlessly long, the heaviest first from
/// the upper left on, and `rest` and what is too small or too many last, as one. What weighs nothing gets nothing.
/// (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000.)
[[nodiscard]] std::vector<TreemapTile> treemapLayout(const std::vector<qint64> &weights, qint64 rest, const QRectF &area,
                                                     const TreemapLimits &limits = {});

#include "ui/keys/analysis/tilestep.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace {

/// `area` turned so that the direction of an arrow key is to the right.
QRectF turned(const QRectF &area, Qt::Key arrow)
{
    switch (arrow) {
    case Qt::Key_Left:
        return {-area.right(), area.top(), area.width(), area.height()};
    case Qt::Key_Up:
        return {-area.bottom(), area.left(), area.height(), area.width()};
    case Qt::Key_Down:
        return {area.top(), area.left(), area.height(), area.width()};
    default:
        return area;
    }
}

/// How far `to` lies to the right of `from`; what does not lie side by side with it counts for farther. None: not to the right.
std::optional<double> distance(const QRectF &from, const QRectF &to)
{
    constexpr double touching = 1;
    if (to.left() < from.right() - touching)
        return {};
    const double gap = std::max({0.0, from.top() - to.bottom(), to.top() - from.bottom()});
    const QPointF way = to.center() - from.center();
    return way.x() + gap * 4 + std::abs(way.y()) / 4;
}

} // namespace

int nextTile(const std::vector<TreemapTile> &tiles, int current, Qt::Key arrow)
{
    const QRectF from = turned(tiles[size_t(current)].area, arrow);
    int best = current;
    double least = 0;
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (int(i) == current || tiles[i].item == TreemapTile::rest)
            continue;
        const std::optional<double> own = distance(from, turned(tiles[i].area, arrow));
        if (own && (best == current || *own < least)) {
            best = int(i);
            least = *own;
        }
    }
    return best;
}

#include "ui/monitor/chartground.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr int groundAlpha = 50;

int pixelOf(const QCPAxis *axis, double value)
{
    return int(std::lround(axis->coordToPixel(value)));
}

/// `color` seen through, before `behind`.
QColor laidOver(const QColor &color, const QColor &behind)
{
    const auto mixed = [](int above, int below) { return (above * groundAlpha + below * (255 - groundAlpha) + 127) / 255; };
    return {mixed(color.red(), behind.red()), mixed(color.green(), behind.green()), mixed(color.blue(), behind.blue())};
}

} // namespace

ChartGround::ChartGround(QCPAxisRect *rect)
    : QCPLayerable(rect->parentPlot(), QStringLiteral("background"), rect)
    , m_rect(rect)
{
}

void ChartGround::setColors(const std::vector<QColor> &colors, const QColor &base)
{
    m_colors = colors;
    m_colors.resize(std::min(colors.size(), mostSeries));
    m_base = base;
}

void ChartGround::applyDefaultAntialiasingHint(QCPPainter *painter) const
{
    painter->setAntialiasing(false);
}

QRect ChartGround::clipRect() const
{
    return m_rect->rect();
}

/// As opaque rectangles of whole pixels, in the colour that all grounds together have there: whatever has to be mixed with what is behind
/// it takes several times as long.
void ChartGround::draw(QCPPainter *painter)
{
    Covers covers;
    for (const Column &column : m_columns)
        addColumn(column, covers);
    painter->setPen(Qt::NoPen);
    for (size_t cover = 0; cover < covers.size(); ++cover) {
        if (covers[cover].isEmpty())
            continue;
        painter->setBrush(colorOf(cover));
        painter->drawRects(covers[cover]);
    }
}

void ChartGround::addColumn(const Column &column, Covers &covers) const
{
    struct Edge
    {
        int y = 0;
        size_t series = 0;
    };
    std::array<Edge, 2 * mostSeries> edges{};
    size_t count = 0;
    const QCPAxis *values = m_rect->axis(QCPAxis::atLeft);
    for (size_t i = 0; i < m_colors.size(); ++i) {
        const Range &range = column.ranges[i];
        if (!m_colors[i].isValid() || !(range.least < range.most)) // no with what is not known
            continue;
        const int top = pixelOf(values, range.most);
        edges[count++] = {top, i};
        edges[count++] = {std::max(top + 1, pixelOf(values, range.least)), i};
    }
    if (count == 0)
        return;
    std::sort(edges.begin(), edges.begin() + count, [](const Edge &one, const Edge &other) { return one.y < other.y; });
    const int left = pixelOf(m_rect->axis(QCPAxis::atBottom), column.begin);
    const int width = std::max(1, pixelOf(m_rect->axis(QCPAxis::atBottom), column.end) - left);
    size_t cover = 0;
    for (size_t i = 0; i + 1 < count; ++i) {
        cover ^= size_t(1) << edges[i].series; // it begins or ends here
        if (cover != 0 && edges[i].y < edges[i + 1].y)
            covers[cover].append(QRect(left, edges[i].y, width, edges[i + 1].y - edges[i].y));
    }
}

QColor ChartGround::colorOf(size_t cover) const
{
    QColor color = m_base;
    for (size_t i = 0; i < m_colors.size(); ++i) {
        if (cover >> i & 1)
            color = laidOver(m_colors[i], color);
    }
    return color;
}

#include "ui/monitor/sparkdelegate.h"

#include "ui/contrast.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace {

constexpr double sparkMargin = 4;

/// `points` on `area`; the last at its right end. One of which the neighbours are not known is a short stroke.
QPainterPath sparkPath(const QList<double> &points, const QRectF &area, qsizetype most)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = -least;
    for (const double point : points) {
        if (std::isnan(point))
            continue;
        least = std::min(least, point);
        greatest = std::max(greatest, point);
    }
    QPainterPath path;
    const double step = area.width() / double(std::max<qsizetype>(most - 1, 1));
    bool isDrawing = false;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (std::isnan(points.at(i))) {
            isDrawing = false;
            continue;
        }
        // What never changes is a line below.
        const double share = greatest > least ? (points.at(i) - least) / (greatest - least) : 0;
        const QPointF place(area.right() - double(points.size() - 1 - i) * step, area.bottom() - share * area.height());
        if (isDrawing)
            path.lineTo(place);
        else
            path.moveTo(place.x() - 1, place.y());
        if (!isDrawing)
            path.lineTo(place);
        isDrawing = true;
    }
    return path;
}

} // namespace

SparkDelegate::SparkDelegate(int role, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
{
}

void SparkDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr qsizetype mostPoints = 120;
    QStyledItemDelegate::paint(painter, option, index);
    const QList<double> points = index.data(m_role).value<QList<double>>();
    if (points.isEmpty())
        return;
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    const bool isActive = (option.state & QStyle::State_Active) != 0;
    const QPalette::ColorGroup group = isActive ? QPalette::Active : QPalette::Inactive;
    const QColor ground = option.palette.color(group, QPalette::Base);
    const QColor color = isSelected ? option.palette.color(group, QPalette::HighlightedText)
                                    : readableOn(option.palette.color(QPalette::Active, QPalette::Highlight), ground);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setClipRect(option.rect);
    painter->setPen(QPen(color, 1.3));
    painter->drawPath(sparkPath(points, QRectF(option.rect).adjusted(sparkMargin, sparkMargin, -sparkMargin, -sparkMargin), mostPoints));
    painter->restore();
}

QSize SparkDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {option.fontMetrics.averageCharWidth() * 20, QStyledItemDelegate::sizeHint(option, index).height()};
}

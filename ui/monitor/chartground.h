#pragma once

#include <qcustomplot.h>

#include <vector>

/// What is behind the lines of a chart: of each the ground between the least and the most of each stretch of time, as if it were seen
/// through all others. Included only by what draws.
class ChartGround : public QCPLayerable
{
public:
    static constexpr size_t mostSeries = 8;

    /// The least and the most of a series; not a number: none is known.
    struct Range
    {
        double least = 0;
        double most = 0;
    };
    /// A stretch of keys, with a range for each series.
    struct Column
    {
        double begin = 0;
        double end = 0;
        std::array<Range, mostSeries> ranges{};
    };

    /// Of the axes at the bottom and at the left of `rect`, which outlives it.
    explicit ChartGround(QCPAxisRect *rect);

    /// In the order of their keys; empty: there is no ground.
    void setColumns(std::vector<Column> columns) { m_columns = std::move(columns); }
    /// Of the lines, one for each series that is seen at all, `mostSeries` at most; one that is not valid has no ground.
    void setColors(const std::vector<QColor> &colors, const QColor &base);

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    [[nodiscard]] QRect clipRect() const override;
    void draw(QCPPainter *painter) override;

private:
    using Covers = std::array<QVector<QRect>, size_t(1) << mostSeries>; ///< by the set of those series that are seen there

    void addColumn(const Column &column, Covers &covers) const;
    [[nodiscard]] QColor colorOf(size_t cover) const;

    QCPAxisRect *m_rect;
    std::vector<Column> m_columns;
    std::vector<QColor> m_colors;
    QColor m_base;
};

#pragma once

#include "app/monitor/stathistory.h"
#include "ui/monitor/chartwords.h"

#include <qcustomplot.h>

#include <vector>

class ChartGround;
class ChartLine;
class HiddenSeries;

/// One chart of a plot: its title, what its lines are with their values, and the lines. Includes QCustomPlot's long header, so that only
/// what draws may include it.
class ChartArea
{
public:
    /// `plot` owns what is drawn; `margins` keeps the sides of all charts in line.
    ChartArea(QCustomPlot *plot, const Chart &chart, QCPMarginGroup *margins, int row);

    [[nodiscard]] QCPLayoutGrid *grid() const { return m_grid; }
    [[nodiscard]] QCPAxisRect *rect() const { return m_rect; }
    [[nodiscard]] const Chart &chart() const { return m_chart; }
    /// Whether anything of it is painted; what is not keeps its place.
    void setDrawn(bool drawn) const;
    /// Where the zero is, by the height that the layout has given.
    void raiseZero() const;
    void adopt(const QPalette &palette, const QFont &font);
    void hide(const HiddenSeries &hidden, const QPalette &palette);
    /// How many entries of the legend, and times below the axis, fit side by side into so many pixels.
    void fit(int width);

    void fill(const std::vector<StatStretch> &stretches, qint64 begin, qint64 end);
    void showMarks(const std::vector<StatMark> &marks, const QPalette &palette);
    /// 0: nowhere.
    void showCursor(qint64 time);
    /// Null: nothing was measured.
    void tell(const StatStretch *stretch);
    [[nodiscard]] QString text(const StatStretch *stretch) const;
    /// Whose entry of the legend is there; null: none's.
    [[nodiscard]] const ChartSeries *seriesAt(const QPoint &position) const;

private:
    /// What is drawn of one series.
    struct Lines
    {
        ChartSeries series;
        ChartLine *graph = nullptr; ///< owned by the plot
        double highest = 0;         ///< of its values
    };

    [[nodiscard]] QCPAbstractLegendItem *entry(const Lines &lines) const;
    static void fillLines(Lines &lines, const std::vector<StatStretch> &stretches);
    void fillGround(const std::vector<StatStretch> &stretches);
    [[nodiscard]] QCPAxis *timeAxis() const { return m_rect->axis(QCPAxis::atBottom); }
    [[nodiscard]] QCPAxis *valueAxis() const { return m_rect->axis(QCPAxis::atLeft); }
    [[nodiscard]] QCPItemStraightLine *addLine() const;

    QCustomPlot *m_plot;
    Chart m_chart;
    QCPLayoutGrid *m_grid;
    QCPTextElement *m_title;
    QCPLegend *m_legend;
    QCPAxisRect *m_rect;
    ChartGround *m_ground;
    QCPItemStraightLine *m_cursor = nullptr;
    std::vector<QCPItemStraightLine *> m_marks;
    std::vector<Lines> m_lines;
};

#pragma once

#include "ui/monitor/chartarea.h"

#include <optional>
#include <vector>

class ChartTime;

/// Charts one beside the other and one below the other, all of the same time. Included only by what draws; see ChartArea. They are painted
/// straight on the screen, those alone that are seen: update() is what replot() is elsewhere, and the buffers that QCustomPlot would keep
/// and lay over each other are never made.
class ChartPlot : public QCustomPlot
{
public:
    /// Both outlive it.
    ChartPlot(const StatHistory *history, const QList<Chart> &charts, const ChartTime *time, const HiddenSeries *hidden, QWidget *parent);

    /// Charts beside each other.
    void arrange(int columns);
    void adoptPalette();
    void hideSeries();
    /// Takes anew from the history what is seen.
    void fill();
    /// Tells the values at the cursor.
    void showCursor();

    [[nodiscard]] QString text() const;
    [[nodiscard]] size_t chartCount() const { return m_areas.size(); }
    /// How wide the time is that is seen, in pixels.
    [[nodiscard]] int timeWidth() const;
    /// 0: there is no chart.
    [[nodiscard]] qint64 timeAt(const QPointF &position) const;
    /// How far `position` is through the time that is seen, 0 to 1; negative: there is no chart.
    [[nodiscard]] double shareAt(const QPointF &position) const;
    /// Empty: there is no entry of a legend.
    [[nodiscard]] QString seriesAt(const QPoint &position) const;
    /// What happened near `position`; empty: nothing that is known.
    [[nodiscard]] QString markTextAt(const QPointF &position) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void updateLayout() override;

private:
    const StatHistory *m_history;
    const ChartTime *m_time;
    const HiddenSeries *m_hidden;
    QCPMarginGroup *m_margins;
    std::vector<ChartArea> m_areas;
    std::vector<StatStretch> m_stretches; ///< that are seen
    std::vector<StatMark> m_marks;        ///< that are seen
    std::optional<QRect> m_exposed;       ///< what is to be painted; none: all
    int m_columns = 1;
};

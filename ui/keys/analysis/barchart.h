#pragma once

#include "ui/keys/analysis/chartface.h"

#include <QWidget>

/// A diagram of bars with its title. What the bar under the mouse or the keyboard holds is told in words; a click or Enter asks for its
/// keys.
class BarChart : public QWidget
{
    Q_OBJECT

public:
    /// `emptyText`: told in the place of bars while there are none.
    BarChart(const QString &title, const QString &emptyText, QWidget *parent = nullptr);

    void setBars(const ChartBars &chart);
    [[nodiscard]] const ChartBars &chart() const { return m_chart; }
    void setMeasure(BarMeasure measure);
    /// The bar that the keyboard is at; -1: none.
    [[nodiscard]] int currentBar() const { return m_current; }
    /// The whole column of a bar, also where the bar is low.
    [[nodiscard]] QRectF columnOf(int bar) const;
    /// The texts that are seen below the bars.
    [[nodiscard]] QList<ChartTick> shownTicks() const;
    /// What is told of the bar that is pointed at, or of all.
    [[nodiscard]] QString toldText() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The keys of this filter are asked for.
    void filterRequested(const QString &filter);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// Only while there are bars.
    [[nodiscard]] ChartFace face() const;
    [[nodiscard]] int barAt(const QPointF &position) const;
    [[nodiscard]] int pointedBar() const;
    [[nodiscard]] QString barText(int bar) const;
    void setHovered(int bar);
    void setCurrent(int bar);
    /// The next bar with keys from `bar` on, in steps; the current one if there is none.
    [[nodiscard]] int nextBar(int bar, int step) const;
    void request(int bar);
    void tell();

    void paintHead(QPainter &painter) const;

    QString m_title;
    QString m_emptyText;
    ChartBars m_chart;
    BarMeasure m_measure = BarMeasure::Bytes;
    int m_hovered = -1;
    int m_pressed = -1;
    int m_current = -1;
};

#pragma once

#include "ui/monitor/charttime.h"
#include "ui/monitor/chartwords.h"

#include <QWidget>

#include <memory>
#include <optional>

class ChartPlot;
class HiddenSeries;

/// Charts of a server with one time for all: zoomed, moved and read off together, by mouse and by keyboard. Painted only when something
/// has changed and somebody can see it.
class ChartStack : public QWidget
{
    Q_OBJECT

public:
    /// They must outlive it.
    ChartStack(const StatHistory *history, const QList<Chart> &charts, ChartTime *time, HiddenSeries *hidden, QWidget *parent = nullptr);
    ~ChartStack() override;

    /// There is more in the history, or less.
    void refresh();
    /// As it is told, a line for each chart.
    [[nodiscard]] QString text() const;
    /// How often it was painted anew.
    [[nodiscard]] int replotCount() const { return m_replots; }
    /// Paints it on something else, such as a picture, as if it were of that size, below a line that says what it is.
    void paintOn(QPaintDevice *device, const QSize &size, const QString &title);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] int columns() const;
    void paintLater();
    void showCursor();
    void paintAnew();
    void addActions();
    void addAction(const char *name, const QString &text, const QKeySequence &keys, void (ChartStack::*act)());
    void zoomIn() { m_time->zoom(1 / ChartTime::zoomStep, 0.5); }
    void zoomOut() { m_time->zoom(ChartTime::zoomStep, 0.5); }
    void goBack() { m_time->moveBy(-0.5); }
    void goForward() { m_time->moveBy(0.5); }
    void goToNow() { m_time->setFollowing(true); }
    void stepBack() { step(-1); }
    void stepForward() { step(1); }
    void step(int direction);
    void followMouse();
    void press(const QMouseEvent *event);
    void move(const QMouseEvent *event);
    void release(const QMouseEvent *event);
    void turnWheel(QWheelEvent *event);

    ChartTime *m_time;
    HiddenSeries *m_hidden;
    std::unique_ptr<ChartPlot> m_plot; // so that QCustomPlot's header is read by what draws only
    std::optional<QPoint> m_pressed;   ///< where a button went down
    std::optional<QPoint> m_dragged;   ///< where the mouse was last
    std::optional<QPointF> m_hovered;  ///< where the mouse is
    int m_replots = 0;
    bool m_isStale = true; ///< there is something that was not painted
};

#pragma once

#include "ui/monitor/chartstack.h"

#include <QAction>
#include <QWidget>

class MonitorTiles;
class QComboBox;
class QLabel;
class StatPoll;

/// What is most asked of a server at a glance, and its charts.
class MonitorView : public QWidget
{
    Q_OBJECT

public:
    /// `poll` outlives it.
    explicit MonitorView(StatPoll *poll, QWidget *parent = nullptr);

    [[nodiscard]] ChartStack *charts() const { return m_charts; }

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    void layOut();
    void connectParts();
    void follow();
    void showWindow();
    [[nodiscard]] QString costText() const;

    StatPoll *m_poll;
    QAction m_followAction{this};
    QAction m_copyAction{this};
    QComboBox *m_window;
    QComboBox *m_interval;
    QLabel *m_cursor; ///< the time that the values are of
    QLabel *m_cost;
    MonitorTiles *m_tiles;
    ChartStack *m_charts;
};

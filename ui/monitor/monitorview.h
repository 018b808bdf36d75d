#pragma once

#include "app/monitor/statpoll.h"
#include "ui/monitor/chartstack.h"

#include <QAction>
#include <QWidget>

class HintPage;
class MonitorTiles;
class NoticeRow;
class QComboBox;
class QLabel;
class QScrollArea;
class QStackedWidget;

/// How a page's server is doing. It asks the server nothing before somebody has come to look; from then on it goes on, so that what was is
/// there when they come back.
class MonitorView : public QWidget
{
    Q_OBJECT

public:
    /// `connection` outlives it.
    explicit MonitorView(Connection *connection, QWidget *parent = nullptr);

    /// What helps a person who is not connected.
    void offer(QAction *connectAction, QAction *sandbox);
    [[nodiscard]] StatPoll *poll() { return &m_poll; }
    [[nodiscard]] ChartStack *charts() const { return m_charts; }

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void connectParts();
    void followConnection();
    void begin();
    void follow();
    void showPage();
    void showWindow();
    [[nodiscard]] QString costText() const;

    Connection *m_connection;
    StatPoll m_poll;
    bool m_isWanted = false; ///< somebody has come to look
    QString m_place;         ///< that is asked
    QAction m_followAction{this};
    QAction m_copyAction{this};
    QStackedWidget *m_pages;
    HintPage *m_offline;
    HintPage *m_waiting;
    HintPage *m_failed;
    QWidget *m_content;
    NoticeRow *m_notice;
    QComboBox *m_window;
    QComboBox *m_interval;
    QLabel *m_cursor; ///< the time that the values are of
    QLabel *m_cost;
    MonitorTiles *m_tiles;
    ChartStack *m_charts;
};

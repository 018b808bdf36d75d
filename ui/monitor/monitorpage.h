#pragma once

#include "app/monitor/statpoll.h"
#include "ui/monitor/monitortab.h"

#include <QWidget>

class MonitorView;
class NoticeRow;
class QTabWidget;
class StatChanger;

/// How a page's server is doing, seen from several sides, each in a tab. It asks the server nothing before somebody has come to look; from
/// then on it goes on, so that what was is there when they come back.
class MonitorPage : public QWidget
{
    Q_OBJECT

public:
    /// `connection` outlives it.
    explicit MonitorPage(Connection *connection, QWidget *parent = nullptr);

    /// What helps a person who is not connected.
    void offer(QAction *connectAction, QAction *sandbox);
    /// By which what is asked before something is changed.
    [[nodiscard]] StatChanger *changer() const { return m_changer; }
    [[nodiscard]] StatPoll *poll() { return &m_poll; }
    [[nodiscard]] MonitorView *overview() const { return m_overview; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// The tab in front, by the name that it keeps; setTab() passes over one that is not there.
    [[nodiscard]] QByteArray tab() const;
    void setTab(const QByteArray &name);
    /// The keyboard goes to what is in front.
    void goOn();

signals:
    /// A sentence for the status line.
    void told(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void add(const QString &name, const QString &icon, const QString &text, QWidget *content, MonitorTab::Needs needs);
    void addTables();
    void followConnection();
    void begin();
    void tellState();

    Connection *m_connection;
    StatPoll m_poll;
    bool m_isWanted = false; ///< somebody has come to look
    NoticeRow *m_notice;
    QTabWidget *m_tabs;
    MonitorView *m_overview;
    StatChanger *m_changer;
};

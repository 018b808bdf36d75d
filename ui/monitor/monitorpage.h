#pragma once

#include "app/monitor/adviser.h"
#include "app/monitor/serveralerts.h"
#include "app/monitor/statkeeping.h"
#include "app/monitor/statpoll.h"
#include "ui/monitor/monitortab.h"
#include "ui/monitor/stattabs.h"

#include <QAction>
#include <QWidget>

class HistoryFiles;
class AdviceView;
class AlertView;
class MonitorView;
class NoticeRow;
class QTabWidget;
class Recordings;
class StatChanger;
class Settings;
class WatchPage;

/// How a page's server is doing, seen from several sides, each in a tab. It asks the server nothing before somebody has come to look; from
/// then on it goes on, so that what was is there when they come back.
class MonitorPage : public QWidget
{
    Q_OBJECT

public:
    /// They outlive it.
    MonitorPage(Connection *connection, Settings *settings, QWidget *parent = nullptr);
    ~MonitorPage() override;

    /// What helps a person who is not connected.
    void offer(QAction *connectAction, QAction *sandbox);
    /// By which what is asked before something is changed.
    [[nodiscard]] StatChanger *changer() const { return m_changer; }
    [[nodiscard]] StatPoll *poll() { return &m_poll; }
    [[nodiscard]] Adviser *adviser() { return &m_adviser; }
    [[nodiscard]] ServerAlerts *alerts() { return &m_alerts; }
    [[nodiscard]] AdviceView *adviceView() const { return m_adviceView; }
    [[nodiscard]] AlertView *alertView() const { return m_alertView; }
    /// With any of them set it asks the server also where nobody looks.
    void setAlerts(const AlertLimits &limits);
    [[nodiscard]] MonitorView *overview() const { return m_overview; }
    [[nodiscard]] WatchPage *watch() const { return m_watch; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    /// The tab in front, by the name that it keeps; setTab() passes over one that is not there.
    [[nodiscard]] QByteArray tab() const;
    void setTab(const QByteArray &name);
    /// What the server is called in files about it.
    void setServerName(const QString &name) { m_serverName = name; }
    [[nodiscard]] Recordings *recordings() const { return m_recordings; }
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
    void start();
    void halt();
    void tellState();
    void createFiles();
    void keepHistory();
    void showPlace(AdvicePlace place);
    void showMarks();
    [[nodiscard]] int indexOfTab(const QString &name) const;

    Connection *m_connection;
    Settings *m_settings;
    StatPoll m_poll;
    StatKeeping m_keeping{&m_poll};
    QAction m_keep{this};
    QString m_serverName;
    QString m_place; ///< that is asked, or about to be
    Adviser m_adviser{&m_poll};
    ServerAlerts m_alerts{&m_poll};
    bool m_hasFailed = false; ///< the page's connection has, since it was last there
    bool m_isWanted = false;  ///< somebody has come to look
    NoticeRow *m_notice;
    QTabWidget *m_tabs;
    Recordings *m_recordings;
    MonitorView *m_overview;
    StatChanger *m_changer;
    StatTabs m_tables;
    HistoryFiles *m_files;
    WatchPage *m_watch;
    AdviceView *m_adviceView;
    AlertView *m_alertView;
};

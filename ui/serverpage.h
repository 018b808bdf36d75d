#pragma once

#include "app/profiles/profile.h"
#include "app/run/scriptrun.h"
#include "connection/connection.h"
#include "ui/connection/connectionlook.h"
#include "ui/itemedit/openserver.h"
#include "ui/pageleave.h"
#include "ui/results/resultsmodel.h"
#include "ui/session/keptwindow.h"
#include "ui/values/readingchoices.h"
#include "ui/workbench/runner.h"

#include <QMainWindow>

#include <memory>

class CommandBar;
class CommandHelpPanel;
class EnvironmentBanner;
class EnvironmentFrame;
class ConnectionBar;
class ConnectionLog;
class MonitorPage;
class PageAlerts;
class PageDocks;
class PageLayout;
class PageMenus;
class PageTarget;
class PageViews;
class QSplitter;
class ResultsPanel;
class RunGate;
struct ScriptJob;
class ScriptLanguage;
class ScriptTabs;
class ServerKeys;
class ValueView;
class WireDock;
class Workspace;

/// One connection with its whole workbench: what a window shows in a tab. Puts the parts together and lets them know of each other.
class ServerPage : public QMainWindow
{
    Q_OBJECT

public:
    /// What `kept` says is shown, but not connected to. `workspace` must outlive it.
    ServerPage(Workspace *workspace, const KeptPage &kept, const ScriptPlaces &scripts);
    ~ServerPage() override;

    /// Connects to what `urlText` names; what is wrong with it is said beside the address.
    void connectTo(const QString &urlText);
    /// Starts a private memcached, or takes the one that runs, and connects to it.
    void useSandbox();
    /// Connects as the profile says; secrets come from the keyring, or else the person is asked for them. From now on this is the page of
    /// that profile.
    void openProfile(const Profile &profile);
    /// Something happened to this computer; see Connection::checkNow().
    void checkConnection(const QString &reason) { m_connection.checkNow(reason); }
    /// Becomes a page for the same server as `other`, and connects if that one is connected or on its way.
    void openLike(const ServerPage &other);
    /// Says why something that was asked of it cannot be.
    void showError(const Error &error);

    [[nodiscard]] const Connection *connection() const { return &m_connection; }
    /// How its connection is shown.
    [[nodiscard]] ConnectionLook look() const;
    [[nodiscard]] const PageMenus *menus() const { return m_menus; }
    /// Empty: it is not that of a profile.
    [[nodiscard]] QString profileId() const;
    /// What was an address is the page of this profile from now on, if that is still where its server is.
    void becomeProfile(const QString &id);
    /// For its tab: the profile's, or the server's.
    [[nodiscard]] QString name() const;
    /// Where the server is; empty: not known yet.
    [[nodiscard]] QString place() const;
    /// What is done with a profile from here is about its alerts.
    [[nodiscard]] bool isShowingAlerts() const;
    /// How carefully its server is treated.
    [[nodiscard]] Environment environment() const { return m_environment; }
    /// For what other pages do to its server.
    [[nodiscard]] OpenServer openServer();
    /// It is for nothing yet.
    [[nodiscard]] bool isBlank() const;
    /// Wants no more keys of a server that lists them.
    void stopListing();
    [[nodiscard]] bool isRunning() const { return m_runner.isRunning(); }
    /// Of the file of the script in front; empty: it has none.
    [[nodiscard]] const QString &scriptName() const { return m_scriptName; }
    [[nodiscard]] bool isScriptModified() const { return m_scriptModified; }
    /// Adds a line to the log of the connection.
    void addToLog(const QString &text);
    /// What happened to its server that nobody has seen; empty: nothing.
    [[nodiscard]] QString alertMark() const;

    [[nodiscard]] KeptPage kept() const;
    /// By which it can go: whether something is under way, and what is asked then.
    [[nodiscard]] PageLeave *leave() { return m_leave; }
    /// Pages to come begin with the places of its parts, though not in its view.
    void lendLayout();
    /// Nothing of it is to come back.
    void forget();
    /// Pages to come begin with the places of its parts; hangs up.
    void end();

signals:
    /// The name of the script in front, or whether it is saved.
    void scriptChanged();
    /// Its name, how the connection is doing, or whether something runs.
    void stateChanged();
    /// What the page is for.
    void targetChanged();
    /// A sentence for the status bar; for so many milliseconds, 0: until the next.
    void told(const QString &text, int milliseconds);
    /// It is about to ask something.
    void attentionWanted();
    /// The person wants to set up decoders of their own.
    void decodersRequested();
    /// The person wants to change from where on something is worth advice.
    void adviceLimitsRequested();
    void editProfileRequested(const QString &id);
    /// Its alerts.
    void editAlertsRequested(const QString &id);
    /// `draft`: a new profile for the server of the page. See isShowingAlerts().
    void saveProfileRequested(const Profile &draft);

private:
    static constexpr int shortly = 5000; ///< milliseconds that a sentence stays

    void createDocks();
    void createMenus();
    void connectParts();
    void connectNotes();
    void followConnection();
    void followGuard();
    void goOn();
    void beginRun(const ScriptJob &job);
    void showWarning(qint64 line, const QString &text);
    void showRow(int row);
    void openValue();
    void updateActions();
    void copyDiagnostics();

    Workspace *m_workspace;
    QString m_id;
    Connection m_connection;
    Runner m_runner;
    ResultsModel m_results;
    ReadingChoices m_choices;
    RunGate *m_gate;
    EnvironmentBanner *m_banner;
    EnvironmentFrame *m_frame;
    ConnectionBar *m_connectionBar;
    ConnectionLog *m_log;
    CommandBar *m_commandBar;
    ScriptTabs *m_scripts;
    ResultsPanel *m_panel;
    ValueView *m_value;
    CommandHelpPanel *m_help;
    ScriptLanguage *m_language;
    QSplitter *m_splitter;
    ServerKeys *m_keys;
    MonitorPage *m_monitor;
    PageAlerts *m_alerts;
    PageLeave *m_leave;
    PageViews *m_views;
    QDockWidget *m_valueDock;
    QDockWidget *m_logDock;
    QDockWidget *m_helpDock;
    WireDock *m_wireDock;
    PageDocks *m_docks;
    PageTarget *m_target;
    PageMenus *m_menus;
    std::unique_ptr<PageLayout> m_layout;
    QString m_scriptName;
    Environment m_environment = Environment::None;
    bool m_scriptModified = false;
    bool m_scriptRuns = false; ///< the script, not the single command
};

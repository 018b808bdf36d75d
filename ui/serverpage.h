#pragma once

#include "app/run/scriptrun.h"
#include "connection/connection.h"
#include "ui/results/resultsmodel.h"
#include "ui/workbench/runner.h"

#include <QMainWindow>

#include <functional>
#include <memory>

class CommandBar;
class ConnectionBar;
class ConnectionLog;
class PageLayout;
class PageMenus;
class QSplitter;
class ResultsPanel;
class RunGate;
struct ScriptJob;
class ScriptLanguage;
class ScriptTabs;
class ValueView;
class WireDock;
class Workspace;

/// One connection with its whole workbench: what a window shows in a tab. Puts the parts together and lets them know of each other.
class ServerPage : public QMainWindow
{
    Q_OBJECT

public:
    /// `workspace` must outlive it.
    explicit ServerPage(Workspace *workspace);
    ~ServerPage() override;

    /// Connects to what `urlText` names; what is wrong with it is said beside the address.
    void connectTo(const QString &urlText);
    /// Starts a private memcached, or takes the one that runs, and connects to it.
    void useSandbox();

    [[nodiscard]] const Connection *connection() const { return &m_connection; }
    [[nodiscard]] const PageMenus *menus() const { return m_menus; }
    /// Of the file of the script in front; empty: it has none.
    [[nodiscard]] const QString &scriptName() const { return m_scriptName; }
    [[nodiscard]] bool isScriptModified() const { return m_scriptModified; }
    /// Adds a line to the log of the connection.
    void addToLog(const QString &text);

    /// Whether it can go, with everything that is open kept for the next start. If not, `later` is called once the person has seen to what
    /// cannot be kept; not at all if they cancel.
    [[nodiscard]] bool mayEnd(const std::function<void()> &later);
    /// What the person has seen to is to be asked again.
    void askAgain() { m_seenTo = false; }
    /// Keeps the places of its parts, and hangs up.
    void end();

signals:
    /// The name of the script in front, or whether it is saved.
    void scriptChanged();
    /// A sentence for the status bar; for so many milliseconds, 0: until the next.
    void told(const QString &text, int milliseconds);

private:
    void createDocks();
    void createMenus();
    void connectParts();
    void connectNotes();
    void followSandbox();
    void followConnection();
    void beginRun(const ScriptJob &job);
    void showWarning(qint64 line, const QString &text);
    void showRow(int row);
    void openValue();
    void updateActions();
    void copyDiagnostics();

    Workspace *m_workspace;
    Connection m_connection;
    Runner m_runner;
    ResultsModel m_results;
    RunGate *m_gate;
    ConnectionBar *m_connectionBar;
    ConnectionLog *m_log;
    CommandBar *m_commandBar;
    ScriptTabs *m_scripts;
    ResultsPanel *m_panel;
    ValueView *m_value;
    ScriptLanguage *m_language;
    QSplitter *m_splitter;
    QDockWidget *m_valueDock;
    QDockWidget *m_logDock;
    QDockWidget *m_helpDock;
    WireDock *m_wireDock;
    QAction m_sandboxAction;
    PageMenus *m_menus;
    std::unique_ptr<PageLayout> m_layout;
    QString m_scriptName;
    bool m_scriptModified = false;
    bool m_scriptRuns = false; ///< the script, not the single command
    bool m_wantsSandbox = false;
    bool m_seenTo = false;
};

#pragma once

#include "app/logfile.h"
#include "app/run/scriptrun.h"
#include "app/sandbox/sandbox.h"
#include "connection/connection.h"
#include "ui/appearance.h"
#include "ui/results/resultsmodel.h"
#include "ui/settings.h"
#include "ui/workbench/runner.h"

#include <QMainWindow>

#include <memory>

class CommandBar;
class ConnectionBar;
class ConnectionLog;
class EditActions;
class QSplitter;
class ResultsPanel;
class RunGate;
struct ScriptJob;
class ScriptLanguage;
class ScriptTabs;
class ValueView;
class WireDock;
class WindowLayout;

/// The window: puts the parts together and lets them know of each other.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Connects to what `urlText` names; what is wrong with it is said beside the address.
    void connectTo(const QString &urlText);
    /// Starts a private memcached, or takes the one that runs, and connects to it.
    void useSandbox();
    /// Writes a log file at `path`, whatever the preferences say.
    void logTo(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void createDocks();
    void createMenus();
    void connectParts();
    void followConnection();
    void beginRun(const ScriptJob &job);
    void showWarning(qint64 line, const QString &text);
    void showRow(int row);
    void openValue();
    void updateActions();
    void openPreferences();
    [[nodiscard]] Error usePreferences(const Preferences &preferences);
    [[nodiscard]] Error openLog(const Preferences &preferences);
    void sayLogError(const Error &error);
    void copyDiagnostics();

    Settings m_settings;
    Appearance m_appearance;
    LogFile m_logFile;
    Connection m_connection;
    Sandbox m_sandbox;
    Runner m_runner;
    ResultsModel m_results;
    RunGate *m_gate;
    EditActions *m_edit;
    ConnectionBar *m_connectionBar;
    ConnectionLog *m_log;
    CommandBar *m_commandBar;
    ScriptTabs *m_batch;
    ResultsPanel *m_panel;
    ValueView *m_value;
    ScriptLanguage *m_language;
    QSplitter *m_splitter;
    QDockWidget *m_valueDock;
    QDockWidget *m_logDock;
    QDockWidget *m_helpDock;
    WireDock *m_wireDock;
    QAction m_sandboxAction;
    std::unique_ptr<WindowLayout> m_layout;
    bool m_logGiven = false;   ///< on the command line
    bool m_scriptRuns = false; ///< the script, not the single command
    bool m_mayClose = false;
};

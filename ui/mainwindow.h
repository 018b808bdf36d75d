#pragma once

#include "app/run/scriptrun.h"
#include "app/sandbox/sandbox.h"
#include "connection/connection.h"
#include "ui/results/resultsmodel.h"
#include "ui/settings.h"
#include "ui/workbench/runner.h"

#include <QMainWindow>

class CommandBar;
class ConnectionBar;
class ConnectionLog;
class EditActions;
class QSplitter;
class ResultsPanel;
struct ScriptJob;
class ScriptTabs;
class ValueView;

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

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void createDocks();
    void createMenus();
    void createThemeMenu(QMenu *view);
    void connectParts();
    void followConnection();
    void runCommand(const QByteArray &line);
    void runScript(const ScriptJob &job);
    void showWarning(qint64 line, const QString &text);
    void showRow(int row);
    void updateActions();
    void resetLayout();
    void restoreLayout();
    void saveLayout();

    Settings m_settings;
    Connection m_connection;
    Sandbox m_sandbox;
    Runner m_runner;
    ResultsModel m_results;
    EditActions *m_edit;
    ConnectionBar *m_connectionBar;
    ConnectionLog *m_log;
    CommandBar *m_commandBar;
    ScriptTabs *m_batch;
    ResultsPanel *m_panel;
    ValueView *m_value;
    QSplitter *m_splitter;
    QDockWidget *m_valueDock;
    QDockWidget *m_logDock;
    QAction m_sandboxAction;
    QByteArray m_firstLayout;  ///< for "Reset layout"
    bool m_scriptRuns = false; ///< the script, not the single command
    bool m_mayClose = false;
};

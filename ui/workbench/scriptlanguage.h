#pragma once

#include "connection/serversettings.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

class CommandBar;
class CommandHelpPanel;
class Connection;
class QDockWidget;
class Runner;
class ScriptPage;
class ScriptTabs;

/// Joins the command language to the parts of a window: which keys are offered while writing, what is doubtful for the server that is
/// connected, and the help on what is being written.
class ScriptLanguage : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Connection *connection = nullptr;
        Runner *runner = nullptr;
        CommandBar *bar = nullptr;
        ScriptTabs *scripts = nullptr;
        CommandHelpPanel *help = nullptr;
        QDockWidget *helpDock = nullptr;
    };

    ScriptLanguage(const Parts &parts, QObject *parent);

    /// Opens the help at how commands are written.
    void showOverview();
    /// A run begins that is neither the script's nor the bar's: its keys are not offered.
    void leaveResults() { m_scriptRuns = false; }
    /// Opens the help at the command at the cursor: that of the script, if it has the keyboard, or that of the command line.
    void showHelp();

private:
    void adopt(ScriptPage *page);
    void followServer();
    void setWarnings(ScriptPage *page) const;
    void openHelp();

    Parts m_parts;
    ServerSettings m_server;    ///< the last one that told
    bool m_scriptRuns = false;  ///< not a single command, which may be private
    QPointer<QWidget> m_before; ///< what had the keyboard before the help
};

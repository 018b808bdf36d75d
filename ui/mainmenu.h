#pragma once

#include "ui/panefocus.h"

#include <QKeySequence>
#include <QObject>

class Appearance;
class CommandBar;
class ConnectionBar;
class EditActions;
class QAction;
class QDockWidget;
class QMainWindow;
class QMenu;
class ResultsPanel;
class ScriptTabs;
class ValueView;

/// The parts of the window, which live as long as it does.
struct WindowParts
{
    ConnectionBar *connectionBar = nullptr;
    CommandBar *commandBar = nullptr;
    ScriptTabs *scripts = nullptr;
    ResultsPanel *results = nullptr;
    EditActions *edit = nullptr;
    QDockWidget *value = nullptr;
    QDockWidget *log = nullptr;
    QDockWidget *help = nullptr;
    QDockWidget *wire = nullptr;
    QAction *sandbox = nullptr;
};

/// The menu bar of the window: the actions of its parts, and those of the window as a whole.
class MainMenu : public QObject
{
    Q_OBJECT

public:
    MainMenu(const WindowParts &parts, Appearance *appearance, QMainWindow *window);

signals:
    void preferencesRequested();
    void languageHelpRequested();
    void commandHelpRequested();
    void diagnosticsRequested();
    void layoutResetRequested();

private:
    void addFileMenu();
    void addEditMenu();
    void addServerMenu();
    void addRunMenu();
    void addViewMenu();
    void addThemeMenu(QMenu *view, Appearance *appearance);
    void addPartActions(QMenu *view);
    void addHelpMenu();
    QAction *add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon = nullptr);

    QMainWindow *m_window;
    WindowParts m_parts;
    Appearance *m_appearance;
    PaneFocus m_focus;
};

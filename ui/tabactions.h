#pragma once

#include <QObject>

class MainWindow;
class QAction;
class QMenu;
class ServerTabs;
class Workspace;

/// What can be done with the tabs of a window: the Window menu, and that of a tab.
class TabActions : public QObject
{
    Q_OBJECT

public:
    TabActions(ServerTabs *tabs, Workspace *workspace, MainWindow *window);

    void addTo(QMenu *menu) const;
    [[nodiscard]] QAction *newAction() const { return m_new; }
    /// For after tabs came or went, here or in another window.
    void update();

private:
    QAction *add(const char *name, const QString &text, const char *icon, const QString &tip, int shortcut, void (TabActions::*act)());
    void openNew();
    void openWindow();
    void duplicate();
    void detach();
    void goNext();
    void goBack();
    void close();
    void closeOthers();
    void fillWindows();

    ServerTabs *m_tabs;
    Workspace *m_workspace;
    MainWindow *m_window;
    QMenu *m_windows; ///< others that the page can move to
    QAction *m_new;
    QAction *m_newWindow;
    QAction *m_duplicate;
    QAction *m_detach;
    QAction *m_next;
    QAction *m_previous;
    QAction *m_close;
    QAction *m_closeOthers;
};

#pragma once

#include "app/profiles/profile.h"

#include <QObject>

class MainWindow;
class ProfileDialog;
class ProfilesPanel;
class QAction;
class QDockWidget;
class StartPage;
class Workspace;

/// What a person does with profiles in one window: the list at its side and the start page ask, dialogs and the workspace do it.
class ProfileDesk : public QObject
{
    Q_OBJECT

public:
    /// `workspace` must outlive it.
    ProfileDesk(Workspace *workspace, MainWindow *window);

    [[nodiscard]] QDockWidget *dock() const { return m_dock; }
    [[nodiscard]] StartPage *startPage() const { return m_start; }
    [[nodiscard]] QAction *newAction() const { return m_new; }
    [[nodiscard]] QAction *importAction() const { return m_import; }
    [[nodiscard]] QAction *exportAction() const { return m_export; }
    /// Takes the keyboard to the search in the list.
    [[nodiscard]] QAction *searchAction() const;

    /// Opens the dialog for a profile, a new one if it has no id.
    ProfileDialog *edit(const Profile &profile);
    void editById(const QString &id);
    void editAlerts(const QString &id);

private:
    QAction *addAction(const char *name, const QString &text, const char *icon, const QString &tip);
    void updateActions();
    void connectPanel();
    void connectStartPage();
    void importProfiles();
    void exportProfiles();

    Workspace *m_workspace;
    MainWindow *m_window;
    ProfilesPanel *m_panel;
    QDockWidget *m_dock;
    StartPage *m_start;
    QAction *m_new;
    QAction *m_import;
    QAction *m_export;
};

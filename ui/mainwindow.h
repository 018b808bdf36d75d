#pragma once

#include "ui/session/keptwindow.h"
#include "ui/windowplace.h"

#include <QMainWindow>

#include <memory>

class EditActions;
class MainMenu;
class PreferencesDialog;
class ProfileDesk;
class QStackedWidget;
class ServerFacts;
class ServerPage;
class ServerTabs;
class TabActions;
class Workspace;

/// A window: pages in tabs, and the menus of the one in front. Pages come and go by the workspace.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `workspace` must outlive it.
    explicit MainWindow(Workspace *workspace);
    ~MainWindow() override;

    /// The one in front; null: there is none.
    [[nodiscard]] ServerPage *page() const;
    [[nodiscard]] QList<ServerPage *> pages() const;
    /// Takes a page in behind the one in front, and brings it to the front.
    ServerPage *addPage(std::unique_ptr<ServerPage> page);
    /// Gives a page away, as it is.
    [[nodiscard]] std::unique_ptr<ServerPage> takePage(ServerPage *page);
    /// Shows a page, and gives the window the keyboard.
    void bringToFront(ServerPage *page);

    /// Shows the page to begin on in the place of the tabs, or the tabs.
    void showStart();
    void showTabs();
    [[nodiscard]] bool isStartShown() const;

    /// Without what its pages have to say.
    void restore(const KeptWindow &kept);
    [[nodiscard]] KeptWindow kept() const;
    /// Closes without asking the workspace.
    void letGo();
    [[nodiscard]] bool isClosed() const { return m_closed; }
    /// Says something in the status bar.
    void tell(const QString &text);
    /// For after windows or pages came or went.
    void updateActions();

signals:
    void activated();
    /// Pages came, went, moved or changed what they are for.
    void changed();
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void watch(ServerPage *page);
    void showPage();
    void showTitle();
    PreferencesDialog *openPreferences();

    Workspace *m_workspace;
    WindowPlace m_place;
    ProfileDesk *m_profiles;  ///< before the tabs, for the order of the Tab key
    QStackedWidget *m_places; ///< the tabs, or what is seen where there is nothing in them yet
    ServerTabs *m_tabs;
    TabActions *m_tabActions;
    EditActions *m_edit;
    MainMenu *m_menu;
    ServerFacts *m_facts;
    bool m_mayClose = false;
    bool m_closing = false; ///< closeEvent() is under way
    bool m_closed = false;
};

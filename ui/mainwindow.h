#pragma once

#include "ui/windowplace.h"

#include <QMainWindow>

#include <memory>

class EditActions;
class MainMenu;
class QTabWidget;
class ServerFacts;
class ServerPage;
class Workspace;

/// A window: pages in tabs, and the menus of the one in front.
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
    /// Takes a page in, and brings it to the front.
    void addPage(std::unique_ptr<ServerPage> page);
    [[nodiscard]] bool isClosed() const { return m_closed; }

signals:
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void showPage();
    void showTitle();
    void openPreferences();

    Workspace *m_workspace;
    WindowPlace m_place;
    QTabWidget *m_tabs;
    EditActions *m_edit;
    MainMenu *m_menu;
    ServerFacts *m_facts;
    bool m_closed = false;
    bool m_closesOn = false; ///< the person has seen to something, and closing goes on
};

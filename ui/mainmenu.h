#pragma once

#include "ui/pagemenus.h"

#include <QObject>

#include <array>

class Appearance;
class EditActions;
class QAction;
class QMainWindow;
class QMenu;
class ProfileDesk;
class TabActions;

/// The menu bar of a window: the actions of the window as a whole, and those of the page in front.
class MainMenu : public QObject
{
    Q_OBJECT

public:
    /// What is not of the page, and lives as long as the window does.
    struct Parts
    {
        EditActions *edit = nullptr;
        const TabActions *tabs = nullptr;
        const ProfileDesk *profiles = nullptr;
        Appearance *appearance = nullptr;
    };

    MainMenu(const Parts &parts, QMainWindow *window);

    /// `page`: of the one in front; null: there is none.
    void show(const PageMenus *page);

signals:
    void preferencesRequested();
    void quitRequested();

private:
    using Part = PageMenus::Part;

    /// A menu, and what stands in it whatever page is in front.
    struct Menu
    {
        QMenu *menu = nullptr;
        QList<QAction *> before{};
        QList<QAction *> after{};
        QAction *separator = nullptr; ///< before what is after
    };

    void addFileActions(const ProfileDesk *profiles);
    void addEditActions();
    void addViewActions();
    void addThemeMenu();
    void addWindowMenu(const TabActions *tabs);
    void addHelpActions();
    QAction *add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon = nullptr);
    [[nodiscard]] Menu &menu(Part part) { return m_menus[size_t(part)]; }
    static void fill(Menu &menu, const QList<QAction *> &ofPage);

    QMainWindow *m_window;
    EditActions *m_edit;
    Appearance *m_appearance;
    std::array<Menu, PageMenus::partCount> m_menus;
};

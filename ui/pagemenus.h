#pragma once

#include "ui/panefocus.h"

#include <QAction>
#include <QObject>

#include <array>

class CommandBar;
class ServerKeys;
class PageViews;
class ConnectionBar;
class QDockWidget;
class QMenu;
class ResultsPanel;
class ScriptTabs;

/// The parts of a page, which live as long as it does.
struct PageParts
{
    ConnectionBar *connectionBar = nullptr;
    CommandBar *commandBar = nullptr;
    ScriptTabs *scripts = nullptr;
    ResultsPanel *results = nullptr;
    PageViews *views = nullptr;
    ServerKeys *keys = nullptr;
    QDockWidget *value = nullptr;
    QDockWidget *log = nullptr;
    QDockWidget *help = nullptr;
    QDockWidget *wire = nullptr;
    QAction *sandbox = nullptr;
};

/// What the menus of a window hold for a page while it is in front. Their keys work only then.
class PageMenus : public QObject
{
    Q_OBJECT

public:
    enum class Part { File, Edit, Server, Keys, Run, View, Help };
    static constexpr int partCount = 7;

    PageMenus(const PageParts &parts, QWidget *page);

    [[nodiscard]] QList<QAction *> actions(Part part) const;
    /// For EditActions::setSearch().
    [[nodiscard]] QList<QAction *> searchActions() const;

signals:
    void languageHelpRequested();
    void commandHelpRequested();
    void diagnosticsRequested();
    void layoutResetRequested();

private:
    void addEditActions();
    void goToWorkbenchWith(const QList<QAction *> &actions);
    void addServerActions();
    void addRunActions();
    void addViewActions();
    void addPartActions(QMenu *view);
    void addHelpActions();
    [[nodiscard]] QMenu *menu(Part part) const { return m_menus[size_t(part)]; }
    QAction *add(QMenu *menu, const char *name, const QString &text, const QString &statusTip, const char *icon = nullptr);

    PageParts m_parts;
    PaneFocus m_focus;
    std::array<QMenu *, partCount> m_menus; ///< never seen themselves
};

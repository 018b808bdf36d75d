#pragma once

#include <QAction>
#include <QObject>

class QMenu;
class RecentScripts;
class ScriptPage;
class ScriptTabs;
class Settings;

/// What can be done with scripts as a whole: begin one, open, save and close them, make one of a list. Part of the File menu.
class ScriptFileActions : public QObject
{
    Q_OBJECT

public:
    ScriptFileActions(Settings *settings, ScriptTabs *tabs);

    /// `page`: the one in front, as it is now.
    void follow(const ScriptPage *page);
    /// What is not seen is neither saved nor closed.
    enum class Sight { Seen, Unseen };
    void setSight(Sight sight) { m_sight = sight; }
    void addTo(QMenu *menu);
    /// Those that are used most, for buttons.
    [[nodiscard]] QList<QAction *> mainActions() { return {&m_newAction, &m_openAction, &m_saveAction}; }
    /// Puts a file into the menu of recent ones.
    void remember(const QString &path);

private:
    void askForFile();
    void makeBatch();

    ScriptTabs *m_tabs;
    RecentScripts *m_recent;
    Sight m_sight = Sight::Seen;
    QAction m_newAction;
    QAction m_openAction;
    QAction m_saveAction;
    QAction m_saveAsAction;
    QAction m_closeAction;
    QAction m_batchAction;
};

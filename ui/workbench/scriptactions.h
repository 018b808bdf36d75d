#pragma once

#include <QAction>
#include <QObject>

class QMenu;
class QWidget;
class ScriptPage;

/// What can be done in the script that is in front: search, change lines, go to problems, zoom. Part of the Edit and View menus and of the
/// script's own menu.
class ScriptActions : public QObject
{
    Q_OBJECT

public:
    /// Their keys work in `part` of the window.
    explicit ScriptActions(QWidget *part);

    /// The script that they work on from now on; null: none.
    void setPage(ScriptPage *page);
    /// Whether scripts are what the person sees now; else nothing is done to them.
    enum class Sight { Seen, Unseen };
    void setSight(Sight sight);
    /// Find, replace, find the next and the previous: without keys, which are those of the Edit menu.
    [[nodiscard]] QList<QAction *> searchActions() const { return m_search; }
    void addEditActions(QMenu *menu);
    void addViewActions(QMenu *menu);
    /// Those for the script's own menu.
    [[nodiscard]] QList<QAction *> menuActions() const { return m_commands; }

signals:
    void zoomWanted(int points);

private:
    QAction *add(const char *name, const QString &text, const char *icon, const QString &tip, const QKeySequence &shortcut,
                 void (*act)(ScriptPage *));
    void updateActions();
    QAction *addZoom(const char *name, const QString &text, const char *icon, const QString &tip, const QList<QKeySequence> &shortcuts,
                     int step);

    ScriptPage *m_page = nullptr;
    Sight m_sight = Sight::Seen;
    QList<QAction *> m_search;
    QList<QAction *> m_lines;
    QList<QAction *> m_commands;
    QList<QAction *> m_problems;
    QList<QAction *> m_zoom;
};

#pragma once

#include <QAction>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <vector>

class QMenu;

/// The Edit menu: undo, copy, find and the like for whatever has the focus. A part of the window that can do one of them has a slot of that
/// name, or what holds the part has it: "undo" also of a pane for the rows in it. What it says by its properties "readOnly",
/// "undoAvailable", "redoAvailable" and "hasSelectedText", or by methods isReadOnly(), canUndo(), canRedo() and hasSelection() that can be
/// invoked, decides what the menu offers, and undoText() and redoText() what the entry says. Instead of a text that is read-only, what
/// holds it is asked. A search is opened by its key, which whoever has a search takes from the rest of the window
/// (QEvent::ShortcutOverride).
class EditActions : public QObject
{
    Q_OBJECT

public:
    explicit EditActions(QWidget *window);

    void addTo(QMenu *menu);
    /// What finds, replaces, finds the next and the previous where nothing that has the focus does, in this order; none: nothing.
    void setSearch(const QList<QAction *> &actions);

private:
    /// From where on it is looked for who can do it.
    enum class Reach { Focus, Around };
    struct Entry
    {
        QAction *action;
        const char *slot; ///< of the one that does it, without parentheses
        Reach reach;
        bool changes;               ///< the text, which one that is read-only does not allow
        const char *need = nullptr; ///< a property that says whether there is anything to do
        QString text{};             ///< where the one that does it has no words of its own
        QString tip{};              ///< likewise
    };

    QAction *name(const char *name, const QString &text, const char *icon, const QString &tip, const QList<QKeySequence> &keys);
    void add(const Entry &entry, const QString &text, const char *icon, QKeySequence::StandardKey key);
    void addSearch(const char *name, const QString &text, const char *icon, const QString &tip, const QKeySequence &key);
    [[nodiscard]] QWidget *doer(const Entry &entry) const;
    [[nodiscard]] bool canDo(const Entry &entry) const;
    void showText(const Entry &entry) const;
    void trigger(const Entry &entry);
    void search(QAction *action);
    [[nodiscard]] QAction *unfocusedSearch(QAction *action) const;
    [[nodiscard]] bool isKeyTaken(const QAction *action) const;
    void followFocus(QWidget *focused);
    void offerPossible();
    void offerAll();

    std::vector<Entry> m_entries;
    QList<QAction *> m_search;    ///< in the order of setSearch()
    QList<QAction *> m_elsewhere; ///< likewise; what setSearch() was told
    QPointer<QWidget> m_focus;    ///< what has the focus, or had it when a menu bar took it
};

#pragma once

#include <QAction>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <vector>

class QMenu;

/// The Edit menu: undo, copy and the like for whatever has the focus.
class EditActions : public QObject
{
    Q_OBJECT

public:
    explicit EditActions(QWidget *window);

    void addTo(QMenu *menu) const;

private:
    struct Entry
    {
        QAction *action;
        const char *slot; ///< of the focused widget, without parentheses
        bool changes;     ///< the text, which one that is read-only does not allow
    };

    void add(const char *slot, const QString &text, const char *icon, QKeySequence::StandardKey key, bool changes);
    void trigger(const char *slot);
    void followFocus(QWidget *focused);

    std::vector<Entry> m_entries;
    QPointer<QWidget> m_target; ///< what has the focus, or had it when a menu bar took it
};

#pragma once

#include "app/watch/watchfilter.h"

#include <QTimer>
#include <QWidget>

class KeyFilterField;
class QMenu;
class QToolButton;

/// Says which lines are wanted: kinds, chosen in a menu, and a line in which a KeyFilter is typed. What cannot be read changes nothing; the
/// field says what is wrong with it.
class WatchFilterBar : public QWidget
{
    Q_OBJECT

public:
    /// Its parts have names that begin with `name`.
    explicit WatchFilterBar(const QString &name, QWidget *parent = nullptr);

    /// The last that could be read.
    [[nodiscard]] const WatchFilter &filter() const { return m_filter; }
    /// As if it was typed.
    void setText(const QString &text);
    void beginTyping();
    /// What cannot be chosen at all.
    void setPlaceholder(const QString &text);

signals:
    void filterChanged(const WatchFilter &filter);
    /// Escape was pressed in the empty field, which wants to give the focus back.
    void left();

private:
    void fillMenu();
    void applyKinds();
    void applyText();
    void tellKinds();

    KeyFilterField *m_field;
    QToolButton *m_kinds;
    QMenu *m_menu;
    WatchFilter m_filter;
    QTimer m_delay;
};

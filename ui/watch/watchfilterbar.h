#pragma once

#include "app/watch/watchfilter.h"

#include <QTimer>
#include <QWidget>

class KeyFilterField;
class NoticeRow;
class QMenu;
class QToolButton;

/// Says which lines are wanted: kinds, chosen in a menu, and a line in which a KeyFilter is typed. What cannot be read changes nothing; the
/// field and words below it say what is wrong.
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
    void clear();
    void beginTyping();
    /// Takes what is typed at once.
    void apply();
    /// What cannot be read of what is typed, a sentence; empty: it can be read.
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    /// What is chosen and typed, to be kept; what does not make sense changes nothing.
    [[nodiscard]] QByteArray state() const;
    void restoreState(const QByteArray &state);
    /// What cannot be chosen at all.
    void setPlaceholder(const QString &text);

signals:
    void filterChanged(const WatchFilter &filter);
    void errorChanged();
    /// Escape was pressed in the empty field, which wants to give the focus back.
    void left();

private:
    void fillMenu();
    void applyKinds();
    void setError(const QString &text);
    void tellError();
    void tellKinds();

    KeyFilterField *m_field;
    QToolButton *m_kinds;
    QMenu *m_menu;
    NoticeRow *m_notice;
    WatchFilter m_filter;
    QString m_errorText;
    QTimer m_delay;
    QTimer m_errorDelay;
};

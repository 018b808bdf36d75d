#pragma once

#include <QWidget>

class FittingStack;
class GroupView;
class QButtonGroup;
class WrapLayout;

/// Several tables of one tab, one of which is seen; a row of buttons says which.
class StatSides : public QWidget
{
    Q_OBJECT

public:
    /// Its name is `name` with "Sides" behind it.
    StatSides(const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    /// The name of its button is that of the view with "Side" behind it.
    void add(const QString &text, GroupView *view);
    [[nodiscard]] GroupView *current() const;
    void setCurrent(GroupView *view);

signals:
    /// A sentence for the status line.
    void told(const QString &text);

private:
    QButtonGroup *m_buttons;
    WrapLayout *m_row;
    FittingStack *m_pages;
};

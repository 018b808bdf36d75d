#pragma once

#include <QList>
#include <QObject>

class QToolButton;
class QWidget;

/// The buttons of a bar, which lose their words where there is no room for them.
class FittingButtons : public QObject
{
    Q_OBJECT

public:
    /// `bar` has a layout, and owns it.
    explicit FittingButtons(QWidget *bar);

    void add(QToolButton *button) { m_buttons.append(button); }
    /// For a bar that is as wide as it wants to be, inside of `place`: as much of that is for others. In logical pixels.
    void setPlace(QWidget *place, int forOthers);
    /// By how much narrower than its layout says the bar can be.
    [[nodiscard]] int room() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    QWidget *m_bar;
    QWidget *m_place = nullptr;
    int m_forOthers = 0;
    QList<QToolButton *> m_buttons;
};

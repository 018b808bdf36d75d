#pragma once

#include <QWidget>

class FittingButtons;
class QAction;
class RunActions;

/// A row of buttons for what is done most with scripts: with their files, as pictures, and the ways to run them, with words where there is
/// room for them.
class ScriptButtons : public QWidget
{
    Q_OBJECT

public:
    ScriptButtons(const QList<QAction *> &files, const RunActions *run, QWidget *parent = nullptr);

    /// In a corner of `tabs`, which have their names to show as well.
    void fitInto(QWidget *tabs);
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    FittingButtons *m_fitting;
};

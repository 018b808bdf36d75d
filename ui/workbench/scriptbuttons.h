#pragma once

#include <QWidget>

class QAction;
class RunActions;

/// A row of buttons for what is done most with scripts: with their files, as pictures, and the ways to run them, with words.
class ScriptButtons : public QWidget
{
    Q_OBJECT

public:
    ScriptButtons(const QList<QAction *> &files, const RunActions *run, QWidget *parent = nullptr);
};

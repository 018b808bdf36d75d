#pragma once

#include "ui/workbench/linecompletion.h"

#include <QObject>

class KeyHistory;
class ScriptEditor;

/// Helps with writing a script: offers what can be written at the cursor and says how its command is written, as the command line does.
class ScriptAssist : public QObject
{
    Q_OBJECT

public:
    explicit ScriptAssist(ScriptEditor *editor);

    /// Keys to offer; null: none.
    void setKeys(const KeyHistory *keys) { m_completion.setKeys(keys); }
    /// Offers what can be written, also where nothing is written yet.
    void complete();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offer(LineCompletion::Asked asked);
    void accept(const Completion &completion, qsizetype begin, qsizetype end);
    void followCursor();

    ScriptEditor *m_editor;
    LineCompletion m_completion;
    qint64 m_line = 1; ///< where it was last offered
};

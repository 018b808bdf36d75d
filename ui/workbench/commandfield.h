#pragma once

#include "app/commands/parseerror.h"
#include "ui/workbench/commandhistory.h"
#include "ui/workbench/linefield.h"

/// One line of the command language, which keeps a history under the Up and Down keys.
class CommandField : public LineField
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);

    /// Keys to offer; null: none.
    void setKeys(const KeyHistory *keys) { completion().setKeys(keys); }
    [[nodiscard]] CommandHistory &history() { return m_history; }
    [[nodiscard]] const CommandHistory &history() const { return m_history; }
    /// Underlines the place of `error` and puts the cursor there; gone with the next change of the text.
    void showError(const ParseError &error);

signals:
    /// Ctrl+R was pressed.
    void historySearched();

protected:
    [[nodiscard]] bool isOurs(const QKeyEvent *event) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    CommandHistory m_history;
};

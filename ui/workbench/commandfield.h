#pragma once

#include "app/commands/parseerror.h"
#include "ui/workbench/commandhistory.h"

#include <QLineEdit>

#include <optional>

/// One line of the command language: keeps a history under the Up and Down keys and underlines the place of an error.
class CommandField : public QLineEdit
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);

    [[nodiscard]] CommandHistory &history() { return m_history; }
    [[nodiscard]] const CommandHistory &history() const { return m_history; }
    /// Underlines the place of `error` and puts the cursor there; gone with the next change of the text.
    void showError(const ParseError &error);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int distance(qsizetype from, qsizetype to) const;

    CommandHistory m_history;
    std::optional<std::pair<qsizetype, qsizetype>> m_marked; ///< characters, from and to
};

/// How many characters of `text` the first `bytes` of its UTF-8 form are.
[[nodiscard]] qsizetype charactersIn(const QString &text, qsizetype bytes);

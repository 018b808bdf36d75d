#pragma once

#include "app/commands/parseerror.h"
#include "ui/workbench/commandhistory.h"
#include "ui/workbench/linecompletion.h"

#include <QLineEdit>

#include <optional>

/// One line of the command language: offers what can be written at the cursor, keeps a history under the Up and Down keys and underlines
/// the place of an error.
class CommandField : public QLineEdit
{
    Q_OBJECT

public:
    explicit CommandField(QWidget *parent = nullptr);

    /// Keys to offer; null: none.
    void setKeys(const KeyHistory *keys) { m_completion.setKeys(keys); }
    [[nodiscard]] CommandHistory &history() { return m_history; }
    [[nodiscard]] const CommandHistory &history() const { return m_history; }
    /// Underlines the place of `error` and puts the cursor there; gone with the next change of the text.
    void showError(const ParseError &error);
    /// Hides what is offered, until the text is edited.
    void closePopup();

signals:
    /// Ctrl+R was pressed.
    void historySearched();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void offer(LineCompletion::Asked asked);
    void accept(const Completion &completion, qsizetype begin, qsizetype end);
    [[nodiscard]] bool isOurs(const QKeyEvent *event) const;
    [[nodiscard]] int distance(qsizetype from, qsizetype to) const;

    CommandHistory m_history;
    LineCompletion m_completion;
    std::optional<std::pair<qsizetype, qsizetype>> m_marked; ///< characters, from and to
};

/// How many characters of `text` the first `bytes` of its UTF-8 form are.
[[nodiscard]] qsizetype charactersIn(const QString &text, qsizetype bytes);
/// How many bytes the first `characters` of `text` take as UTF-8.
[[nodiscard]] qsizetype bytesIn(const QString &text, qsizetype characters);

#pragma once

#include "ui/workbench/linecompletion.h"

#include <QLineEdit>

#include <optional>

/// One line of some language: offers what can be written at the cursor, and underlines a part of the text.
class LineField : public QLineEdit
{
    Q_OBJECT

public:
    explicit LineField(QWidget *parent = nullptr);

    /// Hides what is offered, until the text is edited.
    void closePopup();

protected:
    [[nodiscard]] LineCompletion &completion() { return m_completion; }
    void offer(LineCompletion::Asked asked);
    /// Underlines the characters from `from` up to `to`; gone with the next change of the text.
    void mark(qsizetype from, qsizetype to);
    void unmark();
    /// Whether a key is ours, whatever else it does in the window.
    [[nodiscard]] virtual bool isOurs(const QKeyEvent *event) const;

    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void accept(const Completion &completion, qsizetype begin, qsizetype end);
    [[nodiscard]] int distance(qsizetype from, qsizetype to) const;

    LineCompletion m_completion;
    std::optional<std::pair<qsizetype, qsizetype>> m_marked; ///< characters, from and to
};

/// How many characters of `text` the first `bytes` of its UTF-8 form are.
[[nodiscard]] qsizetype charactersIn(const QString &text, qsizetype bytes);
/// How many bytes the first `characters` of `text` take as UTF-8.
[[nodiscard]] qsizetype bytesIn(const QString &text, qsizetype characters);

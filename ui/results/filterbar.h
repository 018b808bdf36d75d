#pragma once

#include "app/results/rowfilter.h"
#include "ui/results/outcomelook.h"

#include <QAction>
#include <QTimer>
#include <QWidget>

#include <array>

class ElidedLabel;
class QHBoxLayout;
class QLineEdit;
class QToolButton;
class ResultsModel;

/// Says which results are seen: a button with a count for each kind of outcome, and a text to look for. No button pressed means all kinds.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(ResultsModel *model, QWidget *parent = nullptr);

    [[nodiscard]] QAction *clearAction() { return &m_clearAction; }
    /// Goes to the text, as the shortcut does.
    [[nodiscard]] QAction *findAction() { return &m_findAction; }
    /// Puts a button for `action` at the end.
    void offer(QAction *action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void clear();
    void showCounts();
    [[nodiscard]] QString words(OutcomeKind kind) const;

    ResultsModel *m_model;
    std::array<QToolButton *, outcomeKindCount> m_kinds{};
    QLineEdit *m_text;
    ElidedLabel *m_count;
    QHBoxLayout *m_layout;
    QAction m_clearAction{this};
    QAction m_findAction{this};
    QTimer m_delay;
};

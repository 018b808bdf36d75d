#pragma once

#include "ui/results/runsmodel.h"

#include <QAction>
#include <QWidget>

class QTableView;

/// The list of the session's runs: one that is selected is shown, two can be compared.
class RunsPane : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPane(RunHistory *history, QWidget *parent = nullptr);

    /// Selects the run that is shown.
    void select(const RunHistory::Run &run);
    [[nodiscard]] QAction *compareAction() { return &m_compareAction; }

signals:
    void runChosen(const RunHistory::Run &run);
    /// `before` began first.
    void comparisonRequested(const RunHistory::Run &before, const RunHistory::Run &after);
    /// The person took runs out of the history.
    void forgotten();
    void closed();

private:
    void setUpTable();
    void choose();
    void compare();
    void forget();
    void updateActions();
    [[nodiscard]] QList<int> selectedRows() const;

    RunHistory *m_history;
    RunsModel m_model;
    QTableView *m_table;
    QAction m_compareAction{this};
    QAction m_forgetAction{this};
    bool m_selecting = false; ///< by us, not by the person
};

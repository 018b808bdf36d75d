#pragma once

#include "app/run/scriptsource.h"

#include <QAbstractTableModel>
#include <QTreeView>

/// What is wrong or doubtful in a script, a row each.
class ProblemModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PlaceColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setProblems(const QList<ScriptProblem> &problems);
    [[nodiscard]] const QList<ScriptProblem> &problems() const { return m_problems; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<ScriptProblem> m_problems;
};

/// The list of them beneath the script: a click or Enter goes to the place.
class ProblemList : public QTreeView
{
    Q_OBJECT

public:
    explicit ProblemList(QWidget *parent = nullptr);

    void setProblems(const QList<ScriptProblem> &problems);
    /// The first problem behind a place, or the last before it, around the end too; null where there is none. It is the current row then.
    const ScriptProblem *select(qint64 line, qsizetype column, bool forward);
    /// Room for some rows.
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosen(const ScriptProblem &problem);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(const QModelIndex &index);

    ProblemModel *m_model;
};

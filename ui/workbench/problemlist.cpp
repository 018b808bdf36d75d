#include "ui/workbench/problemlist.h"

#include "ui/iconengine.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

void ProblemModel::setProblems(const QList<ScriptProblem> &problems)
{
    if (problems == m_problems)
        return;
    beginResetModel();
    m_problems = problems;
    endResetModel();
}

int ProblemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ScriptProblem &problem = m_problems[index.row()];
    const bool error = problem.severity == ScriptProblem::Severity::Error;
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == PlaceColumn ? tr("%L1:%2").arg(problem.line).arg(problem.error.column) : problem.error.text;
    case Qt::ToolTipRole:
        return problem.error.text.toHtmlEscaped();
    case Qt::DecorationRole:
        if (index.column() != PlaceColumn)
            return {};
        return error ? themedIcon(QStringLiteral("circle-x"), Tone::Bad) : themedIcon(QStringLiteral("triangle-alert"), Tone::Notice);
    case Qt::AccessibleTextRole:
        return (error ? tr("Error in line %1, column %2: %3") : tr("Warning about line %1, column %2: %3"))
            .arg(problem.line)
            .arg(problem.error.column)
            .arg(problem.error.text);
    default:
        return {};
    }
}

ProblemList::ProblemList(QWidget *parent)
    : QTreeView(parent)
    , m_model(new ProblemModel(this))
{
    setObjectName(QStringLiteral("problems"));
    setAccessibleName(tr("Problems in the script"));
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHeaderHidden(true);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(ProblemModel::PlaceColumn, QHeaderView::Interactive);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(this, &QAbstractItemView::clicked, this, &ProblemList::choose);
}

void ProblemList::setProblems(const QList<ScriptProblem> &problems)
{
    const int row = currentIndex().row();
    const int scrolled = verticalScrollBar()->value();
    m_model->setProblems(problems);
    resizeColumnToContents(ProblemModel::PlaceColumn);
    if (row >= 0 && row < m_model->rowCount())
        setCurrentIndex(m_model->index(row, 0));
    verticalScrollBar()->setValue(scrolled);
    updateGeometry();
}

const ScriptProblem *ProblemList::select(qint64 line, qsizetype column, bool forward)
{
    const QList<ScriptProblem> &problems = m_model->problems();
    if (problems.isEmpty())
        return nullptr;
    const auto before = [line, column](const ScriptProblem &problem, bool orAt) {
        const auto place = std::pair(problem.line, problem.error.column);
        return orAt ? place <= std::pair(line, column) : place < std::pair(line, column);
    };
    qsizetype row = 0;
    if (forward) {
        row =
            std::ranges::partition_point(problems, [&](const ScriptProblem &problem) { return before(problem, true); }) - problems.begin();
        row %= problems.size();
    } else {
        row =
            std::ranges::partition_point(problems, [&](const ScriptProblem &problem) { return before(problem, false); }) - problems.begin();
        row = (row + problems.size() - 1) % problems.size();
    }
    setCurrentIndex(m_model->index(int(row), 0));
    return &problems[row];
}

QSize ProblemList::sizeHint() const
{
    const int rows = std::clamp(m_model->rowCount(), 1, 4);
    const int row = std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    return {200, rows * row + 2 * frameWidth()};
}

void ProblemList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        choose(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void ProblemList::choose(const QModelIndex &index)
{
    if (index.isValid())
        emit chosen(m_model->problems().at(index.row()));
}

#include "ui/results/runspane.h"

#include "ui/iconengine.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

RunsPane::RunsPane(RunHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_model(history)
    , m_table(new QTableView(this))
{
    setObjectName(QStringLiteral("runsPane"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 30); // a splitter gives what is hidden at first no more than that
    m_compareAction.setObjectName(QStringLiteral("compareRuns"));
    m_compareAction.setText(tr("Co&mpare runs"));
    m_compareAction.setIcon(themedIcon(QStringLiteral("git-compare")));
    m_compareAction.setStatusTip(tr("Show what changed between the two runs that are selected in the list"));
    m_forgetAction.setObjectName(QStringLiteral("forgetRuns"));
    m_forgetAction.setText(tr("&Forget runs"));
    m_forgetAction.setIcon(themedIcon(QStringLiteral("trash-2")));
    m_forgetAction.setStatusTip(tr("Take the selected runs out of the list, and their results out of memory"));
    m_forgetAction.setShortcut(Qt::Key_Delete);
    m_forgetAction.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(&m_forgetAction);
    setUpTable();

    auto *title = new QLabel(tr("Earlier runs"), this);
    title->setForegroundRole(QPalette::PlaceholderText);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(0, 0, 0, 0);
    header->setSpacing(4);
    header->addWidget(title, 1);
    const auto addButton = [this, header](QAction *action) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        header->addWidget(button);
    };
    addButton(&m_compareAction);
    addButton(&m_forgetAction);
    auto *close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeRuns"));
    close->setAccessibleName(tr("Close the list of runs"));
    close->setToolTip(close->accessibleName());
    close->setIcon(themedIcon(QStringLiteral("x")));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    header->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(header);
    layout->addWidget(m_table, 1);

    connect(close, &QToolButton::clicked, this, &RunsPane::closed);
    connect(&m_compareAction, &QAction::triggered, this, &RunsPane::compare);
    connect(&m_forgetAction, &QAction::triggered, this, &RunsPane::forget);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::choose);
    connect(history, &RunHistory::changed, this, &RunsPane::updateActions);
    connect(history, &RunHistory::removed, this, &RunsPane::updateActions);
    updateActions();
}

void RunsPane::setUpTable()
{
    m_table->setObjectName(QStringLiteral("runs"));
    setFocusProxy(m_table);
    m_table->setAccessibleName(tr("Earlier runs"));
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setCornerButtonEnabled(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    QHeaderView *header = m_table->horizontalHeader();
    header->setObjectName(QStringLiteral("runsHeader"));
    header->setHighlightSections(false);
    const int unit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    header->resizeSection(RunsModel::NumberColumn, unit * 6);
    header->resizeSection(RunsModel::TimeColumn, unit * 11);
    header->resizeSection(RunsModel::ScriptColumn, unit * 18);
    header->resizeSection(RunsModel::CommandsColumn, unit * 12);
    header->resizeSection(RunsModel::ErrorsColumn, unit * 9);
    header->resizeSection(RunsModel::DurationColumn, unit * 11);
    header->setStretchLastSection(true);
}

void RunsPane::select(const RunHistory::Run &run)
{
    const QScopedValueRollback<bool> selecting(m_selecting, true);
    const int row = m_model.rowOf(run);
    // Not selectRow(), which looks at what the person holds down: a run begins with Ctrl+Enter.
    if (row >= 0)
        m_table->selectionModel()->setCurrentIndex(m_model.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    else
        m_table->clearSelection();
    updateActions();
}

QList<int> RunsPane::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes)
        rows.append(index.row());
    std::ranges::sort(rows);
    return rows;
}

void RunsPane::choose()
{
    updateActions();
    const QList<int> rows = selectedRows();
    if (!m_selecting && rows.size() == 1)
        emit runChosen(m_model.run(rows.constFirst()));
}

void RunsPane::compare()
{
    const QList<int> rows = selectedRows();
    if (rows.size() == 2)
        emit comparisonRequested(m_model.run(rows.constLast()), m_model.run(rows.constFirst()));
}

void RunsPane::forget()
{
    const QScopedValueRollback<bool> selecting(m_selecting, true);
    const QList<int> rows = selectedRows();
    QList<qsizetype> indexes; // from the end, so that those still to come stay where they are
    for (const int row : rows)
        indexes.append(m_model.indexOf(row));
    for (const qsizetype index : std::as_const(indexes))
        m_history->remove(index);
    emit forgotten();
}

void RunsPane::updateActions()
{
    const QList<int> rows = selectedRows();
    const bool running = std::ranges::any_of(rows, [this](int row) { return m_model.run(row)->state == RunRecord::State::Running; });
    m_compareAction.setEnabled(rows.size() == 2 && !running);
    m_forgetAction.setEnabled(!rows.isEmpty() && !running);
}

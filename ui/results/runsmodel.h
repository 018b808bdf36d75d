#pragma once

#include "app/run/runhistory.h"

#include <QAbstractTableModel>

/// The runs of the session, the latest first.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, TimeColumn, ScriptColumn, CommandsColumn, ErrorsColumn, DurationColumn, ServerColumn, ColumnCount };

    /// `history` must outlive it.
    explicit RunsModel(const RunHistory *history, QObject *parent = nullptr);

    [[nodiscard]] RunHistory::Run run(int row) const { return m_history->at(indexOf(row)); }
    /// Its place in the history.
    [[nodiscard]] qsizetype indexOf(int row) const { return m_history->size() - 1 - row; }
    [[nodiscard]] int rowOf(const RunHistory::Run &run) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString cellText(const RunRecord &run, int column) const;
    [[nodiscard]] QString toolTip(const RunRecord &run) const;

    const RunHistory *m_history;
    int m_rowCount = 0; ///< the history is a step ahead of it for a moment
};

/// What a run is called: the name of its script, or else how it begins.
[[nodiscard]] QString runTitle(const RunRecord &run);
/// "Run 3, 14:02:11, tour.mcb".
[[nodiscard]] QString runLabel(const RunRecord &run);

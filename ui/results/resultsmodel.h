#pragma once

#include "app/run/runsegment.h"
#include "ui/results/outcomelook.h"

#include <QAbstractTableModel>
#include <QList>

#include <array>
#include <memory>
#include <vector>

/// The outcomes of a run, a row a command, straight from its segments: nothing is kept a row.
class ResultsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, CommandColumn, KeyColumn, OutcomeColumn, ValueColumn, FlagsColumn, CasColumn, ColumnCount };
    using Segments = QList<std::shared_ptr<const RunSegment>>;

    /// One row, to be looked at while the model lives unchanged or `segment` is held.
    struct Row
    {
        std::shared_ptr<const RunSegment> segment;
        qsizetype index = 0;

        [[nodiscard]] Outcome outcome() const { return segment->results.outcome(index); }
        [[nodiscard]] QByteArrayView key() const { return segment->requests.key(index); }
        [[nodiscard]] qint64 line() const { return segment->requests.line(index); }
    };

    explicit ResultsModel(QObject *parent = nullptr);

    /// The next segments replace the rows, which stay until then.
    void beginRun();
    /// The run is over: rows from before that nothing has replaced go.
    void endRun();
    void append(const Segments &segments);

    /// `row`: 0 to rowCount() - 1.
    [[nodiscard]] Row row(int row) const;
    [[nodiscard]] OutcomeKind kind(int row) const;
    [[nodiscard]] qint64 count(OutcomeKind kind) const { return m_counts[size_t(kind)]; }
    /// What a cell shows, in full and fit for a text with tabs and lines.
    [[nodiscard]] QString exportText(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void clear();
    [[nodiscard]] QString cellText(const Row &row, int column, qsizetype limit) const;

    Segments m_segments;
    std::vector<int> m_ends; ///< the row behind each segment
    std::array<qint64, outcomeKindCount> m_counts{};
    bool m_replacing = false;
};

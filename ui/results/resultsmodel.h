#pragma once

#include "app/results/rowfinder.h"
#include "app/results/runresults.h"
#include "ui/results/outcomelook.h"

#include <QAbstractTableModel>

#include <vector>

/// The outcomes of a run, a row a command, straight from its segments: nothing is kept a row, but, while they are filtered or sorted, the
/// number of each. Which rows these are is worked out in another thread; until that is known, the rows from before stay.
class ResultsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, CommandColumn, KeyColumn, OutcomeColumn, ValueColumn, FlagsColumn, CasColumn, TimeColumn, ColumnCount };
    using Segments = SegmentList;
    using Row = ResultRow;

    explicit ResultsModel(QObject *parent = nullptr);
    ~ResultsModel() override;

    /// The next segments replace the rows, which stay until then.
    void beginRun();
    /// The run is over: rows from before that nothing has replaced go, and those that came are sorted in.
    void endRun();
    void append(const Segments &segments);
    /// Whether a run has begun that has not brought anything yet.
    [[nodiscard]] bool isReplacing() const { return m_replacing; }
    /// Shows other results, such as those of an earlier run. What comes from then on belongs to them.
    void show(const RunResults &results);
    /// All that there are, seen or not.
    [[nodiscard]] const RunResults &results() const { return m_results; }

    void setFilter(const RowFilter &filter);
    [[nodiscard]] const RowFilter &filter() const { return m_filter; }
    /// While a run adds rows, these come last; they are sorted in at its end.
    void setOrder(const RowOrder &order);
    [[nodiscard]] const RowOrder &order() const { return m_order; }
    /// Whether the rows do not yet follow from filter and order.
    [[nodiscard]] bool isFinding() const { return m_finder.isBusy(); }
    /// Whether all results are seen, in the order of the script.
    [[nodiscard]] bool showsAll() const { return !m_mapped; }
    /// The numbers of the results that are seen; empty while showsAll().
    [[nodiscard]] const std::vector<int> &numbers() const { return m_rows; }

    /// `row`: 0 to rowCount() - 1.
    [[nodiscard]] Row row(int row) const { return m_results.at(numberAt(row)); }
    [[nodiscard]] int numberAt(int row) const { return m_mapped ? m_rows[size_t(row)] : row; }
    /// The row of result `number`, -1: it is not seen.
    [[nodiscard]] int rowOf(int number) const;
    [[nodiscard]] OutcomeKind kind(int row) const { return this->row(row).kind(); }
    /// Of all results, seen or not.
    [[nodiscard]] qint64 count(OutcomeKind kind) const { return m_results.totals().count(kind); }
    /// The next row behind `row` (or before it, for a `step` of -1) with an error, the first again behind the last; -1: there is none.
    [[nodiscard]] int nextError(int row, int step) const;
    /// What a cell shows, in full and fit for a text with tabs and lines.
    [[nodiscard]] QString exportText(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// The same results are about to be seen in other rows; rearranged() follows, a second time if more of them come while isFinding().
    void aboutToRearrange();
    void rearranged();
    /// Results came or went, or isFinding() changed.
    void contentChanged();

private:
    void clear();
    void find();
    void findMore();
    void takeBeginning(const RowFinder::Rows &rows);
    void takeRows(const RowFinder::Rows &rows, int end);
    void addRows(const std::vector<int> &rows, size_t from);
    [[nodiscard]] QString toolTip(const Row &row, int column) const;

    RunResults m_results;
    RowFinder m_finder;
    RowFilter m_filter;
    RowOrder m_order;
    std::vector<int> m_rows; ///< numbers of what is seen, while m_mapped
    int m_covered = 0;       ///< results up to here have been looked at for m_rows
    bool m_mapped = false;
    bool m_adding = false;   ///< what the finder brings comes behind m_rows
    bool m_begun = false;    ///< m_rows is the beginning of what it brings
    bool m_unsorted = false; ///< rows were added behind sorted ones
    bool m_running = false;
    bool m_replacing = false;
};

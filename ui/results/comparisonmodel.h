#pragma once

#include "app/results/resultcopy.h"
#include "app/results/runcomparison.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>

#include <array>
#include <functional>
#include <memory>

/// What changed between two runs, a row a command. It is worked out in another thread.
class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, CommandColumn, KeyColumn, ChangeColumn, BeforeColumn, AfterColumn, ColumnCount };
    static constexpr int differenceCount = 6; ///< bits of ComparedRow::Difference

    explicit ComparisonModel(QObject *parent = nullptr);
    ~ComparisonModel() override;

    void compare(const RunResults &before, const RunResults &after);
    /// Rows that differ in one of `differences` and have `text` in them; no difference given means any.
    void setFilter(quint8 differences, const QByteArray &text);
    /// Whether the rows are not known yet.
    [[nodiscard]] bool isWorking() const { return m_working; }
    /// How many commands differ in this way.
    [[nodiscard]] qint64 count(ComparedRow::Difference difference) const;
    [[nodiscard]] qint64 differingCount() const { return m_shown ? m_shown->found->differing : 0; }
    [[nodiscard]] qint64 sameCount() const { return m_shown ? qint64(m_shown->found->rows.size()) - differingCount() : 0; }
    [[nodiscard]] const ComparedRow &compared(int row) const { return m_shown->found->rows[size_t(m_shown->rows[size_t(row)])]; }
    /// The line in the later run, -1: it is only in the earlier one.
    [[nodiscard]] qint64 lineAfter(int row) const { return compared(row).after < 0 ? -1 : m_after.at(compared(row).after).line(); }
    /// Writes what these rows show in full, as tab-separated lines; for any thread, whatever becomes of the model. It stops behind `most`
    /// characters, and cuts a cell with more than `mostOfCell`.
    [[nodiscard]] std::function<CopiedText()> textOf(const std::vector<int> &rows, const QList<int> &columns,
                                                     qsizetype most = 32 * 1024 * 1024, qsizetype mostOfCell = 4 * 1024 * 1024) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// In words: "outcome, value".
    [[nodiscard]] static QString words(quint8 differences);

signals:
    /// Something became known, or isWorking() changed.
    void worked();

private:
    struct Found
    {
        std::vector<ComparedRow> rows;
        std::array<qint64, differenceCount> counts{};
        qint64 differing = 0;
    };
    struct Shown
    {
        std::shared_ptr<const Found> found;
        std::vector<int> rows; ///< indexes of found->rows
    };

    void start();
    void take();
    [[nodiscard]] static Found findDifferences(const RunResults &before, const RunResults &after, const std::function<bool()> &isCancelled);
    [[nodiscard]] static QString text(const RunResults &before, const RunResults &after, const ComparedRow &pair, int column,
                                      qsizetype limit);
    [[nodiscard]] static QString outcomeText(const RunResults &results, int number, const ComparedRow &row, qsizetype limit);

    RunResults m_before;
    RunResults m_after;
    quint8 m_differences = ComparedRow::allDifferences;
    QByteArray m_text;
    std::shared_ptr<const Shown> m_shown; ///< null: not known yet
    QFutureWatcher<std::shared_ptr<const Shown>> m_watcher;
    bool m_working = false;
};

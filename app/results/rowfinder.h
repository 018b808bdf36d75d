#pragma once

#include "app/results/rowfilter.h"
#include "app/results/roworder.h"

#include <QFutureWatcher>
#include <QObject>

/// Works out in another thread which results are seen, and in which order. The latest question wins: an earlier one is dropped with all
/// that it would still have answered.
class RowFinder : public QObject
{
    Q_OBJECT

public:
    using Rows = std::shared_ptr<const std::vector<int>>;
    /// Rows that are handed out before all are known: more than any window shows.
    static constexpr int firstRowCount = 500;

    explicit RowFinder(QObject *parent = nullptr);
    ~RowFinder() override;

    /// Goes over all of `results`.
    void find(const RunResults &results, const RowFilter &filter, const RowOrder &order);
    /// Goes over what has come to `results` from number `first` on, in the order of the script.
    void findMore(const RunResults &results, const RowFilter &filter, int first);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    /// The beginning of what is seen; the rest follows. Only where there is much.
    void beginningFound(const RowFinder::Rows &rows);
    /// All that is seen of the results up to the number `end` exclusively, the beginning included; from findMore() what is to be added.
    void found(const RowFinder::Rows &rows, int end);

private:
    void takeResult(int index);
    void watch(const QFuture<Rows> &future, int end);

    QFutureWatcher<Rows> m_watcher;
    int m_end = 0;
    bool m_busy = false;
};

#include "app/results/rowfinder.h"

#include <QPromise>
#include <QtConcurrentRun>

#include <numeric>

namespace {

using Rows = RowFinder::Rows;

Rows shared(std::vector<int> &&rows)
{
    return std::make_shared<const std::vector<int>>(std::move(rows));
}

/// A promise gets the beginning, or a null pointer in its place, and then all.
void findRows(QPromise<Rows> &promise, const RunResults &results, const RowFilter &filter, const RowOrder &order)
{
    std::vector<int> rows;
    bool begun = false;
    const auto begin = [&promise, &begun](std::vector<int> &&first) {
        promise.addResult(shared(std::move(first)));
        begun = true;
    };
    if (filter.isEmpty()) {
        rows.resize(size_t(results.size()));
        std::iota(rows.begin(), rows.end(), 0);
    } else {
        RowMatcher matcher(filter);
        for (qsizetype i = 0; i < results.segments().size() && !promise.isCanceled(); ++i) {
            matcher.append(rows, *results.segments()[i], results.beginOf(i));
            if (!begun && order.isScripts() && rows.size() >= RowFinder::firstRowCount)
                begin(std::vector<int>(rows));
        }
    }
    const SortWatch watch{
        .pageSize = RowFinder::firstRowCount, .firstPage = begin, .isCancelled = [&promise] { return promise.isCanceled(); }};
    rows = sortedRows(results, std::move(rows), order, watch);
    if (promise.isCanceled())
        return;
    if (!begun)
        promise.addResult(Rows());
    promise.addResult(shared(std::move(rows)));
}

void findMoreRows(QPromise<Rows> &promise, const RunResults &results, const RowFilter &filter, int first)
{
    std::vector<int> rows;
    RowMatcher matcher(filter);
    for (qsizetype i = results.segmentOf(first); i < results.segments().size() && !promise.isCanceled(); ++i)
        matcher.append(rows, *results.segments()[i], results.beginOf(i));
    promise.addResult(Rows());
    promise.addResult(shared(std::move(rows)));
}

} // namespace

RowFinder::RowFinder(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::resultReadyAt, this, &RowFinder::takeResult);
}

RowFinder::~RowFinder()
{
    cancel();
}

void RowFinder::find(const RunResults &results, const RowFilter &filter, const RowOrder &order)
{
    cancel();
    watch(QtConcurrent::run(findRows, results, filter, order), results.size());
}

void RowFinder::findMore(const RunResults &results, const RowFilter &filter, int first)
{
    cancel();
    watch(QtConcurrent::run(findMoreRows, results, filter, first), results.size());
}

void RowFinder::cancel()
{
    if (!m_busy)
        return;
    m_busy = false;
    m_watcher.cancel();
    m_watcher.setFuture({}); // drops what is already on its way to us
}

void RowFinder::watch(const QFuture<Rows> &future, int end)
{
    m_end = end;
    m_busy = true;
    m_watcher.setFuture(future);
}

void RowFinder::takeResult(int index)
{
    const Rows rows = m_watcher.resultAt(index);
    if (index == 0) {
        if (rows)
            emit beginningFound(rows);
        return;
    }
    m_busy = false;
    emit found(rows, m_end);
}

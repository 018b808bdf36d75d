#include "app/watch/watchview.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace {

/// The numbers of the lines from `from` on that the filter lets through.
std::vector<qint64> matchingLines(const WatchLog &log, const WatchFilter &filter, qint64 from, const std::atomic_bool &isCancelled)
{
    std::vector<qint64> numbers;
    const WatchMatcher matcher(filter);
    QByteArray buffer;
    for (const WatchLog::Part &part : log.parts()) {
        if (isCancelled.load(std::memory_order_relaxed))
            return numbers;
        for (qint64 number = std::max(part.first, from); number < part.end(); ++number) {
            const WatchEvent event = readWatchEvent(part.segment->text(qsizetype(number - part.first)));
            if (matcher.matches(event, event.keyIn(buffer)))
                numbers.push_back(number);
        }
    }
    return numbers;
}

} // namespace

WatchView::WatchView(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &WatchView::take);
}

WatchView::~WatchView()
{
    m_cancelled->store(true);
}

void WatchView::follow(const WatchLog &log)
{
    m_newest = log;
    if (!m_paused && !m_working)
        takeMore();
}

void WatchView::setLog(const WatchLog &log)
{
    m_newest = log;
    ask();
}

void WatchView::setFilter(const WatchFilter &filter)
{
    m_filter = filter;
    ask();
}

void WatchView::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused && !m_working)
        takeMore();
}

/// While it is paused the lines that are looked at stay the same, whichever of them are seen.
void WatchView::ask()
{
    m_cancelled->store(true);
    const bool isSame = m_paused && m_newest.end() >= m_log.end() && !m_log.isEmpty() && !m_newest.isEmpty();
    if (m_filter.isEmpty()) {
        setWorking(false);
        emit aboutToReplace();
        m_log = isSame ? m_log : m_newest;
        m_isAll = true;
        m_first = m_log.begin();
        m_rows.clear();
        emit replaced();
        return;
    }
    start(-1);
}

/// From the line of this number on; -1: all anew.
void WatchView::start(qint64 from)
{
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    const bool isWhole = from < 0;
    const WatchLog log = isWhole && m_paused && !m_log.isEmpty() && !m_newest.isEmpty() ? m_log : m_newest;
    m_watcher.setFuture(QtConcurrent::run([log, filter = m_filter, from, isWhole, cancelled = m_cancelled] {
        return Answer{log, matchingLines(log, filter, from, *cancelled), isWhole};
    }));
    setWorking(true);
}

void WatchView::take()
{
    if (m_cancelled->load() || !m_working)
        return;
    const Answer answer = m_watcher.future().takeResult();
    if (answer.isWhole) {
        emit aboutToReplace();
        m_log = answer.log;
        m_isAll = false;
        m_rows.assign(answer.rows.begin(), answer.rows.end());
        emit replaced();
    } else {
        adopt(answer.log, answer.rows);
    }
    if (m_cancelled->load()) // something else was asked meanwhile
        return;
    m_working = false;
    if (!m_paused)
        takeMore();
    if (!m_working)
        emit workingChanged();
}

void WatchView::takeMore()
{
    if (m_newest.end() == m_log.end() && m_newest.begin() == m_log.begin())
        return;
    if (!m_isAll)
        start(m_log.end());
    else
        adopt(m_newest, {});
}

/// What is dropped goes first: never is a line seen that is not there.
void WatchView::adopt(const WatchLog &log, const std::vector<qint64> &rows)
{
    const auto isGone = [&log](qint64 number) { return number < log.begin(); };
    const int gone = m_isAll ? int(std::clamp<qint64>(log.begin() - m_first, 0, count()))
                             : int(std::find_if_not(m_rows.begin(), m_rows.end(), isGone) - m_rows.begin());
    if (gone > 0) {
        emit aboutToDrop(gone);
        m_first += gone;
        if (!m_isAll)
            m_rows.erase(m_rows.begin(), m_rows.begin() + gone);
        emit dropped();
    }
    const auto firstNew = std::find_if_not(rows.begin(), rows.end(), isGone);
    const qint64 begin = std::max(m_log.end(), log.begin()); // of the new lines
    const int came = m_isAll ? int(log.end() - begin) : int(rows.end() - firstNew);
    if (came > 0)
        emit aboutToAppend(came);
    if (m_isAll && begin > m_log.end()) // none of those that were seen is left
        m_first = begin;
    m_log = log;
    m_rows.insert(m_rows.end(), firstNew, rows.end());
    if (came > 0)
        emit appended();
}

void WatchView::setWorking(bool working)
{
    if (std::exchange(m_working, working) != working)
        emit workingChanged();
}

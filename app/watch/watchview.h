#pragma once

#include "app/watch/watchfilter.h"
#include "app/watch/watchlog.h"

#include <QFutureWatcher>
#include <QObject>

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

/// Which lines of a log are seen: by a filter, worked out in another thread, so that the latest question wins; until then what was seen
/// before stays. It follows the log while it grows and drops its oldest lines, unless it is paused: then it stays as it was.
class WatchView : public QObject
{
    Q_OBJECT

public:
    explicit WatchView(QObject *parent = nullptr);
    ~WatchView() override;

    /// The same log with more lines at its end and perhaps fewer at its begin.
    void follow(const WatchLog &log);
    /// Another log, or one that was cleared.
    void setLog(const WatchLog &log);
    void setFilter(const WatchFilter &filter);
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// While paused: lines that have come meanwhile.
    [[nodiscard]] qint64 waiting() const { return m_newest.end() - m_log.end(); }
    [[nodiscard]] const WatchFilter &filter() const { return m_filter; }
    [[nodiscard]] bool isWorking() const { return m_working; }

    // What is seen.
    [[nodiscard]] const WatchLog &log() const { return m_log; }
    [[nodiscard]] int count() const { return m_isAll ? int(m_log.end() - m_first) : int(m_rows.size()); }
    /// The number in the log of the line in a row.
    [[nodiscard]] qint64 number(int row) const { return m_isAll ? m_first + row : m_rows[size_t(row)]; }
    [[nodiscard]] QByteArrayView text(int row) const { return m_log.text(number(row)); }

signals:
    /// The first `count` rows are about to go, and then have gone.
    void aboutToDrop(int count);
    void dropped();
    /// `count` rows are about to be added at the end, and then were.
    void aboutToAppend(int count);
    void appended();
    void aboutToReplace();
    void replaced();
    void workingChanged();

private:
    struct Answer
    {
        WatchLog log;
        std::vector<qint64> rows;
        bool isWhole = false;
    };

    void take();
    void start(qint64 from);
    void takeMore();
    void ask();
    void adopt(const WatchLog &log, const std::vector<qint64> &rows);
    void setWorking(bool working);

    WatchLog m_newest;
    WatchLog m_log;
    WatchFilter m_filter;
    std::deque<qint64> m_rows; ///< numbers of lines
    qint64 m_first = 0;        ///< where all lines are seen: the number of the first
    bool m_isAll = true;
    bool m_paused = false;
    bool m_working = false;
    QFutureWatcher<Answer> m_watcher;
    std::shared_ptr<std::atomic_bool> m_cancelled = std::make_shared<std::atomic_bool>(false);
};

#pragma once

#include "app/run/runrecord.h"

#include <QList>
#include <QObject>

#include <algorithm>
#include <memory>

/// The runs of a session, the latest last, as many as fit into a bound of memory: the oldest go first.
class RunHistory : public QObject
{
    Q_OBJECT

public:
    using Run = std::shared_ptr<const RunRecord>;
    /// Bytes of results, scripts and what went over the wire; the latest run is kept also when it is larger.
    static constexpr qint64 usualBound = qint64(768) * 1024 * 1024;

    explicit RunHistory(qint64 bound = usualBound, QObject *parent = nullptr);
    ~RunHistory() override;

    [[nodiscard]] qsizetype size() const { return m_runs.size(); }
    [[nodiscard]] Run at(qsizetype index) const { return m_runs[index]; }
    [[nodiscard]] bool contains(const Run &run) const { return std::ranges::find(m_runs, run) != m_runs.end(); }
    [[nodiscard]] Run latest() const { return m_runs.isEmpty() ? Run() : m_runs.constLast(); }
    /// Bytes that all runs hold.
    [[nodiscard]] qint64 byteSize() const;

    /// A run begins: `record` says what is known of it; its number and time are set here.
    void begin(RunRecord record);
    /// Results of the latest run.
    void append(const SegmentList &segments);
    /// The latest run is over: `record` is only looked at for how it ended.
    void end(RunRecord::State state, std::chrono::milliseconds duration, qint64 bytesWritten, const QString &error);
    /// Forgets a run, but not one that is under way.
    void remove(qsizetype index);

signals:
    /// Before and after a run comes to the end.
    void aboutToAdd();
    void added();
    /// The latest run has more results, or has ended.
    void changed();
    /// Before and after the run at `index` goes.
    void aboutToRemove(qsizetype index);
    void removed(qsizetype index);

private:
    void keepBound();

    QList<std::shared_ptr<RunRecord>> m_runs;
    qint64 m_bound;
    int m_lastNumber = 0;
};

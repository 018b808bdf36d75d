#pragma once

#include "ui/keys/analysis/analysisreport.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

/// Has listed keys analysed off the thread of the window. The latest question wins; but while keys are still being listed, what has begun
/// comes to its end, so that there is something to see meanwhile, and the next begins after a pause.
class AnalysisWork : public QObject
{
    Q_OBJECT

public:
    explicit AnalysisWork(QObject *parent = nullptr);
    ~AnalysisWork() override;

    void look(const AnalysisQuestion &question);
    /// Goes to the folder at the end of `trail`, prefixes from the outermost on.
    void weigh(const QList<QByteArray> &trail);
    /// Gives up what is under way, and what was found.
    void clear();
    /// Gives up what is under way. What was found stays.
    void cancel();

    [[nodiscard]] bool isBusy() const { return m_isLooking || m_isWeighing; }
    /// The keys are looked at; else only those of a folder.
    [[nodiscard]] bool isLooking() const { return m_isLooking; }
    [[nodiscard]] bool hasReport() const { return m_report.tree != nullptr; }
    [[nodiscard]] const AnalysisReport &report() const { return m_report; }
    /// Of the report.
    [[nodiscard]] const AnalysisQuestion &question() const { return m_answered; }

signals:
    void busyChanged();
    /// Of AnalysisReport::progressSteps, while it looks at keys.
    void progressed(int done);
    /// There is another report.
    void reported();
    /// The report is of another folder.
    void folderReported();

private:
    using Flag = std::shared_ptr<std::atomic_bool>;

    /// The report is shared, to be moved out of: a future whose result was taken would finish once more when its QPromise dies (Qt 6.4).
    static void find(QPromise<std::shared_ptr<AnalysisReport>> &promise, const AnalysisQuestion &question, const Flag &cancelled);
    void start();
    void takeReport();
    void startWeighing();
    void takeFolder();
    void cancelLooking();
    void cancelWeighing();

    QFutureWatcher<std::shared_ptr<AnalysisReport>> m_looking;
    QFutureWatcher<FolderReport> m_weighing;
    Flag m_lookingCancelled;
    Flag m_weighingCancelled;
    bool m_isLooking = false;
    bool m_isWeighing = false;
    AnalysisQuestion m_asked;    ///< the latest
    AnalysisQuestion m_started;  ///< under way
    AnalysisQuestion m_answered; ///< that of the report
    bool m_isWaiting = false;    ///< the latest has not been begun with
    AnalysisReport m_report;
    QList<QByteArray> m_trail;   ///< as the person wishes it
    QList<QByteArray> m_weighed; ///< the trail that is being weighed
    QElapsedTimer m_time;        ///< since the start
    QTimer m_pause;
};

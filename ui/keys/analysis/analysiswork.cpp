#include "ui/keys/analysis/analysiswork.h"

#include <QPromise>
#include <QtConcurrent>

using namespace std::chrono_literals;

namespace {

/// Whether one question is about the keys of another and more that came since.
bool isMoreOf(const AnalysisQuestion &more, const AnalysisQuestion &before)
{
    return more.filterText == before.filterText && more.delimiters == before.delimiters && more.listing.isSame(before.listing)
        && more.listing.size() >= before.listing.size() && !before.listing.isEmpty();
}

} // namespace

AnalysisWork::AnalysisWork(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_looking, &QFutureWatcherBase::progressValueChanged, this, &AnalysisWork::progressed);
    connect(&m_looking, &QFutureWatcherBase::finished, this, &AnalysisWork::takeReport);
    connect(&m_weighing, &QFutureWatcherBase::finished, this, &AnalysisWork::takeFolder);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isWaiting)
            start();
    });
}

AnalysisWork::~AnalysisWork()
{
    cancelLooking();
    cancelWeighing();
}

void AnalysisWork::look(const AnalysisQuestion &question)
{
    const bool isMore = isMoreOf(question, m_asked) && question.chunks == m_asked.chunks;
    m_asked = question;
    m_isWaiting = true;
    if (isMore && (m_isLooking || m_pause.isActive()))
        return;
    start();
}

void AnalysisWork::start()
{
    m_pause.stop();
    cancelLooking();
    m_isWaiting = false;
    m_asked.trail = m_trail;
    m_started = m_asked;
    m_lookingCancelled = std::make_shared<std::atomic_bool>(false);
    m_isLooking = true;
    m_time.start();
    m_looking.setFuture(QtConcurrent::run(&AnalysisWork::find, m_started, m_lookingCancelled));
    emit busyChanged();
}

void AnalysisWork::find(QPromise<std::shared_ptr<AnalysisReport>> &promise, const AnalysisQuestion &question, const Flag &cancelled)
{
    promise.setProgressRange(0, AnalysisReport::progressSteps);
    promise.addResult(std::make_shared<AnalysisReport>(AnalysisReport::of(
        question, [&cancelled] { return cancelled->load(); }, [&promise](int done) { promise.setProgressValue(done); })));
}

void AnalysisWork::takeReport()
{
    if (!m_isLooking || m_lookingCancelled->load())
        return;
    m_isLooking = false;
    m_report = std::move(*m_looking.result());
    m_answered = m_started;
    if (m_trail == m_started.trail) {
        m_trail = m_report.trail;
        cancelWeighing();
    } else {
        startWeighing(); // the person went elsewhere meanwhile
    }
    // Looking at keys that still come may not take all of a processor.
    m_pause.start(std::clamp(2 * std::chrono::milliseconds(m_time.elapsed()), 200ms, 5'000ms));
    emit reported();
    emit busyChanged();
}

void AnalysisWork::weigh(const QList<QByteArray> &trail)
{
    m_trail = trail;
    if (hasReport())
        startWeighing();
}

void AnalysisWork::startWeighing()
{
    cancelWeighing();
    m_weighed = m_trail;
    m_weighingCancelled = std::make_shared<std::atomic_bool>(false);
    m_isWeighing = true;
    const QByteArray prefix = m_weighed.isEmpty() ? QByteArray() : m_weighed.constLast();
    m_weighing.setFuture(QtConcurrent::run([tree = m_report.tree, prefix, cancelled = m_weighingCancelled] {
        return FolderReport::of(*tree, prefix, [cancelled] { return cancelled->load(); });
    }));
    emit busyChanged();
}

void AnalysisWork::takeFolder()
{
    if (!m_isWeighing || m_weighingCancelled->load())
        return;
    m_isWeighing = false;
    m_report.folder = m_weighing.future().takeResult();
    // Without such keys any more it is told of all.
    m_report.trail = m_report.folder.prefix.isEmpty() ? QList<QByteArray>() : m_weighed;
    m_trail = m_report.trail;
    emit folderReported();
    emit busyChanged();
}

void AnalysisWork::cancelLooking()
{
    if (m_lookingCancelled)
        *m_lookingCancelled = true;
    m_isLooking = false;
}

void AnalysisWork::cancelWeighing()
{
    if (m_weighingCancelled)
        *m_weighingCancelled = true;
    m_isWeighing = false;
}

void AnalysisWork::cancel()
{
    m_pause.stop();
    cancelLooking();
    cancelWeighing();
    m_trail = m_report.trail;
    emit busyChanged();
}

void AnalysisWork::clear()
{
    cancel();
    m_isWaiting = false;
    m_asked = {};
    m_started = {};
    m_answered = {};
    m_report = {};
    m_trail.clear();
}

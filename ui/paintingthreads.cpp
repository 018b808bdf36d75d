#include "ui/paintingthreads.h"

#include <QThread>
#include <QThreadPool>

namespace {

/// Works that are under way at a time, at most: a few for each of several pages and windows. A thread is only made when there is work for
/// it.
constexpr int mostWorks = 60;

} // namespace

void keepThreadsForPainting()
{
    QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount() + mostWorks);
}

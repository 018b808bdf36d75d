#include "app/keyspace/droppedsegments.h"

#include "app/freedmemory.h"

#include <QCoreApplication>
#include <QMutex>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype worthAThread = 256 * 1024; // bytes
/// What goes with a listing goes a little later: its index, rows, trees and widgets.
constexpr auto untilTheRestIsGone = 1s;

/// Those that wait to be freed. There is one line of them for all threads, since the last who looks at a segment may be any.
struct Line
{
    QMutex mutex;
    std::vector<std::unique_ptr<const KeySegment>> segments;
    bool isWorkedOff = false;
};

Line &line()
{
    static Line only;
    return only;
}

std::unique_ptr<const KeySegment> takeNext()
{
    const QMutexLocker locker(&line().mutex);
    std::vector<std::unique_ptr<const KeySegment>> &segments = line().segments;
    if (segments.empty()) {
        line().isWorkedOff = false;
        return {};
    }
    std::unique_ptr<const KeySegment> next = std::move(segments.back());
    segments.pop_back();
    return next;
}

void giveBackTheRest()
{
    QTimer::singleShot(untilTheRestIsGone, QCoreApplication::instance(),
                       [] { QThreadPool::globalInstance()->start(&giveBackFreedMemory); });
}

void workOff()
{
    qint64 freed = 0;
    while (std::unique_ptr<const KeySegment> segment = takeNext()) {
        freed += segment->byteSize();
        segment.reset();
        if (freed >= givenBackAtOnce) {
            giveBackFreedMemory();
            freed = 0;
        }
    }
    if (QCoreApplication *program = QCoreApplication::instance()) // it may be at its end, and waits for this then
        QMetaObject::invokeMethod(program, &giveBackTheRest, Qt::QueuedConnection);
}

} // namespace

void dropSegment(const KeySegment *segment)
{
    std::unique_ptr<const KeySegment> dropped(segment);
    if (segment->byteSize() < worthAThread || !QCoreApplication::instance())
        return;
    const QMutexLocker locker(&line().mutex);
    line().segments.push_back(std::move(dropped));
    if (!std::exchange(line().isWorkedOff, true))
        QThreadPool::globalInstance()->start(&workOff);
}

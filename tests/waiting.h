#pragma once

#include <QAbstractEventDispatcher>
#include <QSignalSpy>
#include <QTestEventLoop>
#include <QTimer>

#include <chrono>

/// Runs the event loop until `predicate` holds, and says whether it came to that. For tests that wait thousands of times: QTRY_VERIFY and
/// its like look only every 50 ms.
template <typename Predicate> [[nodiscard]] bool soon(Predicate predicate, std::chrono::milliseconds atMost = std::chrono::seconds(20))
{
    if (predicate())
        return true;
    QTestEventLoop loop;
    const auto look = [&loop, &predicate] {
        if (predicate())
            loop.exitLoop();
    };
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &loop, look);
    QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &loop, look);
    loop.enterLoop(int(atMost.count()));
    return predicate();
}

/// Lets everything happen that is to happen in the next turn of the event loop.
[[nodiscard]] inline bool turn()
{
    QTimer timer;
    timer.setSingleShot(true);
    QSignalSpy over(&timer, &QTimer::timeout);
    timer.start(0);
    return over.wait();
}

#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QTimer>

#include <chrono>

/// Runs the event loop until `predicate` holds, and says whether it came to that. For tests that wait thousands of times: QTRY_VERIFY and
/// its like look only every 50 ms.
template <typename Predicate> [[nodiscard]] bool soon(Predicate predicate, std::chrono::milliseconds atMost = std::chrono::seconds(20))
{
    const QDeadlineTimer deadline(atMost);
    QTimer alarm;
    alarm.start(atMost);
    while (!predicate()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

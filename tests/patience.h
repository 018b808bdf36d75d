#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTest>
#include <QTestEventLoop>

#include <algorithm>

/// What QTRY_VERIFY and its like wait with. Unlike QTest::qWait(), which sleeps between its looks at the events, it deals with each as it
/// comes, and it lets them be looked at often in the beginning, so that what comes soon is seen soon.
class Patience
{
public:
    /// How long they wait where nothing else is said, in milliseconds. What comes sooner does not take longer for it, and a machine that is
    /// busy with other things is no fault of what is tested.
    static constexpr int usual = 30'000;

    explicit Patience(int milliseconds)
        : m_end(milliseconds, Qt::PreciseTimer)
    {
    }
    /// Runs the event loop for a while; false once the time is over, or the test has failed.
    [[nodiscard]] bool waits()
    {
        if (m_end.hasExpired() || (QTest::runningTest() && QTest::currentTestFailed()))
            return false;
        QTestEventLoop().enterLoopMSecs(m_pause);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        m_pause = std::min(2 * m_pause, 50);
        return true;
    }

private:
    QDeadlineTimer m_end;
    int m_pause = 2; ///< milliseconds
};

/// Waits until `isTrue` says so, and whether it came to that.
template <typename Predicate> [[nodiscard]] bool comesTrue(Predicate isTrue, int atMost = Patience::usual)
{
    for (Patience patience(atMost); !isTrue();) {
        if (!patience.waits())
            return isTrue();
    }
    return true;
}

#undef QTRY_IMPL
#define QTRY_IMPL(expression, timeout)                                                                                                     \
    for (Patience patienceOfThis(timeout); !(expression) && patienceOfThis.waits();) {}
#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, Patience::usual)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expression, message) QTRY_VERIFY2_WITH_TIMEOUT(expression, message, Patience::usual)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expression, expected) QTRY_COMPARE_WITH_TIMEOUT(expression, expected, Patience::usual)

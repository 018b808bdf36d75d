#include "app/monitor/alertwatch.h"

#include <QLocale>
#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr qint64 second = 1'000; // milliseconds
constexpr qint64 begin = 1'800'000'000'000;

} // namespace

/// When a person is told that something is beyond its limit, and when not.
class TestAlertWatch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init()
    {
        m_watch = {};
        m_time = begin;
    }

    void nothingIsToldUnlessWished()
    {
        QVERIFY(AlertLimits().isEmpty());
        for (size_t i = 0; i < alertKindCount; ++i)
            QVERIFY(pass(AlertKind(i), 0, 100).isEmpty());
        QVERIFY(m_watch.note(begin, AlertKind::Restart).isEmpty());
    }

    void itIsToldOnceItHasLasted()
    {
        wish(AlertKind::Memory, 90, 30s);
        QVERIFY(pass(AlertKind::Memory, 91, 29).isEmpty());
        const QList<Alert> alerts = pass(AlertKind::Memory, 91, 2);
        QCOMPARE(alerts.size(), 1);
        QCOMPARE(alerts.constFirst().turn, Alert::Turn::Raised);
        QCOMPARE(alerts.constFirst().text(), QStringLiteral("Memory: 91 %, above 90 %."));
        QVERIFY(m_watch.isRaised(AlertKind::Memory));
        QVERIFY(pass(AlertKind::Memory, 99, 10'000).isEmpty()); // it is known by now
    }

    /// It is the average over that time already.
    void whatIsAveragedNeedNotLastOnceMore()
    {
        wish(AlertKind::HitRatio, 80, 30s);
        const QList<Alert> alerts = pass(AlertKind::HitRatio, 79, 1);
        QCOMPARE(alerts.size(), 1);
        QCOMPARE(alerts.constFirst().text(), QStringLiteral("Hit ratio is low: 79 %, below 80 %."));
        QCOMPARE(pass(AlertKind::HitRatio, 90, 1).constFirst().turn, Alert::Turn::Recovered);
    }

    void aRestartEndsWhatClientsDid()
    {
        wish(AlertKind::HitRatio, 80, 0s);
        wish(AlertKind::Memory, 90, 0s);
        QCOMPARE(pass(AlertKind::HitRatio, 50, 1).size(), 1);
        QCOMPARE(pass(AlertKind::Memory, 95, 1).size(), 1);
        m_watch.beginAnew();
        QVERIFY(!m_watch.isRaised(AlertKind::HitRatio));
        QVERIFY(m_watch.isRaised(AlertKind::Memory)); // which the next answer tells
    }

    void whatPassesIsNotTold()
    {
        wish(AlertKind::Latency, 100, 10s);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(pass(AlertKind::Latency, 500, 10).isEmpty());
            QVERIFY(pass(AlertKind::Latency, 100, 1).isEmpty()); // at the limit is not beyond it
        }
    }

    void withoutATimeItIsToldAtOnce()
    {
        wish(AlertKind::Latency, 200, 0s);
        QVERIFY(pass(AlertKind::Latency, 200, 1).isEmpty());
        QCOMPARE(pass(AlertKind::Latency, 201, 1).size(), 1);
        QCOMPARE(pass(AlertKind::Latency, 100, 1).size(), 1);
    }

    void whatMovesAboutItsLimitIsToldOnce()
    {
        wish(AlertKind::Connections, 80, 0s);
        QCOMPARE(pass(AlertKind::Connections, 81, 1).size(), 1);
        for (int i = 0; i < 50; ++i) {
            QVERIFY(pass(AlertKind::Connections, 77, 1).isEmpty()); // well from 76 on
            QVERIFY(pass(AlertKind::Connections, 81, 1).isEmpty());
        }
        const QList<Alert> alerts = pass(AlertKind::Connections, 76, 1);
        QCOMPARE(alerts.size(), 1);
        QCOMPARE(alerts.constFirst().turn, Alert::Turn::Recovered);
        QVERIFY(!m_watch.isAnyRaised());
    }

    void itIsWellOnceThatHasLasted()
    {
        wish(AlertKind::Memory, 90, 10s);
        QCOMPARE(pass(AlertKind::Memory, 95, 12).size(), 1);
        QVERIFY(pass(AlertKind::Memory, 50, 9).isEmpty());
        QVERIFY(pass(AlertKind::Memory, 89, 1).isEmpty()); // not well enough: it begins anew
        QVERIFY(pass(AlertKind::Memory, 50, 10).isEmpty());
        QCOMPARE(pass(AlertKind::Memory, 50, 1).size(), 1);
        QCOMPARE(pass(AlertKind::Memory, 95, 12).size(), 1); // and is told anew
    }

    void aLimitOfAHundredCanBecomeWell()
    {
        wish(AlertKind::HitRatio, 100, 0s);
        QCOMPARE(pass(AlertKind::HitRatio, 99, 1).size(), 1);
        QCOMPARE(pass(AlertKind::HitRatio, 100, 1).size(), 1);
        QVERIFY(!m_watch.isAnyRaised());
    }

    void whatIsNotKnownChangesNothing()
    {
        wish(AlertKind::Latency, 40, 10s);
        QVERIFY(pass(AlertKind::Latency, 50, 6).isEmpty());
        QVERIFY(pass(AlertKind::Latency, {}, 3).isEmpty()); // nobody asked for anything
        QCOMPARE(pass(AlertKind::Latency, 50, 2).size(), 1);
        QVERIFY(pass(AlertKind::Latency, {}, 1'000).isEmpty());
        QVERIFY(m_watch.isRaised(AlertKind::Latency));
    }

    void anotherLimitBeginsAnew()
    {
        wish(AlertKind::HitRatio, 80, 0s);
        QCOMPARE(pass(AlertKind::HitRatio, 50, 1).size(), 1);
        wish(AlertKind::Latency, 5, 0s); // which leaves the other as it is
        QVERIFY(m_watch.isRaised(AlertKind::HitRatio));
        wish(AlertKind::HitRatio, 70, 0s);
        QVERIFY(!m_watch.isAnyRaised());
        QCOMPARE(pass(AlertKind::HitRatio, 50, 1).size(), 1);
    }

    void aServerThatIsGoneIsTold()
    {
        wish(AlertKind::Gone, 0, 5s);
        QVERIFY(pass(AlertKind::Gone, 0, 100).isEmpty());
        QVERIFY(pass(AlertKind::Gone, 1, 5).isEmpty());
        QCOMPARE(pass(AlertKind::Gone, 1, 1).constFirst().text(), QStringLiteral("The server does not answer."));
        QCOMPARE(pass(AlertKind::Gone, 0, 7).constFirst().text(), QStringLiteral("The server answers again."));
    }

    void aRestartIsToldEachTime()
    {
        wish(AlertKind::Restart, 0, 30s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_watch.note(begin + i, AlertKind::Restart).constFirst().turn, Alert::Turn::Happened);
        QVERIFY(!m_watch.isAnyRaised());
    }

    void aClockThatIsSetBackTellsNothing()
    {
        wish(AlertKind::Latency, 1, 30s);
        QVERIFY(pass(AlertKind::Latency, 5, 20).isEmpty());
        m_time -= 3'600 * second;
        QVERIFY(pass(AlertKind::Latency, 5, 30).isEmpty());
        QCOMPARE(pass(AlertKind::Latency, 5, 1).size(), 1);
    }

    void limitsStayInTheirRange()
    {
        AlertLimits limits;
        for (size_t i = 0; i < alertKindCount; ++i) {
            const auto kind = AlertKind(i);
            QVERIFY(!alertName(kind).isEmpty());
            limits.set(kind, std::numeric_limits<double>::quiet_NaN());
            QVERIFY(!limits.at(kind));
            limits.set(kind, 1e300);
            QCOMPARE(*limits.at(kind), rangeOf(kind).most);
            limits.set(kind, -1e300);
            QCOMPARE(*limits.at(kind), rangeOf(kind).least);
        }
        QVERIFY(!limits.isEmpty());
    }

private:
    void wish(AlertKind kind, double limit, std::chrono::seconds hold)
    {
        AlertLimits limits = m_watch.limits();
        limits.set(kind, limit);
        limits.hold = hold;
        m_watch.setLimits(limits);
    }
    /// What is told while so many seconds pass with `value`.
    QList<Alert> pass(AlertKind kind, std::optional<double> value, int seconds)
    {
        QList<Alert> alerts;
        AlertValues values;
        values[size_t(kind)] = value;
        for (int i = 0; i < seconds; ++i) {
            alerts += m_watch.take(m_time, values);
            m_time += second;
        }
        return alerts;
    }

    AlertWatch m_watch;
    qint64 m_time = begin;
};

QTEST_GUILESS_MAIN(TestAlertWatch)
#include "tst_alertwatch.moc"

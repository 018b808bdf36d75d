#include "app/monitor/adviser.h"
#include "app/monitor/serveralerts.h"
#include "app/watch/serverwatch.h"
#include "tests/advisedserver.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/loadgenerator.h"
#include "tests/servers/realserver.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>
#include <future>

using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000; // milliseconds
constexpr qint64 minute = 60'000;

} // namespace

/// What the monitor and the watch show of a real memcached under load, against what the load itself has counted.
class TestMonitorLoad : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanup()
    {
        m_watch.reset();
        m_alerts.reset();
        m_poll.reset();
        m_load.reset();
        m_server.reset();
    }

    void hotKeysAndMissesAreShownAsTheyWere()
    {
        begin({});
        QVERIFY(m_alerts);
        QVERIFY(store("hot:", 500, 200));
        QVERIFY(load([this] { return m_load->readHot("hot:", 500, 4'000); }));
        QVERIFY(readEach("nowhere:", 1'000));
        seeIt();
        const LoadCounts counts = m_load->counts();
        QCOMPARE(counts.stored, quint64(500));
        QCOMPARE(counts.hits, quint64(4'000));
        QCOMPARE(amount(Metric::Sets), double(counts.sets));
        QCOMPARE(amount(Metric::Gets), double(counts.gets));
        QCOMPARE(amount(Metric::GetHits), double(counts.hits));
        QCOMPARE(amount(Metric::GetMisses), double(counts.misses()));
        QCOMPARE(*all().hitRatio(), 0.8);
        QCOMPARE(amount(Metric::BytesRead), double(counts.bytesSent)); // none of our own questions among them
        QCOMPARE(amount(Metric::BytesWritten), double(counts.bytesReceived));
        QCOMPARE(*m_poll->latest().values[indexOf(Metric::Items)], quint64(500));
        const double seconds = double(all().end - all().begin) / 1'000;
        QCOMPARE(*all().mean(Metric::Gets), double(counts.gets) / seconds);
    }

    void evictionsAndUnreadItemsAreShownAsTheyWere()
    {
        begin({QStringLiteral("-m"), QStringLiteral("2")});
        QVERIFY(store("unread:", 20'000, 200));
        seeIt();
        QCOMPARE(m_load->counts().stored, quint64(20'000));
        const double evicted = amount(Metric::Evictions);
        QCOMPARE(evicted, 20'000.0 - double(*m_poll->latest().values[indexOf(Metric::Items)]));
        const AdviceReport report = advice();
        const std::optional<Advice> advice = about(report, AdviceSubject::Evictions);
        QVERIFY(advice);
        QCOMPARE(advice->finding, QStringLiteral("Most items that are thrown out were never read."));
        QVERIFY2(advice->evidence.startsWith(QLocale().toString(qint64(evicted)) + QStringLiteral(" items")), qPrintable(advice->evidence));
        QVERIFY(advice->evidence.contains(QStringLiteral("100 %")));
        // Whoever asks for them now misses just those.
        QVERIFY(readEach("unread:", 20'000));
        seeIt();
        QCOMPARE(double(m_load->counts().misses()), evicted);
        QCOMPARE(amount(Metric::GetMisses), evicted);
    }

    void whatExpiresAtOnceIsShownAsItWas()
    {
        begin({});
        QVERIFY(m_alerts);
        QVERIFY(store("short:", 3'000, 50, 1));
        QVERIFY(store("long:", 200, 50));
        QTRY_VERIFY_WITH_TIMEOUT(cleared() == 3'000, patience);
        QCOMPARE(amount(Metric::Reclaimed), 3'000.0);
        QCOMPARE(amount(Metric::ExpiredUnread), 3'000.0);
        QCOMPARE(*m_poll->latest().values[indexOf(Metric::Items)], quint64(200));
    }

    void aConnectionStormIsShownAsItWas()
    {
        begin(
            {QStringLiteral("-t"), QStringLiteral("1"), QStringLiteral("-c"), QStringLiteral("200")}); // of which it keeps some for itself
        alertAt(AlertKind::Connections, 80);
        QSignalSpy told(m_alerts.get(), &ServerAlerts::told);
        QVERIFY(m_load->openConnections(240));
        seeIt();
        const LoadCounts counts = m_load->counts();
        QVERIFY(counts.refused > 10);
        QCOMPARE(counts.connections + counts.refused, quint64(240));
        QCOMPARE(amount(Metric::Rejected), double(counts.refused));
        QCOMPARE(told.size(), 1);
        const AdviceReport report = advice();
        const std::optional<Advice> refusals = about(report, AdviceSubject::Refusals);
        QVERIFY(refusals);
        QVERIFY2(refusals->evidence.startsWith(QString::number(counts.refused) + QStringLiteral(" connections were rejected")),
                 qPrintable(refusals->evidence));
        QVERIFY(about(report, AdviceSubject::Connections));
        m_load->closeConnections();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 2, patience);
        QVERIFY(m_alerts->raised().isEmpty());
        QVERIFY(!m_alerts->isUnseen());
    }

    void aRestartIsToldOnce()
    {
        begin({});
        QVERIFY(m_alerts);
        alertAt(AlertKind::Restart, 0);
        alertAt(AlertKind::Gone, 0);
        QSignalSpy told(m_alerts.get(), &ServerAlerts::told);
        QVERIFY(store("before:", 100, 50));
        seeIt();
        QCOMPARE(amount(Metric::Sets), 100.0);
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patience);
        QCOMPARE(m_alerts->log().back().kind, AlertKind::Gone);
        QVERIFY(m_alerts->isUnseen());
        QVERIFY(m_server->restart());
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 3, patience); // it answers again, and is another one
        QVERIFY(store("after:", 70, 50));
        seeIt();
        QCOMPARE(amount(Metric::Sets), 170.0);
        QCOMPARE(*m_poll->latest().values[indexOf(Metric::Items)], quint64(70));
        QCOMPARE(told.size(), 3);
        QVERIFY(about(advice(), AdviceSubject::Restarts));
        m_alerts->markSeen();
        QVERIFY(!m_alerts->isUnseen());
        QCOMPARE(m_alerts->log().size(), size_t(3));
        m_poll->stop();
        QCOMPARE(told.size(), 3); // whoever hangs up knows
    }

    /// What was before it is no reason for an alert, nor for being well again; what comes after it is.
    void aRestartIsNoReasonForAnAlertOfHits()
    {
        constexpr std::chrono::seconds hold = 3s;
        begin({});
        AlertLimits limits;
        limits.set(AlertKind::HitRatio, 80);
        limits.set(AlertKind::Restart, 0);
        limits.hold = hold;
        m_alerts->setLimits(limits);
        const auto turns = [this](AlertKind kind) {
            QList<Alert::Turn> found;
            for (const Alert &alert : m_alerts->log()) {
                if (alert.kind == kind)
                    found += alert.turn;
            }
            return found;
        };
        const auto misses = [this] { return readEach("nowhere:", 100); };
        QTRY_VERIFY_WITH_TIMEOUT(misses() && m_alerts->raised() == QList{AlertKind::HitRatio}, patience);
        QVERIFY(misses()); // these are within the time that is judged
        QVERIFY(m_server->restart());
        QTRY_COMPARE_WITH_TIMEOUT(turns(AlertKind::Restart).size(), 1, patience);
        QVERIFY(m_alerts->raised().isEmpty());
        const qint64 restart = m_poll->latest().time;
        QVERIFY(store("new:", 50, 20));
        const auto isJudged = [&] {
            const StatStretch since = m_poll->history().sum(restart, m_poll->history().end());
            return since.metrics[indexOf(Metric::Gets)].measured > std::chrono::milliseconds(hold).count() + 1'000;
        };
        QTRY_VERIFY_WITH_TIMEOUT(load([this] { return m_load->readHot("new:", 50, 100); }) && isJudged(), patience);
        QCOMPARE(turns(AlertKind::HitRatio), QList{Alert::Turn::Raised});
        QTRY_VERIFY_WITH_TIMEOUT(misses() && misses() && misses() && m_alerts->raised() == QList{AlertKind::HitRatio}, patience);
        QCOMPARE(turns(AlertKind::HitRatio), QList({Alert::Turn::Raised, Alert::Turn::Raised}));
        QCOMPARE(turns(AlertKind::Restart).size(), 1);
    }

    void theWatchCountsHotKeysAsTheyWereRead()
    {
        begin({});
        QVERIFY(store("hot:", 500, 200));
        watch({"fetchers"});
        QVERIFY(load([this] { return m_load->readHot("hot:", 500, 4'000); }));
        QVERIFY(readEach("nowhere:", 1'000));
        seeIt();
        const LoadCounts counts = m_load->counts();
        // What a server that is short of time drops, it tells.
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Read) + untold(), counts.gets, patience);
        const WatchFigures &figures = m_watch->figures();
        QVERIFY(figures.hits <= counts.hits && figures.hits + untold() >= counts.hits);
        QHash<QByteArray, quint64> reads = m_load->readsOfKeys();
        QCOMPARE(figures.keys.size(), size_t(WatchTally::mostShown));
        for (const TopCounts::Entry &entry : figures.keys) {
            const quint64 read = reads.take(entry.key);
            QCOMPARE(entry.error, quint64(0));
            QCOMPARE(entry.hits + entry.misses, entry.count);
            QVERIFY(entry.count <= read && entry.count + untold() >= read);
        }
        // Those that are shown are the ones that were read most.
        for (auto other = reads.cbegin(); other != reads.cend(); ++other)
            QVERIFY2(other.value() <= figures.keys.back().count + untold(), other.key().constData());
        const TopCounts::Entry &prefix = figures.prefixes.front();
        QCOMPARE(prefix.key, QByteArray("hot:"));
        QCOMPARE(prefix.hits, figures.hits);
    }

    void theWatchCountsStoresAsTheyWere()
    {
        begin({});
        watch({"mutations"});
        QVERIFY(store("job:", 2'000, 100));
        seeIt();
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Store) + untold(), m_load->counts().stored, patience);
        QCOMPARE(m_watch->figures().prefixes.front().stores, told(WatchKind::Store));
    }

    void theWatchCountsEvictionsAsTheyWere()
    {
        begin({QStringLiteral("-m"), QStringLiteral("2")});
        watch({"evictions"});
        QVERIFY(store("unread:", 20'000, 200));
        seeIt();
        const auto evicted = quint64(amount(Metric::Evictions));
        QVERIFY(evicted > 1'000);
        QCOMPARE(evicted, 20'000 - *m_poll->latest().values[indexOf(Metric::Items)]);
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Eviction) + untold(), evicted, patience);
        QCOMPARE(m_watch->figures().unread, told(WatchKind::Eviction));
        const TopCounts::Entry &prefix = m_watch->figures().evicted.front();
        QCOMPARE(prefix.key, QByteArray("unread:"));
        QCOMPARE(prefix.unread, told(WatchKind::Eviction));
    }

    void theWatchSeesAStormOfConnections()
    {
        begin({QStringLiteral("-c"), QStringLiteral("200")});
        watch({"connevents"});
        QVERIFY(m_load->openConnections(240));
        const LoadCounts counts = m_load->counts();
        QVERIFY(counts.refused > 10);
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Opened), counts.connections, patience);
        m_load->closeConnections();
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Closed), counts.connections, patience);
    }

    void theWatchGoesOnAfterARestart()
    {
        begin({});
        watch({"mutations"});
        QVERIFY(store("before:", 100, 50));
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Store), quint64(100), patience);
        QVERIFY(m_server->restart());
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Back), quint64(1), patience);
        QVERIFY(store("after:", 70, 50));
        QTRY_COMPARE_WITH_TIMEOUT(told(WatchKind::Store), quint64(170), patience);
        QCOMPARE(told(WatchKind::Lost), quint64(1));
        QCOMPARE(m_watch->losses(), 1);
    }

    void settingsAndClassesAreAskedFor()
    {
        m_server = std::make_unique<RealServer>(QStringList{QStringLiteral("-C")});
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        StatPoll poll;
        Adviser adviser(&poll);
        QVERIFY(adviser.report().fine.isEmpty());
        poll.start(optionsFor(m_server->port()));
        QTRY_VERIFY_WITH_TIMEOUT(about(adviser.report(), AdviceSubject::Cas), patience);
        QVERIFY(adviser.report().fine.contains(AdviceSubject::Udp));
        RealServer other;
        QVERIFY2(other.start(), qPrintable(other.errorString()));
        poll.start(optionsFor(other.port())); // which has CAS
        QTRY_VERIFY_WITH_TIMEOUT(adviser.report().fine.contains(AdviceSubject::Cas), patience);
        QVERIFY(!about(adviser.report(), AdviceSubject::Cas));
    }

private:
    void begin(const QStringList &arguments)
    {
        m_server = std::make_unique<RealServer>(arguments);
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_load = std::make_unique<LoadGenerator>(m_server->port());
        m_poll = std::make_unique<StatPoll>();
        m_poll->setInterval(StatPoll::shortestInterval);
        m_alerts = std::make_unique<ServerAlerts>(m_poll.get());
        QSignalSpy samples(m_poll.get(), &StatPoll::sampled);
        m_poll->start(optionsFor(m_server->port()));
        QTRY_COMPARE_WITH_TIMEOUT(samples.size(), 1, patience);
        m_first = m_poll->statistics();
    }
    /// Only what the load does is told.
    void watch(const QByteArrayList &words)
    {
        m_watch = std::make_unique<ServerWatch>();
        m_watch->setOwnLines(ServerWatch::OwnLines::LeftOut);
        m_watch->start(optionsFor(m_server->port()), words, statistic("version"));
        QTRY_COMPARE_WITH_TIMEOUT(m_watch->state(), ServerWatch::State::Watching, patience);
    }
    [[nodiscard]] quint64 told(WatchKind kind) const { return m_watch->figures().count(kind); }
    [[nodiscard]] QByteArray statistic(const QByteArray &name) const
    {
        const auto found = std::ranges::find(m_poll->statistics(), name, &TextStatistic::name);
        return found == m_poll->statistics().end() ? QByteArray() : found->value;
    }
    /// Lines that the server left out, before any watcher was told or since they were read too slowly.
    [[nodiscard]] quint64 untold() const { return m_watch->figures().lost + statistic("log_worker_dropped").toULongLong(); }
    /// Until an answer has come that was asked for after now.
    void seeIt()
    {
        QSignalSpy samples(m_poll.get(), &StatPoll::sampled);
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 2, patience);
    }
    void alertAt(AlertKind kind, double limit)
    {
        AlertLimits limits = m_alerts->limits();
        limits.set(kind, limit);
        limits.hold = 0s;
        m_alerts->setLimits(limits);
    }
    /// What there is to be said, as if the load had taken a minute.
    [[nodiscard]] AdviceReport advice() const
    {
        AdviceFigures figures{.history = &m_poll->history(), .now = m_poll->latest().time};
        figures.general.append(figures.now - minute, m_first);
        figures.general.append(figures.now, m_poll->statistics());
        return adviceOn(figures, {});
    }
    /// Expired items that the server has cleared away when it is asked to.
    [[nodiscard]] double cleared()
    {
        return load([this] { return m_load->clearExpired(); }) ? amount(Metric::Reclaimed) : 0;
    }
    /// Does it in a thread of its own: a poll that is kept from its answers for long leaves a gap.
    bool load(const std::function<bool()> &step)
    {
        std::future<bool> done = std::async(std::launch::async, [this, step] {
            const bool works = m_load->connectToServer() && step();
            m_load->hangUp();
            return works;
        });
        return comesTrue([&done] { return done.wait_for(0s) == std::future_status::ready; }, patience) && done.get();
    }
    bool store(const QByteArray &prefix, int count, int size, int ttl = 0)
    {
        return load([=, this] { return m_load->store(prefix, count, size, ttl); });
    }
    bool readEach(const QByteArray &prefix, int keys)
    {
        return load([=, this] { return m_load->readEach(prefix, keys); });
    }
    [[nodiscard]] StatStretch all() const { return m_poll->history().sum(0, m_poll->history().end()); }
    [[nodiscard]] double amount(Metric metric) const { return all().metrics[indexOf(metric)].amount; }

    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<LoadGenerator> m_load;
    std::unique_ptr<StatPoll> m_poll;
    std::unique_ptr<ServerAlerts> m_alerts;
    std::unique_ptr<ServerWatch> m_watch;
    TextStatistics m_first;
};

QTEST_GUILESS_MAIN(TestMonitorLoad)
#include "tst_monitor_load.moc"

#include "app/monitor/placeid.h"
#include "app/monitor/statpoll.h"
#include "tests/patience.h"
#include "tests/tunnelbench.h"

namespace {

constexpr int patience = 30'000; // milliseconds

} // namespace

/// What is measured of a server that is reached through a real ssh and a real sshd.
class TestStatPollTunnel : public QObject, protected TunnelBench
{
    Q_OBJECT

private slots:
    void initTestCase() { begin(); }
    void init()
    {
        renew();
        // The same machine by another name: nobody but its owner knows that it is the same.
        m_home.write(m_ssh, m_home.key(), "Host sidedoor\n HostName 127.0.0.1\n Port " + QByteArray::number(m_ssh.port()) + "\n");
    }
    void cleanup() { end(); }

    void theSameWayIsTheSamePlace()
    {
        StatPoll poll;
        poll.setInterval(StatPoll::shortestInterval);
        QVERIFY(measures(poll, options(m_memcached)));
        QCOMPARE(poll.place(), QStringLiteral("127.0.0.1:%1 via bastion (SSH)").arg(m_memcached.port()));
        poll.stop();
        const qint64 begin = poll.history().begin();
        const qint64 end = poll.history().end();
        QVERIFY(measures(poll, options(m_memcached)));
        QCOMPARE(poll.history().begin(), begin); // it goes on
        QVERIFY(poll.history().end() > end);
    }

    void anotherWayIsAnotherPlace()
    {
        StatPoll poll;
        poll.setInterval(StatPoll::shortestInterval);
        ConnectionOptions wanted = options(m_memcached);
        QVERIFY(measures(poll, wanted));
        const qint64 end = poll.history().end();
        wanted.tunnel->host = QStringLiteral("sidedoor");
        poll.start(wanted);
        QCOMPARE(poll.place(), QStringLiteral("127.0.0.1:%1 via sidedoor (SSH)").arg(m_memcached.port()));
        QVERIFY(poll.history().isEmpty());
        QVERIFY(poll.statistics().isEmpty());
        QVERIFY(measures(poll, wanted));
        QVERIFY(poll.history().begin() >= end);
        wanted.tunnel.reset(); // the same address without a tunnel is one of this computer's
        poll.start(wanted);
        QCOMPARE(poll.place(), QStringLiteral("127.0.0.1:%1").arg(m_memcached.port()));
        QVERIFY(poll.history().isEmpty());
        QVERIFY(measures(poll, wanted));
    }

    /// Whoever logs in, and at which port of the machine, is part of the way.
    void eachPartOfTheWayCounts()
    {
        QSet<QString> places;
        ConnectionOptions wanted = options(m_memcached);
        places.insert(placeId(wanted));
        wanted.tunnel->user = QStringLiteral("ops");
        places.insert(placeId(wanted));
        wanted.tunnel->port = 2'222;
        places.insert(placeId(wanted));
        wanted.tunnel->host = QStringLiteral("::1");
        places.insert(placeId(wanted));
        wanted.address.port = 1;
        places.insert(placeId(wanted));
        QCOMPARE(places.size(), 5);
    }

private:
    /// Whether there comes to be more in its history.
    static bool measures(StatPoll &poll, const ConnectionOptions &wanted)
    {
        const qint64 before = poll.place() == placeId(wanted) ? poll.history().end() : 0;
        if (!poll.isAsking())
            poll.start(wanted);
        return comesTrue([&] { return poll.history().end() > before; }, patience);
    }
};

QTEST_GUILESS_MAIN(TestStatPollTunnel)
#include "tst_statpoll_tunnel.moc"

#include "connection/networkwatch.h"

#include "tests/ownnetwork.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

namespace {

bool isInOwnNetwork = false;

} // namespace

class TestNetworkWatch : public QObject
{
    Q_OBJECT

private slots:
    void anotherAddressIsToldOnce()
    {
        if (!isInOwnNetwork)
            QSKIP("This system lets nobody have a network of their own.");
        NetworkWatch watch;
        QVERIFY(watch.isWatching());
        const QSignalSpy changed(&watch, &NetworkWatch::changed);
        // Addresses for documents (RFC 5737): on this computer only.
        QVERIFY(setAddress("lo:1", "192.0.2.1"));
        QVERIFY(setAddress("lo:2", "192.0.2.2"));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(setAddress("lo:2", "192.0.2.3"));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, 20'000);
    }
};

int main(int argc, char **argv)
{
    isInOwnNetwork = enterOwnNetwork();
    QCoreApplication application(argc, argv);
    TestNetworkWatch test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_networkwatch.moc"

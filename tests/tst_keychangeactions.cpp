#include "ui/keys/keychangeactions.h"

#include "tests/keychangeasking.h"
#include "tests/patience.h"
#include "ui/keys/keychangedialog.h"

#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace {

/// The actions over all keys of a server, in a window of their own.
class Actor
{
public:
    explicit Actor(ChangedServer &server)
        : window(std::make_unique<QWidget>())
    {
        const RunKeys keys = server.list();
        const auto source = [keys] { return KeyChoice{keys.listing, keys.indexes}; };
        actions = new KeyChangeActions(&server.connection, source, source, window.get());
        actions->setCounts(keys.size(), {keys.size()});
        window->show();
    }

    template <typename Widget> Widget *see(const char *name) const { return window->findChild<Widget *>(QLatin1String(name)); }
    void click(const char *name) const { QTest::mouseClick(see<QWidget>(name), Qt::LeftButton); }
    bool isReady() const
    {
        return comesTrue([this] { return see<QPushButton>("keyChangeConsent")->isEnabled(); });
    }
    /// One key.
    bool deletesIt() const
    {
        actions->deleteShown()->trigger();
        if (!isReady())
            return false;
        click("keyChangeConsent");
        return comesTrue([this] { return !see<KeyChangeDialog>("keyChangeDialog"); });
    }

    std::unique_ptr<QWidget> window;
    KeyChangeActions *actions;
};

} // namespace

class TestKeyChangeActions : public QObject
{
    Q_OBJECT

private slots:
    void aWindowGoesWhileADeletionRuns()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const QByteArray &key : numberedKeys(200))
            server.set(key, "value");
        Actor person(server);
        person.actions->deleteShown()->trigger();
        QVERIFY(person.isReady());
        person.see<QSpinBox>("keyChangeRate")->setValue(20);
        person.click("keyChangeConsent");
        QTRY_VERIFY(!person.see<QLabel>("keyRunSpeed")->text().isEmpty());
        const QPointer<KeyChangeDialog> dialog = person.see<KeyChangeDialog>("keyChangeDialog");
        const QSignalSpy possibility(person.actions, &KeyChangeActions::possibilityChanged);
        person.window.reset();
        QVERIFY(!dialog);
        QVERIFY(possibility.isEmpty()); // who would be told may be gone already
        QVERIFY(server.holds("key:000199"));
    }

    void undoIsOfferedWhereItWasDoneOnly()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        ChangedServer another;
        QVERIFY(another.begin());
        Actor person(server);
        QVERIFY(person.deletesIt());
        QVERIFY(person.actions->undoAction()->isEnabled());
        const ConnectionOptions here = server.connection.options();
        server.connection.open(another.connection.options());
        QTRY_VERIFY(server.connection.isReady());
        QVERIFY(!person.actions->undoAction()->isEnabled());
        QVERIFY(!person.actions->undoAction()->text().contains(QLatin1Char('1')));
        QVERIFY2(person.actions->undoObstacle().contains(here.place()), qPrintable(person.actions->undoObstacle()));
        QCOMPARE(person.actions->undoAction()->statusTip(), person.actions->undoObstacle());
        server.connection.open(here);
        QTRY_VERIFY(person.actions->undoAction()->isEnabled());
        person.actions->undoAction()->trigger();
        QTRY_COMPARE(server.value("a"), QByteArray("value"));
    }

    void whyItCannotBeUndoneIsSaid()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        Actor person(server);
        QVERIFY(person.actions->undoObstacle().isEmpty()); // there is nothing
        QVERIFY(!person.actions->undoAction()->isEnabled());
        QVERIFY(person.deletesIt());
        ConnectionOptions options = server.connection.options();
        server.connection.close();
        QVERIFY(!person.actions->undoAction()->isEnabled());
        QVERIFY(person.actions->undoObstacle().startsWith(QStringLiteral("There is no connection to the server: connect again")));
        options.access = Access::ReadOnly;
        server.connection.open(options);
        QTRY_VERIFY(server.connection.isReady());
        QVERIFY(!person.actions->undoAction()->isEnabled());
        QVERIFY(person.actions->undoObstacle().startsWith(QStringLiteral("This connection is read-only")));
        QCOMPARE(person.actions->undoAction()->statusTip(), person.actions->undoObstacle());
        options.access = Access::Full;
        server.connection.open(options);
        QTRY_VERIFY(person.actions->undoAction()->isEnabled());
        QVERIFY(person.actions->undoObstacle().isEmpty());
    }

    void nothingElseIsDoneWhileItIsUndone()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        Actor person(server);
        QVERIFY(person.deletesIt());
        const QSignalSpy told(person.actions, &KeyChangeActions::told);
        person.actions->undoAction()->trigger();
        QVERIFY(!person.actions->undoAction()->isEnabled());
        QVERIFY(!person.actions->deleteSelected()->isEnabled());
        person.actions->undoAction()->trigger();
        QCOMPARE(person.window->findChildren<KeyRunDialog *>(QStringLiteral("keyRunDialog")).size(), 1);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(server.value("a"), QByteArray("value"));
        QVERIFY(person.actions->deleteSelected()->isEnabled());
    }
};

QTEST_MAIN(TestKeyChangeActions)
#include "tst_keychangeactions.moc"

#include "tests/keychanger.h"
#include "tests/privatehome.h"
#include "ui/keys/serverkeys.h"

#include <QDir>
#include <QHeaderView>
#include <QRadioButton>

/// Keys in the real window that are not, or not any more, those of the server that the page is connected to: they are looked at only.
class TestForeignKeys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.use({"config"}));
    }
    void init()
    {
        QDir(m_folder.filePath(QStringLiteral("config"))).removeRecursively();
        m_folder.clearSettings();
        m_server = std::make_unique<ChangedServer>();
        QVERIFY2(m_server->begin(), qPrintable(m_server->server().errorString()));
        fillWithSessions(*m_server);
    }
    void cleanup() { m_server.reset(); }

    void aSnapshotIsOnlyLookedAt()
    {
        const QString file = m_folder.filePath(QStringLiteral("kept.slabkeys"));
        QFile::remove(file);
        {
            Changer person;
            person.listKeysOf(m_server->server());
            person.chooseFile("saveSnapshot", "saveSnapshotDialog", file);
            QTRY_VERIFY(QFile::exists(file));
        }
        Changer person; // nobody is connected
        person.press(Qt::Key_2, Qt::ControlModifier);
        person.chooseFile("openSnapshot", "openSnapshotDialog", file);
        QTRY_COMPARE(person.keys(), 31);
        person.clickRow(3);
        QCOMPARE(person.see<QStackedWidget>("itemPages")->currentWidget()->objectName(), QStringLiteral("itemOffline"));
        checkNothingIsOffered(person);
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.clickInTree("session:");
        checkNothingIsOffered(person);
        QVERIFY(person.action("exportKeys")->isEnabled());

        // With a server they are still those of the file.
        person.connectAndGoToKeys(m_server->server());
        QCOMPARE(person.keys(), 31);
        person.showForm(0);
        person.clickRow(4);
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        checkNothingIsOffered(person);
        QVERIFY(person.details()->deleteAction()->isEnabled()); // the one that was found on the server is another thing
        person.listAgain();
        person.clickRow(4);
        QVERIFY(person.action("deleteKeys")->isEnabled());
        QVERIFY(person.action("dumpItems")->isEnabled());
    }

    void whatIsDumpedIsNeverTheSelectionOfAnEarlierList()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.clickInTree("session:");
        QAction *dump = person.action("dumpItems");
        QCOMPARE(dumpedCount(person, dump), QStringLiteral("The &selected keys (20)"));
        QVERIFY(m_server->ask({.opcode = Opcode::Delete, .key = "user:1"}).succeeded());
        // The tree of what is listed now is just being built: the one that is seen speaks of the list before.
        const auto meanwhile = std::make_shared<QString>();
        connect(person.browser()->view(), &KeyView::replaced, &person.window(), [meanwhile, dump, seen = &person] {
            if (meanwhile->isEmpty())
                *meanwhile = dumpedCount(*seen, dump);
        });
        person.listAgain();
        QCOMPARE(*meanwhile, QStringLiteral("The &selected keys (0)"));
        QVERIFY(person.treeIsBuilt());
        QTRY_COMPARE(dumpedCount(person, dump), QStringLiteral("The &selected keys (20)"));
    }

    void keysThatAreStillSeenAreNotThoseOfTheServer_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("table") << 0;
        QTest::newRow("tree") << 1;
    }

    /// A snapshot is seen while the keys of the server, which have come, are being put in order.
    void keysThatAreStillSeenAreNotThoseOfTheServer()
    {
        QFETCH(int, form);
        const QString file = m_folder.filePath(QStringLiteral("seen%1.slabkeys").arg(form));
        Changer person;
        person.listKeysOf(m_server->server());
        person.chooseFile("saveSnapshot", "saveSnapshotDialog", file);
        QTRY_VERIFY(QFile::exists(file) && person.action("openSnapshot")->isEnabled());
        person.chooseFile("openSnapshot", "openSnapshotDialog", file);
        QTRY_COMPARE(person.browser()->keyspace()->source(), Keyspace::Source::File);
        person.table()->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
        QTRY_VERIFY(!person.browser()->view()->isWorking());
        person.showForm(form);
        QVERIFY(person.treeIsBuilt());
        if (form == 1)
            person.clickInTree("session:");
        else
            person.clickRow(0);
        checkNothingIsOffered(person);
        const auto offered = std::make_shared<QStringList>();
        for (const char *name : {"deleteKeys", "retimeKeys", "deleteShownKeys", "retimeShownKeys", "dumpItems"}) {
            connect(person.browser()->keyspace(), &Keyspace::replaced, &person.window(), [offered, action = person.action(name)] {
                if (action->isEnabled())
                    *offered += action->objectName();
            });
        }
        person.listAgain();
        QCOMPARE(*offered, QStringList());
        QVERIFY(person.treeIsBuilt());
        QTRY_VERIFY(person.action("deleteKeys")->isEnabled());
        QVERIFY(person.action("deleteShownKeys")->isEnabled() && person.action("dumpItems")->isEnabled());
    }

    void keysOfAServerAreNotThoseOfAnother_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("table") << 0;
        QTest::newRow("tree") << 1;
    }

    /// The other server has the same keys: what was seen of one must not be done to the other.
    void keysOfAServerAreNotThoseOfAnother()
    {
        QFETCH(int, form);
        ChangedServer other;
        QVERIFY2(other.begin(), qPrintable(other.server().errorString()));
        fillWithSessions(other);
        Changer person;
        person.listKeysOf(m_server->server());
        person.showForm(form);
        QVERIFY(person.treeIsBuilt());
        if (form == 1)
            person.clickInTree("session:");
        else
            person.clickRow(0);
        QVERIFY(person.action("deleteKeys")->isEnabled());

        person.connectAndGoToKeys(other.server());
        QCOMPARE(person.keys(), 31); // they stay to be looked at
        checkNothingIsOffered(person);
        if (form == 1)
            person.clickInTree("user:");
        else
            person.clickRow(2);
        checkNothingIsOffered(person);
        QCOMPARE(other.list().size(), 31);

        person.listAgain();
        QVERIFY(person.treeIsBuilt());
        if (form == 1)
            person.clickInTree("session:");
        else
            person.clickRow(0);
        QVERIFY(person.action("deleteKeys")->isEnabled());
        QVERIFY(person.action("deleteShownKeys")->isEnabled() && person.action("dumpItems")->isEnabled());
    }

private:
    /// What the dialog says that opens for a dump.
    static QString dumpedCount(Changer &person, QAction *dump)
    {
        dump->trigger();
        auto *dialog = person.dialog<QDialog>("itemDumpDialog");
        const QString text = dialog->findChild<QRadioButton *>(QStringLiteral("dumpSelected"))->text();
        delete dialog;
        return text;
    }
    static void checkNothingIsOffered(Changer &person)
    {
        for (const char *name : {"deleteKeys", "retimeKeys", "deleteShownKeys", "retimeShownKeys", "dumpItems"})
            QVERIFY2(!person.action(name)->isEnabled(), name);
        person.press(Qt::Key_Delete);
        QVERIFY(!person.openDialog());
    }

    PrivateHome m_folder;
    std::unique_ptr<ChangedServer> m_server;
};

QTEST_MAIN(TestForeignKeys)
#include "tst_foreignkeys.moc"

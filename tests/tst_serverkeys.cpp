#include "ui/keys/serverkeys.h"

#include "tests/sessionserver.h"
#include "ui/keys/keycomparisonmodel.h"
#include "ui/results/longtext.h"

#include <QTableView>
#include <QToolButton>
#include <QTreeView>

/// The keys of a real server are looked at in the real window, by mouse and by keyboard: all parts of it together.
class TestServerKeys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_server.keepSettings()); }
    void init() { QVERIFY(m_server.begin()); }
    void cleanup() { m_server.end(); }

    void theFilterIsReachedFromTableAndTree()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        person.table()->setFocus();
        person.typeFilter(QStringLiteral("user:1"));
        QTRY_COMPARE(person.shownKeys(), QByteArrayList{"user:1"});
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.tree()->setFocus();
        person.typeFilter(QStringLiteral("session:"));
        QTRY_COMPARE(person.keys(), 20);
        QVERIFY(person.treeIsBuilt());
        QTRY_VERIFY(person.treeRow("session:").isValid() && !person.treeRow("user:").isValid());
        person.press(Qt::Key_Escape);
        QTRY_COMPARE(person.keys(), 31);
        person.press(Qt::Key_Escape);
        QVERIFY(person.tree()->hasFocus());
        person.clickInMenu("filterKeys");
        QVERIFY(person.see<QWidget>("keyFilter")->hasFocus());
    }

    void oneKeyIsGoneToWithoutAList()
    {
        Changer person;
        person.connectAndGoToKeys(m_server->server());
        person.goTo(QStringLiteral("user:7"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QCOMPARE(person.details()->key(), QByteArray("user:7"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 7"));
        QVERIFY(person.details()->deleteAction()->isEnabled()); // the look tells its CAS
        QCOMPARE(person.browser()->keyspace()->state(), Keyspace::State::Empty);

        person.listAgain();
        person.goTo(QStringLiteral("nowhere:1"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Missing);
        QVERIFY(!person.details()->deleteAction()->isEnabled()); // there is nothing to delete
        m_server->set("after:the:list", "late");
        person.goTo(QStringLiteral("after:the:list"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("late"));
        QVERIFY(person.details()->deleteAction()->isEnabled());
        person.goTo(QStringLiteral("user:2"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 2"));
        QCOMPARE(person.table()->currentKey(), std::optional(QByteArray("user:2")));
        QVERIFY(person.details()->deleteAction()->isEnabled());
    }

    /// By whichever key it is gone to.
    void whatIsLookedAtIsSelected()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        const QByteArrayList keys = person.shownKeys();
        person.clickRow(3);
        const auto goesTo = [&person](int key, const QByteArray &wanted) {
            person.press(Qt::Key(key), Qt::ControlModifier);
            QTRY_COMPARE(person.details()->key(), wanted);
            QCOMPARE(person.table()->selectedKeys().count(), 1);
            QVERIFY(person.table()->selectionModel()->isRowSelected(person.table()->currentIndex().row()));
        };
        goesTo(Qt::Key_End, keys.last());
        goesTo(Qt::Key_Home, keys.first());
        goesTo(Qt::Key_Down, keys[1]);
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.clickInTree("plain");
        auto *rows = person.see<QTreeView>("keyTree");
        rows->setFocus();
        for (const int key : {Qt::Key_Home, Qt::Key_End}) {
            person.press(Qt::Key(key), Qt::ControlModifier);
            QVERIFY(rows->selectionModel()->isRowSelected(rows->currentIndex().row(), rows->currentIndex().parent()));
            QCOMPARE(rows->selectionModel()->selectedRows().size(), 1);
        }
    }

    /// Else what is done to the selected keys would be done to another one, and a click on its row would not show it.
    void noRowStaysSelectedAtAKeyThatIsNotListed()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        m_server->set("after:the:list", "late");
        person.clickRow(3);
        const QByteArray first = person.keyIn(3);
        QTRY_COMPARE(person.details()->key(), first);
        QVERIFY(person.action("deleteKeys")->isEnabled());
        person.goTo(QStringLiteral("after:the:list"));
        QCOMPARE(person.table()->selectedCount(), 0);
        QVERIFY(!person.action("deleteKeys")->isEnabled());
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("late"));
        person.clickRow(3);
        QCOMPARE(person.details()->key(), first);
        QVERIFY(person.action("deleteKeys")->isEnabled());

        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.goTo(QStringLiteral("user:7"));
        const auto *tree = person.see<KeyTreeView>("keyTreeView");
        QCOMPARE(tree->currentKey(), QByteArray("user:7"));
        QCOMPARE(tree->selectedCount(), 1);
        person.goTo(QStringLiteral("after:the:list"));
        QCOMPARE(tree->selectedCount(), 0);
        QVERIFY(!person.action("deleteKeys")->isEnabled());
        person.clickInTree("user:7");
        QCOMPARE(person.details()->key(), QByteArray("user:7"));

        person.showForm(0); // with the row from before
        QCOMPARE(person.table()->currentKey(), std::optional(QByteArray("user:7")));
        person.clickRow(3);
        QCOMPARE(person.details()->key(), first);
    }

    void aKeyThatIsLookedAtIsSelectedOnceItIsListed_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("table") << 0;
        QTest::newRow("tree") << 1;
    }
    void aKeyThatIsLookedAtIsSelectedOnceItIsListed()
    {
        QFETCH(int, form);
        Changer person;
        person.listKeysOf(m_server->server());
        person.showForm(form);
        QVERIFY(person.treeIsBuilt());
        const auto *tree = person.see<KeyTreeView>("keyTreeView");
        const auto selected = [&] { return form == 0 ? person.table()->currentKey().value_or(QByteArray()) : tree->currentKey(); };
        const auto count = [&] { return form == 0 ? person.table()->selectedCount() : tree->selectedCount(); };
        m_server->set("session:new", "late");
        person.goTo(QStringLiteral("session:new"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QCOMPARE(count(), 0);
        person.listAgain();
        QTRY_COMPARE(selected(), QByteArray("session:new"));
        QTRY_COMPARE(count(), 1);
        QCOMPARE(person.details()->key(), QByteArray("session:new"));
        QVERIFY(person.action("deleteKeys")->isEnabled());
        // Whoever has selected something else meanwhile stays there.
        m_server->set("session:newer", "later");
        person.goTo(QStringLiteral("session:newer"));
        QTRY_COMPARE(count(), 0);
        if (form == 0)
            person.clickRow(3);
        else
            person.clickInTree("session:100");
        const QByteArray chosen = selected();
        QVERIFY(!chosen.isEmpty());
        person.listAgain();
        QTRY_COMPARE(person.keys(), 33);
        QVERIFY(person.treeIsBuilt());
        QCOMPARE(selected(), chosen);
    }

    /// To the second.
    void theListAndTheDetailsTellTheSameTime()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        for (const char *key : {"session:100", "session:101", "session:103", "session:105"}) {
            person.goTo(QString::fromLatin1(key));
            const int row = person.table()->currentIndex().row();
            QVERIFY(row >= 0);
            const qint64 listed = static_cast<const KeyTableModel *>(person.table()->model())->keyAt(row).expiry;
            std::optional<ListedKey> found;
            // Where its machine is busy the server's clock lags for a moment.
            QTRY_VERIFY_WITH_TIMEOUT(agrees(person, listed, found), Changer::patience);
            if (found->expiry == ListedKey::never)
                continue;
            const auto left = [&] { return person.table()->model()->index(row, int(KeyCell::Ttl)).data().toString(); };
            const QString time = QLocale().toString(QDateTime::fromSecsSinceEpoch(found->expiry).time(), QStringLiteral("HH:mm:ss"));
            // It runs, so that it is looked at only once when both agree.
            QVERIFY2(comesTrue([&] { return person.text("itemExpiry").contains(left()); }), qPrintable(person.text("itemExpiry") + left()));
            QVERIFY2(person.text("itemExpiry").contains(time), qPrintable(person.text("itemExpiry") + time));
        }
    }

    void aKeyIsOpenedInTheWorkbench()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        person.goTo(QStringLiteral("user:2"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        person.click("keyOpenButton");
        QVERIFY(!person.browser()->isVisible());
        auto *command = person.see<QLineEdit>("command");
        QCOMPARE(command->text(), QStringLiteral("GET user:2"));
        QVERIFY(command->hasFocus());
        QCOMPARE(person.rows(), 0); // it is the person who runs it
        person.press(Qt::Key_Return);
        QTRY_COMPARE(person.rows(), 1);
        QCOMPARE(person.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
    }

    void whatChangedIsMarkedAndCompared()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        const QString file = m_server.file(QStringLiteral("before.slabkeys"));
        person.chooseFile("saveSnapshot", "saveSnapshotDialog", file);
        QTRY_VERIFY(QFile::exists(file));
        QTRY_VERIFY2(person.see<ElidedLabel>("keyFilesText")->text().startsWith(QStringLiteral("Snapshot saved")),
                     qPrintable(person.see<ElidedLabel>("keyFilesText")->text()));

        m_server->set("new:1", "n");
        m_server->set("new:2", "n");
        m_server->set("user:1", QByteArray(500, 'g'));
        QVERIFY(m_server->ask({.opcode = Opcode::Delete, .key = "user:2"}).succeeded());
        person.listAgain();
        QTRY_COMPARE(person.keys(), 32);
        QTRY_VERIFY2(person.counts().contains(QStringLiteral("2 new, 1 changed, 1 gone")), qPrintable(person.counts()));
        person.goTo(QStringLiteral("new:1"));
        QCOMPARE(mark(person), KeyChanges::Mark::New);
        person.goTo(QStringLiteral("user:1"));
        QCOMPARE(mark(person), KeyChanges::Mark::Changed);
        person.goTo(QStringLiteral("user:3"));
        QCOMPARE(mark(person), KeyChanges::Mark::None);

        person.chooseFile("compareSnapshot", "openSnapshotDialog", file);
        QTRY_VERIFY(person.see<QWidget>("keyComparison")->isVisible());
        QTRY_VERIFY2(kind(person, KeyComparisonModel::Added).startsWith(QStringLiteral("New: 2,")),
                     qPrintable(kind(person, KeyComparisonModel::Added)));
        QVERIFY(kind(person, KeyComparisonModel::Gone).startsWith(QStringLiteral("Gone: 1,")));
        QVERIFY(kind(person, KeyComparisonModel::Rewritten).startsWith(QStringLiteral("Rewritten: 1,")));
        QVERIFY(kind(person, KeyComparisonModel::Grown).startsWith(QStringLiteral("Grew: 1,")));
        person.click("keyChange2");
        auto *changed = person.see<QTableView>("changedKeys");
        QTRY_COMPARE(changed->model()->index(0, 0).data().toString(), QStringLiteral("user:1"));
        changed->setFocus();
        changed->setCurrentIndex(changed->model()->index(0, 0));
        QTest::keyClick(changed, Qt::Key_Return);
        QTRY_VERIFY(person.browser()->isVisible());
        QCOMPARE(person.table()->currentKey(), std::optional(QByteArray("user:1")));
        person.chooseFile("compareSnapshot", "openSnapshotDialog", file);
        QTRY_VERIFY(person.see<QWidget>("keyComparison")->isVisible());
        person.press(Qt::Key_Escape);
        QVERIFY(person.browser()->isVisible());
    }

private:
    /// Whether the item was found and expires then; looks again where it was otherwise.
    static bool agrees(const Changer &person, qint64 expiry, std::optional<ListedKey> &found)
    {
        if (person.details()->state() != ItemLook::State::Found)
            return false;
        found = person.details()->foundItem();
        if (found && found->expiry == expiry)
            return true;
        person.details()->lookAgain();
        return false;
    }
    static KeyChanges::Mark mark(const Changer &person)
    {
        return KeyChanges::Mark(person.table()->currentIndex().data(KeyTableModel::markRole).toInt());
    }
    static QString kind(const Changer &person, KeyComparisonModel::Kind kind)
    {
        const QByteArray name = "keyChange" + QByteArray::number(int(kind));
        return person.see<QToolButton>(name.constData())->text();
    }
    SessionServer m_server;
};

QTEST_MAIN(TestServerKeys)
#include "tst_serverkeys.moc"

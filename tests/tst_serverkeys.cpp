#include "ui/keys/serverkeys.h"

#include "app/keyspace/keysources.h"
#include "tests/keychanger.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/automaticrefresh.h"
#include "ui/keys/keycomparisonmodel.h"
#include "ui/keys/typedkeysdialog.h"
#include "ui/pageviews.h"
#include "ui/results/longtext.h"

#include <QCheckBox>
#include <QDir>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QStatusBar>
#include <QTableView>
#include <QToolButton>

namespace {

/// What comes back of a deleted item, or does not.
struct Kept
{
    QByteArray value;
    quint32 flags = 0;
    qint64 timeToLive = 0; ///< seconds

    explicit Kept(const PeekedItem &item)
        : value(item.value)
        , flags(item.answer.flags.value_or(99))
        , timeToLive(item.answer.timeToLive.value_or(-99))
    {
    }
};

} // namespace

/// The keys of a real server in the real window, by mouse and by keyboard: all parts of it together.
class TestServerKeys : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder.filePath(QStringLiteral("config"))));
    }
    void init()
    {
        QDir(m_folder.filePath(QStringLiteral("config"))).removeRecursively();
        QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope")).clear();
        begin({});
    }
    void cleanup() { m_server.reset(); }

    void aFolderIsDeletedInTheTreeAndPutBackByMouse()
    {
        fill();
        const QList<Kept> before = keptSessions();
        Changer person;
        person.listKeysOf(m_server->server());
        QCOMPARE(person.keys(), 31);
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        QVERIFY(!person.action("deleteKeys")->isEnabled());
        person.clickInTree("session:");
        person.clickInMenu("deleteKeys");
        QVERIFY(person.isAsked());
        QCOMPARE(person.text("keyChangeTitle"), QStringLiteral("Delete 20 keys from 127.0.0.1:%1?").arg(m_server->server().port()));
        QCOMPARE(serverKeys().size(), 31); // the question alone does nothing
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 20 keys"));
        person.leaveDialog();

        QByteArrayList rest{"plain"};
        for (int i = 0; i < 10; ++i)
            rest.append("user:" + QByteArray::number(i));
        QCOMPARE(serverKeys(), rest);
        QTRY_COMPARE(person.keys(), 11);
        QVERIFY(person.treeIsBuilt());
        QTRY_VERIFY(!person.treeRow("session:").isValid());
        QVERIFY(person.treeRow("user:").isValid());
        person.showForm(0);
        QByteArrayList shown = person.shownKeys();
        std::ranges::sort(shown);
        QCOMPARE(shown, rest);

        person.clickInMenu("undoKeyChange");
        QCOMPARE(person.report(), QStringLiteral("Put back: 20 keys"));
        person.leaveDialog();
        QTRY_COMPARE(person.keys(), 31);
        QCOMPARE(person.window().statusBar()->currentMessage(),
                 QStringLiteral("What was put back is in the list again, as it was listed before"));
        QVERIFY(!person.action("undoKeyChange")->isEnabled());
        const QList<Kept> after = keptSessions();
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].value, before[i].value);
            QCOMPARE(after[i].flags, before[i].flags);
            QVERIFY2(std::abs(after[i].timeToLive - before[i].timeToLive) <= 60, qPrintable(QString::number(after[i].timeToLive)));
            QCOMPARE(after[i].timeToLive < 0, before[i].timeToLive < 0);
        }
        QCOMPARE(serverKeys().size(), 31);
        person.listAgain();
        QTRY_COMPARE(person.keys(), 31);
    }

    void whatWasRewrittenMeanwhileSurvivesTheKeyboardToo()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        m_server->set("user:3", "written since");
        person.typeFilter(QStringLiteral("user:"));
        QTRY_COMPARE(person.keys(), 10);
        person.table()->setFocus();
        person.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(person.table()->selectedCount(), 10);
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTest::keyClick(person.dialog<KeyChangeDialog>("keyChangeDialog"), Qt::Key_D, Qt::AltModifier);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 9 of 10 keys"));
        person.leaveDialog();
        QTRY_COMPARE(person.shownKeys(), QByteArrayList{"user:3"});
        QCOMPARE(m_server->value("user:3"), QByteArray("written since"));
        QCOMPARE(serverKeys().size(), 22);
        QVERIFY(person.action("undoKeyChange")->text().contains(QStringLiteral("9 keys")));
        m_server->set("user:4", "newer");
        person.action("undoKeyChange")->trigger();
        QCOMPARE(person.report(), QStringLiteral("Put back: 8 of 9 keys"));
        person.leaveDialog();
        QCOMPARE(m_server->value("user:4"), QByteArray("newer"));
        QCOMPARE(m_server->value("user:5"), QByteArray("of user 5"));
    }

    /// Nobody looks at the keys before then: it is the server that compares.
    void whatWasRewrittenMeanwhileSurvivesWithoutAnUndo()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        m_server->set("user:3", "written since");
        person.typeFilter(QStringLiteral("user:"));
        QTRY_COMPARE(person.keys(), 10);
        person.table()->setFocus();
        person.press(Qt::Key_A, Qt::ControlModifier);
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        person.see<QCheckBox>("keyChangeUndo")->click();
        QTRY_VERIFY(person.consent()->isEnabled());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 9 of 10 keys"));
        person.leaveDialog();
        QCOMPARE(m_server->value("user:3"), QByteArray("written since"));
        QCOMPARE(serverKeys().size(), 22);
    }

    void theFilterIsReachedFromTableAndTree()
    {
        fill();
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

    /// The table still shows what the filter before lets through, which is not what is written.
    void nothingIsDoneToAllShownWhileTheFilterIsNotUnderstood()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        person.typeFilter(QStringLiteral("session ttl<9h"));
        QTRY_COMPARE(person.keys(), 10);
        auto *fault = person.see<NoticeRow>("keyFilterFault");
        QVERIFY(!fault->isVisible());
        const QString tip = person.action("deleteShownKeys")->statusTip();
        person.typeFilter(QStringLiteral("user size>10q"));
        QTRY_VERIFY(fault->isVisible());
        QCOMPARE(person.keys(), 10);
        QCOMPARE(fault->text(),
                 QStringLiteral("Filter not understood: A size is expected here, such as 512, 10k or 1.5m; it is “10q”. "
                                "Still showing “session ttl<9h”."));
        for (const char *name : {"deleteShownKeys", "retimeShownKeys", "exportKeys"}) {
            QVERIFY2(!person.action(name)->isEnabled(), name);
            QVERIFY2(person.action(name)->statusTip().startsWith(QStringLiteral("The filter is not understood: A size")), name);
        }
        person.typeFilter(QStringLiteral("nowhere"));
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keysNoMatch"));
        QVERIFY(!fault->isVisible());
        const auto *page = person.see<QWidget>("keysNoMatch")->findChild<QLabel *>(QStringLiteral("hintText"));
        QCOMPARE(page->text(), QStringLiteral("The filter lets none of the keys through."));
        person.typeFilter(QStringLiteral("flags:2"));
        QTRY_COMPARE(page->text(),
                     QStringLiteral("The filter lets none of the keys through. It looks for the text “flags:2”: did you mean flags=2?"));
        person.typeFilter(QStringLiteral("nowhere"));
        QTRY_COMPARE(page->text(), QStringLiteral("The filter lets none of the keys through."));
        person.typeFilter(QStringLiteral("user size>"));
        QTRY_VERIFY(fault->isVisible());
        QVERIFY2(page->text().startsWith(QStringLiteral("The filter before, “nowhere”, lets none")), qPrintable(page->text()));
        person.typeFilter(QStringLiteral("user"));
        QTRY_COMPARE(person.keys(), 10);
        QVERIFY(!fault->isVisible());
        QVERIFY(person.action("deleteShownKeys")->isEnabled());
        QCOMPARE(person.action("deleteShownKeys")->statusTip(), tip);
        QVERIFY(person.action("exportKeys")->isEnabled());
    }

    void whatIsReadOnlyOffersNoChange()
    {
        fill();
        Changer person;
        Profile profile = sessions(Environment::Development);
        profile.readOnly = true;
        person.openProfile(profile);
        person.listAgain();
        QCOMPARE(person.keys(), 31);
        person.clickRow(0);
        person.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(person.table()->selectedCount(), 31);
        for (const char *name : {"deleteKeys", "retimeKeys", "deleteShownKeys", "retimeShownKeys", "undoKeyChange"})
            QVERIFY2(!person.action(name)->isEnabled(), name);
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found); // looking is none
        QVERIFY(!person.details()->deleteAction()->isEnabled());
        person.press(Qt::Key_Delete);
        QVERIFY(!person.openDialog());
        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        person.clickInTree("session:");
        person.press(Qt::Key_Delete);
        QVERIFY(!person.openDialog());
        QVERIFY(!person.action("deleteKeys")->isEnabled());
        for (const char *name : {"exportKeys", "saveSnapshot", "dumpItems"})
            QVERIFY2(person.action(name)->isEnabled(), name);
        QCOMPARE(serverKeys().size(), 31);
    }

    void oneKeyIsGoneToWithoutAList()
    {
        fill();
        Changer person;
        person.connectAndGoToKeys(m_server->server());
        goTo(person, QStringLiteral("user:7"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QCOMPARE(person.details()->key(), QByteArray("user:7"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 7"));
        QVERIFY(person.details()->deleteAction()->isEnabled()); // the look tells its CAS
        QCOMPARE(person.browser()->keyspace()->state(), Keyspace::State::Empty);

        person.listAgain();
        goTo(person, QStringLiteral("nowhere:1"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Missing);
        QVERIFY(!person.details()->deleteAction()->isEnabled()); // there is nothing to delete
        m_server->set("after:the:list", "late");
        goTo(person, QStringLiteral("after:the:list"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("late"));
        QVERIFY(person.details()->deleteAction()->isEnabled());
        goTo(person, QStringLiteral("user:2"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 2"));
        QCOMPARE(person.table()->currentKey(), std::optional(QByteArray("user:2")));
        QVERIFY(person.details()->deleteAction()->isEnabled());
    }

    /// Else what is done to the selected keys would be done to another one, and a click on its row would not show it.
    void noRowStaysSelectedAtAKeyThatIsNotListed()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        m_server->set("after:the:list", "late");
        person.clickRow(3);
        const QByteArray first = person.keyIn(3);
        QTRY_COMPARE(person.details()->key(), first);
        QVERIFY(person.action("deleteKeys")->isEnabled());
        goTo(person, QStringLiteral("after:the:list"));
        QCOMPARE(person.table()->selectedCount(), 0);
        QVERIFY(!person.action("deleteKeys")->isEnabled());
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("late"));
        person.clickRow(3);
        QCOMPARE(person.details()->key(), first);
        QVERIFY(person.action("deleteKeys")->isEnabled());

        person.showForm(1);
        QVERIFY(person.treeIsBuilt());
        goTo(person, QStringLiteral("user:7"));
        const auto *tree = person.see<KeyTreeView>("keyTreeView");
        QCOMPARE(tree->currentKey(), QByteArray("user:7"));
        QCOMPARE(tree->selectedCount(), 1);
        goTo(person, QStringLiteral("after:the:list"));
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
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        person.showForm(form);
        QVERIFY(person.treeIsBuilt());
        const auto *tree = person.see<KeyTreeView>("keyTreeView");
        const auto selected = [&] { return form == 0 ? person.table()->currentKey().value_or(QByteArray()) : tree->currentKey(); };
        const auto count = [&] { return form == 0 ? person.table()->selectedCount() : tree->selectedCount(); };
        m_server->set("session:new", "late");
        goTo(person, QStringLiteral("session:new"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        QCOMPARE(count(), 0);
        person.listAgain();
        QTRY_COMPARE(selected(), QByteArray("session:new"));
        QTRY_COMPARE(count(), 1);
        QCOMPARE(person.details()->key(), QByteArray("session:new"));
        QVERIFY(person.action("deleteKeys")->isEnabled());
        // Whoever has selected something else meanwhile stays there.
        m_server->set("session:newer", "later");
        goTo(person, QStringLiteral("session:newer"));
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
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        for (const char *key : {"session:100", "session:101", "session:103", "session:105"}) {
            goTo(person, QString::fromLatin1(key));
            QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
            const std::optional<ListedKey> found = person.details()->foundItem();
            const int row = person.table()->currentIndex().row();
            QVERIFY(found && row >= 0);
            QCOMPARE(found->expiry, static_cast<const KeyTableModel *>(person.table()->model())->keyAt(row).expiry);
            if (found->expiry == ListedKey::never)
                continue;
            const auto left = [&] { return person.table()->model()->index(row, int(KeyCell::Ttl)).data().toString(); };
            const QString time = QLocale().toString(QDateTime::fromSecsSinceEpoch(found->expiry).time(), QStringLiteral("HH:mm:ss"));
            QTRY_VERIFY2(person.text("itemExpiry").contains(left()), qPrintable(person.text("itemExpiry") + left())); // it runs
            QVERIFY2(person.text("itemExpiry").contains(time), qPrintable(person.text("itemExpiry") + time));
        }
    }

    void aKeyIsDeletedFromItsDetails()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        goTo(person, QStringLiteral("user:2"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        person.click("keyDeleteButton");
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 1 key"));
        person.leaveDialog();
        QTRY_COMPARE(person.keys(), 30);
        QVERIFY(!m_server->holds("user:2"));
        QVERIFY(m_server->holds("user:1"));
    }

    void aKeyIsOpenedInTheWorkbench()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        goTo(person, QStringLiteral("user:2"));
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
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        const QString file = m_folder.filePath(QStringLiteral("before.slabkeys"));
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
        goTo(person, QStringLiteral("new:1"));
        QCOMPARE(mark(person), KeyChanges::Mark::New);
        goTo(person, QStringLiteral("user:1"));
        QCOMPARE(mark(person), KeyChanges::Mark::Changed);
        goTo(person, QStringLiteral("user:3"));
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

    void whatWasChosenIsKeptForTheNextStart()
    {
        fill();
        {
            Changer person;
            person.listKeysOf(m_server->server());
            person.action("refreshEvery5")->trigger();
            person.clickRow(0);
            person.press(Qt::Key_Delete);
            QVERIFY(person.isAsked());
            person.see<QSpinBox>("keyChangeLimit")->setValue(12);
            QVERIFY(person.isAsked());
            QTest::mouseClick(person.consent(), Qt::LeftButton);
            QCOMPARE(person.report(), QStringLiteral("Deleted: 1 key"));
            person.leaveDialog();
        }
        Changer person;
        auto *refresh = person.see<AutomaticRefresh>("automaticRefresh");
        QCOMPARE(refresh->interval().count(), 0); // nor of any other server
        person.connectAndGoToKeys(m_server->server());
        QCOMPARE(refresh->interval().count(), 5);
        emit refresh->due();
        QCOMPARE(person.browser()->keyspace()->state(), Keyspace::State::Empty); // nobody has asked for its keys yet
        person.listAgain();
        emit refresh->due();
        QVERIFY(person.browser()->keyspace()->isBusy());
        QTRY_VERIFY(!person.browser()->keyspace()->isBusy());
        person.clickRow(0);
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QCOMPARE(person.see<QSpinBox>("keyChangeLimit")->value(), 12);
        person.leaveDialog();
        person.action("refreshEvery0")->trigger();
        QCOMPARE(Settings().keys()->refreshInterval(person.browser()->keyspace()->serverName()).count(), 0);
    }

    /// Whatever asks for items counts: the pane, a dump, the question before a change and the change itself.
    void allLooksAreTold()
    {
        fill();
        Changer person;
        person.listKeysOf(m_server->server());
        person.clickRow(3);
        QTRY_COMPARE(person.details()->tally().hits, 1);
        person.clickInMenu("dumpItems");
        QTRY_VERIFY(person.dialog<QDialog>("itemDumpDialog"));
        person.dialog<QDialog>("itemDumpDialog")->findChild<QRadioButton *>(QStringLiteral("dumpShown"))->click();
        person.dialog<QDialog>("itemDumpDialog")->findChild<QPushButton *>(QStringLiteral("dumpStart"))->click();
        QTRY_VERIFY(person.dialog<QFileDialog>("dumpFileDialog"));
        emit person.dialog<QFileDialog>("dumpFileDialog")->fileSelected(m_folder.filePath(QStringLiteral("all.slabitems")));
        person.dialog<QFileDialog>("dumpFileDialog")->close();
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31);
        person.leaveDialog();
        person.clickRow(3);
        person.table()->setFocus();
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31 + 1);
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 1 key"));
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31 + 2);
        person.leaveDialog();
        QTRY_VERIFY(person.details()->state() != ItemLook::State::Asking); // at the row that came in the place of the deleted one
        const LookTally tally = person.details()->tally();
        QCOMPARE(tally.byGet + tally.unknown, 0);
        TextChannel channel(optionsFor(m_server->server().port()));
        const auto statistics = channel.statistics();
        QVERIFY(!errorOf(*statistics));
        QVERIFY2(statistics->statistics().contains(TextStatistic{"get_hits", QByteArray::number(tally.hits)}),
                 qPrintable(QString::number(tally.hits)));
    }

    void whereNoListIsAllowedTypedKeysAreLookedAtAndDeleted()
    {
        begin({QStringLiteral("-X")});
        fill();
        Changer person;
        person.connectAndGoToKeys(m_server->server());
        person.browser()->setFocus();
        person.press(Qt::Key_F5);
        QTRY_COMPARE(person.browser()->keyspace()->state(), Keyspace::State::Failed);
        QCOMPARE(person.keysPage(), QStringLiteral("keysFailedPage"));
        QVERIFY(person.see<QWidget>("otherSources")->isVisible());
        QVERIFY(person.see<QWidget>(source(KeySource::KeysFromFile).constData())->isVisible());
        QVERIFY(!person.see<QWidget>(source(KeySource::Cachedump).constData())->isVisible());
        person.click(source(KeySource::TypedKeys).constData());
        QTRY_VERIFY(person.dialog<TypedKeysDialog>("typedKeysDialog"));
        auto *text = person.see<QPlainTextEdit>("typedKeys");
        QTest::keyClicks(text, QStringLiteral("user:1"));
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("session:105"));
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("nowhere"));
        QTRY_VERIFY(person.see<QPushButton>("typedShow")->isEnabled());
        person.click("typedShow");
        QTRY_COMPARE(person.keysPage(), QStringLiteral("keyFormPages"));
        QCOMPARE(person.keys(), 2);
        QCOMPARE(person.window().focusWidget(), person.table()); // where the person goes on
        QVERIFY(!person.see<NoticeRow>("keysPartial")->text().isEmpty());
        QVERIFY(person.details()->tally().hits >= 2); // to look the names up
        QCOMPARE(person.details()->tally().misses, 1);
        person.clickRow(0);
        goTo(person, QStringLiteral("user:1"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 1"));
        person.table()->setFocus();
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 1 key"));
        person.leaveDialog();
        QVERIFY(!m_server->holds("user:1"));
        QVERIFY(m_server->holds("user:2"));
        QTRY_COMPARE(person.keys(), 1);
    }

    void productionAsksOnceMore()
    {
        fill();
        Changer person;
        person.openProfile(sessions(Environment::Production));
        person.listAgain();
        person.clickRow(0);
        person.clickRow(2, Qt::ShiftModifier);
        QCOMPARE(person.table()->selectedCount(), 3);
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QTRY_VERIFY(person.dialog<RunQuestionDialog>("runQuestion"));
        QCOMPARE(serverKeys().size(), 31);
        QVERIFY(person.text("runQuestionText").contains(QStringLiteral("Sessions")));
        QTest::keyClick(person.dialog<RunQuestionDialog>("runQuestion"), Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog<RunQuestionDialog>("runQuestion"));
        QCOMPARE(serverKeys().size(), 31);
        QVERIFY(person.isAsked()); // and can be answered otherwise
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QTRY_VERIFY(person.dialog<RunQuestionDialog>("runQuestion"));
        person.click("consent");
        QCOMPARE(person.report(), QStringLiteral("Deleted: 3 keys"));
        person.leaveDialog();
        QCOMPARE(serverKeys().size(), 28);
    }

private:
    void begin(const QStringList &arguments)
    {
        m_server = std::make_unique<ChangedServer>(arguments);
        QVERIFY2(m_server->begin(), qPrintable(m_server->server().errorString()));
    }
    void fill() { fillWithSessions(*m_server); }
    QList<Kept> keptSessions()
    {
        QList<Kept> kept;
        for (int i = 0; i < 20; ++i)
            kept.append(Kept(m_server->peek(sessionKey(i))));
        return kept;
    }
    /// As the server lists them, in order.
    QByteArrayList serverKeys()
    {
        const RunKeys keys = m_server->list();
        QByteArrayList names;
        for (int i = 0; i < keys.size(); ++i)
            names.append(keys.at(i).toByteArray());
        return names;
    }
    Profile sessions(Environment environment) const
    {
        Profile profile{.id = QStringLiteral("p1"), .name = QStringLiteral("Sessions"), .environment = environment};
        profile.address.port = m_server->server().port();
        return profile;
    }
    static void goTo(Changer &person, const QString &key)
    {
        person.press(Qt::Key_G, Qt::ControlModifier);
        auto *field = person.see<QLineEdit>("goToKeyText");
        QVERIFY(field->hasFocus());
        QTest::keyClicks(field, key);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(person.details()->key(), key.toUtf8());
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
    static QByteArray source(KeySource source) { return "source" + QByteArray::number(int(source)); }
    QTemporaryDir m_folder;
    std::unique_ptr<ChangedServer> m_server;
};

QTEST_MAIN(TestServerKeys)
#include "tst_serverkeys.moc"

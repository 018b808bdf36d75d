#include "ui/keys/serverkeys.h"

#include "app/keyspace/keysources.h"
#include "tests/sessionserver.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/automaticrefresh.h"
#include "ui/keys/typedkeysdialog.h"
#include "ui/results/longtext.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

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

/// What is done to the keys of a real server in the real window, by mouse and by keyboard, and what it counts for.
class TestServerKeysChange : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_server.keepSettings()); }
    void init() { QVERIFY(m_server.begin()); }
    void cleanup() { m_server.end(); }

    void aFolderIsDeletedInTheTreeAndPutBackByMouse()
    {
        QElapsedTimer since;
        since.start();
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
        QCOMPARE(m_server.keys().size(), 31); // the question alone does nothing
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.report(), QStringLiteral("Deleted: 20 keys"));
        person.leaveDialog();

        QByteArrayList rest{"plain"};
        for (int i = 0; i < 10; ++i)
            rest.append("user:" + QByteArray::number(i));
        QCOMPARE(m_server.keys(), rest);
        QTRY_COMPARE(person.keys(), 11);
        QVERIFY(person.treeIsBuilt());
        QTRY_VERIFY(!person.treeRow("session:").isValid());
        QVERIFY(person.treeRow("user:").isValid());
        person.showForm(0);
        QByteArrayList shown = person.shownKeys();
        std::ranges::sort(shown);
        QCOMPARE(shown, rest);

        const QSignalSpy told(person.see<ServerKeys>("serverKeys"), &ServerKeys::told);
        person.clickInMenu("undoKeyChange");
        QCOMPARE(person.report(), QStringLiteral("Put back: 20 keys"));
        person.leaveDialog();
        QTRY_COMPARE(person.keys(), 31);
        QVERIFY(told.contains(QVariantList{QStringLiteral("What was put back is in the list again")}));
        QVERIFY(!person.action("undoKeyChange")->isEnabled());
        const QList<Kept> after = keptSessions();
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].value, before[i].value);
            QCOMPARE(after[i].flags, before[i].flags);
            QVERIFY2(std::abs(after[i].timeToLive - before[i].timeToLive) <= 60 + since.elapsed() / 1'000,
                     qPrintable(QString::number(after[i].timeToLive)));
            QCOMPARE(after[i].timeToLive < 0, before[i].timeToLive < 0);
        }
        QCOMPARE(m_server.keys().size(), 31);
        person.listAgain();
        QTRY_COMPARE(person.keys(), 31);
    }

    void whatWasRewrittenMeanwhileSurvivesTheKeyboardToo()
    {
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
        QCOMPARE(m_server.keys().size(), 22);
        QVERIFY(person.action("undoKeyChange")->text().contains(QStringLiteral("9 keys")));
        m_server->set("user:4", "newer");
        person.action("undoKeyChange")->trigger();
        QCOMPARE(person.report(), QStringLiteral("Put back: 8 of 9 keys"));
        person.leaveDialog();
        QCOMPARE(m_server->value("user:4"), QByteArray("newer"));
        QCOMPARE(m_server->value("user:5"), QByteArray("of user 5"));
    }

    /// By the CAS that they got by that, though the list was not made anew.
    void whatWasPutBackCanBeDeletedAgain()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        person.typeFilter(QStringLiteral("user:"));
        QTRY_COMPARE(person.keys(), 10);
        const auto deletesAll = [&person] {
            person.table()->setFocus();
            person.press(Qt::Key_A, Qt::ControlModifier);
            person.press(Qt::Key_Delete);
            QVERIFY(person.isAsked());
            QTest::keyClick(person.dialog<KeyChangeDialog>("keyChangeDialog"), Qt::Key_D, Qt::AltModifier);
            QCOMPARE(person.report(), QStringLiteral("Deleted: 10 keys"));
            person.leaveDialog();
        };
        deletesAll();
        person.action("undoKeyChange")->trigger();
        QCOMPARE(person.report(), QStringLiteral("Put back: 10 keys"));
        person.leaveDialog();
        QTRY_COMPARE(person.keys(), 10);
        QCOMPARE(m_server->value("user:5"), QByteArray("of user 5"));
        deletesAll();
        QVERIFY(!m_server->holds("user:5"));
    }

    /// Nobody looks at the keys before then: it is the server that compares.
    void whatWasRewrittenMeanwhileSurvivesWithoutAnUndo()
    {
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
        QCOMPARE(m_server.keys().size(), 22);
    }

    /// The table still shows what the filter before lets through, which is not what is written.
    void nothingIsDoneToAllShownWhileTheFilterIsNotUnderstood()
    {
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
        Changer person;
        Profile profile = m_server.profile(Environment::Development);
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
        QCOMPARE(m_server.keys().size(), 31);
    }

    void aKeyIsDeletedFromItsDetails()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        person.goTo(QStringLiteral("user:2"));
        QTRY_COMPARE(person.details()->state(), ItemLook::State::Found);
        person.click("keyDeleteButton");
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.changed(), QStringLiteral("“user:2” was deleted."));
        QTRY_COMPARE(person.keys(), 30);
        QVERIFY(!m_server->holds("user:2"));
        QVERIFY(m_server->holds("user:1"));
    }

    /// So that one after the other can be looked at and deleted.
    void theNextKeyComesInThePlaceOfTheDeletedOne()
    {
        Changer person;
        person.listKeysOf(m_server->server());
        const auto deletes = [&person] {
            person.press(Qt::Key_Delete);
            QVERIFY(person.isAsked());
            QTest::mouseClick(person.consent(), Qt::LeftButton);
            QVERIFY(!person.changed().isEmpty());
            QVERIFY(person.activate());
        };
        const QByteArrayList keys = person.shownKeys();
        person.clickRow(5);
        deletes();
        QTRY_COMPARE(person.keys(), 30);
        QTRY_COMPARE(person.details()->key(), keys[6]);
        QCOMPARE(person.table()->currentKey(), std::optional(keys[6]));
        QCOMPARE(person.table()->selectedCount(), 1);
        deletes();
        QTRY_COMPARE(person.details()->key(), keys[7]);
        QVERIFY(!m_server->holds(keys[6]));
        person.press(Qt::Key_End, Qt::ControlModifier);
        QTRY_COMPARE(person.details()->key(), keys[30]);
        deletes(); // the last
        QTRY_COMPARE(person.details()->key(), keys[29]);
        // Of what a filter hides none takes the place.
        person.typeFilter(keys[29].startsWith("user:") ? QStringLiteral("session:") : QStringLiteral("user:"));
        QTRY_VERIFY(person.keys() > 0 && !person.shownKeys().contains(keys[29]));
        QVERIFY(!person.table()->currentKey());
    }

    void whatWasChosenIsKeptForTheNextStart()
    {
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
            QVERIFY(!person.changed().isEmpty());
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
        QTRY_VERIFY_WITH_TIMEOUT(!person.browser()->keyspace()->isBusy() && !person.browser()->view()->isWorking(), Changer::patience);
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
        Changer person;
        person.listKeysOf(m_server->server());
        person.clickRow(3);
        QTRY_COMPARE(person.details()->tally().hits, 1);
        person.clickInMenu("dumpItems");
        QTRY_VERIFY(person.dialog<QDialog>("itemDumpDialog"));
        person.dialog<QDialog>("itemDumpDialog")->findChild<QRadioButton *>(QStringLiteral("dumpShown"))->click();
        person.dialog<QDialog>("itemDumpDialog")->findChild<QPushButton *>(QStringLiteral("dumpStart"))->click();
        QTRY_VERIFY(person.dialog<QFileDialog>("dumpFileDialog"));
        emit person.dialog<QFileDialog>("dumpFileDialog")->fileSelected(m_server.file(QStringLiteral("all.slabitems")));
        person.dialog<QFileDialog>("dumpFileDialog")->close();
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31);
        person.leaveDialog();
        person.clickRow(3);
        person.table()->setFocus();
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31 + 1);
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QVERIFY(!person.changed().isEmpty());
        QTRY_COMPARE(person.details()->tally().hits, 1 + 31 + 3); // at the row that came in the place of the deleted one
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
        QVERIFY(m_server.begin({QStringLiteral("-X")}));
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
        person.goTo(QStringLiteral("user:1"));
        QTRY_COMPARE(person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("of user 1"));
        person.table()->setFocus();
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QCOMPARE(person.changed(), QStringLiteral("“user:1” was deleted."));
        QVERIFY(!m_server->holds("user:1"));
        QVERIFY(m_server->holds("user:2"));
        QTRY_COMPARE(person.keys(), 1);
    }

    void productionAsksOnceMore()
    {
        Changer person;
        person.openProfile(m_server.profile(Environment::Production));
        person.listAgain();
        person.clickRow(0);
        person.clickRow(2, Qt::ShiftModifier);
        QCOMPARE(person.table()->selectedCount(), 3);
        person.press(Qt::Key_Delete);
        QVERIFY(person.isAsked());
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QTRY_VERIFY(person.dialog<RunQuestionDialog>("runQuestion"));
        QCOMPARE(m_server.keys().size(), 31);
        QVERIFY(person.text("runQuestionText").contains(QStringLiteral("Sessions")));
        QTest::keyClick(person.dialog<RunQuestionDialog>("runQuestion"), Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog<RunQuestionDialog>("runQuestion"));
        QCOMPARE(m_server.keys().size(), 31);
        QVERIFY(person.isAsked()); // and can be answered otherwise
        QTest::mouseClick(person.consent(), Qt::LeftButton);
        QTRY_VERIFY(person.dialog<RunQuestionDialog>("runQuestion"));
        person.click("consent");
        QCOMPARE(person.report(), QStringLiteral("Deleted: 3 keys"));
        person.leaveDialog();
        QCOMPARE(m_server.keys().size(), 28);
    }

private:
    QList<Kept> keptSessions()
    {
        QList<Kept> kept;
        for (int i = 0; i < 20; ++i)
            kept.append(Kept(m_server->peek(sessionKey(i))));
        return kept;
    }
    static QByteArray source(KeySource source) { return "source" + QByteArray::number(int(source)); }
    SessionServer m_server;
};

QTEST_MAIN(TestServerKeysChange)
#include "tst_serverkeys_change.moc"

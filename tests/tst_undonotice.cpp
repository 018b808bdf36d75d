#include "ui/keys/undonotice.h"

#include "tests/itemperson.h"
#include "tests/keychanger.h"
#include "ui/elidedlabel.h"
#include "ui/itemedit/savedialog.h"
#include "ui/keys/keychangeactions.h"
#include "ui/keys/keyfilterfield.h"
#include "ui/keys/serverkeys.h"
#include "ui/results/longtext.h"
#include "ui/valueedit/valuetextedit.h"

#include <QCheckBox>
#include <QToolButton>

/// What was changed is said where it was changed, and taken back from there by mouse and by keyboard, in the real window.
class TestUndoNotice : public QObject
{
    Q_OBJECT

    /// One server with "a" and "b", and a person who has listed its keys.
    struct Session
    {
        Session()
        {
            if (!server.begin())
                qFatal("no server");
            server.set("a", "one", 5, 500);
            server.set("b", "two");
            person.listKeysOf(server.server());
        }
        [[nodiscard]] UndoNotice *notice() const { return person.see<UndoNotice>("undoNotice"); }
        [[nodiscard]] QString text() const { return notice()->isVisible() ? person.see<ElidedLabel>("undoNoticeText")->text() : QString(); }
        [[nodiscard]] bool isListed(const QByteArray &key) const { return person.shownKeys().contains(key); }
        void save(const QString &key, const QString &typed)
        {
            person.look(key);
            beginEdit();
            QTest::keyClicks(person.see<ValueTextEdit>("keyValueEditText"), typed);
            auto *save = person.see<QToolButton>("keyValueEditSaveButton");
            QTRY_VERIFY(save->isEnabled());
            QTest::mouseClick(save, Qt::LeftButton);
            QTRY_VERIFY(person.isOpen("saveDialog"));
            person.consent("saveDialogConsent");
            QTRY_VERIFY(!person.isOpen("saveDialog") && !person.details()->isEditing());
            QVERIFY(person.activate());
        }
        void beginEdit()
        {
            auto *edit = person.see<QToolButton>("keyValueEditButton");
            QTRY_VERIFY(edit->isVisible() && edit->isEnabled());
            QTest::mouseClick(edit, Qt::LeftButton);
            QTRY_VERIFY(person.details()->isEditing());
        }
        void append(const QString &key, const QString &what)
        {
            person.look(key);
            person.chooseForItem("joinItemAction");
            QTRY_VERIFY(person.isOpen("joinItem"));
            person.fill("joinItemBytes", what);
            person.consent("joinItemConsent");
            QTRY_VERIFY(!person.isOpen("joinItem"));
            QVERIFY(person.activate());
        }
        void remove(const QByteArray &key)
        {
            person.look(QString::fromUtf8(key));
            person.click("keyDeleteButton");
            QTRY_VERIFY(person.isOpen("keyChangeDialog"));
            person.consent("keyChangeConsent");
            QTRY_VERIFY(!person.dialog<QDialog>("keyChangeDialog"));
        }
        /// It is looked at, and has the CAS of the list.
        void seesAsItIsListed(const QByteArray &key)
        {
            const quint64 cas = server.peek(key).answer.cas.value_or(0);
            const auto seen = [this, &key] { return person.details()->key() == key ? person.details()->foundItem() : std::nullopt; };
            QTRY_COMPARE(seen() ? seen()->cas : 0, cas);
            const KeyStore &store = person.browser()->keyspace()->store();
            QTRY_COMPARE(store.listing().at(*store.find(key)).cas, cas);
            QTRY_COMPARE(person.notice("keyNotice"), QString());
            QTRY_VERIFY(isListed(key));
        }
        /// What the Edit menu says while it is open; empty: it offers no undo.
        QString offered()
        {
            QAction *undo = person.action("undo");
            const QList<QAction *> entries = person.window().menuBar()->actions();
            QMenu *menu = (*std::ranges::find(entries, QStringLiteral("&Edit"), &QAction::text))->menu();
            menu->popup(QPoint(0, 0));
            [&] { QTRY_VERIFY(menu->isVisible()); }();
            const QString text = undo->isEnabled() ? undo->text() : QString();
            QTest::keyClick(menu, Qt::Key_Escape);
            [&] { QTRY_VERIFY(!menu->isVisible() && person.activate()); }();
            return text;
        }

        ChangedServer server;
        ItemPerson person;
    };

private slots:
    void aSaveIsUndoneByAClick()
    {
        Session session;
        QVERIFY(!session.notice()->isVisible());
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        QCOMPARE(session.server.value("a"), QByteArray("new one"));
        QCOMPARE(session.text(), QStringLiteral("“a” is saved."));
        auto *button = session.person.see<QToolButton>("undoNoticeButton");
        QCOMPARE(button->text(), QStringLiteral("Undo (Ctrl+Z)"));
        QCOMPARE(button->accessibleName(), QStringLiteral("Undo saving of “a”"));
        const QWidget *focus = session.person.window().focusWidget();
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
        QTRY_VERIFY(!session.notice()->isVisible());
        QTRY_COMPARE(session.person.told(), QStringLiteral("Undone: “a” is as it was before."));
        QCOMPARE(session.person.window().focusWidget(), focus);
        QCOMPARE(session.server.peek("a").answer.flags, 5U);
    }

    /// The CAS that it has by then is nobody else's doing, in the details and in the list.
    void whatWasUndoneIsNotToldAsRewritten()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
        session.seesAsItIsListed("a");

        session.remove("a");
        QTRY_VERIFY(!session.isListed("a"));
        session.person.browser()->setFocus();
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
        session.seesAsItIsListed("a");
    }

    void nothingMovesWhenItComes_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("key");
        QTest::newRow("usual") << QSize(1100, 700) << QStringLiteral("a");
        QTest::newRow("small") << QSize(620, 460) << QStringLiteral("a");
        QTest::newRow("a long key") << QSize(1100, 700) << QString(200, QLatin1Char('k'));
        QTest::newRow("small, a long key") << QSize(620, 460) << QString(200, QLatin1Char('k'));
    }
    void nothingMovesWhenItComes()
    {
        QFETCH(QSize, size);
        QFETCH(QString, key);
        Session session;
        session.server.set(key.toLatin1(), "one");
        session.notice()->setLifetime(std::chrono::hours(1));
        session.person.window().resize(size);
        session.person.look(key);
        QTRY_VERIFY(session.person.see<QWidget>("keyValueEditButton")->isVisible());
        QTRY_COMPARE(session.person.see<LongText>("keyValueText")->visibleText(), QStringLiteral("one"));
        const auto places = [&session] {
            QStringList all;
            for (const char *name : {"keyTable", "keyDetails", "keyForms"}) {
                const auto *part = session.person.see<QWidget>(name);
                const QPoint at = part->mapTo(&session.person.window(), QPoint());
                all += QStringLiteral("%1: %2, %3, %4 x %5")
                           .arg(QLatin1String(name))
                           .arg(at.x())
                           .arg(at.y())
                           .arg(part->width())
                           .arg(part->height());
            }
            return all;
        };
        QStringList before;
        QVERIFY(comesTrue([&] { // the window has grown to what the value needs
            const QWidget *part = session.person.see<QWidget>("keyValue");
            while (part && part->height() >= part->minimumSizeHint().height())
                part = part->parentWidget();
            return std::exchange(before, places()) == places() && !part;
        }));
        session.append(key, QStringLiteral("!"));
        QVERIFY2(session.text().endsWith(QStringLiteral("” was changed.")), qPrintable(session.text()));
        for (const char *name : {"undoNoticeText", "keyCounts"})
            QVERIFY2(session.person.see<QWidget>(name)->width() > session.person.window().fontMetrics().averageCharWidth() * 12, name);
        QTRY_COMPARE(places(), before);
        QTest::mouseClick(session.person.see<QWidget>("undoNoticeClose"), Qt::LeftButton);
        QVERIFY(!session.notice()->isVisible());
        QTRY_COMPARE(places(), before);
    }

    void aSaveIsUndoneByItsKeyAtOnce()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.person.press(Qt::Key_Z, Qt::ControlModifier); // wherever saving has left the keyboard
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
        QTRY_VERIFY(!session.notice()->isVisible());
    }

    void theKeyWorksInTheListAndInWhatCanOnlyBeRead_data()
    {
        QTest::addColumn<QByteArray>("place");
        for (const char *place : {"keyTable", "keyValueText", "keyForms"})
            QTest::newRow(place) << QByteArray(place);
    }
    void theKeyWorksInTheListAndInWhatCanOnlyBeRead()
    {
        QFETCH(QByteArray, place);
        Session session;
        session.append(QStringLiteral("a"), QStringLiteral("!"));
        QCOMPARE(session.text(), QStringLiteral("“a” was changed."));
        auto *there = session.person.see<QWidget>(place.constData());
        QTRY_VERIFY(there->isVisible());
        there->setFocus();
        QCOMPARE(session.offered(), QStringLiteral("&Undo change of “a”"));
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
        QTRY_COMPARE(session.person.told(), QStringLiteral("Undone: “a” is as it was before."));
        QTRY_COMPARE(session.offered(), QString());
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.person.told(), QStringLiteral("There is nothing to undo here"));
    }

    /// The name was typed to go to the key: what was done then is what is meant.
    void theKeyWorksWhereTheKeyWasGoneToByName_data()
    {
        QTest::addColumn<bool>("listed");
        QTest::newRow("listed") << true;
        QTest::newRow("not listed") << false;
    }
    void theKeyWorksWhereTheKeyWasGoneToByName()
    {
        QFETCH(bool, listed);
        Session session;
        if (!listed)
            session.server.set("c", "one");
        const QString key = listed ? QStringLiteral("a") : QStringLiteral("c");
        session.append(key, QStringLiteral("!"));
        QCOMPARE(session.server.value(key.toUtf8()), QByteArray("one!"));
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.server.value(key.toUtf8()), QByteArray("one"));
        QCOMPARE(session.person.details()->key(), key.toUtf8());
    }

    void anUndoOfTextIsNoUndoOnTheServer()
    {
        Session session;
        session.append(QStringLiteral("a"), QStringLiteral("!"));
        session.person.typeFilter(QStringLiteral("b"));
        QTRY_COMPARE(session.person.keys(), 1);
        QCOMPARE(session.offered(), QStringLiteral("&Undo"));
        for (int i = 0; i < 3; ++i)
            session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.person.keys(), 2);
        QCOMPARE(session.server.value("a"), QByteArray("one!"));

        session.person.look(QStringLiteral("b"));
        session.beginEdit();
        session.person.see<ValueTextEdit>("keyValueEditText")->setFocus();
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        session.person.table()->setFocus(); // the edit goes on, and what Undo means is not plain
        QCOMPARE(session.offered(), QString());
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(session.person.told().contains(QStringLiteral("is being edited")), qPrintable(session.person.told()));
        QCOMPARE(session.server.value("a"), QByteArray("one!"));
        QVERIFY(session.person.action("undoKeyChange")->isEnabled());
    }

    void deletionsAreTakenBackOneByOne()
    {
        Session session;
        for (const QByteArray &key : {QByteArray("a"), QByteArray("b")}) {
            session.remove(key);
            QCOMPARE(session.text(), QStringLiteral("“%1” was deleted.").arg(QString::fromUtf8(key)));
        }
        QTRY_VERIFY(!session.isListed("a") && !session.isListed("b"));
        session.person.browser()->setFocus();
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(session.server.holds("b"));
        QTRY_VERIFY(session.person.action("undoKeyChange")->isEnabled());
        QTRY_COMPARE(session.person.table()->currentKey(), std::optional(QByteArray("b")));
        QVERIFY(!session.server.holds("a"));
        QVERIFY(!session.notice()->isVisible()); // it is about what was done last
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(session.server.holds("a"));
    }

    /// Not of the save before it, whose undo would look like one of what has just been deleted.
    void aRunThatCannotBeUndoneOffersNoUndo()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.person.look(QStringLiteral("b"));
        session.person.click("keyDeleteButton");
        QTRY_VERIFY(session.person.isOpen("keyChangeDialog"));
        session.person.see<QCheckBox>("keyChangeUndo")->click();
        session.person.consent("keyChangeConsent");
        QTRY_VERIFY(session.person.see<QWidget>("keyRunReport")->isVisible());
        QCOMPARE(session.person.text("keyReportTitle"), QStringLiteral("Deleted: 1 key"));
        QVERIFY(!session.person.see<QWidget>("keyRunUndo")->isVisible());
    }

    void aRunThatDidNothingOffersNoUndo()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.person.look(QStringLiteral("b"));
        session.person.click("keyDeleteButton");
        QTRY_VERIFY(session.person.isOpen("keyChangeDialog"));
        QVERIFY(session.server.ask({.opcode = Opcode::Delete, .key = "b"}).succeeded());
        session.person.consent("keyChangeConsent");
        QTRY_VERIFY(session.person.see<QWidget>("keyRunReport")->isVisible());
        QCOMPARE(session.person.text("keyReportTitle"), QStringLiteral("Deleted: 0 of 1 key"));
        QVERIFY(!session.person.see<QWidget>("keyRunUndo")->isVisible());
    }

    void theListHasOnlyWhatIsThereAgain()
    {
        Session session;
        session.remove("a");
        session.remove("b");
        QTRY_VERIFY(session.person.shownKeys().isEmpty());
        KeySegment segment;
        for (const char *key : {"a", "b"})
            KeySample::append(segment, key);
        KeyStore store;
        store.append(std::move(segment));
        KeyOutcomes outcomes(2);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.settle(1, KeyOutcome::Gone);
        const QSignalSpy told(session.person.see<ServerKeys>("serverKeys"), &ServerKeys::told);
        emit session.person.window().findChild<KeyChangeActions *>()->restored({.listing = store.listing()}, outcomes, {});
        QTRY_COMPARE(session.person.shownKeys(), QByteArrayList{"a"});
        QVERIFY(told.contains(QVariantList{QStringLiteral("What was put back is in the list again")}));
    }

    void whatCanBePutBackIsToldAsItIsByThen()
    {
        UndoJournal journal;
        QAction undo;
        UndoNotice notice(&journal, &undo);
        const auto step = journal.begin(UndoStep::Kind::Delete, QStringLiteral("here"));
        for (const char *key : {"a", "b"})
            QVERIFY(journal.keep(step, {.key = key}) >= 0);
        step->done = 3;
        journal.end(step);
        const auto *text = notice.findChild<ElidedLabel *>(QStringLiteral("undoNoticeText"));
        QCOMPARE(text->text(), QStringLiteral("Deleted: 3 keys. Can be put back: 2 keys."));
        journal.drop(step, 0); // it is there again, or has expired
        journal.end(step);
        QCOMPARE(text->text(), QStringLiteral("Deleted: 3 keys. Can be put back: 1 key."));
    }

    void whatIsNewerStays()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.server.set("a", "newer");
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(session.person.isOpen("keyRunDialog")); // which says why
        QCOMPARE(session.server.value("a"), QByteArray("newer"));
    }

    /// What the key takes back is what was done last, or nothing.
    void whatCannotBeTakenBackIsNotPassedOver()
    {
        Session session;
        session.save(QStringLiteral("a"), QStringLiteral("new "));
        session.server.set("a", "7");
        session.person.look(QStringLiteral("a"));
        session.person.chooseForItem("countItemAction");
        QTRY_VERIFY(session.person.isOpen("countItem"));
        QTest::mouseClick(session.person.see<QWidget>("countItemStarts"), Qt::LeftButton, {}, QPoint(10, 8));
        session.person.fill("countItemInitial", QStringLiteral("8")); // as if somebody may have made it
        session.person.consent("countItemConsent");
        QTRY_VERIFY(!session.person.isOpen("countItem"));
        QCOMPARE(session.server.value("a"), QByteArray("8"));
        QVERIFY(!session.notice()->isVisible());
        QVERIFY(session.person.activate());
        session.person.table()->setFocus();
        QCOMPARE(session.offered(), QString());
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY2(session.person.told().contains(QStringLiteral("what was changed last cannot be taken back")),
                     qPrintable(session.person.told()));
        QCOMPARE(session.server.value("a"), QByteArray("8"));
        QVERIFY(session.person.action("undoKeyChange")->isEnabled()); // which says what it is about
    }

    void itGoesByItselfButNotFromUnderTheKeyboard()
    {
        Session session;
        session.notice()->setLifetime(std::chrono::milliseconds(300));
        session.append(QStringLiteral("a"), QStringLiteral("!"));
        QTRY_VERIFY(!session.notice()->isVisible());
        QVERIFY(session.person.action("undoKeyChange")->isEnabled());
        session.notice()->setLifetime(UndoNotice::usualLifetime);
        session.append(QStringLiteral("a"), QStringLiteral("!"));
        auto *close = session.person.see<QToolButton>("undoNoticeClose");
        close->setFocus();
        QTest::keyClick(close, Qt::Key_Space);
        QVERIFY(!session.notice()->isVisible());
        QVERIFY(session.person.table()->hasFocus());
    }

    void itIsDisabledWhereTheServerIsNotReached()
    {
        Session session;
        session.append(QStringLiteral("a"), QStringLiteral("!"));
        session.person.action("disconnect")->trigger();
        QTRY_VERIFY(!session.person.see<QToolButton>("undoNoticeButton")->isEnabled());
        session.person.table()->setFocus();
        QCOMPARE(session.offered(), QString());
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(session.person.told(),
                 QStringLiteral("Nothing was undone. There is no connection to the server: connect again to undo the last change."));
        QCOMPARE(session.server.value("a"), QByteArray("one!"));
        session.person.action("connect")->trigger();
        QTRY_VERIFY(session.person.see<QToolButton>("undoNoticeButton")->isEnabled());
        session.person.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(session.server.value("a"), QByteArray("one"));
    }
};

QTEST_MAIN(TestUndoNotice)
#include "tst_undonotice.moc"

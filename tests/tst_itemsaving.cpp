#include "tests/saver.h"

#include "tests/servers/fakeserver.h"
#include "tests/servers/faultproxy.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/noticerow.h"

#include <QMessageBox>
#include <QScreen>

class TestItemSaving : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(Theme::Light); }

    void itSaysFirstWhatWillChange()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("user:7", "{\"name\":\"Ann\"}", 300, 200);
        Saver person(server);
        person.begin("user:7", "{\"name\":\"Anna\"}");
        QVERIFY(person.dialog());
        QVERIFY(person.said("saveDialogTitle").contains(QStringLiteral("user:7")));
        QCOMPARE(person.said("saveSize"), QStringLiteral("15 B, before 14 B (1 B more)"));
        QCOMPARE(person.see<QLineEdit>("flags")->text(), QStringLiteral("300"));
        QCOMPARE(person.said("saveFlagsText"), QStringLiteral("0x12c"));
        QVERIFY(person.see<QCheckBox>("savedTtlKeep")->isChecked());
        QVERIFY2(person.see<QCheckBox>("savedTtlKeep")->text().contains(QStringLiteral("3 min")),
                 qPrintable(person.see<QCheckBox>("savedTtlKeep")->text()));
        const QString command = person.see<ElidedLabel>("saveCommand")->text();
        QVERIFY2(command.startsWith(QStringLiteral("REPLACE user:7 ")) && command.contains(QStringLiteral("cas=")), qPrintable(command));
        auto *diff = person.see<DiffView>("saveDiff");
        QTRY_COMPARE(diff->changeCount(), 1);
        QVERIFY(person.consent()->isEnabled());
        // Escape lets it be.
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QCOMPARE(person.abandoned.size(), 1);
        QCOMPARE(server.value("user:7"), QByteArray("{\"name\":\"Ann\"}"));
    }

    void itFitsTheScreenInLargeLetters()
    {
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPixelSize(36);
        QApplication::setFont(large);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        Saver person(server);
        person.begin("key", "after");
        QApplication::setFont(usual);
        QVERIFY(person.dialog());
        const QSize room = person.dialog()->screen()->availableSize();
        QVERIFY2(person.dialog()->height() < room.height() && person.dialog()->width() < room.width(),
                 qPrintable(QStringLiteral("%1 x %2").arg(person.dialog()->width()).arg(person.dialog()->height())));
    }

    void flagsAndTtlStayAndItCanBeUndone()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 77, 500);
        Saver person(server);
        person.begin("key", "after");
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QVERIFY(!person.dialog());
        PeekedItem item = server.peek("key");
        QCOMPARE(item.value, QByteArray("after"));
        QCOMPARE(item.answer.flags, 77U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 500));
        QCOMPARE(person.told.constFirst().constFirst().toString(), QStringLiteral("“key” is saved."));
        QCOMPARE(person.journal.text(), QStringLiteral("Undo saving of “key”"));
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        item = server.peek("key");
        QCOMPARE(item.value, QByteArray("before"));
        QCOMPARE(item.answer.flags, 77U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 500));
    }

    /// The CAS of an expired item guards nothing: before anything is sent it says so, and what will be done.
    void anExpiredItemIsStoredAnew()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 3, 2);
        Saver person(server);
        const FoundItem base = person.look("key");
        QTRY_VERIFY(!server.holds("key"));
        QTRY_VERIFY(expiryOf(base, server.connection.server().clockOffset).isOver());
        person.saving.save(Saver::edited("key", base, "after"), base);
        QCOMPARE(person.said("saveDialogTitle").left(13), QStringLiteral("Store “key” a"));
        QVERIFY2(person.said("saveGuardText").startsWith(QStringLiteral("The item has expired: its TTL ran out at ")),
                 qPrintable(person.said("saveGuardText")));
        QCOMPARE(person.see<ElidedLabel>("saveGuardedBy")->text(), QStringLiteral("ADD: it is stored only if the key does not exist"));
        QVERIFY(!person.consent()->isEnabled()); // without a TTL
        QTRY_VERIFY(person.dialog()->isActiveWindow());
        QTest::keyClick(person.dialog(), Qt::Key_T, Qt::AltModifier);
        QTRY_VERIFY(person.see<QComboBox>("ttlForm")->hasFocus());
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_Home);
        QVERIFY2(person.see<ElidedLabel>("saveCommand")->text().startsWith(QStringLiteral("ADD key ")),
                 qPrintable(person.see<ElidedLabel>("saveCommand")->text()));
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QCOMPARE(server.peek("key").answer.flags, 3U);
        QCOMPARE(person.journal.text(), QStringLiteral("Undo adding of “key”"));
    }

    void whenItHasExpiredIsToldByTheClockOfTheServer()
    {
        constexpr int ahead = 7'200; // seconds
        FakeServer server;
        Greeting greeting;
        for (auto &[name, value] : greeting.statistics) {
            if (name == "time")
                value = QByteArray::number(QDateTime::currentSecsSinceEpoch() + ahead);
        }
        server.answerGreeting(greeting);
        Connection connection;
        connection.open(optionsFor(server.port()));
        QTRY_VERIFY(connection.isReady());
        FoundItem base{.time = QDateTime::currentDateTime().addSecs(-60)};
        base.value = QByteArrayView("before");
        base.answer.size = 6;
        base.answer.cas = 7;
        base.answer.timeToLive = 10;
        const SaveDialog dialog({.connection = &connection}, Saver::edited("key", base, "after"), base, nullptr);
        const QDateTime end = base.time.addSecs(10).addSecs(connection.server().clockOffset.count());
        const QString told = dialog.findChild<QLabel *>(QStringLiteral("saveGuardText"))->text();
        QVERIFY2(told.contains(QLocale().toString(end.time(), QStringLiteral("HH:mm:ss")) + QStringLiteral(" by the server's clock. ")),
                 qPrintable(told));
    }

    void itMayExpireWhileItIsAsked()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 8);
        Saver person(server);
        person.begin("key", "after");
        QVERIFY(person.see<ElidedLabel>("saveGuardedBy")->text().startsWith(QStringLiteral("CAS ")));
        QVERIFY(person.consent()->isEnabled());
        const QPoint flags = person.see<QLineEdit>("flags")->mapTo(person.dialog(), QPoint());
        QTRY_COMPARE_WITH_TIMEOUT(person.see<ElidedLabel>("saveGuardedBy")->text(),
                                  QStringLiteral("ADD: it is stored only if the key does not exist"), 60'000);
        QCOMPARE(person.consent()->text(), QStringLiteral("&Store anew"));
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(!person.see<QCheckBox>("savedTtlKeep")->isVisible());
        QVERIFY(person.see<NoticeRow>("saveGuard")->isVisible());
        QCOMPARE(person.see<QLineEdit>("flags")->mapTo(person.dialog(), QPoint()), flags); // nothing that is clicked has moved
    }

    /// A TTL that was chosen before stays chosen.
    void aChosenTtlOutlivesTheFormerOne()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 8);
        Saver person(server);
        person.begin("key", "after");
        person.see<QCheckBox>("savedTtlKeep")->click();
        person.see<QComboBox>("ttlForm")->setFocus();
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(person.consent()->text(), QStringLiteral("&Store anew"), 60'000);
        QVERIFY(person.consent()->isEnabled());
        QTRY_VERIFY(!server.holds("key"));
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QCOMPARE(*server.peek("key").answer.timeToLive, MetaAnswer::never);
    }

    /// Somebody has kept it alive: it is not stored over that unasked, and not called changed either.
    void anItemThatLivesOnIsNotCalledChanged()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 600);
        Saver person(server);
        FoundItem base = person.look("key");
        base.answer.timeToLive = 1; // and somebody has given it another one since
        base.time = base.time.addSecs(-100);
        person.saving.save(Saver::edited("key", base, "after"), base);
        QCOMPARE(person.consent()->text(), QStringLiteral("&Store anew"));
        person.see<QComboBox>("ttlForm")->setFocus();
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_End);
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY2(person.said("conflictDialogTitle").contains(QStringLiteral("there still")),
                 qPrintable(person.said("conflictDialogTitle")));
        person.choose("conflictStore");
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
    }

    /// Deleted, as the page has seen before it was to be saved.
    void whatIsKnownToBeGoneIsStoredAnew()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 600);
        Saver person(server);
        const FoundItem base = person.look("key");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        EditedValue edited = Saver::edited("key", base, "after");
        edited.isGone = true;
        person.saving.save(edited, base);
        QVERIFY(person.said("saveGuardText").startsWith(QStringLiteral("The item has gone from the server")));
        QVERIFY(person.see<QCheckBox>("savedTtlKeep")->isChecked()); // that is not over
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 600));
    }

    void undoLeavesWhatIsNewer()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        Saver person(server);
        person.begin("key", "after");
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        server.set("key", "newer");
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("changed"));
        QCOMPARE(server.value("key"), QByteArray("newer"));
    }

    void flagsAndTtlCanBeChanged()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 1, 50);
        Saver person(server);
        person.begin("key", "after");
        auto *flags = person.see<QLineEdit>("flags");
        flags->setFocus();
        flags->selectAll();
        QTest::keyClicks(flags, QStringLiteral("0x1x"));
        QVERIFY(!person.consent()->isEnabled());
        QTest::keyClick(flags, Qt::Key_Backspace);
        QVERIFY(person.consent()->isEnabled());
        QCOMPARE(person.said("saveFlagsText"), QStringLiteral("0x1"));
        QTest::keyClicks(flags, QStringLiteral("0"));
        QCOMPARE(person.said("saveFlagsText"), QStringLiteral("0x10, before 1 (0x1)"));
        QTest::mouseClick(person.see<QCheckBox>("savedTtlKeep"), Qt::LeftButton, {}, QPoint(8, 8));
        auto *form = person.see<QComboBox>("ttlForm");
        QVERIFY(form->isVisible());
        form->setFocus();
        auto *unit = person.see<QComboBox>("ttlUnit");
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_End);
        auto *number = person.see<QSpinBox>("ttlNumber");
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("40"));
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        const PeekedItem item = server.peek("key");
        QCOMPARE(item.answer.flags, 16U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 40 * 86'400));
    }

    void aTouchOfOthersIsKeptAndTold()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 50);
        Saver person(server);
        person.begin("key", "after");
        QVERIFY(server.ask({.opcode = Opcode::Touch, .key = "key", .expiry = 900}).succeeded());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 900));
        QVERIFY(person.told.constFirst().constFirst().toString().contains(QStringLiteral("TTL")));
    }

    void anUnknownTtlHasToBeChosen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 5);
        Saver person(server);
        FoundItem base = person.look("key");
        base.way = FoundItem::Way::Get;
        base.answer.timeToLive.reset();
        person.saving.save(Saver::edited("key", base, "after"), base);
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(person.see<QLabel>("savedTtlReason")->isVisible());
        auto *form = person.see<QComboBox>("ttlForm");
        QCOMPARE(form->currentIndex(), -1);
        form->setFocus();
        QTest::keyClick(form, Qt::Key_End); // never
        QVERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(*server.peek("key").answer.timeToLive, MetaAnswer::never);
        QCOMPARE(server.peek("key").answer.flags, 5U);
    }

    void withoutCasItAsks()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "before", 5, 300);
        Saver person(server);
        person.begin("key", "after");
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(fitsSmallWindow(person.dialog()));
        QVERIFY(person.said("saveGuardText").contains(QStringLiteral("CAS")));
        QTest::mouseClick(person.see<QCheckBox>("saveUnguarded"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
        QVERIFY(person.told.constFirst().constFirst().toString().contains(QStringLiteral("cannot be undone")));
        QVERIFY(person.journal.text().isEmpty());
    }

    void readOnlyCannot()
    {
        ChangedServer server;
        QVERIFY(server.begin(Access::ReadOnly));
        server.set("key", "before");
        Saver person(server);
        person.begin("key", "after");
        QVERIFY(!person.consent()->isEnabled());
    }

    void productionIsAskedAbout()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        Saver person(server, Environment::Production);
        person.begin("key", "after");
        for (const bool agreed : {false, true}) {
            person.agree();
            QTRY_VERIFY(person.window.findChild<RunQuestionDialog *>());
            auto *question = person.window.findChild<RunQuestionDialog *>();
            QVERIFY(question->findChild<QLabel *>(QStringLiteral("runQuestionText"))->text().contains(QStringLiteral("Shop")));
            if (auto *typed = question->findChild<QLineEdit *>(QStringLiteral("demandedName")))
                QTest::keyClicks(typed, QStringLiteral("Shop"));
            if (agreed)
                QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("consent")), Qt::LeftButton);
            else
                QTest::keyClick(question, Qt::Key_Escape);
            QTRY_VERIFY(!person.window.findChild<RunQuestionDialog *>());
            if (!agreed) {
                QVERIFY(person.dialog()); // what was written is still there
                QCOMPARE(server.value("key"), QByteArray("before"));
            }
        }
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("after"));
    }

    /// What was agreed to is not done once the item has expired under the question.
    void anItemThatExpiresUnderTheQuestionIsNotStored()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 4);
        Saver person(server, Environment::Production);
        person.begin("key", "after");
        auto *keep = person.see<QCheckBox>("savedTtlKeep");
        QVERIFY(keep->isChecked());
        person.agree();
        QTRY_VERIFY(person.window.findChild<RunQuestionDialog *>());
        auto *question = person.window.findChild<RunQuestionDialog *>();
        if (auto *typed = question->findChild<QLineEdit *>(QStringLiteral("demandedName")))
            QTest::keyClicks(typed, QStringLiteral("Shop"));
        QTRY_VERIFY(!keep->isVisibleTo(person.dialog()));
        QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("consent")), Qt::LeftButton);
        QTRY_VERIFY(!person.window.findChild<RunQuestionDialog *>());
        QVERIFY(person.dialog());
        QVERIFY(!person.consent()->isEnabled()); // a TTL has to be chosen
        QVERIFY(person.saving.work().isEmpty());
        QTRY_VERIFY(!server.holds("key"));
    }

    void aTooLargeValueStaysInTheDialog()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before");
        Saver person(server);
        person.begin("key", QByteArray(1'100'000, 'x'));
        person.agree();
        QTRY_VERIFY2(person.said("saveDialogEndText").contains(QStringLiteral("item_size_max")),
                     qPrintable(person.said("saveDialogEndText")));
        QVERIFY(person.dialog() && person.consent()->isEnabled());
        QCOMPARE(server.value("key"), QByteArray("before"));
    }

    void aValueOfOneServerIsNotSavedOnAnother()
    {
        ChangedServer server;
        ChangedServer other;
        QVERIFY(server.begin() && other.begin());
        server.set("key", "before");
        other.set("key", "before");
        Saver person(server);
        person.begin("key", "after");
        server.connection.open(optionsFor(other.server().port()));
        QTRY_VERIFY(server.connection.isReady() && person.consent()->isEnabled());
        person.agree();
        QVERIFY(person.said("saveDialogEndText").startsWith(QStringLiteral("Nothing was sent")));
        QCOMPARE(server.value("key"), QByteArray("before"));
        QCOMPARE(other.value("key"), QByteArray("before"));
    }

    void aConnectionThatIsCutInTheMiddleIsLookedInto()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 300);
        FaultProxy proxy(server.server().port());
        server.connection.open(optionsFor(proxy.port()));
        QTRY_VERIFY(server.connection.isReady());
        for (const bool arrives : {false, true}) {
            Saver person(server);
            person.begin("key", "mine");
            QTest::mouseClick(person.see<QCheckBox>("savedTtlKeep"), Qt::LeftButton, {}, QPoint(8, 8));
            QTRY_VERIFY(server.connection.isReady());
            proxy.mark();
            proxy.cutAfter(arrives ? FaultProxy::Direction::Responses : FaultProxy::Direction::Requests, arrives ? 3 : 30,
                           FaultProxy::Ending::Reset);
            person.agree();
            if (arrives) {
                QTRY_COMPARE(person.saved.size(), 1);
                QCOMPARE(server.value("key"), QByteArray("mine"));
            } else {
                QTRY_VERIFY(person.said("saveDialogEndText").startsWith(QStringLiteral("Not saved.")));
                QCOMPARE(server.value("key"), QByteArray("before"));
                QTRY_VERIFY(person.consent()->isEnabled()); // it can be tried again
                QTest::keyClick(person.dialog(), Qt::Key_Escape);
            }
        }
    }

    void aServerThatHangsIsNotWaitedFor()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 300);
        Saver person(server);
        person.begin("key", "mine");
        QTest::mouseClick(person.see<QCheckBox>("savedTtlKeep"), Qt::LeftButton, {}, QPoint(8, 8));
        server.server().suspend();
        person.agree();
        QTRY_COMPARE(person.saving.work(), QStringLiteral("Saving “key”"));
        auto *cancel = person.see<QPushButton>("saveDialogCancel");
        QTRY_COMPARE(cancel->text(), QStringLiteral("Do &not wait"));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(person.said("saveDialogEndText").startsWith(QStringLiteral("Nobody knows yet whether it was saved")));
        QVERIFY(person.saving.work().isEmpty());
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QCOMPARE(person.abandoned.size(), 1);
        server.server().resume();
        QTRY_COMPARE(server.value("key"), QByteArray("mine"));
    }
};

QTEST_MAIN(TestItemSaving)
#include "tst_itemsaving.moc"

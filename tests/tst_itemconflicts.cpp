#include "tests/saver.h"

#include "ui/itemedit/mergepane.h"
#include "ui/itemedit/seenclock.h"
#include "ui/valueedit/valuetextedit.h"

#include <QElapsedTimer>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabBar>

/// What is offered where somebody else has changed, or deleted, what is to be saved.
class TestItemConflicts : public QObject
{
    Q_OBJECT

    /// Somebody stores `theirs` while the person, who began from `base`, edits: what they want saved comes to three sides.
    static void cross(ChangedServer &server, Saver &person, const QByteArray &base, const QByteArray &mine, const QByteArray &theirs)
    {
        QVERIFY(server.begin());
        server.set("key", base);
        person.begin("key", mine);
        server.set("key", theirs);
        person.agree();
        QVERIFY(person.hasConflict());
    }
    static void chooseMerge(const Saver &person)
    {
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
    }

private slots:
    void initTestCase() { applyTheme(Theme::Light); }

    void aConflictShowsThreeSides()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 1, 100);
        Saver person(server);
        person.begin("key", "one\nTWO\nthree\n");
        server.set("key", "one\ntwo\nthree\nfour\n", 2);
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY(!person.consent()->isEnabled()); // nothing is chosen
        QCOMPARE(person.said("conflictFact11"), QStringLiteral("14 B"));
        QCOMPARE(person.said("conflictFact13"), QStringLiteral("19 B"));
        QCOMPARE(person.said("conflictFact21"), QStringLiteral("1"));
        QCOMPARE(person.said("conflictFact23"), QStringLiteral("2"));
        QCOMPARE(person.said("conflictFact33"), QStringLiteral("never expires"));
        auto *diff = person.see<DiffView>("conflictDiff");
        QTRY_COMPARE(diff->changeCount(), 2);
        auto *sides = person.see<QTabBar>("conflictSides");
        sides->setFocus();
        QTest::keyClick(sides, Qt::Key_Right);
        QTRY_COMPARE(diff->changeCount(), 1);
        QVERIFY(fitsSmallWindow(person.dialog()));
        // Keep theirs.
        person.choose("conflictGiveUp");
        QVERIFY(person.consent()->isEnabled());
        person.agree();
        QCOMPARE(person.discarded.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("one\ntwo\nthree\nfour\n"));
        QVERIFY(person.journal.text().isEmpty());
    }

    /// Without CAS what is there is compared before it is overwritten, and what was chosen then is done.
    void withoutCasTheSidesAreShownToo_data()
    {
        QTest::addColumn<QByteArray>("choice");
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("overwrite") << QByteArray("conflictStore") << QByteArray("ONE\ntwo\nthree\n");
        QTest::newRow("merge") << QByteArray("conflictMerge") << QByteArray("ONE\ntwo\nthree\nfour\n");
    }
    void withoutCasTheSidesAreShownToo()
    {
        QFETCH(const QByteArray, choice);
        QFETCH(const QByteArray, stored);
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 3, 500);
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        QCOMPARE(person.see<ElidedLabel>("saveGuardedBy")->text(), QStringLiteral("none but a comparison right before"));
        server.set("key", "one\ntwo\nthree\nfour\n", 3, 400);
        QTest::mouseClick(person.see<QCheckBox>("saveUnguarded"), Qt::LeftButton, {}, QPoint(8, 8));
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY(fitsSmallWindow(person.dialog()));
        QVERIFY2(person.said("conflictDialogEndText").startsWith(QStringLiteral("This server has no CAS: ")),
                 qPrintable(person.said("conflictDialogEndText")));
        QCOMPARE(server.value("key"), QByteArray("one\ntwo\nthree\nfour\n"));
        QTRY_VERIFY(person.see<QRadioButton>(choice.constData())->isEnabled());
        person.choose(choice.constData());
        // Once more, behind the person's back.
        server.set("key", "one\ntwo\nthree\nfour\nfive\n", 3, 400);
        person.agree();
        QTRY_VERIFY(person.said("conflictDialogEndText").startsWith(QStringLiteral("Somebody came between once more")));
        QVERIFY(person.said("conflictDialogEndText").contains(QStringLiteral("no CAS")));
        server.set("key", "one\ntwo\nthree\nfour\n", 3, 400);
        QTRY_VERIFY(person.see<QRadioButton>(choice.constData())->isEnabled());
        person.choose(choice.constData());
        person.agree();
        QTRY_VERIFY(person.said("conflictDialogEndText").startsWith(QStringLiteral("Somebody came between once more")));
        QTRY_VERIFY(person.see<QRadioButton>(choice.constData())->isEnabled());
        person.choose(choice.constData());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), stored);
        QCOMPARE(server.peek("key").answer.flags, 3U);
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 400));
        QVERIFY(person.told.constFirst().constFirst().toString().endsWith(QStringLiteral("It cannot be undone.")));
        QVERIFY(person.journal.text().isEmpty());
    }

    void ttlsCountDown()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 20);
        Saver person(server);
        person.begin("key", "mine");
        server.set("key", "theirs", 0, 100);
        person.agree();
        QVERIFY(person.hasConflict());
        const QString theirs = person.said("conflictFact33");
        QVERIFY2(theirs.endsWith(QStringLiteral("left")), qPrintable(theirs));
        QTRY_VERIFY(person.said("conflictFact33") != theirs);
        QVERIFY2(person.said("conflictFact33").endsWith(QStringLiteral("left")), qPrintable(person.said("conflictFact33")));
        QTRY_COMPARE_WITH_TIMEOUT(person.said("conflictFact32"), QStringLiteral("is over"), 60'000);
        QVERIFY2(person.said("conflictFact31").startsWith(QStringLiteral("as on the server: ")), qPrintable(person.said("conflictFact31")));
    }

    /// What is told of one's own side is what is stored then.
    void whatWouldBeStoredIsTold()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 1, 3'000);
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        server.set("key", "one\ntwo\nthree\nfour\n", 2, 400);
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY2(person.said("conflictFact31").startsWith(QStringLiteral("as on the server: 6 min")),
                 qPrintable(person.said("conflictFact31")));
        QCOMPARE(person.said("conflictFact01"), QStringLiteral("Yours"));
        QCOMPARE(person.said("conflictFact21"), QStringLiteral("1"));
        chooseMerge(person);
        QCOMPARE(person.said("conflictFact01"), QStringLiteral("Merged"));
        QCOMPARE(person.said("conflictFact11"), QStringLiteral("19 B"));
        QCOMPARE(person.said("conflictFact21"), QStringLiteral("2"));
        person.choose("conflictStore");
        QCOMPARE(person.said("conflictFact21"), QStringLiteral("1"));
        person.see<QCheckBox>("savedTtlKeep")->click();
        QCOMPARE(person.said("conflictFact31"), QStringLiteral("1 h after saving"));
        person.see<QComboBox>("ttlForm")->setFocus();
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_End);
        QCOMPARE(person.said("conflictFact31"), QStringLiteral("never expires"));
        person.see<QCheckBox>("savedTtlKeep")->click();
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.peek("key").answer.flags, 1U);
        QVERIFY(isLeftOf(server.peek("key").answer.timeToLive, 400));
    }

    /// Flags that the person has changed are not lost by merging where nobody else has.
    void aMergeKeepsTheFlagsThatWereChosen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 1);
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        auto *flags = person.see<QLineEdit>("flags");
        flags->selectAll();
        QTest::keyClicks(flags, QStringLiteral("7"));
        server.set("key", "one\ntwo\nTHREE\n", 1);
        person.agree();
        QVERIFY(person.hasConflict());
        chooseMerge(person);
        QCOMPARE(person.said("conflictFact21"), QStringLiteral("7"));
        QTRY_VERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("ONE\ntwo\nTHREE\n"));
        QCOMPARE(server.peek("key").answer.flags, 7U);
    }

    void nothingThatIsClickedMoves_data()
    {
        QTest::addColumn<QByteArray>("theirs");
        QTest::newRow("merging is possible") << QByteArray("one\ntwo\nTHREE\n");
        QTest::newRow("merging is not") << QByteArray("\xff\xfe\x00\x01", 4);
    }
    void nothingThatIsClickedMoves()
    {
        QFETCH(const QByteArray, theirs);
        ChangedServer server;
        Saver person(server);
        cross(server, person, "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", theirs);
        QVERIFY(QTest::qWaitForWindowExposed(person.dialog()));
        const auto places = [&person] {
            QList<QPoint> all;
            for (const char *name : {"conflictGiveUp", "conflictStore", "conflictMerge"})
                all += person.see<QRadioButton>(name)->mapTo(person.dialog(), QPoint());
            all += person.see<QCheckBox>("savedTtlKeep")->mapTo(person.dialog(), QPoint());
            all += person.see<QPushButton>("conflictDialogCancel")->geometry().topRight();
            return all;
        };
        const QList<QPoint> before = places();
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled()
                    || !person.see<ElidedLabel>("conflictNoMerge")->text().isEmpty());
        QCOMPARE(places(), before);
        for (const char *name : {"conflictStore", "conflictGiveUp", "conflictMerge", "conflictStore"}) {
            person.choose(name);
            QCOMPARE(places(), before);
        }
        person.see<QCheckBox>("savedTtlKeep")->click();
        QCOMPARE(places(), before);
        QVERIFY(fitsSmallWindow(person.dialog()));
    }

    /// What the dialog says of the other side holds for as long as that is there.
    void theirsMayExpireWhileItIsAsked()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 1'000);
        Saver person(server);
        person.begin("key", "mine");
        server.set("key", "theirs", 0, 8);
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY(person.see<QRadioButton>("conflictMerge")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(person.said("conflictDialogTitle").contains(QStringLiteral("has expired")), 60'000);
        QVERIFY(!person.see<QRadioButton>("conflictMerge")->isVisible());
        QCOMPARE(person.said("conflictFact13"), QStringLiteral("not there"));
        QVERIFY2(person.said("conflictFact31").startsWith(QStringLiteral("as it was: 16 min")), qPrintable(person.said("conflictFact31")));
        QVERIFY(!person.consent()->isEnabled()); // it has to be chosen anew
    }

    /// What somebody is merging is not taken away by that.
    void aMergeOutlivesWhatItWasMergedWith()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 0, 1'000);
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        server.set("key", "one\ntwo\nTHREE\n", 0, 12);
        person.agree();
        QVERIFY(person.hasConflict());
        chooseMerge(person);
        QTRY_VERIFY_WITH_TIMEOUT(person.said("conflictDialogTitle").contains(QStringLiteral("stored anew")), 60'000);
        QTRY_VERIFY(!server.holds("key"));
        QVERIFY(!person.consent()->isEnabled()); // without a TTL
        person.see<QComboBox>("ttlForm")->setFocus();
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_End);
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("ONE\ntwo\nTHREE\n"));
        QCOMPARE(person.journal.text(), QStringLiteral("Undo adding of “key”"));
    }

    /// Nor does the dialog speak of it where something else is chosen instead.
    void whatIsSaidFollowsTheChoiceThen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n", 0, 1'000);
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        server.set("key", "one\ntwo\nTHREE\n", 0, 12);
        person.agree();
        QVERIFY(person.hasConflict());
        chooseMerge(person);
        person.see<ValueTextEdit>("mergeText")->setFocus();
        QTest::keyClicks(person.see<ValueTextEdit>("mergeText"), QStringLiteral("x"));
        QTRY_VERIFY_WITH_TIMEOUT(person.said("conflictDialogTitle").contains(QStringLiteral("stored anew")), 60'000);
        QCOMPARE(person.said("conflictFact13"), QStringLiteral("not there"));
        QCOMPARE(person.dialog()->windowTitle(), QStringLiteral("Not there any more"));

        person.choose("conflictStore");
        const QString expired = QStringLiteral("“key” was not saved: somebody had changed it, and that has expired meanwhile.");
        QCOMPARE(person.said("conflictDialogTitle"), expired);
        QCOMPARE(person.said("conflictFact01"), QStringLiteral("Yours"));
        QCOMPARE(person.said("conflictFact13"), QStringLiteral("not there"));
        QCOMPARE(person.see<QRadioButton>("conflictStore")->text(), QStringLiteral("&Store mine anew, unless somebody is faster"));
        QCOMPARE(person.consent()->text(), QStringLiteral("St&ore anew"));
        person.choose("conflictGiveUp");
        QCOMPARE(person.said("conflictDialogTitle"), expired);
        QCOMPARE(person.see<QRadioButton>("conflictGiveUp")->text(), QStringLiteral("&Let it go, and discard mine"));
        person.choose("conflictMerge"); // it is at hand still, with what was typed
        QVERIFY(person.said("conflictDialogTitle").contains(QStringLiteral("What is merged will be stored anew")));
        QCOMPARE(person.said("conflictFact01"), QStringLiteral("Merged"));
        QVERIFY(person.see<ValueTextEdit>("mergeText")->text().contains('x'));
    }

    void clocksTickWhileTheyAreSeen()
    {
        QWidget widget;
        int ticks = 0;
        SeenClock clock(&widget, [&ticks] { ++ticks; });
        widget.show();
        QCOMPARE(ticks, 0); // it does not run yet
        clock.setRunning(true);
        QTRY_VERIFY(ticks > 0);
        widget.hide();
        const int before = ticks;
        QElapsedTimer hidden;
        hidden.start();
        QTRY_VERIFY(hidden.elapsed() > 1'500);
        QCOMPARE(ticks, before);
        widget.show();
        QCOMPARE(ticks, before + 1);
        QTRY_VERIFY(ticks > before + 1);
        clock.setRunning(false);
        const int last = ticks;
        widget.hide();
        widget.show();
        QCOMPARE(ticks, last);
    }

    /// Guarded by theirs: a third change is a conflict again.
    void overwritingIsGuardedToo()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 1);
        Saver person(server);
        person.begin("key", "mine");
        server.set("key", "theirs", 2, 300);
        person.agree();
        QVERIFY(person.hasConflict());
        server.set("key", "a third", 3, 400);
        person.choose("conflictStore");
        person.agree();
        QTRY_COMPARE(person.said("conflictFact23"), QStringLiteral("3"));
        QVERIFY(!person.consent()->isEnabled());
        QCOMPARE(server.value("key"), QByteArray("a third"));
        person.choose("conflictStore");
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        const PeekedItem item = server.peek("key");
        QCOMPARE(item.value, QByteArray("mine"));
        QCOMPARE(item.answer.flags, 1U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 400)); // the one that it had then
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(server.value("key"), QByteArray("a third"));
        QCOMPARE(server.peek("key").answer.flags, 3U);
    }

    void bothChangesAreMerged()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\ntwo\nTHREE\n");
        chooseMerge(person);
        QVERIFY(person.see<QWidget>("mergeText")->isVisible());
        QTRY_VERIFY(person.consent()->isEnabled());
        const QString command = person.see<ElidedLabel>("conflictCommand")->text();
        QVERIFY2(command.startsWith(QStringLiteral("REPLACE key ")) && command.contains(QStringLiteral(" cas="))
                     && command.endsWith(QStringLiteral("with the merged value")),
                 qPrintable(command));
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("ONE\ntwo\nTHREE\n"));
    }

    void jsonOfOneLineIsMergedByMember()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, R"({"name":"Ann", "visits":1, "roles":["a"]})", R"({"name":"Anne", "visits":1, "roles":["a"]})",
              R"({"name":"Ann", "visits":2, "roles":["a","b"]})");
        chooseMerge(person);
        QTRY_VERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray(R"({"name":"Anne", "visits":2, "roles":["a","b"]})"));
    }

    void aMergeWithConflictsHasToBeDecided()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, "one\n", "mine\n", "theirs\n");
        chooseMerge(person);
        auto *text = person.see<ValueTextEdit>("mergeText");
        QVERIFY(text->text().startsWith("<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>>"));
        QVERIFY(!person.consent()->isEnabled());
        // Long lines are wrapped, unless that is not wanted.
        QVERIFY(text->send(ByteEditor::SCI_GETWRAPMODE) != ByteEditor::SC_WRAP_NONE);
        person.see<QCheckBox>("mergeWrap")->click();
        QCOMPARE(text->send(ByteEditor::SCI_GETWRAPMODE), qint64(ByteEditor::SC_WRAP_NONE));
        text->setFocus();
        text->send(ByteEditor::SCI_SELECTALL);
        QTest::keyClicks(text, QStringLiteral("both"));
        QVERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("both"));
    }

    /// No line end and no blank becomes another one on the way.
    void aMergeKeepsEveryOtherByte()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, "one\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\nfour\r\n",
              "mine\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\nfour\r\n", "one\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\ntheirs\r\n");
        chooseMerge(person);
        QTRY_VERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("mine\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\ntheirs\r\n"));
    }

    void aDeletedItemIsStoredAnewOrNot()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 4, 300);
        Saver person(server);
        person.begin("key", "mine");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        person.agree();
        QVERIFY(person.hasConflict());
        QVERIFY(person.said("conflictDialogTitle").contains(QStringLiteral("deleted")));
        QVERIFY(!person.see<QRadioButton>("conflictMerge")->isVisible());
        person.choose("conflictStore");
        QVERIFY(person.consent()->isEnabled()); // its TTL is not over yet
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        const PeekedItem item = server.peek("key");
        QCOMPARE(item.value, QByteArray("mine"));
        QCOMPARE(item.answer.flags, 4U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 300));
        QCOMPARE(person.journal.text(), QStringLiteral("Undo adding of “key”"));
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QVERIFY(!server.holds("key"));
    }

    void ofAnExpiredItemTheTtlHasToBeChosen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 8);
        Saver person(server);
        person.begin("key", "mine");
        server.set("key", "theirs", 0, 8);
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY_WITH_TIMEOUT(person.said("conflictDialogTitle").contains(QStringLiteral("has expired")), 60'000);
        QTRY_VERIFY(!server.holds("key"));
        person.choose("conflictStore");
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(person.see<QComboBox>("ttlForm")->isVisible());
        person.see<QComboBox>("ttlForm")->setFocus();
        QTest::keyClick(person.see<QComboBox>("ttlForm"), Qt::Key_End);
        QVERIFY(person.consent()->isEnabled());
        // Somebody is faster.
        server.set("key", "theirs");
        person.agree();
        QTRY_VERIFY(person.said("conflictDialogTitle").contains(QStringLiteral("somebody has changed")));
        QCOMPARE(server.value("key"), QByteArray("theirs"));
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QCOMPARE(person.abandoned.size(), 1);
    }

    void whatIsThereMayExpireToo()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, "before", "mine", "theirs");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "key"}).succeeded());
        person.choose("conflictStore");
        person.agree();
        QTRY_VERIFY(person.said("conflictDialogTitle").contains(QStringLiteral("deleted")));
        QVERIFY2(person.said("conflictDialogEndText").contains(QStringLiteral("has gone meanwhile too")),
                 qPrintable(person.said("conflictDialogEndText")));
        QVERIFY(!server.holds("key"));
    }

    void aMergeIsNotLostByEscape()
    {
        ChangedServer server;
        Saver person(server);
        cross(server, person, "one\n", "mine\n", "theirs\n");
        chooseMerge(person);
        auto *text = person.see<ValueTextEdit>("mergeText");
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("x"));
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QVERIFY(person.abandoned.isEmpty());
        auto *question = person.see<QMessageBox>("discardTyped");
        QVERIFY(question && question->isVisible());
        QVERIFY2(question->text().contains(QStringLiteral("merged value of “key”")), qPrintable(question->text()));
        QTest::mouseClick(question->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_COMPARE(person.abandoned.size(), 1);
    }
};

QTEST_MAIN(TestItemConflicts)
#include "tst_itemconflicts.moc"

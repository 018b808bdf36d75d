#include "ui/keys/keychangedialog.h"

#include "tests/keychangeasking.h"
#include "tests/patience.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/keys/keyreportmodel.h"
#include "ui/keys/keyrunreport.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

namespace {

/// A dialog over all keys of a server, as a person sees it.
class Changer
{
public:
    Changer(ChangedServer &server, UndoJournal &journal, KeyChange::Kind kind, Environment environment = Environment::None)
        : m_keys(server.list())
    {
        const KeyRunTarget target{
            .connection = &server.connection, .journal = &journal, .profile = QStringLiteral("Shop"), .environment = environment};
        dialog = new KeyChangeDialog(target, m_keys.listing, m_keys.indexes, kind);
        dialog->open();
    }
    ~Changer() { delete dialog; }
    Q_DISABLE_COPY_MOVE(Changer)

    template <typename Widget> Widget *see(const char *name) const { return dialog->findChild<Widget *>(QLatin1String(name)); }
    QString said(const char *name) const { return see<QLabel>(name)->text(); }
    bool isSeen(const char *name) const { return see<QWidget>(name)->isVisible(); }
    QPushButton *consent() const { return see<QPushButton>("keyChangeConsent"); }
    void click(const char *name) const { QTest::mouseClick(see<QWidget>(name), Qt::LeftButton); }
    bool isReady() const
    {
        return comesTrue([this] { return consent()->isEnabled(); });
    }
    bool isOver() const
    {
        return comesTrue([this] { return see<KeyRunReport>("keyRunReport")->isVisible(); });
    }
    QString cell(int row, int column) const { return see<QTableView>("keyReportTable")->model()->index(row, column).data().toString(); }
    int rows() const { return see<QTableView>("keyReportTable")->model()->rowCount(); }

    QPointer<KeyChangeDialog> dialog;

private:
    RunKeys m_keys;
};

} // namespace

class TestKeyChangeDialog : public QObject
{
    Q_OBJECT

private slots:
    void itSaysFirstWhatWillHappen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("user:1", QByteArray(1'000, 'v'));
        server.set("user:2\n", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QCOMPARE(person.said("keyChangeTitle"), QStringLiteral("Delete 2 keys from 127.0.0.1:%1?").arg(server.server().port()));
        QVERIFY(person.isReady());
        QVERIFY(person.said("keyChangeSize").startsWith(QStringLiteral("Memory on the server: 1.")));
        QCOMPARE(person.see<QPlainTextEdit>("keyChangeSample")->toPlainText(), QStringLiteral("user:1\nuser:2\\n"));
        QVERIFY(person.said("keyChangeUndoText").startsWith(QStringLiteral("Everything can be put back")));
        QVERIFY(!person.isSeen("keyChangeBeyond") && !person.isSeen("keyChangeTakeUnguarded"));
        QCOMPARE(person.consent()->text(), QStringLiteral("&Delete 2 keys"));
        person.click("keyChangeUndo");
        QCOMPARE(person.said("keyChangeUndoText"), QStringLiteral("What is deleted cannot be brought back."));
    }

    /// What only many keys need is not asked of one.
    void ofOneKeyOnlyWhatMattersIsSeen_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::newRow("delete") << true;
        QTest::newRow("TTL") << false;
    }
    void ofOneKeyOnlyWhatMattersIsSeen()
    {
        QFETCH(bool, deletes);
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("user:1", "value");
        UndoJournal journal;
        const Changer person(server, journal, deletes ? KeyChange::Kind::Delete : KeyChange::Kind::SetTtl);
        QVERIFY(person.isReady());
        QCOMPARE(
            person.said("keyChangeTitle"),
            (deletes ? QStringLiteral("Delete “user:1” from 127.0.0.1:%1?") : QStringLiteral("Set the TTL of “user:1” on 127.0.0.1:%1?"))
                .arg(server.server().port()));
        QCOMPARE(person.consent()->text(), deletes ? QStringLiteral("&Delete") : QStringLiteral("&Set TTL"));
        for (const char *part : {"keyChangeSample", "keyChangeRate", "keyChangeTime", "keyChangeLimit", "keyChangeBeyond"})
            QVERIFY2(!person.isSeen(part), part);
        QVERIFY(person.isSeen("keyChangeUndo"));
        const QList<QLabel *> labels = person.dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QVERIFY2(!label->isVisible() || !label->text().contains(QStringLiteral("peed")), qPrintable(label->text()));
        QVERIFY(person.said("keyChangeUndoText").contains(QStringLiteral("can be put back")));
        person.click("keyChangeUndo");
        QVERIFY(person.said("keyChangeUndoText").contains(QStringLiteral("cannot be")));
    }

    void aLongKeyIsSeenWhole()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        const QByteArray key(250, 'k');
        server.set(key, "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.isReady());
        QVERIFY(person.isSeen("keyChangeSample"));
        QCOMPARE(person.see<QPlainTextEdit>("keyChangeSample")->toPlainText(), QString::fromLatin1(key));
        QVERIFY(person.dialog->width() < 900);
    }

    void enterAndEscapeDeleteNothing()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        {
            const Changer person(server, journal, KeyChange::Kind::Delete);
            QVERIFY(person.isReady());
            QVERIFY(!person.consent()->isDefault() && !person.consent()->autoDefault());
            QTest::keyClick(person.dialog, Qt::Key_Return);
            QTRY_VERIFY(!person.dialog);
        }
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.isReady());
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog);
        QVERIFY(server.holds("a"));
    }

    void keysAreDeletedAndPutBack()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const char *key : {"a", "b", "c", "d"})
            server.set(key, "old", 3);
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        const QSignalSpy gone(person.dialog, &KeyRunDialog::keysGone);
        const QSignalSpy restored(person.dialog, &KeyRunDialog::keysRestored);
        server.set("b", "new");
        QVERIFY(server.ask({.opcode = Opcode::Delete, .key = "d"}).succeeded());
        QVERIFY(person.isReady());
        person.click("keyChangeConsent");
        QVERIFY(person.isOver());
        QCOMPARE(person.said("keyReportTitle"), QStringLiteral("Deleted: 2 of 4 keys"));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone.constFirst().constFirst().value<QList<int>>().size(), 3);
        QTRY_COMPARE(person.rows(), 2);
        QCOMPARE(person.cell(0, KeyReportModel::KeyColumn), QStringLiteral("b"));
        QVERIFY(person.cell(0, KeyReportModel::ReasonColumn).startsWith(QStringLiteral("Kept: rewritten")));
        QVERIFY(person.cell(1, KeyReportModel::ReasonColumn).startsWith(QStringLiteral("Gone already")));
        QVERIFY(!person.isSeen("keyChangeConsent"));
        QCOMPARE(person.see<QPushButton>("keyRunUndo")->toolTip(), QStringLiteral("Undo deletion of 2 keys"));

        server.set("c", "newer");
        person.click("keyRunUndo");
        QTRY_COMPARE(person.said("keyReportTitle"), QStringLiteral("Put back: 1 of 2 keys"));
        QCOMPARE(restored.size(), 1);
        QCOMPARE(server.value("a"), QByteArray("old"));
        QCOMPARE(server.value("c"), QByteArray("newer"));
        QCOMPARE(person.see<QPushButton>("keyRunUndo")->toolTip(), QStringLiteral("Undo deletion of 1 key")); // once that one is gone again
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog);
    }

    void aTtlIsSetByKeyboard()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::SetTtl);
        const QSignalSpy retimed(person.dialog, &KeyRunDialog::keysRetimed);
        QVERIFY(person.isReady());
        QVERIFY(person.said("keyChangeGuard").contains(QStringLiteral("two steps")));
        QVERIFY(person.said("keyChangeGuard").endsWith(QStringLiteral("counts as fetched, and as used just now."))); // as it does:
        QCOMPARE(server.peek("a").answer.wasRead, std::optional(false));
        auto *number = person.see<QSpinBox>("ttlNumber");
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("45"));
        QTest::keyClick(person.see<QComboBox>("ttlUnit"), Qt::Key_End);
        QCOMPARE(person.see<QComboBox>("ttlUnit")->currentText(), QStringLiteral("days"));
        person.consent()->setFocus();
        QTest::keyClick(person.consent(), Qt::Key_Space);
        QTRY_VERIFY(!person.dialog); // there is nothing to read, and it can be undone
        QCOMPARE(retimed.size(), 1);
        QCOMPARE(journal.text(), QStringLiteral("Undo new TTL of 1 key"));
        QVERIFY(std::abs(server.peek("a").answer.timeToLive.value_or(0) - 45 * 86'400) < 60);
        QCOMPARE(server.peek("a").answer.wasRead, std::optional(true));
    }

    void withoutCasItAsks()
    {
        ChangedServer server({QStringLiteral("-C")});
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QTRY_VERIFY(person.said("keyChangeUnguardedText").startsWith(QStringLiteral("The server told no CAS")));
        QTRY_VERIFY(person.said("keyChangeUndoText").startsWith(QStringLiteral("It can be put back")));
        QVERIFY(!person.consent()->isEnabled());
        person.click("keyChangeTakeUnguarded");
        QVERIFY(person.consent()->isEnabled());
        person.click("keyChangeConsent");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(!server.holds("a"));
    }

    void withoutATextChannelNothingIsKept()
    {
        const RunKeys keys = namedKeys({"a"});
        ChangedServer binary({QStringLiteral("-B"), QStringLiteral("binary")});
        QVERIFY(binary.begin());
        binary.set("a", "value");
        UndoJournal journal;
        const KeyRunTarget target{.connection = &binary.connection, .journal = &journal};
        KeyChangeDialog question(target, keys.listing, keys.indexes, KeyChange::Kind::Delete);
        question.open();
        QTRY_VERIFY(!question.findChild<QCheckBox *>(QStringLiteral("keyChangeUndo"))->isEnabled());
        QTRY_VERIFY(question.findChild<QPushButton *>(QStringLiteral("keyChangeConsent"))->isEnabled());
        KeyChangeDialog ttl(target, keys.listing, keys.indexes, KeyChange::Kind::SetTtl);
        ttl.open();
        auto *unlooked = ttl.findChild<QCheckBox *>(QStringLiteral("keyChangeTakeUnlooked"));
        QTRY_VERIFY(unlooked->isVisible());
        auto *consent = ttl.findChild<QPushButton *>(QStringLiteral("keyChangeConsent"));
        QVERIFY(!consent->isEnabled());
        QTest::mouseClick(unlooked, Qt::LeftButton);
        QTRY_VERIFY(consent->isEnabled());
    }

    void escapeCancelsWhatRuns()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        for (const QByteArray &key : numberedKeys(500))
            server.set(key, "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.isReady());
        person.see<QSpinBox>("keyChangeRate")->setValue(20);
        person.click("keyChangeConsent");
        QTRY_VERIFY(person.said("keyRunCount").endsWith(QStringLiteral("of 500 keys")));
        QTRY_VERIFY(person.said("keyRunLatency").contains(QStringLiteral(" ms")));
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QVERIFY(person.isOver());
        QVERIFY(person.dialog);
        QVERIFY(person.said("keyReportTitle").startsWith(QStringLiteral("Cancelled. Deleted: ")));
        QTRY_VERIFY(person.rows() > 0);
        QVERIFY(server.holds("key:000499"));
    }

    void theLastChangeIsUndoneLater()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), {.kind = KeyChange::Kind::Delete}, {});
        QVERIFY(finishes(run));
        KeyRunTarget target{.connection = &server.connection, .journal = &journal, .environment = Environment::Production};
        const QPointer<KeyRunDialog> refused = new KeyRunDialog(target);
        refused->open();
        refused->undo();
        QTRY_VERIFY(refused->findChild<RunQuestionDialog *>());
        QTest::keyClick(refused->findChild<RunQuestionDialog *>(), Qt::Key_Escape);
        QTRY_VERIFY(!refused);
        QVERIFY(!server.holds("a"));
        target.environment = Environment::None;
        const QPointer<KeyRunDialog> dialog = new KeyRunDialog(target);
        const QSignalSpy restored(dialog, &KeyRunDialog::keysRestored);
        dialog->open();
        dialog->undo();
        QTRY_COMPARE(dialog->findChild<QLabel *>(QStringLiteral("keyReportTitle"))->text(), QStringLiteral("Put back: 1 key"));
        QCOMPARE(restored.size(), 1);
        QCOMPARE(server.value("a"), QByteArray("value"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!dialog);
    }

    void whatExpiresWhileUndoIsAskedAboutIsNotPutBack()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), {.kind = KeyChange::Kind::Delete}, {});
        QVERIFY(finishes(run));
        const KeyRunTarget target{.connection = &server.connection, .journal = &journal, .environment = Environment::Production};
        const QPointer<KeyRunDialog> dialog = new KeyRunDialog(target);
        dialog->open();
        dialog->undo();
        QTRY_VERIFY(dialog->findChild<RunQuestionDialog *>());
        journal.clear();
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("consent")), Qt::LeftButton);
        QTRY_VERIFY(!dialog);
        QVERIFY(!server.holds("a"));
    }

    void keysOfOneServerAreNotDeletedFromAnother()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        ChangedServer another;
        QVERIFY(another.begin());
        another.set("a", "of another"); // with the same CAS, as it happens where both were just filled
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.isReady());
        const ConnectionOptions here = server.connection.options();
        server.connection.open(another.connection.options());
        QTRY_VERIFY(server.connection.isReady());
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(person.said("keyChangeErrorText").contains(another.connection.options().place()));
        server.connection.open(here);
        QVERIFY(person.isReady());
    }

    void aLowerLimitForgetsNothingUntilItIsUsed()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("large", QByteArray(600'000, 'v'));
        UndoJournal journal;
        KeyChangeRun run(&server.connection, &journal, server.list(), {.kind = KeyChange::Kind::Delete}, {});
        QVERIFY(finishes(run));
        server.set("large", QByteArray(600'000, 'w'));
        KeyChangeRun second(&server.connection, &journal, server.list(), {.kind = KeyChange::Kind::Delete}, {});
        QVERIFY(finishes(second));
        const qint64 kept = journal.byteSize();
        QVERIFY(kept > 1'200'000);
        server.set("a", "value");
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.isReady());
        person.see<QSpinBox>("keyChangeLimit")->setValue(1);
        QVERIFY(person.isReady());
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(journal.byteSize(), kept);
    }

    void productionIsAskedAbout()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete, Environment::Production);
        QVERIFY(person.isReady());
        person.click("keyChangeConsent");
        QTRY_VERIFY(person.see<RunQuestionDialog>("runQuestion"));
        QVERIFY(person.said("runQuestionText").contains(QStringLiteral("production server “Shop”")));
        QTest::keyClick(person.see<RunQuestionDialog>("runQuestion"), Qt::Key_Escape);
        QTRY_VERIFY(!person.see<RunQuestionDialog>("runQuestion"));
        QVERIFY(server.holds("a"));
        person.click("keyChangeConsent");
        QTRY_VERIFY(person.see<RunQuestionDialog>("runQuestion"));
        person.click("consent");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(!server.holds("a"));
    }

    void aReadOnlyConnectionCannot()
    {
        ChangedServer server;
        QVERIFY(server.begin(Access::ReadOnly));
        server.set("a", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        QVERIFY(person.said("keyChangeErrorText").contains(QStringLiteral("read-only")));
        QTRY_VERIFY(!person.said("keyChangeUndoText").isEmpty());
        QVERIFY(!person.consent()->isEnabled());
    }

    void aListingFromBeforeARestartIsNotChanged()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("a", "value");
        UndoJournal journal;
        const Changer person(server, journal, KeyChange::Kind::Delete);
        const QSignalSpy counted(person.dialog, &KeyRunDialog::counted);
        QVERIFY(person.isReady());
        QCOMPARE(counted.size(), 1);
        QCOMPARE(counted.constFirst().at(1).value<LookTally>().hits, 1);
        QVERIFY(server.restart());
        server.set("a", "of somebody else");
        QTRY_VERIFY2(person.said("keyChangeErrorText").contains(QStringLiteral("restarted since these keys were listed")),
                     qPrintable(person.said("keyChangeErrorText")));
        QVERIFY(!person.consent()->isEnabled());
        QVERIFY(server.holds("a"));
    }

    /// No longer than a moment, however many rows there are.
    void ofManyRowsTheFirstAreCopied()
    {
        constexpr int parts = 10;
        KeyRunReport view;
        const QList<QByteArray> names = numberedKeys(15'000);
        KeyListing listing;
        for (int i = 0; i < parts; ++i) {
            KeySegment segment;
            for (const QByteArray &name : names)
                KeySample::append(segment, name, {});
            listing.append(std::move(segment));
        }
        const KeyReport many{KeyRunPurpose::Delete, {.listing = listing}, std::make_shared<KeyOutcomes>(listing.size())};
        view.setReport(many, QStringLiteral("Over"), {}, Tone::Notice);
        view.show();
        auto *table = view.findChild<QTableView *>(QStringLiteral("keyReportTable"));
        QTRY_COMPARE(table->model()->rowCount(), listing.size());
        table->selectAll();
        QTest::mouseClick(view.findChild<QPushButton *>(QStringLiteral("keyReportCopy")), Qt::LeftButton);
        QTRY_COMPARE(view.findChild<QLabel *>(QStringLiteral("keyReportFound"))->text(),
                     QStringLiteral("Copied: the first 100,000 keys; save them as CSV for all"));
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 100'000);
    }

    void theReportIsFilteredCopiedAndSaved()
    {
        QTemporaryDir folder;
        KeyRunReport view;
        auto *table = view.findChild<QTableView *>(QStringLiteral("keyReportTable"));
        const QAbstractItemModelTester tester(table->model());
        KeyOutcomes outcomes(4);
        outcomes.settle(0, KeyOutcome::Done);
        outcomes.settle(1, KeyOutcome::Changed);
        outcomes.refuse(2, QStringLiteral("The server, \"said\" no."));
        outcomes.settle(3, KeyOutcome::Changed);
        const KeyReport report{KeyRunPurpose::Delete, namedKeys({"one", "two", QByteArray("\xff\x00", 2), "three"}),
                               std::make_shared<KeyOutcomes>(outcomes)};
        view.setReport(report, QStringLiteral("Over"), {}, Tone::Notice);
        view.show();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *filter = view.findChild<QLineEdit *>(QStringLiteral("keyReportFilter"));
        QTest::keyClicks(filter, QStringLiteral("thr"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        auto *found = view.findChild<QLabel *>(QStringLiteral("keyReportFound"));
        auto *copy = view.findChild<QPushButton *>(QStringLiteral("keyReportCopy"));
        QTest::mouseClick(copy, Qt::LeftButton);
        QTRY_COMPARE(found->text(), QStringLiteral("Copied: 1 key"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("three\tKept: rewritten or moved since the list was made\n"));
        QTest::keyClicks(filter, QStringLiteral("x"));
        QTRY_COMPARE(table->model()->rowCount(), 0);
        filter->clear();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *outcome = view.findChild<QComboBox *>(QStringLiteral("keyReportOutcome"));
        QTest::keyClick(outcome, Qt::Key_Down);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QTest::keyClick(outcome, Qt::Key_Home);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        // The selected rows in their order, whichever was selected first.
        table->selectRow(2);
        table->selectionModel()->select(table->model()->index(0, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTest::mouseClick(copy, Qt::LeftButton);
        QTRY_COMPARE(found->text(), QStringLiteral("Copied: 2 keys"));
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral(
                     "two\tKept: rewritten or moved since the list was made\nthree\tKept: rewritten or moved since the list was made\n"));
        const QString path = folder.filePath(QStringLiteral("report.csv"));
        view.saveTo(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
                 QByteArray("key,keyBase64,outcome\r\n"
                            "two,,Kept: rewritten or moved since the list was made\r\n"
                            ",/wA=,\"The server, \"\"said\"\" no.\"\r\n"
                            "three,,Kept: rewritten or moved since the list was made\r\n"));
        QTRY_VERIFY(view.findChild<QLabel *>(QStringLiteral("keyReportFound"))->text().startsWith(QStringLiteral("Saved to")));
        view.saveTo(folder.filePath(QStringLiteral("nowhere/report.csv")));
        QTRY_VERIFY(view.findChild<QLabel *>(QStringLiteral("keyReportFound"))->text().contains(QStringLiteral("cannot be written")));
    }
};

QTEST_MAIN(TestKeyChangeDialog)
#include "tst_keychangedialog.moc"

#include "ui/itemedit/itemsaving.h"

#include "tests/keychangeasking.h"
#include "tests/servers/faultproxy.h"
#include "ui/elidedlabel.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/itemedit/conflictdialog.h"
#include "ui/itemedit/mergepane.h"
#include "ui/itemedit/savedialog.h"
#include "ui/keys/ttlfield.h"
#include "ui/theme.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/diffarea.h"
#include "ui/values/diffview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabBar>

namespace {

/// A person who has changed the value of a key and wants it saved.
class Saver
{
public:
    explicit Saver(ChangedServer &server, Environment environment = Environment::None)
        : saving(&server.connection, &journal, &window)
        , saved(&saving, &ItemSaving::saved)
        , discarded(&saving, &ItemSaving::discarded)
        , abandoned(&saving, &ItemSaving::abandoned)
        , told(&saving, &ItemSaving::told)
        , m_server(server)
    {
        window.resize(1'000, 700);
        window.show();
        saving.setProfile(environment == Environment::Production ? QStringLiteral("Shop") : QString(), environment, ClientLibrary::Unknown);
    }
    ~Saver() = default;
    Q_DISABLE_COPY_MOVE(Saver)

    /// As the page would have found it.
    FoundItem look(const QByteArray &key) const
    {
        const PeekedItem item = m_server.peek(key);
        FoundItem found{.answer = item.answer, .time = QDateTime::currentDateTime()};
        const auto value = std::make_shared<const QByteArray>(item.value);
        found.answer.size = quint64(value->size());
        found.value = *value;
        found.owner = value;
        return found;
    }
    static EditedValue edited(const QByteArray &key, const FoundItem &base, const QByteArray &value)
    {
        EditedValue edit{.key = key, .stored = value, .base = base.value->toByteArray()};
        edit.reading = shareReading(readValue(edit.base, base.answer.flags.value_or(0), ClientLibrary::Unknown, {}));
        edit.before = edit.reading->bytes;
        edit.after = value;
        return edit;
    }
    void begin(const QByteArray &key, const QByteArray &value)
    {
        const FoundItem base = look(key);
        saving.save(edited(key, base, value), base);
    }

    SavingDialog *dialog() const
    {
        const auto dialogs = window.findChildren<SavingDialog *>();
        for (SavingDialog *found : dialogs) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    template <typename Widget> Widget *see(const char *name) const
    {
        return dialog() ? dialog()->findChild<Widget *>(QLatin1String(name)) : nullptr;
    }
    QString said(const char *name) const { return see<QLabel>(name) ? see<QLabel>(name)->text() : QString(); }
    QPushButton *consent() const
    {
        return dialog() ? dialog()->findChild<QPushButton *>(dialog()->objectName() + QStringLiteral("Consent")) : nullptr;
    }
    void agree() const { QTest::mouseClick(consent(), Qt::LeftButton); }
    void choose(const char *name) const
    {
        auto *button = see<QRadioButton>(name);
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, button->height() / 2));
    }
    ConflictDialog *conflict() const { return qobject_cast<ConflictDialog *>(dialog()); }
    bool hasConflict() const
    {
        return QTest::qWaitFor([this] { return conflict() != nullptr; }, 10'000);
    }

    UndoJournal journal;
    QWidget window;
    ItemSaving saving;
    QSignalSpy saved;
    QSignalSpy discarded;
    QSignalSpy abandoned;
    QSignalSpy told;

private:
    ChangedServer &m_server;
};

} // namespace

class TestItemSaving : public QObject
{
    Q_OBJECT

private:
    static bool fitsSmallWindow(const QDialog *dialog)
    {
        const QSize least = dialog->minimumSizeHint();
        return least.width() <= 620 && least.height() <= 460;
    }

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
        QVERIFY(std::abs(*item.answer.timeToLive - 500) <= 3);
        QCOMPARE(person.told.constFirst().constFirst().toString(), QStringLiteral("“key” is saved."));
        QCOMPARE(person.journal.text(), QStringLiteral("Undo saving of “key”"));
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(outcomesOf(undo), QByteArray("done"));
        item = server.peek("key");
        QCOMPARE(item.value, QByteArray("before"));
        QCOMPARE(item.answer.flags, 77U);
        QVERIFY(std::abs(*item.answer.timeToLive - 500) <= 4);
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
        QVERIFY(std::abs(*item.answer.timeToLive - 40 * 86'400) <= 3);
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
        QVERIFY(std::abs(*server.peek("key").answer.timeToLive - 900) <= 3);
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
        QVERIFY(std::abs(*item.answer.timeToLive - 400) <= 3); // the one that it had then
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QCOMPARE(server.value("key"), QByteArray("a third"));
        QCOMPARE(server.peek("key").answer.flags, 3U);
    }

    void bothChangesAreMerged()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\ntwo\nthree\n");
        Saver person(server);
        person.begin("key", "ONE\ntwo\nthree\n");
        server.set("key", "one\ntwo\nTHREE\n");
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
        QVERIFY(person.see<QWidget>("mergeText")->isVisible());
        QTRY_VERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray("ONE\ntwo\nTHREE\n"));
    }

    void jsonOfOneLineIsMergedByMember()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", R"({"name":"Ann", "visits":1, "roles":["a"]})");
        Saver person(server);
        person.begin("key", R"({"name":"Anne", "visits":1, "roles":["a"]})");
        server.set("key", R"({"name":"Ann", "visits":2, "roles":["a","b"]})");
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
        QTRY_VERIFY(person.consent()->isEnabled());
        person.agree();
        QTRY_COMPARE(person.saved.size(), 1);
        QCOMPARE(server.value("key"), QByteArray(R"({"name":"Anne", "visits":2, "roles":["a","b"]})"));
    }

    void aMergeWithConflictsHasToBeDecided()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\n");
        Saver person(server);
        person.begin("key", "mine\n");
        server.set("key", "theirs\n");
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
        auto *text = person.see<ValueTextEdit>("mergeText");
        QVERIFY(text->text().startsWith("<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>>"));
        QVERIFY(!person.consent()->isEnabled());
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
        QVERIFY(server.begin());
        server.set("key", "one\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\nfour\r\n");
        Saver person(server);
        person.begin("key", "mine\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\nfour\r\n");
        server.set("key", "one\r\ntwo\xc2\xa0\xe2\x80\xa8two\rthree\r\ntheirs\r\n");
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
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
        QVERIFY(std::abs(*item.answer.timeToLive - 300) <= 4);
        QCOMPARE(person.journal.text(), QStringLiteral("Undo adding of “key”"));
        UndoRun undo(&server.connection, &person.journal, 0);
        QVERIFY(finishes(undo));
        QVERIFY(!server.holds("key"));
    }

    void ofAnExpiredItemTheTtlHasToBeChosen()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "before", 0, 1);
        Saver person(server);
        person.begin("key", "mine");
        QTRY_VERIFY(!server.holds("key"));
        person.agree();
        QVERIFY(person.hasConflict());
        person.choose("conflictStore");
        QTRY_VERIFY(!person.consent()->isEnabled());
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
                QTRY_COMPARE_WITH_TIMEOUT(person.saved.size(), 1, 10'000);
                QCOMPARE(server.value("key"), QByteArray("mine"));
            } else {
                QTRY_VERIFY_WITH_TIMEOUT(person.said("saveDialogEndText").startsWith(QStringLiteral("Not saved.")), 10'000);
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
        QTRY_COMPARE(cancel->text(), QStringLiteral("Do not wait"));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(person.said("saveDialogEndText").startsWith(QStringLiteral("Nobody knows yet whether it was saved")));
        QVERIFY(person.saving.work().isEmpty());
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QCOMPARE(person.abandoned.size(), 1);
        server.server().resume();
        QTRY_COMPARE(server.value("key"), QByteArray("mine"));
    }

    void aMergeIsNotLostByEscape()
    {
        ChangedServer server;
        QVERIFY(server.begin());
        server.set("key", "one\n");
        Saver person(server);
        person.begin("key", "mine\n");
        server.set("key", "theirs\n");
        person.agree();
        QVERIFY(person.hasConflict());
        QTRY_VERIFY(person.see<QRadioButton>("conflictMerge")->isEnabled());
        person.choose("conflictMerge");
        auto *text = person.see<ValueTextEdit>("mergeText");
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("x"));
        QTest::keyClick(person.dialog(), Qt::Key_Escape);
        QVERIFY(person.abandoned.isEmpty());
        auto *question = person.see<QMessageBox>("discardTyped");
        QVERIFY(question && question->isVisible());
        QTest::mouseClick(question->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_COMPARE(person.abandoned.size(), 1);
    }
};

QTEST_MAIN(TestItemSaving)
#include "tst_itemsaving.moc"

#include "connection/text/itemsize.h"
#include "tests/asking.h"
#include "tests/keyperson.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "tests/textasking.h"
#include "ui/itemedit/conflictdialog.h"
#include "ui/itemedit/savedialog.h"
#include "ui/keys/keyrundialog.h"
#include "ui/noticerow.h"
#include "ui/serverpage.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/diffview.h"
#include "ui/values/valuepage.h"
#include "ui/workbench/scripttabs.h"

#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolButton>

/// Changes the value of a key in the real window and saves it.
class TestSavedValues : public QObject
{
    Q_OBJECT

    PrivateHome m_home;
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<KeyPerson> m_person;
    Connection m_connection;

    void store(const QByteArray &key, const QByteArray &value, quint32 flags, quint32 expiry = 0)
    {
        Command command{.opcode = Opcode::Set, .key = key, .value = value};
        command.flags = flags;
        command.expiry = expiry;
        const auto reply = m_connection.execute(command);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY2(reply->outcome().succeeded(), qPrintable(reply->outcome().message()));
    }
    [[nodiscard]] PeekedItem peek(const QByteArray &key) const
    {
        TextChannel channel(optionsFor(m_server->port()));
        const auto reply = channel.peek({key});
        return errorOf(*reply) ? PeekedItem() : reply->takeItems().front();
    }
    [[nodiscard]] KeyDetails *details() const { return m_person->details(); }
    [[nodiscard]] ValuePage *page() const { return details()->findChild<ValuePage *>(QStringLiteral("keyValue")); }
    [[nodiscard]] ValueTextEdit *text() const { return page()->findChild<ValueTextEdit *>(QStringLiteral("keyValueEditText")); }
    [[nodiscard]] QToolButton *button(const char *name) const { return page()->findChild<QToolButton *>(QLatin1String(name)); }
    [[nodiscard]] QByteArray shown() const
    {
        return page()->reading() ? QByteArrayView(page()->reading()->bytes).toByteArray() : QByteArray();
    }
    template <typename Dialog> [[nodiscard]] Dialog *dialog() const
    {
        const auto all = m_person->window().findChildren<Dialog *>();
        for (Dialog *found : all) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    static void agree(const QDialog *asked)
    {
        QTest::mouseClick(asked->findChild<QPushButton *>(asked->objectName() + QStringLiteral("Consent")), Qt::LeftButton);
    }
    /// Changes the value of "a", and asks for it to be saved.
    void changeAndSave()
    {
        m_person->clickRow(int(m_person->shownKeys().indexOf("a")));
        QTRY_COMPARE(details()->key(), QByteArray("a"));
        QTRY_VERIFY(button("keyValueEditButton")->isVisible() && button("keyValueEditButton")->isEnabled());
        QTest::mouseClick(button("keyValueEditButton"), Qt::LeftButton);
        QVERIFY(details()->isEditing());
        QTest::keyClicks(text(), QStringLiteral("new "));
        QVERIFY(details()->isEdited());
        const QSignalSpy asked(details(), &KeyDetails::saveRequested);
        QTRY_VERIFY(button("keyValueEditSaveButton")->isEnabled());
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_COMPARE(asked.size(), 1);
        QTRY_VERIFY(dialog<SaveDialog>());
    }

private slots:
    void initTestCase() { QVERIFY(m_home.use({"config", "state"})); }

    void init()
    {
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection.open(optionsFor(m_server->port()));
        QTRY_VERIFY(m_connection.isReady());
        store("a", "first words", 7, 600);
        m_person = std::make_unique<KeyPerson>();
        m_person->listKeysOf(*m_server);
    }
    void cleanup()
    {
        m_person.reset();
        m_connection.close();
        m_server.reset();
    }

    void aChangedValueIsSavedAndTheChangeIsSeenAndUndone()
    {
        changeAndSave();
        agree(dialog<SaveDialog>());
        QTRY_VERIFY(!details()->isEditing());
        PeekedItem item = peek("a");
        QCOMPARE(item.value, QByteArray("new first words"));
        QCOMPARE(item.answer.flags, 7U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 600));
        QTRY_COMPARE(shown(), QByteArray("new first words"));
        // What it was before can be compared.
        QTabWidget *tabs = page()->tabs();
        const int changes = tabs->count() - 1;
        QTRY_VERIFY(tabs->isTabVisible(changes));
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(changes).center());
        QTRY_COMPARE(page()->findChild<DiffView *>(QStringLiteral("valueChanges"))->changeCount(), 1);
        // The one journal of the page.
        auto *undo = m_person->window().findChild<QAction *>(QStringLiteral("undoKeyChange"));
        QTRY_VERIFY(undo->isEnabled());
        QCOMPARE(undo->text(), QStringLiteral("&Undo saving of “a”"));
        // The list knows it too.
        const auto *model = static_cast<const KeyTableModel *>(m_person->table()->model());
        const int row = model->rowOf("a").value_or(-1);
        QVERIFY(row >= 0);
        QCOMPARE(model->text(row, KeyCell::Cas), QString::number(*item.answer.cas));
        QCOMPARE(model->keyAt(row).size, quint32(wholeItemSize(1, 15, ItemCas::Kept, ItemFlags::Some)));
        QCOMPARE(model->mark(row), KeyChanges::Mark::Changed);
        undo->trigger();
        QTRY_COMPARE(shown(), QByteArray("first words"));
        QVERIFY(!dialog<KeyRunDialog>()); // one line needs no window
        QTRY_COMPARE(model->text(model->rowOf("a").value(), KeyCell::Cas), QString::number(*peek("a").answer.cas));
        QCOMPARE(model->keyAt(model->rowOf("a").value()).size, quint32(wholeItemSize(1, 11, ItemCas::Kept, ItemFlags::Some)));
        QTRY_VERIFY(m_person->window().statusBar()->currentMessage().startsWith(QStringLiteral("Undone")));
        item = peek("a");
        QCOMPARE(item.value, QByteArray("first words"));
        QCOMPARE(item.answer.flags, 7U);
        QVERIFY(isLeftOf(item.answer.timeToLive, 600));
    }

    /// Which the page says too once the save was called off.
    void whatASaveHasFoundIsKnownToThePage()
    {
        const auto giveUp = [this] {
            agree(dialog<SaveDialog>());
            QTRY_VERIFY(dialog<ConflictDialog>());
            auto *conflict = dialog<ConflictDialog>();
            QTest::keyClick(conflict, Qt::Key_Escape);
            QTRY_VERIFY(!dialog<ConflictDialog>());
            QVERIFY(m_person->activate());
            QVERIFY(details()->isEdited());
        };
        const auto *notice = m_person->window().findChild<NoticeRow *>(QStringLiteral("keyNotice"));
        changeAndSave();
        const auto removed = m_connection.execute({.opcode = Opcode::Delete, .key = "a"});
        QTRY_VERIFY(removed->isFinished());
        giveUp();
        QTRY_VERIFY(notice->isVisible() && notice->text().contains(QStringLiteral("has gone from the server")));
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_VERIFY(dialog<SaveDialog>());
        const auto *consent = dialog<SaveDialog>()->findChild<QPushButton *>(QStringLiteral("saveDialogConsent"));
        QCOMPARE(consent->text(), QStringLiteral("&Store anew"));
        store("a", "of somebody else", 7, 600);
        giveUp();
        QTRY_VERIFY(notice->isVisible() && notice->text().contains(QStringLiteral("somebody has changed the value")));
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_VERIFY(dialog<SaveDialog>());
        consent = dialog<SaveDialog>()->findChild<QPushButton *>(QStringLiteral("saveDialogConsent"));
        QCOMPARE(consent->text(), QStringLiteral("&Save"));
        QCOMPARE(peek("a").value, QByteArray("of somebody else"));
    }

    void severalSavesAreUndoneInTurn()
    {
        for (const QByteArray &value : {QByteArray("new first words"), QByteArray("new new first words")}) {
            changeAndSave();
            agree(dialog<SaveDialog>());
            QTRY_VERIFY(!details()->isEditing());
            QTRY_COMPARE(shown(), value);
        }
        QCOMPARE(peek("a").value, QByteArray("new new first words"));
        auto *undo = m_person->window().findChild<QAction *>(QStringLiteral("undoKeyChange"));
        for (const QByteArray &value : {QByteArray("new first words"), QByteArray("first words")}) {
            QTRY_VERIFY(undo->isEnabled());
            undo->trigger();
            QTRY_COMPARE(peek("a").value, value);
        }
        QTRY_VERIFY(!undo->isEnabled());
    }

    void goingToAKeyInANarrowTableKeepsItsBeginningInSight()
    {
        KeyTable *table = m_person->table();
        table->setFixedWidth(table->fontMetrics().averageCharWidth() * 20);
        QVERIFY(table->goTo("a"));
        QCOMPARE(table->horizontalScrollBar()->value(), 0);
    }

    /// None of them reaches a script that is not seen.
    void keysOfTheWorkbenchAreThoseOfTheValueHere()
    {
        m_person->clickRow(int(m_person->shownKeys().indexOf("a")));
        QTRY_VERIFY(button("keyValueEditButton")->isEnabled());
        const auto *scripts = m_person->see<ScriptTabs>("scriptTabs");
        QVERIFY(scripts);
        const qsizetype count = scripts->pages().size();
        auto *bar = m_person->window().statusBar();
        m_person->table()->setFocus();
        m_person->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(bar->currentMessage().startsWith(QStringLiteral("Nothing to save here")));
        m_person->press(Qt::Key_W, Qt::ControlModifier);
        QVERIFY(bar->currentMessage().startsWith(QStringLiteral("This key closes scripts")));
        QCOMPARE(scripts->pages().size(), count);
        QVERIFY(!m_person->action("closeScript")->isEnabled());
        m_person->see<QLineEdit>("goToKeyText")->setFocus();
        m_person->press(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(details()->isEditing());
        QTest::keyClicks(text(), QStringLiteral("new "));
        m_person->table()->setFocus();
        m_person->press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(dialog<SaveDialog>());
        QTest::keyClick(dialog<SaveDialog>(), Qt::Key_Escape);
        m_person->press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(m_person->action("closeScript")->isEnabled());
    }

    void anUndoThatFailsIsShown()
    {
        changeAndSave();
        agree(dialog<SaveDialog>());
        QTRY_VERIFY(!details()->isEditing());
        store("a", "somebody else's", 9);
        auto *undo = m_person->window().findChild<QAction *>(QStringLiteral("undoKeyChange"));
        QTRY_VERIFY(undo->isEnabled());
        undo->trigger();
        QTRY_VERIFY(dialog<KeyRunDialog>());
        QTest::keyClick(dialog<KeyRunDialog>(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog<KeyRunDialog>());
        QCOMPARE(peek("a").value, QByteArray("somebody else's"));
        QCOMPARE(undo->text(), QStringLiteral("&Undo saving of “a”")); // it can be tried again
    }

    void calledOffTheEditGoesOn()
    {
        changeAndSave();
        QTest::keyClick(dialog<SaveDialog>(), Qt::Key_Escape);
        QVERIFY(details()->isEditing() && details()->isEdited());
        QTest::keyClicks(text(), QStringLiteral("er"));
        QCOMPARE(peek("a").value, QByteArray("first words"));
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_VERIFY(dialog<SaveDialog>());
        agree(dialog<SaveDialog>());
        QTRY_VERIFY(!details()->isEditing());
        QCOMPARE(peek("a").value, QByteArray("new erfirst words"));
    }

    void somebodysNewerWriteIsKept()
    {
        changeAndSave();
        store("a", "somebody else's", 9);
        agree(dialog<SaveDialog>());
        QTRY_VERIFY(dialog<ConflictDialog>());
        auto *choice = dialog<ConflictDialog>()->findChild<QRadioButton *>(QStringLiteral("conflictGiveUp"));
        QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(10, choice->height() / 2));
        agree(dialog<ConflictDialog>());
        QTRY_VERIFY(!details()->isEditing());
        QTRY_COMPARE(shown(), QByteArray("somebody else's"));
        QCOMPARE(peek("a").value, QByteArray("somebody else's"));
    }

    void whatSomebodyWroteMeanwhileIsSeenAsAChange()
    {
        m_person->clickRow(int(m_person->shownKeys().indexOf("a")));
        QTRY_COMPARE(shown(), QByteArray("first words"));
        QTabWidget *tabs = page()->tabs();
        QVERIFY(!tabs->isTabVisible(tabs->count() - 1));
        store("a", "first word", 7);
        auto *again = details()->findChild<QAction *>(QStringLiteral("keyAgain"));
        QVERIFY(again);
        QTRY_VERIFY(again->isEnabled());
        again->trigger();
        QTRY_COMPARE(shown(), QByteArray("first word"));
        QVERIFY(tabs->isTabVisible(tabs->count() - 1));
    }
};

QTEST_MAIN(TestSavedValues)
#include "tst_savedvalues.moc"

#include "tests/asking.h"
#include "tests/keyperson.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "ui/keys/gotokey.h"
#include "ui/keys/itempages.h"
#include "ui/pageleave.h"
#include "ui/serverpage.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/valuepage.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

/// Changes the value of a key in the real window, and does other things meanwhile.
class TestEditedKeys : public QObject
{
    Q_OBJECT

    PrivateHome m_home;
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<KeyPerson> m_person;
    Connection m_connection;

    void store(const QByteArray &key, const QByteArray &value, quint32 flags = 0)
    {
        Command command{.opcode = Opcode::Set, .key = key, .value = value};
        command.flags = flags;
        const auto reply = m_connection.execute(command);
        QTRY_VERIFY(reply->isFinished());
        QVERIFY2(reply->outcome().succeeded(), qPrintable(reply->outcome().message()));
    }
    [[nodiscard]] KeyDetails *details() const { return m_person->details(); }
    [[nodiscard]] ValuePage *page() const { return details()->findChild<ValuePage *>(QStringLiteral("keyValue")); }
    [[nodiscard]] ValueTextEdit *text() const { return page()->findChild<ValueTextEdit *>(QStringLiteral("keyValueEditText")); }
    [[nodiscard]] QToolButton *button(const char *name) const { return page()->findChild<QToolButton *>(QLatin1String(name)); }
    [[nodiscard]] QString notice() const
    {
        const auto *row = details()->findChild<NoticeRow *>(QStringLiteral("keyNotice"));
        return row->isVisible() ? row->text() : QString();
    }
    [[nodiscard]] QMessageBox *question() const { return m_person->dialog<QMessageBox>("unsavedValue"); }
    void answer(const char *name) const
    {
        QTRY_VERIFY(question());
        auto *chosen = question()->findChild<QPushButton *>(QLatin1String(name));
        QVERIFY(chosen);
        QTest::mouseClick(chosen, Qt::LeftButton);
    }
    void answer(QMessageBox::StandardButton which) const
    {
        QTRY_VERIFY(question());
        QTest::mouseClick(question()->button(which), Qt::LeftButton);
    }
    [[nodiscard]] int rowOf(const QByteArray &key) const { return int(m_person->shownKeys().indexOf(key)); }
    void select(const QByteArray &key) const { m_person->clickRow(rowOf(key)); }
    void goTo(const QString &key)
    {
        m_person->press(Qt::Key_G, Qt::ControlModifier);
        auto *field = qobject_cast<QLineEdit *>(m_person->window().focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, key);
        QTest::keyClick(field, Qt::Key_Return);
    }
    /// Begins to change a key's value, and writes something in front of it.
    void change(const QByteArray &key, const QString &written = QStringLiteral("new "))
    {
        select(key);
        changeShown(key, written);
    }
    void changeShown(const QByteArray &key, const QString &written = QStringLiteral("new "))
    {
        QTRY_COMPARE(details()->key(), key);
        QTRY_VERIFY(button("keyValueEditButton")->isVisible() && button("keyValueEditButton")->isEnabled());
        QTest::mouseClick(button("keyValueEditButton"), Qt::LeftButton);
        QVERIFY(details()->isEditing());
        if (!written.isEmpty())
            QTest::keyClicks(text(), written);
        QCOMPARE(details()->isEdited(), !written.isEmpty());
    }

private slots:
    void initTestCase() { QVERIFY(m_home.use({"config", "state"})); }

    void init()
    {
        m_server = std::make_unique<RealServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->errorString()));
        m_connection.open(optionsFor(m_server->port()));
        QTRY_VERIFY(m_connection.isReady());
        store("a", "first words", 7);
        store("b", "second words");
        store("empty", "");
        m_person = std::make_unique<KeyPerson>();
        m_person->listKeysOf(*m_server);
    }
    void cleanup()
    {
        m_person.reset();
        m_connection.close();
        m_server.reset();
    }

    void savingIsAskedForWithTheItemAsItWas()
    {
        const auto valuesAsked = std::make_shared<QList<EditedValue>>();
        const auto itemsAsked = std::make_shared<QList<FoundItem>>();
        connect(details(), &KeyDetails::saveRequested, this, [valuesAsked, itemsAsked](const EditedValue &value, const FoundItem &item) {
            valuesAsked->append(value);
            itemsAsked->append(item);
        });
        const QList<EditedValue> &values = *valuesAsked;
        const QList<FoundItem> &items = *itemsAsked;
        change("a");
        store("a", "somebody else's", 9); // meanwhile
        details()->setFocus();
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_COMPARE(values.size(), 1);
        QCOMPARE(values[0].key, QByteArray("a"));
        QCOMPARE(values[0].stored, QByteArray("new first words"));
        QCOMPARE(values[0].base, QByteArray("first words"));
        QCOMPARE(items[0].answer.flags, std::optional<quint32>(7));
        QVERIFY(items[0].answer.cas);
        // Whoever saves is done: what is in the server now is looked at.
        details()->endEdit();
        QVERIFY(!details()->isEditing());
        QTRY_COMPARE(details()->state(), ItemLook::State::Found);
        QTRY_COMPARE(page()->reading() ? QByteArrayView(page()->reading()->bytes).toByteArray() : QByteArray(),
                     QByteArray("somebody else's"));
    }

    /// Nothing that is found meanwhile takes the place of what is being changed; it is told.
    void lookingAgainLeavesTheDraft()
    {
        change("a");
        store("a", "somebody else's");
        auto *again = details()->findChild<QAction *>(QStringLiteral("keyAgain"));
        again->trigger();
        QTRY_VERIFY2(notice().contains(QStringLiteral("somebody has changed")), qPrintable(notice()));
        QCOMPARE(text()->text(), QByteArray("new first words"));
        const auto reply = m_connection.execute({.opcode = Opcode::Delete, .key = "a"});
        QTRY_VERIFY(reply->isFinished());
        again->trigger();
        QTRY_VERIFY2(notice().contains(QStringLiteral("has gone")), qPrintable(notice()));
        QVERIFY(details()->isEditing());
    }

    /// A save takes the new one over, and so it is told where all else is that happens meanwhile.
    void anotherTtlIsTold()
    {
        change("a");
        auto *again = details()->findChild<QAction *>(QStringLiteral("keyAgain"));
        again->trigger();
        QTRY_COMPARE(details()->state(), ItemLook::State::Found);
        QCOMPARE(notice(), QString());
        const auto retime = [this](quint32 seconds) {
            const auto reply = m_connection.execute({.opcode = Opcode::Touch, .key = "a", .expiry = seconds});
            QTRY_VERIFY(reply->isFinished());
        };
        retime(5000);
        again->trigger();
        QTRY_VERIFY2(notice().contains(QStringLiteral("the TTL has changed: it expires at")), qPrintable(notice()));
        retime(0);
        again->trigger();
        QTRY_COMPARE(notice(), QString()); // as it was
        QCOMPARE(text()->text(), QByteArray("new first words"));
    }

    void unchangedEditEndsByItself()
    {
        change("a", {});
        select("b");
        QVERIFY(!question());
        QVERIFY(!details()->isEditing());
        QTRY_COMPARE(details()->key(), QByteArray("b"));
    }

    void anotherKeyAsks()
    {
        change("a");
        select("b");
        QTRY_VERIFY(question());
        QVERIFY(question()->text().contains(QStringLiteral("“a”")));
        QCOMPARE(details()->key(), QByteArray("a"));
        answer(QMessageBox::Cancel);
        QTRY_VERIFY(!question());
        QVERIFY(details()->isEditing());
        QCOMPARE(text()->text(), QByteArray("new first words"));
        QCOMPARE(m_person->table()->currentKey(), std::optional<QByteArray>("a")); // where the person stays

        select("b");
        answer(QMessageBox::Discard);
        QVERIFY(!details()->isEditing());
        QTRY_COMPARE(details()->key(), QByteArray("b"));
        QTRY_COMPARE(page()->reading() ? QByteArrayView(page()->reading()->bytes).toByteArray() : QByteArray(), QByteArray("second words"));
    }

    /// No row is that of the key where the person stays; one that is clicked is shown once the edit is over.
    void anotherKeyAsksAtOneThatIsNotListed()
    {
        store("late", "third words");
        goTo(QStringLiteral("late"));
        changeShown("late");
        select("b");
        QTRY_VERIFY(question());
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        QVERIFY(details()->isEditing());
        QCOMPARE(m_person->table()->selectedCount(), 0);
        QTest::mouseClick(button("keyValueEditDiscardButton"), Qt::LeftButton);
        QTRY_VERIFY(m_person->dialog<QMessageBox>("discardEdit"));
        QTest::mouseClick(m_person->dialog<QMessageBox>("discardEdit")->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!details()->isEditing());
        QCOMPARE(details()->key(), QByteArray("late"));
        QCOMPARE(m_person->table()->selectedCount(), 0);
        select("b");
        QTRY_COMPARE(details()->key(), QByteArray("b"));
    }

    void anotherKeyIsShownOnceItIsSaved()
    {
        const QSignalSpy asked(details(), &KeyDetails::saveRequested);
        change("a");
        select("b");
        answer("saveUnsavedValue");
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(details()->key(), QByteArray("a"));
        details()->keepEditing(QStringLiteral("It did not work."));
        QVERIFY(details()->isEdited());
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_COMPARE(asked.size(), 2);
        details()->endEdit();
        QTRY_COMPARE(details()->key(), QByteArray("b"));
        QTRY_COMPARE(details()->state(), ItemLook::State::Found);
        QVERIFY(m_person->text("itemClass").contains(QStringLiteral("with"))); // as it was listed, and not by its size
    }

    void goToAsksToo()
    {
        change("a");
        goTo(QStringLiteral("b"));
        QTRY_VERIFY(question());
        answer(QMessageBox::Cancel);
        QCOMPARE(text()->text(), QByteArray("new first words"));
    }

    void listingAgainAndFilteringLeaveTheDraft()
    {
        change("a");
        m_person->listAgain();
        QVERIFY(details()->isEditing());
        QVERIFY(!question());
        m_person->typeFilter(QStringLiteral("b*"));
        QTRY_COMPARE(m_person->keys(), 1);
        QVERIFY(details()->isEditing());
        QCOMPARE(text()->text(), QByteArray("new first words"));
    }

    void lostConnectionKeepsTheDraft()
    {
        change("a");
        m_person->press(Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(!button("keyValueEditSaveButton")->isEnabled());
        QCOMPARE(button("keyValueEditSaveButton")->toolTip(), QStringLiteral("There is no connection to the server."));
        QCOMPARE(text()->text(), QByteArray("new first words"));
        QVERIFY(text()->isVisible());
        m_person->press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_person->state().startsWith(QStringLiteral("Connected")));
        QTRY_VERIFY(button("keyValueEditSaveButton")->isEnabled());
    }

    void anotherServerIsNotWrittenTo()
    {
        RealServer other;
        QVERIFY2(other.start(), qPrintable(other.errorString()));
        change("a");
        m_person->connectTo(other);
        QTRY_VERIFY(m_person->state().startsWith(QStringLiteral("Connected")));
        QTRY_VERIFY2(button("keyValueEditSaveButton")->toolTip().startsWith(QStringLiteral("This value is of ")),
                     qPrintable(button("keyValueEditSaveButton")->toolTip()));
        QVERIFY(!button("keyValueEditSaveButton")->isEnabled());
        QCOMPARE(text()->text(), QByteArray("new first words"));
    }

    void closingAsks()
    {
        change("a");
        ServerPage *serverPage = m_person->window().page();
        m_person->workspace().closePages({serverPage});
        QTRY_VERIFY(question());
        answer(QMessageBox::Cancel);
        QTRY_VERIFY(!question());
        QCOMPARE(m_person->window().page(), serverPage);
        QVERIFY(details()->isEdited());

        m_person->workspace().quit();
        QTRY_VERIFY(question());
        answer(QMessageBox::Cancel);
        QTRY_VERIFY(!question());
        QVERIFY(!m_person->window().isClosed());

        m_person->window().close();
        answer(QMessageBox::Discard);
        QTRY_VERIFY(m_person->workspace().windows().isEmpty());
    }

    void closingWaitsForSaving()
    {
        change("a");
        const QSignalSpy asked(details(), &KeyDetails::saveRequested);
        const QPointer<ServerPage> serverPage = m_person->window().page();
        m_person->workspace().closePages({serverPage});
        answer("saveUnsavedValue");
        QTRY_COMPARE(asked.size(), 1);
        QVERIFY(serverPage);
        // It fails: the page stays, and does not go at some later time.
        details()->keepEditing(QStringLiteral("It did not work."));
        QTest::mouseClick(button("keyValueEditSaveButton"), Qt::LeftButton);
        QTRY_COMPARE(asked.size(), 2);
        details()->endEdit();
        QCOMPARE(m_person->window().pages().size(), 1);
        QVERIFY(serverPage);
        QVERIFY(!details()->isEditing());
    }

    void closingWithoutChangesDoesNotAsk()
    {
        change("a", {});
        m_person->workspace().closePages({m_person->window().page()});
        QVERIFY(!question());
        QTRY_COMPARE(m_person->window().pages().size(), 0);
    }

    void emptyValueIsChanged()
    {
        select("empty");
        auto *edit = details()->findChild<QAction *>(QStringLiteral("itemEditEmpty"));
        QTRY_COMPARE(m_person->see<QStackedWidget>("itemPages")->currentWidget()->objectName(), QStringLiteral("itemEmpty"));
        QTRY_VERIFY(edit->isEnabled());
        QTest::mouseClick(details()->findChild<QWidget *>(QStringLiteral("itemEmpty"))->findChild<QPushButton *>(), Qt::LeftButton);
        QVERIFY(details()->isEditing());
        QTest::keyClicks(text(), QStringLiteral("something"));
        QVERIFY(details()->isEdited());
        details()->endEdit();
        QTRY_COMPARE(m_person->see<QStackedWidget>("itemPages")->currentWidget()->objectName(), QStringLiteral("itemEmpty"));
    }

    void readOnlyConnectionSaysSo()
    {
        Profile profile;
        profile.id = QStringLiteral("p");
        profile.name = QStringLiteral("Looked at");
        profile.address.port = m_server->port();
        profile.readOnly = true;
        KeyPerson person;
        person.openProfile(profile);
        person.listAgain();
        person.clickRow(int(person.shownKeys().indexOf("a")));
        auto *edit = person.details()->findChild<QToolButton *>(QStringLiteral("keyValueEditButton"));
        QTRY_VERIFY(edit->isVisible());
        QVERIFY(!edit->isEnabled());
        QCOMPARE(edit->toolTip(), QStringLiteral("The connection is for reading only."));
    }
};

QTEST_MAIN(TestEditedKeys)
#include "tst_editedkeys.moc"

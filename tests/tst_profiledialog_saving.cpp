#include "tests/profiledialogbench.h"

using namespace std::chrono_literals;
using Kind = SecretName::Kind;

/// The dialog of a profile: what goes into the list, what into the keyring, and what is said where neither is possible.
class TestProfileDialogSaving : public QObject, private ProfileDialogBench
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void whereThereIsNoKeyringTheProfileIsSavedAllTheSame()
    {
        NoKeyring none;
        ProfilePerson person(m_store.get(), &none);
        person.type("profileUser", QStringLiteral("someone"));
        person.type("profilePassword", hardToGuess());
        person.click("profileSaveAndConnect");
        QTRY_COMPARE(person.saved.count(), 1);
        QVERIFY(person.dialog && person.dialog->isVisible());
        QVERIFY2(person.notice("profileNotice").contains(QStringLiteral("asked for when connecting")),
                 qPrintable(person.notice("profileNotice")));
        QVERIFY(person.notice("profileNotice").contains(QStringLiteral("none here")));
        QVERIFY(person.text("profilePassword") == hardToGuess()); // nothing is lost
        QVERIFY(!person.see<QCheckBox>("profilePasswordKeep")->isChecked());
        const Profile profile = m_store->list().profiles.constFirst();
        QCOMPARE(profile.user, QStringLiteral("someone"));
        QVERIFY(!profile.passwordKept);
        QVERIFY(person.connecting.isEmpty());

        person.click("profileSaveAndConnect");
        QTRY_COMPARE(person.connecting.count(), 1);
        QCOMPARE(m_store->list().profiles.size(), 1);
        QTRY_VERIFY(!person.dialog);
    }

    void aKeptPasswordIsNotReadUntilItIsNeeded()
    {
        const Profile profile = kept();
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        QCOMPARE(person.see<QLineEdit>("profilePassword")->placeholderText(), QStringLiteral("Kept in the keyring"));
        QVERIFY(person.text("profilePassword").isEmpty());
        person.type("profileHost", QStringLiteral("elsewhere.example"));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(m_secrets->reads, 0);
        QVERIFY(m_secrets->secret({profile.id, Kind::Password}) == hardToGuess());
        QVERIFY(m_store->find(profile.id)->passwordKept);
    }

    void aPasswordThatIsNoLongerKeptIsRemoved_data()
    {
        QTest::addColumn<bool>("byUser");
        QTest::addRow("unticked") << false;
        QTest::addRow("no login any more") << true;
    }

    void aPasswordThatIsNoLongerKeptIsRemoved()
    {
        QFETCH(const bool, byUser);
        const Profile profile = kept();
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        if (byUser)
            person.type("profileUser", QString());
        else
            person.tick("profilePasswordKeep");
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(!m_store->find(profile.id)->passwordKept);
        QCOMPARE(m_secrets->secret({profile.id, Kind::Password}), QString());
    }

    void anotherPasswordTakesThePlaceOfTheKeptOne()
    {
        const Profile profile = kept();
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        person.type("profilePassword", hardToGuess() + QLatin1Char('3'));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(m_secrets->secret({profile.id, Kind::Password}) == hardToGuess() + QLatin1Char('3'));
    }

    void aPasswordThatIsNotToBeKeptIsNot()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileUser", QStringLiteral("someone"));
        person.type("profilePassword", hardToGuess());
        person.tick("profilePasswordKeep");
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(!m_store->list().profiles.constFirst().passwordKept);
        QCOMPARE(m_secrets->writes, 0);
    }

    void waitingForTheKeyringCanBeGivenUp()
    {
        SilentKeyring silent;
        ProfilePerson person(m_store.get(), &silent);
        person.type("profileUser", QStringLiteral("someone"));
        person.type("profilePassword", hardToGuess());
        person.click("profileSave");
        QVERIFY(person.notice("profileNotice").contains(QStringLiteral("keyring")));
        QVERIFY(!person.see<QWidget>("profileSave")->isEnabled());
        QTRY_COMPARE(silent.asked, 1);
        person.click("profileCancel");
        QVERIFY(person.dialog->isVisible());
        QVERIFY(person.see<QWidget>("profileSave")->isEnabled());
        QVERIFY2(person.notice("profileNotice").contains(QStringLiteral("The profile is saved")),
                 qPrintable(person.notice("profileNotice")));
        QCOMPARE(person.saved.count(), 1);
        QVERIFY(person.text("profilePassword") == hardToGuess());
        // The keyring may take it yet: whoever deletes the profile deletes that too.
        QVERIFY(m_store->list().profiles.constFirst().passwordKept);
    }

    void savingTellsAndThenConnecting()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.click("profileSaveAndConnect");
        QTRY_COMPARE(person.connecting.count(), 1);
        QCOMPARE(person.saved.count(), 1);
        QCOMPARE(person.connecting.constFirst(), person.saved.constFirst());
        QVERIFY(m_store->find(person.savedId()));
        QTRY_VERIFY(!person.dialog);
    }

    void closingAsksForWhatIsNotSaved()
    {
        ProfilePerson unchanged(m_store.get(), m_secrets.get());
        QTest::keyClick(unchanged.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!unchanged.dialog);

        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileHost", QStringLiteral("edited.example"));
        person.answer(QMessageBox::Cancel);
        QVERIFY(person.dialog->isVisible());
        QCOMPARE(person.text("profileHost"), QStringLiteral("edited.example"));
        person.answer(QMessageBox::Save);
        QTRY_COMPARE(person.saved.count(), 1);
        QTRY_VERIFY(!person.dialog);

        ProfilePerson other(m_store.get(), m_secrets.get(), m_store->list().profiles.constFirst());
        other.type("profileHost", QStringLiteral("thrown.away"));
        other.answer(QMessageBox::Discard);
        QTRY_VERIFY(!other.dialog);
        QCOMPARE(m_store->list().profiles.constFirst().address.host, QStringLiteral("edited.example"));
    }

    void changesOfAnotherProgramComeInBesideOurs()
    {
        const Profile profile = kept();
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        person.type("profileHost", QStringLiteral("ours.example"));
        ProfileStore another(path());
        another.load();
        QTRY_VERIFY(another.isLoaded() && another.find(profile.id));
        Profile theirs = *another.find(profile.id);
        theirs.address.port = 11219;
        theirs.note = QStringLiteral("theirs");
        another.put(theirs);
        QVERIFY(!another.finish());
        QTRY_COMPARE(person.see<QPlainTextEdit>("profileNote")->toPlainText(), QStringLiteral("theirs"));
        QVERIFY(person.notice("profileNotice").contains(QStringLiteral("meanwhile")));
        QCOMPARE(person.text("profileHost"), QStringLiteral("ours.example"));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QCOMPARE(m_store->find(profile.id)->note, QStringLiteral("theirs"));
        QCOMPARE(m_store->find(profile.id)->address.host, QStringLiteral("ours.example"));
    }

    void whatWasDeletedMeanwhileComesBack()
    {
        const Profile profile = kept();
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        m_store->remove(profile.id);
        QVERIFY(person.notice("profileNotice").contains(QStringLiteral("deleted")));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        QVERIFY(m_store->find(profile.id));
    }

    void whatCannotBeChangedCanBeRead()
    {
        QVERIFY(!m_store->finish());
        m_store.reset();
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\":\"slabscope-profiles\",\"version\":99,\"profiles\":[{\"id\":\"a\",\"name\":\"later\"}]}");
        file.close();
        m_store = std::make_unique<ProfileStore>(path());
        m_store->load();
        QTRY_VERIFY(m_store->find(QStringLiteral("a")));
        ProfilePerson person(m_store.get(), m_secrets.get(), *m_store->find(QStringLiteral("a")));
        QVERIFY(person.notice("profileNotice").contains(QStringLiteral("later version")));
        QVERIFY(!person.see<QWidget>("profileHost")->isEnabled());
        QVERIFY(person.see<QLineEdit>("profileName")->isReadOnly());
        QVERIFY(!person.see<QWidget>("profileSave")->isEnabled());
        QVERIFY(!person.see<QWidget>("profileSaveAndConnect")->isEnabled());
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog);
    }

    void timesThatTheFieldsCannotShowStay()
    {
        Profile profile;
        profile.name = QStringLiteral("fine");
        profile.backoff = {std::chrono::milliseconds(20), 999'999ms, 2.5};
        profile.connectTimeout = 1234ms;
        profile.id = m_store->put(profile);
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        person.goTo("Limits");
        person.type("requestTimeout", QStringLiteral("7"));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        profile.requestTimeout = 7s;
        QCOMPARE(*m_store->find(profile.id), profile);
    }
};

QTEST_MAIN(TestProfileDialogSaving)
#include "tst_profiledialog_saving.moc"

#include "app/profiles/profilestore.h"
#include "tests/profileperson.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"
#include "tests/servers/sshhome.h"
#include "tests/servers/sshserver.h"
#include "ui/connection/certificatedialog.h"
#include "ui/connection/sshquestiondialog.h"

#include <QTcpServer>

/// "Test" in the dialog of a profile whose server is behind a tunnel: a real ssh, a real sshd, real servers.
class TestProfileDialogTunnel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_runtime.isValid());
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
        QVERIFY2(m_home.create(), qPrintable(m_home.errorString()));
        m_ssh.authorize(m_home.publicKeys());
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
    }
    void init()
    {
        m_home.write(m_ssh, m_home.key());
        m_home.setKnownHosts(m_ssh.knownHost());
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(m_folder->filePath(QStringLiteral("profiles.json")));
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
    }
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, patience); }

    void theTunnelIsAStepOfItsOwn()
    {
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("The tunnel is open"));
        QCOMPARE(step(person, "testConnect"), QStringLiteral("Connected to 127.0.0.1:%1").arg(m_server.port()));
        QVERIFY(step(person, "testVersion").startsWith(QStringLiteral("memcached 1.")));
        QVERIFY(person.see<QLabel>("testTunnelTime")->text().endsWith(QLatin1String("s")));
        // The name is for the other machine to look up.
        QVERIFY(!person.see<QLabel>("testLookUp"));
        QVERIFY(person.see<QLabel>("testTunnel")->y() < person.see<QLabel>("testConnect")->y());
    }

    void theHostKeyIsAskedAboutInTheWindow()
    {
        m_home.setKnownHosts({});
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY_WITH_TIMEOUT(question(person), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("Waiting…"));
        QVERIFY2(questionText(person).contains(m_ssh.fingerprint()), qPrintable(questionText(person)));
        QTest::mouseClick(person.see<QPushButton>("answerSshQuestion"), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
        QTRY_VERIFY(!question(person));
        QVERIFY(!m_home.knownHosts().isEmpty());
    }

    void aHostKeyThatIsNotTrustedFailsTheTunnel()
    {
        m_home.setKnownHosts({});
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY_WITH_TIMEOUT(question(person), patience);
        QTest::keyClick(question(person), Qt::Key_Escape);
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QVERIFY2(step(person, "testTunnel").contains(QStringLiteral("cancelled")), qPrintable(step(person, "testTunnel")));
        QVERIFY(!person.see<QLabel>("testConnect"));
        QCOMPARE(m_home.knownHosts(), QByteArray());
    }

    void aPassphraseIsAskedFor()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY_WITH_TIMEOUT(person.see<QLineEdit>("sshSecret"), patience);
        person.see<QLineEdit>("sshSecret")->insert(SshHome::passphrase());
        QTest::keyClick(person.see<QLineEdit>("sshSecret"), Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
        QVERIFY2(!everything(person).contains(SshHome::passphrase()), "the passphrase is shown");
    }

    void aPassphraseIsKeptInTheKeyringAndTested()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        QString id;
        {
            ProfilePerson person(m_store.get(), &m_secrets);
            fill(person, m_server.port());
            person.goTo("SSH tunnel");
            person.paste("tunnelPassphrase", SshHome::passphrase());
            person.click("profileSave");
            QTRY_COMPARE(person.saved.size(), 1);
            id = person.savedId();
        }
        QCOMPARE(m_secrets.secret({id, SecretName::Kind::SshPassphrase}), SshHome::passphrase());
        QVERIFY(m_store->find(id)->sshPassphraseKept);
        QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("profiles.json"))));
        QFile file(m_folder->filePath(QStringLiteral("profiles.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(SshHome::passphrase().toUtf8()));
        {
            ProfilePerson person(m_store.get(), &m_secrets, *m_store->find(id));
            person.goTo("SSH tunnel");
            QCOMPARE(person.text("tunnelPassphrase"), QString());
            QCOMPARE(person.see<QLineEdit>("tunnelPassphrase")->placeholderText(), QStringLiteral("Kept in the keyring"));
            QVERIFY(QTest::qWaitForWindowActive(person.dialog));
            QTest::keyClick(person.dialog, Qt::Key_R, Qt::AltModifier);
            QVERIFY(person.see<QLineEdit>("tunnelPassphrase")->hasFocus());
            person.click("profileTest");
            QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
            QVERIFY(!question(person));
            person.tick("tunnelPassphraseKeep");
            person.click("profileSave");
            QTRY_COMPARE(person.saved.size(), 1);
        }
        QCOMPARE(m_secrets.secret({id, SecretName::Kind::SshPassphrase}), QString());
        QVERIFY(!m_store->find(id)->sshPassphraseKept);
    }

    void aPassphraseThatNoKeyringTakesIsKeptForTheSession()
    {
        NoKeyring keyring;
        CountingSecrets session;
        ProfilePerson person(m_store.get(), &keyring);
        person.dialog->setSession(&session);
        fill(person, m_server.port());
        person.goTo("SSH tunnel");
        person.paste("tunnelPassphrase", SshHome::passphrase());
        person.click("profileSave");
        QTRY_COMPARE(person.saved.size(), 1);
        QVERIFY2(person.notice("profileNotice").contains(QStringLiteral("passphrase of the key is kept nowhere")),
                 qPrintable(person.notice("profileNotice")));
        QVERIFY(!m_store->find(person.savedId())->sshPassphraseKept);
        QCOMPARE(session.secret({person.savedId(), SecretName::Kind::SshPassphrase}), SshHome::passphrase());
    }

    void labelsLookDisabledWithTheirFields()
    {
        const ProfilePerson person(m_store.get(), &m_secrets);
        const auto *page = person.see<QWidget>("tunnelHost")->parentWidget();
        const QList<QLabel *> labels = page->findChildren<QLabel *>();
        int count = 0;
        for (const QLabel *label : labels)
            count += label->buddy() && !label->isEnabled() ? 1 : 0;
        QCOMPARE(count, 4);
        person.goTo("SSH tunnel");
        person.tick("tunnelUsed");
        for (const QLabel *label : labels)
            QVERIFY2(label->isEnabled(), qPrintable(label->text()));
    }

    void aTunnelThatFailsIsNotTheServersFault()
    {
        SshServer deaf;
        deaf.authorize("");
        QVERIFY2(deaf.start(), qPrintable(deaf.errorString()));
        m_home.write(deaf, m_home.key());
        m_home.setKnownHosts(deaf.knownHost());
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QVERIFY2(step(person, "testTunnel").startsWith(QStringLiteral("SSH tunnel: bastion refused the login")),
                 qPrintable(step(person, "testTunnel")));
        QVERIFY(!person.see<QLabel>("testConnect"));

        deaf.stop();
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(step(person, "testTunnel").contains(QStringLiteral("cannot be reached")), qPrintable(everything(person)),
                                  patience);
        QVERIFY(!person.see<QLabel>("testConnect"));
    }

    /// The machine lets ssh in, and nobody on.
    void aMachineThatLeadsNowhereFailsTheTunnel()
    {
        SshServer closed;
        closed.configure({"AllowTcpForwarding no"});
        closed.authorize(m_home.publicKeys());
        QVERIFY2(closed.start(), qPrintable(closed.errorString()));
        m_home.write(closed, m_home.key());
        m_home.setKnownHosts(closed.knownHost());
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QVERIFY2(step(person, "testTunnel").contains(QStringLiteral("lets nobody go on")), qPrintable(everything(person)));
        QVERIFY2(!person.see<QLabel>("testConnect") && !person.see<QLabel>("testVersion"), qPrintable(everything(person)));
    }

    void aServerThatIsNotThereBehindItFailsItsOwnStep()
    {
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const quint16 port = nobody.serverPort();
        nobody.close();
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, port);
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("The tunnel is open"));
        QVERIFY2(step(person, "testConnect").contains(QStringLiteral("from bastion")), qPrintable(everything(person)));
        QVERIFY2(!person.see<QLabel>("testAuthenticate") && !person.see<QLabel>("testVersion"), qPrintable(everything(person)));
    }

    void aNameThatTheMachineDoesNotKnowFailsTheConnection()
    {
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.goTo("Server");
        person.type("profileHost", QStringLiteral("no-such-cache.invalid"));
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("The tunnel is open"));
        QVERIFY2(step(person, "testConnect").contains(QStringLiteral("bastion does not know")), qPrintable(everything(person)));
        QVERIFY2(!person.see<QLabel>("testAuthenticate"), qPrintable(everything(person)));
    }

    void theLoginBehindItIsAStepOfItsOwn()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, server.port());
        person.goTo("Server");
        person.type("profileUser", RealServer::user());
        person.type("profilePassword", hardToGuess());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("The tunnel is open"));
        QVERIFY2(step(person, "testAuthenticate").contains(QStringLiteral("refused the user or the password")),
                 qPrintable(everything(person)));
        person.type("profilePassword", RealServer::password());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
    }

    void tlsBehindItIsAStepOfItsOwn()
    {
        Certificates certificates;
        QVERIFY2(certificates.create(), qPrintable(certificates.errorString()));
        RealServer server;
        server.speakTls({.certificate = certificates.server(), .key = certificates.serverKey()});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, server.port());
        person.goTo("Server");
        person.paste("profileHost", QStringLiteral("memcacheds://127.0.0.1:%1").arg(server.port()));
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It does not work")), qPrintable(everything(person)), patience);
        QCOMPARE(step(person, "testTunnel"), QStringLiteral("The tunnel is open"));
        QVERIFY2(step(person, "testSecure").contains(QStringLiteral("not trusted")), qPrintable(everything(person)));
        person.click("testCertificate");
        QTRY_VERIFY(person.see<CertificateDialog>("certificateDialog"));
        person.click("acceptCertificate");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
    }

    void stoppingWithdrawsTheQuestion()
    {
        m_home.setKnownHosts({});
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY_WITH_TIMEOUT(question(person), patience);
        QCOMPARE(QApplication::activeModalWidget(), question(person));
        // The question is in the way of the mouse, but not of programs that press buttons for people.
        person.see<QPushButton>("profileTest")->click();
        QVERIFY2(verdict(person).contains(QStringLiteral("stopped")), qPrintable(everything(person)));
        QTRY_VERIFY(!question(person));
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, patience);
        // And it can be run again.
        m_home.setKnownHosts(m_ssh.knownHost());
        person.click("profileTest");
        QTRY_VERIFY2_WITH_TIMEOUT(verdict(person).startsWith(QStringLiteral("It works")), qPrintable(everything(person)), patience);
    }

    void closingTheDialogEndsTheQuestionAndTheTunnel()
    {
        m_home.setKnownHosts({});
        ProfilePerson person(m_store.get(), &m_secrets);
        fill(person, m_server.port());
        person.click("profileTest");
        QTRY_VERIFY_WITH_TIMEOUT(question(person), patience);
        delete person.dialog;
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, patience);
        QVERIFY(!QApplication::activeModalWidget());
    }

private:
    static constexpr int patience = 30'000; // ms; a ssh takes its time on a busy machine

    static void fill(const ProfilePerson &person, quint16 port)
    {
        person.type("profileHost", QStringLiteral("127.0.0.1"));
        person.type("profilePort", QString::number(port));
        person.goTo("SSH tunnel");
        person.tick("tunnelUsed");
        person.type("tunnelHost", QStringLiteral("bastion"));
    }
    static QString verdict(const ProfilePerson &person) { return person.notice("testVerdict"); }
    /// What a step says; empty: it is not there.
    static QString step(const ProfilePerson &person, const char *name)
    {
        const auto *label = person.see<QLabel>(name);
        return label ? label->text() : QString();
    }
    static QString everything(const ProfilePerson &person)
    {
        QStringList all{verdict(person)};
        for (const char *name : {"testTunnel", "testLookUp", "testConnect", "testSecure", "testAuthenticate", "testVersion"})
            all += QLatin1String(name) + QStringLiteral(": ") + step(person, name);
        return all.join(QLatin1Char('\n'));
    }
    static SshQuestionDialog *question(const ProfilePerson &person)
    {
        auto *dialog = person.see<SshQuestionDialog>("sshQuestionDialog");
        return dialog && dialog->isVisible() ? dialog : nullptr;
    }
    static QString questionText(const ProfilePerson &person)
    {
        return question(person)->findChild<QLabel *>(QStringLiteral("sshQuestionText"))->text();
    }

    QTemporaryDir m_runtime;
    SshHome m_home;
    SshServer m_ssh;
    RealServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    CountingSecrets m_secrets;
};

QTEST_MAIN(TestProfileDialogTunnel)
#include "tst_profiledialog_tunnel.moc"

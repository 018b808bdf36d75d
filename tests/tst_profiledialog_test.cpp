#include "app/profiles/profilestore.h"
#include "tests/profileperson.h"
#include "tests/servers/certificates.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"
#include "ui/connection/certificatedialog.h"
#include "ui/profiles/testpane.h"

#include <QRadioButton>

using Kind = SecretName::Kind;

/// "Test" in the dialog of a profile, against real servers.
class TestProfileDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString())); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(m_folder->filePath(QStringLiteral("profiles.json")));
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
        m_secrets = std::make_unique<CountingSecrets>();
    }

    void whatStandsInTheFieldsIsTried()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        QVERIFY(!person.see<QWidget>("testPane")->isVisible());
        person.type("profileName", QString()); // that is no matter of the server
        person.type("profileHost", QStringLiteral("localhost"));
        person.type("profilePort", QString::number(server.port()));
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
        for (const char *step : {"testLookUp", "testConnect", "testAuthenticate", "testVersion"})
            QVERIFY2(person.see<QLabel>(step) && person.see<QLabel>(step)->isVisible(), step);
        QVERIFY(!person.see<QLabel>("testSecure"));
        QVERIFY(person.see<QLabel>("testVersion")->text().startsWith(QStringLiteral("memcached 1.")));
        QVERIFY(person.see<QLabel>("testVersionTime")->text().endsWith(QStringLiteral(" ms")));
        QVERIFY(!person.see<QWidget>("testCertificate")->isVisible());
        QVERIFY(m_store->list().profiles.isEmpty()); // nothing is saved
        person.click("testClose");
        QVERIFY(!person.see<QWidget>("testPane")->isVisible());
    }

    void whatWasFoundBeforeAChangeSaysSo()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        const QString port = QString::number(server.port());
        person.type("profilePort", port);
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
        person.type("profileName", QStringLiteral("that is no matter of the server"));
        QVERIFY(person.notice("testVerdict").startsWith(QStringLiteral("It works")));
        person.type("profilePort", QStringLiteral("99999"));
        QVERIFY2(person.notice("testVerdict").contains(QStringLiteral("test again")), qPrintable(person.notice("testVerdict")));
        QVERIFY(!person.see<QLabel>("testVersion")->isEnabled());
        person.type("profilePort", port); // the same as before
        QVERIFY(person.notice("testVerdict").startsWith(QStringLiteral("It works")));
        QVERIFY(person.see<QLabel>("testVersion")->isEnabled());
        person.type("profileUser", QStringLiteral("someone"));
        person.type("profilePassword", hardToGuess());
        QVERIFY(person.notice("testVerdict").contains(QStringLiteral("test again")));
        person.type("profilePassword", QString());
        person.type("profileUser", QString());
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
    }

    void aUnixSocketIsTried()
    {
        RealServer server;
        server.listenOnSocket();
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        QTest::mouseClick(person.see<QWidget>("profileBySocket"), Qt::LeftButton, {}, QPoint(8, 8));
        person.type("profileSocket", server.socketPath());
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
    }

    void aLoginIsTriedWithThePasswordThatIsTyped()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profilePort", QString::number(server.port()));
        person.type("profileUser", RealServer::user());
        person.goTo("Limits");
        person.click("profileTest");
        QVERIFY(!person.see<QWidget>("testPane")->isVisible());
        QVERIFY(person.see<QWidget>("profilePasswordFault")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("profilePassword"));
        QTest::keyClicks(QApplication::focusWidget(), hardToGuess());
        QVERIFY(!person.see<QWidget>("profilePasswordFault")->isVisible());
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It does not work")), qPrintable(person.notice("testVerdict")));
        const QString why = person.see<QLabel>("testAuthenticate")->text();
        QVERIFY2(why.contains(QStringLiteral("refused the user or the password")), qPrintable(why));
        QVERIFY(!person.see<QLabel>("testVersion"));

        person.type("profilePassword", RealServer::password());
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
        QCOMPARE(m_secrets->writes + m_secrets->reads, 0);
    }

    void theKeptPasswordIsFetched()
    {
        RealServer server({}, RealServer::Access::Sasl);
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        Profile profile;
        profile.name = QStringLiteral("kept");
        profile.address.port = server.port();
        profile.user = RealServer::user();
        profile.passwordKept = true;
        profile.id = m_store->put(profile);
        {
            // Which is gone, or locked.
            ProfilePerson person(m_store.get(), m_secrets.get(), profile);
            person.click("profileTest");
            QTRY_VERIFY(person.see<QWidget>("profilePasswordFault")->isVisible());
            QVERIFY(person.notice("profilePasswordFault").contains(QStringLiteral("locked")));
            QVERIFY(!person.see<QWidget>("testPane")->isVisible());
        }
        NoKeyring none;
        {
            ProfilePerson person(m_store.get(), &none, profile);
            person.click("profileTest");
            QTRY_VERIFY(person.notice("profilePasswordFault").contains(QStringLiteral("none here")));
        }
        (void)m_secrets->write({profile.id, Kind::Password}, RealServer::password());
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
        QVERIFY(person.text("profilePassword").isEmpty());
    }

    void aCertificateIsExaminedAndAccepted()
    {
        RealServer server;
        server.speakTls({.certificate = m_certificates.server(), .key = m_certificates.serverKey()});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.paste("profileHost", QStringLiteral("memcacheds://127.0.0.1:%1").arg(server.port()));
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It does not work")), qPrintable(person.notice("testVerdict")));
        QVERIFY2(person.see<QLabel>("testSecure")->text().contains(QStringLiteral("not trusted")),
                 qPrintable(person.see<QLabel>("testSecure")->text()));
        QVERIFY(person.see<QWidget>("testCertificate")->isVisible());
        person.click("testCertificate");
        QTRY_VERIFY(person.see<CertificateDialog>("certificateDialog"));
        QCOMPARE(person.see<QPushButton>("acceptCertificate")->text().remove(QLatin1Char('&')), QStringLiteral("Accept and test again"));
        person.click("acceptCertificate");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
        person.goTo("TLS");
        QVERIFY(person.see<QLabel>("tlsAccepted")->text().startsWith(QStringLiteral("SHA-256")));
        person.click("profileSave");
        QTRY_VERIFY(!person.dialog);
        const Profile profile = m_store->list().profiles.constFirst();
        QCOMPARE(profile.tls.acceptedFingerprint.size(), 32);

        ProfilePerson again(m_store.get(), m_secrets.get(), profile);
        again.goTo("TLS");
        again.click("tlsForget");
        QCOMPARE(again.see<QLabel>("tlsAccepted")->text(), QStringLiteral("None"));
        again.click("profileSave");
        QTRY_VERIFY(!again.dialog);
        QVERIFY(m_store->list().profiles.constFirst().tls.acceptedFingerprint.isEmpty());
    }

    void aClientCertificateIsGivenWithItsPassphrase()
    {
        RealServer server;
        server.speakTls({.certificate = m_certificates.server(),
                         .key = m_certificates.serverKey(),
                         .authority = m_certificates.authority(),
                         .options = {QStringLiteral("ssl_verify_mode=2")}});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.paste("profileHost", QStringLiteral("memcacheds://127.0.0.1:%1").arg(server.port()));
        person.goTo("TLS");
        person.type("tlsAuthorities", m_certificates.authority());
        person.click("profileTest");
        QTRY_VERIFY(person.see<QLabel>("testSecure"));
        QTRY_VERIFY(person.see<QLabel>("testSecure")->text().contains(QStringLiteral("client certificate")));
        QVERIFY(!person.see<QLabel>("testAuthenticate"));
        person.type("tlsCertificate", m_certificates.client());
        person.type("tlsKey", m_certificates.encryptedKey());
        person.type("tlsPassphrase", Certificates::passphrase());
        person.click("profileTest");
        QTRY_VERIFY2(person.notice("testVerdict").startsWith(QStringLiteral("It works")), qPrintable(person.notice("testVerdict")));
    }

    void aSilentServerIsLeft()
    {
        FakeServer server;
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profilePort", QString::number(server.port()));
        person.click("profileTest");
        QTRY_VERIFY(person.see<QLabel>("testAuthenticate"));
        QVERIFY(person.see<QPushButton>("profileTest")->text().contains(QStringLiteral("Stop")));
        person.click("profileTest");
        QVERIFY(person.notice("testVerdict").contains(QStringLiteral("stopped")));
        QVERIFY(server.waitForHangUp());
        QCOMPARE(person.see<QPushButton>("profileTest")->text().remove(QLatin1Char('&')), QStringLiteral("Test"));
    }

    void closingEndsTheTest()
    {
        FakeServer server;
        Profile profile;
        profile.name = QStringLiteral("there");
        profile.address.port = server.port();
        profile.id = m_store->put(profile);
        ProfilePerson person(m_store.get(), m_secrets.get(), profile);
        person.click("profileTest");
        QVERIFY(server.waitForConnections());
        QTest::keyClick(person.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!person.dialog);
        QVERIFY(server.waitForHangUp());
    }

    void whatIsNoAddressIsNotTried()
    {
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profileHost", QString());
        person.click("profileTest");
        QVERIFY(person.see<QWidget>("profileHostFault")->isVisible());
        QVERIFY(!person.see<QWidget>("testPane")->isVisible());
    }

    void anErrorSaysWhatToDo()
    {
        FakeServer server;
        server.stopListening();
        ProfilePerson person(m_store.get(), m_secrets.get());
        person.type("profilePort", QString::number(server.port()));
        person.click("profileTest");
        QTRY_VERIFY(person.see<QLabel>("testConnect"));
        QTRY_VERIFY(person.see<QLabel>("testConnect")->text().contains(QStringLiteral("refused")));
        QVERIFY(person.see<QLabel>("testConnect")->text().contains(QStringLiteral("Is memcached running there?")));
    }

private:
    Certificates m_certificates;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<CountingSecrets> m_secrets;
};

QTEST_MAIN(TestProfileDialogTest)
#include "tst_profiledialog_test.moc"

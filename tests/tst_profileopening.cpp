#include "tests/patience.h"
#include "tests/secretword.h"
#include "tests/servers/certificates.h"
#include "tests/servers/fakeserver.h"
#include "tests/servers/realserver.h"
#include "tests/silentkeyring.h"
#include "ui/connection/passworddialog.h"
#include "ui/profiles/profileopening.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace {

using State = Connection::State;

/// A machine without a keyring.
class NoKeyring : public SecretStore
{
public:
    [[nodiscard]] Reply read(const SecretName &) override { return missing(); }
    [[nodiscard]] Reply write(const SecretName &, const QString &) override { return missing(); }
    [[nodiscard]] Reply remove(const SecretName &) override { return missing(); }

private:
    static Reply missing() { return answered({Error::Code::Unavailable, QStringLiteral("There is no keyring here.")}); }
};

/// Counts the questions.
class WatchedSecrets : public SessionSecrets
{
public:
    [[nodiscard]] Reply read(const SecretName &name) override
    {
        ++reads;
        return SessionSecrets::read(name);
    }
    int reads = 0;
};

} // namespace

class TestProfileOpening : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
        QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString()));
    }

    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_connection = std::make_unique<Connection>();
        m_keyring = std::make_unique<WatchedSecrets>();
        m_session = std::make_unique<SessionSecrets>();
        m_profile = {.id = QStringLiteral("p1"), .name = QStringLiteral("Cache & Co")};
        m_profile.address.port = m_server.port();
        m_profile.user = RealServer::user();
        openingWith(m_keyring.get());
    }
    void cleanup()
    {
        m_opening.reset();
        m_connection.reset();
        m_window.reset();
    }

    void keptPasswordIsNotAskedFor()
    {
        keep(*m_keyring, RealServer::password());
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QVERIFY(!dialog());
    }

    void profileWithoutAUserTouchesNoKeyring()
    {
        RealServer open;
        QVERIFY2(open.start(), qPrintable(open.errorString()));
        m_profile.user.clear();
        m_profile.address.port = open.port();
        m_opening->open(m_profile);
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QCOMPARE(m_keyring->reads, 0);
    }

    void passwordIsAskedForOnceInASession()
    {
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QCOMPARE(text("passwordReason"), QString());
        QCOMPARE(m_connection->state(), State::Disconnected);
        give(RealServer::password());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        m_connection->close();
        m_opening->open(m_profile);
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QVERIFY(!dialog());
        QCOMPARE(m_keyring->reads, 0);
        QVERIFY(kept(*m_keyring).isEmpty());
    }

    void wrongOneIsSaidAndAskedForAgain()
    {
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        give(testSecret("-mistyped"));
        QTRY_VERIFY(dialog() && text("passwordReason").contains(QStringLiteral("refused")));
        QVERIFY(kept(*m_session).isEmpty());
        give(RealServer::password());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QVERIFY(kept(*m_session) == RealServer::password());
    }

    void refusedOneOfTheKeyringIsAskedFor()
    {
        keep(*m_keyring, testSecret("-outdated"));
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QCOMPARE(text("passwordReason"), QStringLiteral("The server refused the last one."));
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        // The same is not tried again, but a new one is.
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        keep(*m_keyring, RealServer::password());
        m_opening->open(m_profile);
        QTRY_COMPARE(m_connection->state(), State::Ready);
    }

    void keyringTakesItOnceItIsRight()
    {
        QSignalSpy told(m_opening.get(), &ProfileOpening::secretKept);
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QTest::mouseClick(find<QCheckBox>("keepPassword"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(find<QCheckBox>("keepPassword")->isChecked());
        QCOMPARE(text("passwordNote"), QStringLiteral("The keyring takes it once the server has accepted it."));
        give(testSecret("-mistyped"));
        QTRY_VERIFY(dialog() && !text("passwordReason").isEmpty());
        QVERIFY(kept(*m_keyring).isEmpty());
        QTest::mouseClick(find<QCheckBox>("keepPassword"), Qt::LeftButton, {}, QPoint(8, 8));
        give(RealServer::password());
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.at(0).at(0).toString(), QStringLiteral("p1"));
        QVERIFY(kept(*m_keyring) == RealServer::password());
    }

    void pageThatIsClosedLeavesNoSecretWithoutAProfile()
    {
        ReadOnlyKeyring silent;
        openingWith(&silent);
        const QSignalSpy told(m_opening.get(), &ProfileOpening::secretKept);
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QTest::mouseClick(find<QCheckBox>("keepPassword"), Qt::LeftButton, {}, QPoint(8, 8));
        give(RealServer::password());
        QTRY_COMPARE(silent.asked, 1);
        m_opening.reset(); // the keyring may take it all the same
        QCOMPARE(told.size(), 1);
    }

    void keyringThatIsUnlockedLateIsWaitedFor()
    {
        LockedKeyring locked;
        openingWith(&locked);
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QCOMPARE(m_opening->awaited(), Awaited::Server); // most answer before anybody can read that they are waited for
        QTRY_COMPARE(m_opening->awaited(), Awaited::Keyring);
        QVERIFY(!dialog());
        locked.unlock(RealServer::password());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QCOMPARE(m_opening->awaited(), Awaited::Server);
        m_opening.reset();
    }

    void questionGoesAwayOnceTheKeyringAnswers()
    {
        LockedKeyring locked;
        openingWith(&locked);
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        m_opening->askInstead(); // not yet
        QVERIFY(!dialog());
        QTRY_COMPARE(m_opening->awaited(), Awaited::Keyring);
        m_opening->askInstead();
        QVERIFY(dialog());
        QVERIFY2(text("passwordReason").startsWith(QStringLiteral("The keyring has not answered yet.")),
                 qPrintable(text("passwordReason")));
        QVERIFY(!find<QCheckBox>("keepPassword")->isVisible());
        QTest::keyClicks(find<QLineEdit>("password"), testSecret("-half"));
        locked.unlock(RealServer::password());
        QTRY_VERIFY(!dialog());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        m_opening.reset();
    }

    void questionStaysIfTheKeyringHasNoAnswer()
    {
        LockedKeyring locked;
        openingWith(&locked);
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_COMPARE(m_opening->awaited(), Awaited::Keyring);
        m_opening->askInstead();
        const QPointer<PasswordDialog> asked = dialog();
        QVERIFY(asked);
        locked.refuse({Error::Code::Unavailable, QStringLiteral("It stays locked.")});
        QTRY_COMPARE(m_opening->awaited(), Awaited::Server);
        QVERIFY(asked && dialog() == asked);
        give(RealServer::password());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QCOMPARE(locked.asked, 1); // nothing was written into it
        m_opening.reset();
    }

    void passwordIsTypedInsteadOfWaiting()
    {
        SilentKeyring silent;
        openingWith(&silent);
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_COMPARE(m_opening->awaited(), Awaited::Keyring);
        m_opening->askInstead();
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_opening->awaited(), Awaited::Keyring); // as it was before
        m_opening->askInstead();
        QVERIFY(dialog());
        give(RealServer::password());
        QCOMPARE(m_opening->awaited(), Awaited::Server);
        QTRY_COMPARE(m_connection->state(), State::Ready);
        QCOMPARE(silent.asked, 1);
        m_opening.reset();
    }

    void keyringIsWaitedForNoMore()
    {
        LockedKeyring locked;
        openingWith(&locked);
        m_profile.passwordKept = true;
        const QSignalSpy givenUp(m_opening.get(), &ProfileOpening::givenUp);
        m_opening->giveUp(); // of nothing
        QCOMPARE(givenUp.size(), 0);
        m_opening->open(m_profile);
        QTRY_COMPARE(m_opening->awaited(), Awaited::Keyring);
        m_opening->giveUp();
        QCOMPARE(givenUp.size(), 1);
        QCOMPARE(m_opening->awaited(), Awaited::Server);
        QCOMPARE(m_connection->state(), State::Disconnected);
        m_opening.reset();
    }

    void withoutAKeyringItIsAskedForAndSaid()
    {
        NoKeyring none;
        openingWith(&none);
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QCOMPARE(text("passwordReason"), QStringLiteral("There is no keyring here."));
        QVERIFY(!find<QCheckBox>("keepPassword")->isVisible());
        QVERIFY(text("passwordNote").contains(QStringLiteral("until Slabscope ends")));
        give(RealServer::password());
        QTRY_COMPARE(m_connection->state(), State::Ready);
        m_opening.reset();
    }

    void keyringThatDoesNotTakeItIsSaid()
    {
        NoKeyring none;
        openingWith(&none);
        const QSignalSpy told(m_opening.get(), &ProfileOpening::told);
        const QSignalSpy notKept(m_opening.get(), &ProfileOpening::secretNotKept);
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QTest::mouseClick(find<QCheckBox>("keepPassword"), Qt::LeftButton, {}, QPoint(8, 8));
        give(RealServer::password());
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.at(0).at(0).toString(), QStringLiteral("There is no keyring here. It is kept until Slabscope ends."));
        QCOMPARE(notKept.size(), 1);
        QCOMPARE(m_connection->state(), State::Ready);
        m_opening.reset();
    }

    void whoGivesNoneIsNotConnected()
    {
        const QSignalSpy withheld(m_opening.get(), &ProfileOpening::withheld);
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_COMPARE(withheld.size(), 1);
        QCOMPARE(m_connection->state(), State::Disconnected);
    }

    void passwordThatIsRefusedLaterIsNotAskedForByItself()
    {
        FakeServer server;
        server.answerGreeting({.mechanisms = "PLAIN"});
        m_profile.address.port = server.port();
        keep(*m_keyring, RealServer::password());
        m_profile.passwordKept = true;
        m_opening->open(m_profile);
        QTRY_COMPARE(m_connection->state(), State::Ready);
        server.answerGreeting({.mechanisms = "PLAIN", .loginStatus = 0x20});
        server.hangUp();
        QTRY_COMPARE(m_connection->state(), State::WaitingToRetry);
        m_connection->retryNow();
        QTRY_COMPARE(m_connection->state(), State::Failed);
        QCOMPARE(m_connection->error().code, Error::Code::AuthenticationFailed);
        QCoreApplication::sendPostedEvents();
        QVERIFY(!dialog());
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QCOMPARE(text("passwordReason"), QStringLiteral("The server refused the last one."));
    }

    void passphraseOfTheKeyIsAskedForOnceItIsNeeded()
    {
        RealServer server;
        server.speakTls({.certificate = m_certificates.server(),
                         .key = m_certificates.serverKey(),
                         .authority = m_certificates.authority(),
                         .options = {QStringLiteral("ssl_verify_mode=2")}});
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        m_profile.user.clear();
        m_profile.address.port = server.port();
        m_profile.address.encryption = Encryption::Tls;
        m_profile.tls.caFile = m_certificates.authority();
        m_profile.tls.certificateFile = m_certificates.client();
        m_profile.tls.keyFile = m_certificates.encryptedKey();
        m_opening->open(m_profile);
        QTRY_VERIFY(dialog());
        QCOMPARE(text("passwordReason"), QStringLiteral("The key is encrypted."));
        QCOMPARE(dialog()->windowTitle(), QStringLiteral("Passphrase"));
        give(testSecret("-mistyped"));
        QTRY_VERIFY(dialog() && text("passwordReason") == QStringLiteral("The last one does not open the key."));
        give(Certificates::passphrase());
        QTRY_COMPARE(m_connection->state(), State::Ready);
    }

private:
    void openingWith(SecretStore *keyring)
    {
        m_opening = std::make_unique<ProfileOpening>(ProfileOpening::Parts{
            .connection = m_connection.get(), .keyring = keyring, .session = m_session.get(), .window = m_window.get()});
    }
    PasswordDialog *dialog() const
    {
        for (auto *found : m_window->findChildren<PasswordDialog *>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    template <typename Widget> Widget *find(const char *name) const { return dialog()->findChild<Widget *>(QLatin1String(name)); }
    QString text(const char *label) const { return find<QLabel>(label)->text(); }
    void give(const QString &password) const
    {
        QTest::keyClicks(find<QLineEdit>("password"), password);
        QTest::mouseClick(find<QPushButton>("passwordAccepted"), Qt::LeftButton);
    }
    static void keep(SecretStore &store, const QString &password)
    {
        (void)store.write({QStringLiteral("p1"), SecretName::Kind::Password}, password);
    }
    static QString kept(SessionSecrets &store)
    {
        const SecretStore::Reply reply = store.SessionSecrets::read({QStringLiteral("p1"), SecretName::Kind::Password});
        QSignalSpy finished(reply.get(), &SecretReply::finished);
        finished.wait(Patience::usual);
        return reply->secret().value_or(QString());
    }

    RealServer m_server{{}, RealServer::Access::Sasl};
    Certificates m_certificates;
    Profile m_profile;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<WatchedSecrets> m_keyring;
    std::unique_ptr<SessionSecrets> m_session;
    std::unique_ptr<ProfileOpening> m_opening;
};

QTEST_MAIN(TestProfileOpening)
#include "tst_profileopening.moc"

#include "connection/connection.h"
#include "connection/ssh/sshlink.h"
#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/privatehome.h"
#include "tests/servers/realserver.h"
#include "tests/servers/sshhome.h"
#include "tests/servers/sshserver.h"
#include "tests/silentkeyring.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/sshprompts.h"
#include "ui/elidedlabel.h"
#include "ui/noticerow.h"
#include "ui/profiles/profileopening.h"
#include "ui/settings.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace std::chrono_literals;
using Code = Error::Code;

/// The questions of a real ssh as a person meets them in a window: real clicks and keys.
class TestSshWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
        QVERIFY(m_folder.use());
        QVERIFY2(m_home.create(), qPrintable(m_home.errorString()));
        m_ssh.authorize(m_home.publicKeys());
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
        QVERIFY2(m_memcached.start(), qPrintable(m_memcached.errorString()));
    }
    void init()
    {
        m_home.write(m_ssh, m_home.key());
        m_home.setKnownHosts(m_ssh.knownHost());
        m_connection = std::make_unique<Connection>();
        m_settings = std::make_unique<Settings>();
        m_bar = std::make_unique<ConnectionBar>(m_connection.get(), m_settings.get());
        m_bar->resize(1000, 60);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    }
    void cleanup()
    {
        m_opening.reset();
        m_bar.reset();
        m_settings.reset();
        m_connection.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
    }

    void hostKeyIsShownAndTrusted()
    {
        m_home.setKnownHosts({});
        open();
        QCOMPARE(state(), QStringLiteral("Opening the SSH tunnel via bastion…"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QDialog>("sshQuestionDialog"), 30'000);
        QVERIFY2(see<QLabel>("sshQuestionHeading")->text().contains(QStringLiteral("bastion")), "the host");
        const QString text = see<QLabel>("sshQuestionText")->text();
        QVERIFY2(text.contains(m_ssh.fingerprint()), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("yes/no")), qPrintable(text));
        QVERIFY(!see<QLineEdit>("sshSecret"));
        click("answerSshQuestion");
        QTRY_VERIFY2_WITH_TIMEOUT(state().startsWith(QStringLiteral("Connected to")), qPrintable(state()), 30'000);
        QVERIFY2(state().contains(QStringLiteral("via bastion (SSH)")), qPrintable(state()));
        QTRY_VERIFY_WITH_TIMEOUT(!see<QDialog>("sshQuestionDialog"), 30'000);
    }

    void returnTrustsNobody()
    {
        m_home.setKnownHosts({});
        open();
        QTRY_VERIFY_WITH_TIMEOUT(see<QDialog>("sshQuestionDialog"), 30'000);
        QTest::keyClick(see<QDialog>("sshQuestionDialog"), Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(state().contains(QStringLiteral("cancelled")), qPrintable(state()), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!see<QDialog>("sshQuestionDialog"), 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelCancelled);
        QCOMPARE(m_home.knownHosts(), QByteArray());
    }

    void passphraseIsTypedUnseen()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        open();
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QCOMPARE(see<QLineEdit>("sshSecret")->echoMode(), QLineEdit::Password);
        QVERIFY(see<QLineEdit>("sshSecret")->hasFocus());
        QTest::keyClicks(see<QLineEdit>("sshSecret"), QStringLiteral("wr0ng-p4ss"));
        QTest::keyClick(see<QLineEdit>("sshSecret"), Qt::Key_Return);
        // ssh asks again.
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret") && see<QLineEdit>("sshSecret")->text().isEmpty(), 30'000);
        see<QLineEdit>("sshSecret")->insert(SshHome::passphrase());
        see<QCheckBox>("showSshSecret")->click();
        QCOMPARE(see<QLineEdit>("sshSecret")->echoMode(), QLineEdit::Normal);
        QVERIFY(see<QLineEdit>("sshSecret")->text() == SshHome::passphrase());
        click("answerSshQuestion");
        QTRY_VERIFY2_WITH_TIMEOUT(state().startsWith(QStringLiteral("Connected to")), qPrintable(state()), 30'000);
    }

    void keptPassphraseIsNotAskedFor()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        SessionSecrets keyring;
        SessionSecrets session;
        (void)keyring.write({QStringLiteral("p"), SecretName::Kind::SshPassphrase}, SshHome::passphrase());
        ProfileOpening opening({.connection = m_connection.get(), .keyring = &keyring, .session = &session, .window = m_bar.get()});
        opening.open(profile());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(!see<QDialog>("sshQuestionDialog"));
    }

    void passphraseOfThisSessionIsNotAskedForEither()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        SilentKeyring keyring;
        SessionSecrets session;
        (void)session.write({QStringLiteral("p"), SecretName::Kind::SshPassphrase}, SshHome::passphrase());
        ProfileOpening opening({.connection = m_connection.get(), .keyring = &keyring, .session = &session, .window = m_bar.get()});
        opening.open(profile());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(keyring.asked, 0);
        QVERIFY(!see<QDialog>("sshQuestionDialog"));
    }

    void keyringThatIsSilentLeavesItToSsh()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        SilentKeyring keyring;
        SessionSecrets session;
        ProfileOpening opening({.connection = m_connection.get(), .keyring = &keyring, .session = &session, .window = m_bar.get()});
        opening.open(profile());
        QTRY_COMPARE(opening.awaited(), Awaited::Keyring);
        opening.askInstead();
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        see<QLineEdit>("sshSecret")->insert(SshHome::passphrase());
        click("answerSshQuestion");
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
    }

    void wrongKeptPassphraseIsSaidAndReplaced()
    {
        openWith(QStringLiteral("not it"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QVERIFY(see<NoticeRow>("sshQuestionNotice")->text().contains(QStringLiteral("does not open this key")));
        QVERIFY(see<QCheckBox>("keepSshSecret")->isChecked());
        QVERIFY(see<QLabel>("sshQuestionNote")->text().contains(QStringLiteral("in place of")));
        const QSignalSpy told(m_opening.get(), &ProfileOpening::secretKept);
        typeSecret(SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QTRY_VERIFY(kept() == SshHome::passphrase());
        QCOMPARE(told.size(), 0); // the profile says so already
        QVERIFY(secretIn(m_session) == SshHome::passphrase());
        // A login that is lost is made again without a word.
        m_ssh.dropLogins();
        QTRY_VERIFY_WITH_TIMEOUT(!m_connection->isReady(), 30'000);
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QVERIFY(!see<QDialog>("sshQuestionDialog"));
    }

    void wrongKeptPassphraseStaysIfThatIsWanted()
    {
        openWith(QStringLiteral("not it"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QCheckBox>("keepSshSecret"), 30'000);
        see<QCheckBox>("keepSshSecret")->click();
        QVERIFY(see<QLabel>("sshQuestionNote")->text().contains(QStringLiteral("not kept")));
        typeSecret(SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QCOMPARE(kept(), QStringLiteral("not it"));
        QVERIFY(m_connection->options().link->keyPassphrase().isEmpty());
    }

    void mistypedPassphraseReplacesNothing()
    {
        openWith(QStringLiteral("not it"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        typeSecret(QStringLiteral("mistyped"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret") && see<QLineEdit>("sshSecret")->text().isEmpty(), 30'000);
        QCOMPARE(kept(), QStringLiteral("not it"));
        typeSecret(SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QTRY_VERIFY(kept() == SshHome::passphrase());
    }

    void loginThatFailsKeepsNothing()
    {
        openWith(QStringLiteral("not it"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        typeSecret(QStringLiteral("mistyped"));
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret") && see<QLineEdit>("sshSecret")->text().isEmpty(), 30'000);
        QTest::keyClick(see<QLineEdit>("sshSecret"), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), Connection::State::Failed, 30'000);
        QCOMPARE(kept(), QStringLiteral("not it"));
    }

    void wrongPassphraseOfThisSessionIsForgotten()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        prepareOpening();
        const SecretName name{QStringLiteral("p"), SecretName::Kind::SshPassphrase};
        (void)m_session.write(name, QStringLiteral("not it"));
        m_opening->open(profile());
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QVERIFY(secretIn(m_session).isEmpty());
    }

    void passphraseIsKeptOnlyIfThatIsWanted()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        prepareOpening();
        Profile unkept = profile();
        unkept.sshPassphraseKept = false;
        m_opening->open(unkept);
        QTRY_VERIFY_WITH_TIMEOUT(see<QCheckBox>("keepSshSecret"), 30'000);
        QVERIFY(!see<QCheckBox>("keepSshSecret")->isChecked());
        QVERIFY(!see<NoticeRow>("sshQuestionNotice"));
        see<QCheckBox>("keepSshSecret")->click();
        QVERIFY(see<QLabel>("sshQuestionNote")->text().contains(QStringLiteral("keyring takes it")));
        const QSignalSpy told(m_opening.get(), &ProfileOpening::secretKept);
        typeSecret(SshHome::passphrase());
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 30'000);
        QCOMPARE(told.constFirst().at(1).value<SecretName::Kind>(), SecretName::Kind::SshPassphrase);
        QTRY_VERIFY(kept() == SshHome::passphrase());
    }

    void passphraseIsKeptThoughTheServerIsGone()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        prepareOpening();
        Profile elsewhere = profile();
        elsewhere.address.port = 1;
        m_opening->open(elsewhere);
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QVERIFY(see<QCheckBox>("keepSshSecret")->isChecked());
        typeSecret(SshHome::passphrase());
        QTRY_VERIFY_WITH_TIMEOUT(kept() == SshHome::passphrase(), 30'000);
        QVERIFY(!m_connection->isReady());
    }

    void sshThatAsksOnceIsAskedToTheNextTime()
    {
        m_home.write(m_ssh, m_home.lockedKey(), " NumberOfPasswordPrompts 1");
        prepareOpening();
        (void)m_keyring.write({QStringLiteral("p"), SecretName::Kind::SshPassphrase}, QStringLiteral("not it"));
        m_opening->open(profile());
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->error().code, Code::TunnelLogin, 30'000);
        QVERIFY(!see<QDialog>("sshQuestionDialog"));
        m_opening->open(profile());
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        typeSecret(SshHome::passphrase());
        QTRY_VERIFY2_WITH_TIMEOUT(m_connection->isReady(), qPrintable(m_connection->error().text), 30'000);
        QTRY_VERIFY(kept() == SshHome::passphrase());
    }

    void nothingIsOfferedWhereNoProfileKeepsIt()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        open();
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QVERIFY(!see<QCheckBox>("keepSshSecret"));
        QVERIFY(see<QLabel>("sshQuestionNote")->text().contains(QStringLiteral("ssh-add")));
    }

    void cancelledPassphraseEndsTheAttempt()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        open();
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        QTest::keyClick(see<QLineEdit>("sshSecret"), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), Connection::State::Failed, 30'000);
        QCOMPARE(m_connection->error().code, Code::TunnelCancelled);
        QTRY_VERIFY_WITH_TIMEOUT(!see<QDialog>("sshQuestionDialog"), 30'000);
    }

    void questionGoesWithTheAttempt()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        open();
        QTRY_VERIFY_WITH_TIMEOUT(see<QLineEdit>("sshSecret"), 30'000);
        m_bar->stopAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!see<QDialog>("sshQuestionDialog"), 30'000);
        QCOMPARE(m_connection->state(), Connection::State::Disconnected);
    }

    void noticeAndConfirmationHaveTheirOwnButtons()
    {
        SshQuestionDialog notice({.id = 1, .kind = SshQuestion::Kind::Notice, .text = QStringLiteral("Touch it & wait")});
        notice.setAttribute(Qt::WA_DeleteOnClose, false);
        notice.open();
        QCOMPARE(notice.findChild<QLabel *>(QStringLiteral("sshQuestionText"))->text(), QStringLiteral("Touch it & wait"));
        QVERIFY(!notice.findChild<QPushButton *>(QStringLiteral("answerSshQuestion")));
        QSignalSpy refused(&notice, &SshQuestionDialog::refused);
        notice.withdraw();
        QVERIFY(!notice.isVisible());
        QCOMPARE(refused.size(), 0);

        SshQuestionDialog confirmation({.id = 2, .kind = SshQuestion::Kind::Confirmation, .text = QStringLiteral("Add key?")});
        confirmation.setAttribute(Qt::WA_DeleteOnClose, false);
        confirmation.open();
        QSignalSpy answered(&confirmation, &SshQuestionDialog::answered);
        QTest::mouseClick(confirmation.findChild<QPushButton *>(QStringLiteral("answerSshQuestion")), Qt::LeftButton);
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.constFirst().constFirst().toString(), QStringLiteral("yes"));
    }

private:
    template <typename Widget> Widget *see(const char *name) const { return m_bar->findChild<Widget *>(QLatin1String(name)); }
    /// Whose passphrase the keyring has, it says.
    Profile profile() const
    {
        Profile profile;
        profile.id = QStringLiteral("p");
        profile.address.host = QStringLiteral("127.0.0.1");
        profile.address.port = m_memcached.port();
        profile.tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        profile.sshPassphraseKept = true;
        return profile;
    }
    void prepareOpening()
    {
        m_keyring = {};
        m_session = {};
        m_opening = std::make_unique<ProfileOpening>(ProfileOpening::Parts{.connection = m_connection.get(),
                                                                           .keyring = &m_keyring,
                                                                           .session = &m_session,
                                                                           .window = m_bar.get(),
                                                                           .prompts = m_bar->sshPrompts()});
    }
    /// The profile, of whose locked key the keyring has that passphrase.
    void openWith(const QString &passphrase)
    {
        m_home.write(m_ssh, m_home.lockedKey());
        prepareOpening();
        (void)m_keyring.write({QStringLiteral("p"), SecretName::Kind::SshPassphrase}, passphrase);
        m_opening->open(profile());
    }
    void typeSecret(const QString &text) const
    {
        see<QLineEdit>("sshSecret")->insert(text);
        QTest::keyClick(see<QLineEdit>("sshSecret"), Qt::Key_Return);
    }
    QString kept() { return secretIn(m_keyring); }
    static QString secretIn(SecretStore &store)
    {
        const SecretStore::Reply reply = store.read({QStringLiteral("p"), SecretName::Kind::SshPassphrase});
        return comesTrue([&reply] { return reply->isFinished(); }) ? reply->secret().value_or(QString()) : QStringLiteral("?");
    }
    void click(const char *button) const { QTest::mouseClick(see<QWidget>(button), Qt::LeftButton); }
    QString state() const { return see<ElidedLabel>("connectionState")->text(); }
    void open() const
    {
        ConnectionOptions options = optionsFor(m_memcached.port());
        options.connectTimeout = 20s;
        options.tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        m_connection->open(options);
    }

    PrivateHome m_folder;
    SshHome m_home;
    SshServer m_ssh;
    RealServer m_memcached;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ConnectionBar> m_bar;
    SessionSecrets m_keyring; ///< this and the rest: of those that are opened as a profile
    SessionSecrets m_session;
    std::unique_ptr<ProfileOpening> m_opening;
};

QTEST_MAIN(TestSshWindow)
#include "tst_sshwindow.moc"

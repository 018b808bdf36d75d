#include "tests/keyringdesktop.h"
#include "tests/privatehome.h"
#include "tests/profilewindow.h"
#include "tests/servers/certificates.h"
#include "tests/servers/sshhome.h"
#include "tests/servers/sshserver.h"

#include <QDialog>
#include <QDirIterator>
#include <QSignalSpy>

using State = Connection::State;

namespace {

/// One way to a server, and what stands on it.
struct Way
{
    Profile profile{};
    QString kept{};   ///< in the keyring; empty: nothing
    QString asked{};  ///< what is typed when the window asks; empty: it must not ask
    QString reason{}; ///< that the question gives
    QString words{};  ///< that tell the way in the state of the connection
};

} // namespace
/// Profiles opened from the list of the real window, each against a real server.
class TestOpeningProfiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // No keyring until a test starts one: the library holds on to a bus that it has found.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
        QVERIFY(m_runtime.use());
        QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString()));
        const RealServer::Tls tls{.certificate = m_certificates.server(), .key = m_certificates.serverKey()};
        RealServer::Tls strict = tls;
        strict.authority = m_certificates.authority();
        strict.options = {QStringLiteral("ssl_verify_mode=2")};
        m_tls.speakTls(tls);
        m_strict.speakTls(strict);
        m_socket.listenOnSocket();
        for (RealServer *server : {&m_plain, &m_sasl, &m_tls, &m_strict, &m_socket})
            QVERIFY2(server->start(), qPrintable(server->errorString()));
        QVERIFY2(m_home.create(), qPrintable(m_home.errorString()));
        m_ssh.authorize(m_home.publicKeys());
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("data"))));
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("config"))));
        m_home.write(m_ssh, m_home.key());
        m_home.setKnownHosts(m_ssh.knownHost());
    }
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, ProfileWindow::patience); }

    void passwordThatIsNotKeptLastsForTheSession()
    {
        const Profile profile = saslProfile();
        {
            ProfileWindow window;
            put(window, profile);
            window.open(profile.id);
            QTRY_VERIFY(window.question());
            window.give(RealServer::password());
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            // A lost connection comes back by itself.
            QVERIFY(m_sasl.restart());
            const QSignalSpy states(window.page()->connection(), &Connection::stateChanged);
            QTRY_VERIFY(states.size() >= 2 && window.page()->connection()->isReady());
            QVERIFY(!window.question());
            // Disconnected and connected by hand.
            window.click("disconnectButton");
            QTRY_COMPARE(window.page()->connection()->state(), State::Disconnected);
            window.open(profile.id);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            // Another tab of the same profile.
            window.openInNewTab(profile.id);
            QCOMPARE(window.window().pages().size(), 2);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(!window.question());
            QVERIFY(!window.workspace().profiles()->find(profile.id)->passwordKept);
        }
        QVERIFY(!everythingWritten().contains(SECRET_WORD));
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("another"))));
        ProfileWindow next;
        QVERIFY(next.isReady());
        next.open(profile.id);
        QTRY_VERIFY(next.question());
        QTest::keyClick(next.question(), Qt::Key_Escape);
        QTRY_VERIFY(!next.question());
        QCOMPARE(next.page()->connection()->state(), State::Disconnected);
        QVERIFY2(next.tabFacts().contains(QStringLiteral("Not connected")), qPrintable(next.tabFacts()));
    }

    void passphraseOfATlsKeyLastsForTheSession()
    {
        Profile profile = strictProfile();
        profile.tls.keyFile = m_certificates.encryptedKey();
        {
            ProfileWindow window;
            put(window, profile);
            window.open(profile.id);
            QTRY_VERIFY(window.question());
            QCOMPARE(window.questionText("passwordReason"), QStringLiteral("The key is encrypted."));
            window.give(Certificates::passphrase());
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(m_strict.restart());
            const QSignalSpy states(window.page()->connection(), &Connection::stateChanged);
            QTRY_VERIFY(states.size() >= 2 && window.page()->connection()->isReady());
            window.openInNewTab(profile.id);
            QCOMPARE(window.window().pages().size(), 2);
            QTRY_VERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
            QVERIFY(!window.question());
        }
        QVERIFY(!everythingWritten().contains(SECRET_WORD));
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->filePath(QStringLiteral("another"))));
        ProfileWindow next;
        QVERIFY(next.isReady());
        next.open(profile.id);
        QTRY_VERIFY(next.question());
    }

    /// What ssh asks is between the person and ssh, as the question says: a new login asks anew, a server that comes back behind it does
    /// not.
    void passphraseOfTheTunnelIsSshsAlone()
    {
        m_home.write(m_ssh, m_home.lockedKey());
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const Profile profile = tunnelled(at(server));
        ProfileWindow window;
        put(window, profile);
        window.open(profile.id);
        QTRY_VERIFY_WITH_TIMEOUT(window.see<QLineEdit>("sshSecret"), ProfileWindow::patience);
        QVERIFY2(window.tabFacts().contains(QStringLiteral("Connecting")), qPrintable(window.tabFacts()));
        QTest::keyClicks(window.see<QLineEdit>("sshSecret"), QStringLiteral("wr0ng-p4ss"));
        QTest::keyClick(window.see<QLineEdit>("sshSecret"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window.see<QLineEdit>("sshSecret") && window.see<QLineEdit>("sshSecret")->text().isEmpty(),
                                 ProfileWindow::patience);
        typePassphrase(window);
        QTRY_VERIFY2_WITH_TIMEOUT(window.page()->connection()->isReady(), qPrintable(window.pageState()), ProfileWindow::patience);
        QTRY_VERIFY(!window.see<QDialog>("sshQuestionDialog"));

        QVERIFY(server.restart());
        const QSignalSpy states(window.page()->connection(), &Connection::stateChanged);
        QTRY_VERIFY_WITH_TIMEOUT(states.size() >= 2 && window.page()->connection()->isReady(), ProfileWindow::patience);
        QVERIFY(!window.see<QDialog>("sshQuestionDialog"));

        window.openInNewTab(profile.id);
        QCOMPARE(window.window().pages().size(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(window.see<QLineEdit>("sshSecret"), ProfileWindow::patience);
        typePassphrase(window);
        QTRY_VERIFY2_WITH_TIMEOUT(window.page()->connection()->isReady(), qPrintable(window.pageState()), ProfileWindow::patience);
        QVERIFY(!everythingWritten().contains(SshHome::passphrase().toUtf8()));
    }

    void profileIsOpenedByADoubleClick_data()
    {
        QTest::addColumn<Way>("way");
        const QString password = RealServer::password();
        const QString here = QStringLiteral("127.0.0.1:%1");
        const QString bastion = QStringLiteral("via bastion (SSH)");
        Profile keptSasl = saslProfile();
        keptSasl.passwordKept = true;
        Profile tls = at(m_tls);
        tls.address.encryption = Encryption::Tls;
        tls.tls.caFile = m_certificates.authority();
        Profile socket = at(m_socket);
        socket.address.socketPath = m_socket.socketPath();

        // Those that need a keyring are the last.
        row("plain", {.profile = at(m_plain), .words = here.arg(m_plain.port())});
        row("login, typed", {.profile = saslProfile(), .asked = password, .words = here.arg(m_sasl.port())});
        row("login, keyring away",
            {.profile = keptSasl,
             .asked = password,
             .reason = QStringLiteral("The keyring cannot be used"),
             .words = here.arg(m_sasl.port())});
        row("tls", {.profile = tls, .words = QStringLiteral("127.0.0.1:%1 (TLS)").arg(m_tls.port())});
        row("tls, client certificate", {.profile = strictProfile(), .words = QStringLiteral("127.0.0.1:%1 (TLS)").arg(m_strict.port())});
        row("unix socket", {.profile = socket, .words = m_socket.socketPath()});
        row("tunnel", {.profile = tunnelled(at(m_plain)), .words = bastion});
        row("tunnel, login", {.profile = tunnelled(saslProfile()), .asked = password, .words = bastion});
        row("tunnel, tls", {.profile = tunnelled(tls), .words = bastion});
        row("tunnel, client certificate", {.profile = tunnelled(strictProfile()), .words = bastion});
        row("login, kept", {.profile = keptSasl, .kept = password, .words = here.arg(m_sasl.port())});
        row("tunnel, login, kept", {.profile = tunnelled(keptSasl), .kept = password, .words = bastion});
    }
    void profileIsOpenedByADoubleClick()
    {
        QFETCH(Way, way);
        if (!way.kept.isEmpty())
            QVERIFY(startKeyring());
        ProfileWindow window;
        put(window, way.profile);
        if (!way.kept.isEmpty())
            keep(window, way.profile.id, way.kept);
        window.open(way.profile.id);
        QCOMPARE(window.page()->profileId(), way.profile.id);
        if (!way.asked.isEmpty()) {
            QTRY_VERIFY_WITH_TIMEOUT(window.question(), ProfileWindow::patience);
            QVERIFY2(window.questionText("passwordReason").startsWith(way.reason), qPrintable(window.questionText("passwordReason")));
            QVERIFY(window.questionText("passwordNote").contains(QStringLiteral("until Slabscope ends")));
            QVERIFY2(window.tabFacts().contains(QStringLiteral("Not connected")), qPrintable(window.tabFacts()));
            window.give(way.asked);
        }
        QTRY_VERIFY2_WITH_TIMEOUT(window.page()->connection()->isReady() || window.page()->connection()->state() == State::Failed,
                                  qPrintable(window.pageState()), ProfileWindow::patience);
        QVERIFY2(window.page()->connection()->isReady(), qPrintable(window.pageState()));
        QVERIFY(!window.question());
        QVERIFY2(window.state().startsWith(QStringLiteral("Connected to ")), qPrintable(window.state()));
        QVERIFY2(window.state().contains(way.words), qPrintable(window.state()));
        QCOMPARE(window.page()->connection()->hasLoggedIn(), !way.profile.user.isEmpty());
        QCOMPARE(window.bar()->count(), 1);
        QCOMPARE(window.bar()->tabText(0), way.profile.name);
        QVERIFY2(window.tabFacts().startsWith(way.profile.name), qPrintable(window.tabFacts()));
        QVERIFY2(window.tabFacts().endsWith(QStringLiteral("Connected")), qPrintable(window.tabFacts()));

        window.command(QStringLiteral("SET opened/%1 yes").arg(way.profile.id));
        QTRY_COMPARE(window.cell(0, ResultsModel::CommandColumn), QStringLiteral("SET"));
        QTRY_COMPARE(window.cell(0, ResultsModel::OutcomeColumn), QStringLiteral("Success"));
        window.command(QStringLiteral("GET opened/%1").arg(way.profile.id));
        QTRY_COMPARE(window.cell(0, ResultsModel::CommandColumn), QStringLiteral("GET"));
        QTRY_COMPARE(window.cell(0, ResultsModel::ValueColumn), QStringLiteral("yes"));
        QVERIFY(window.workspace().profiles()->find(way.profile.id)->lastUsed.isValid());
        QCOMPARE(window.workspace().profiles()->find(way.profile.id)->passwordKept, way.profile.passwordKept);
    }

private:
    static void row(const char *name, Way way)
    {
        way.profile.name = QString::fromLatin1(name);
        QTest::newRow(name) << way;
    }
    static Profile at(const RealServer &server)
    {
        Profile profile{.id = QStringLiteral("p1"), .name = QStringLiteral("Server")};
        profile.address.host = QStringLiteral("127.0.0.1");
        profile.address.port = server.port();
        profile.backoff = {std::chrono::milliseconds(20), std::chrono::milliseconds(500), 1.5};
        return profile;
    }
    Profile saslProfile() const
    {
        Profile profile = at(m_sasl);
        profile.user = RealServer::user();
        return profile;
    }
    Profile strictProfile() const
    {
        Profile profile = at(m_strict);
        profile.address.encryption = Encryption::Tls;
        profile.tls.caFile = m_certificates.authority();
        profile.tls.certificateFile = m_certificates.client();
        profile.tls.keyFile = m_certificates.clientKey();
        return profile;
    }
    static Profile tunnelled(Profile profile)
    {
        profile.tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        profile.connectTimeout = std::chrono::seconds(20);
        return profile;
    }
    static void put(ProfileWindow &window, const Profile &profile)
    {
        QVERIFY(window.isReady());
        window.workspace().profiles()->put(profile);
    }
    static void typePassphrase(const ProfileWindow &window)
    {
        window.see<QLineEdit>("sshSecret")->insert(SshHome::passphrase()); // with letters that no key has
        QTest::keyClick(window.see<QLineEdit>("sshSecret"), Qt::Key_Return);
    }
    bool startKeyring()
    {
        if (m_desktop)
            return true;
        const QByteArray folder = qgetenv("XDG_DATA_HOME");
        m_desktop = std::make_unique<KeyringDesktop>();
        const bool unlocked = m_desktop->unlockKeyring();
        qputenv("XDG_DATA_HOME", folder);
        return unlocked;
    }
    static void keep(ProfileWindow &window, const QString &id, const QString &secret)
    {
        const SecretStore::Reply reply = window.workspace().secrets()->write({id, SecretName::Kind::Password}, secret);
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), ProfileWindow::patience);
        QCOMPARE(reply->error().text, QString());
    }
    QByteArray everythingWritten() const
    {
        QByteArray all;
        for (const QString &root : {m_folder->path(), m_runtime.path()}) {
            QDirIterator files(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                if (file.open(QIODevice::ReadOnly))
                    all += file.readAll();
            }
        }
        return all;
    }

    PrivateHome m_runtime;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeyringDesktop> m_desktop;
    Certificates m_certificates;
    RealServer m_plain;
    RealServer m_sasl{{}, RealServer::Access::Sasl};
    RealServer m_tls;
    RealServer m_strict;
    RealServer m_socket;
    SshHome m_home;
    SshServer m_ssh;
};

QTEST_MAIN(TestOpeningProfiles)
#include "tst_openingprofiles.moc"

#include "app/profiles/keyring.h"
#include "app/profiles/profilefile.h"
#include "tests/keyringdesktop.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/servers/sshhome.h"
#include "tests/servers/sshserver.h"

#include <QDir>
#include <QSignalSpy>

#include <memory>
#include <unistd.h>

namespace {

/// The program with `--profile`, a GET, and what it said.
struct Answer
{
    int status = -1;
    QByteArray output;
    QByteArray errors;
};

Answer runWith(const QStringList &arguments, const QString &password = {})
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SLABSCOPE_PASSWORD"})
        environment.remove(QString::fromLatin1(name));
    if (!password.isEmpty())
        environment.insert(QStringLiteral("SLABSCOPE_PASSWORD"), password);
    program.setProcessEnvironment(environment);
    // Away from the terminal that the test may be run on, where ssh would ask.
    program.setChildProcessModifier([] { ::setsid(); });
    program.start(QStringLiteral(SLABSCOPE_EXECUTABLE),
                  arguments
                      + QStringList{QStringLiteral("--execute-line"), QStringLiteral("VERSION"), QStringLiteral("--format"),
                                    QStringLiteral("jsonl")});
    program.closeWriteChannel();
    if (!comesTrue([&program] { return program.state() == QProcess::NotRunning; }))
        return {};
    return {.status = program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            .output = program.readAllStandardOutput(),
            .errors = program.readAllStandardError()};
}

} // namespace

class TestHeadlessProfile : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_desktop = std::make_unique<KeyringDesktop>();
        QVERIFY(m_config.isValid());
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_config.path()));
        m_file = m_config.filePath(QStringLiteral("slabscope/profiles.json"));
        QVERIFY2(m_open.start(), qPrintable(m_open.errorString()));
        QVERIFY2(m_guarded.start(), qPrintable(m_guarded.errorString()));
        QVERIFY2(m_home.create(), qPrintable(m_home.errorString()));
        m_ssh.authorize(m_home.publicKeys());
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
        m_home.write(m_ssh, m_home.key());
        m_list.profiles = {profile(QStringLiteral("open"), m_open), profile(QStringLiteral("asking"), m_guarded),
                           profile(QStringLiteral("keeping"), m_guarded), profile(QStringLiteral("tunnel"), m_open)};
        m_list.profiles[1].user = m_list.profiles[2].user = RealServer::user();
        m_list.profiles[2].passwordKept = true;
        m_list.profiles.append(profile(QStringLiteral("reading"), m_open));
        m_list.profiles[4].readOnly = true;
        m_list.profiles.append(profile(QStringLiteral("production"), m_open));
        m_list.profiles[5].environment = Environment::Production;
        m_list.profiles[3].tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        QVERIFY(std::holds_alternative<ReadProfiles>(ProfileFile(m_file).write({}, m_list)));
    }
    void cleanupTestCase() { m_desktop.reset(); }

    void profileIsFoundByItsName()
    {
        const Answer answer = runWith({QStringLiteral("--profile"), QStringLiteral("open")});
        QCOMPARE(answer.errors, QByteArray());
        QCOMPARE(answer.status, 0);
        QVERIFY2(answer.output.contains("\"status\":\"success\""), answer.output.constData());
    }

    void unknownProfileIsTold()
    {
        const Answer answer = runWith({QStringLiteral("--profile"), QStringLiteral("opne")});
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.errors.contains("There is no profile “opne”. There are: open, asking, keeping, tunnel, reading, production."),
                 answer.errors.constData());
        QCOMPARE(answer.output, QByteArray());
    }

    void passwordComesFromTheEnvironment()
    {
        const Answer with = runWith({QStringLiteral("--profile"), QStringLiteral("asking")}, RealServer::password());
        QCOMPARE(with.errors, QByteArray());
        QCOMPARE(with.status, 0);
        const Answer without = runWith({QStringLiteral("--profile"), QStringLiteral("asking")});
        QCOMPARE(without.status, 3);
        QVERIFY2(without.errors.contains("SLABSCOPE_PASSWORD"), without.errors.constData());
        const Answer wrong = runWith({QStringLiteral("--profile"), QStringLiteral("asking")}, QStringLiteral("no"));
        QCOMPARE(wrong.status, 3);
        QVERIFY2(wrong.errors.contains("password"), wrong.errors.constData());
    }

    void passwordComesFromTheKeyring()
    {
        const Answer none = runWith({QStringLiteral("--profile"), QStringLiteral("keeping")});
        QCOMPARE(none.status, 3);
        QVERIFY2(none.errors.contains("warning: The keyring cannot be used"), none.errors.constData());
        QVERIFY2(none.errors.contains("SLABSCOPE_PASSWORD"), none.errors.constData());

        QVERIFY(m_desktop->unlockKeyring());
        const Answer missing = runWith({QStringLiteral("--profile"), QStringLiteral("keeping")});
        QCOMPARE(missing.status, 3);
        QVERIFY2(missing.errors.contains("or is locked"), missing.errors.constData());

        Keyring keyring;
        const SecretStore::Reply written = keyring.write({QStringLiteral("keeping"), SecretName::Kind::Password}, RealServer::password());
        QSignalSpy finished(written.get(), &SecretReply::finished);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(written->error().text, QString());
        const Answer found = runWith({QStringLiteral("--profile"), QStringLiteral("keeping")});
        QCOMPARE(found.errors, QByteArray());
        QCOMPARE(found.status, 0);
    }

    void tunnelIsMade()
    {
        m_home.setKnownHosts(m_ssh.knownHost());
        const Answer answer = runWith({QStringLiteral("--profile"), QStringLiteral("tunnel")});
        QCOMPARE(answer.errors, QByteArray());
        QCOMPARE(answer.status, 0);
        QVERIFY2(answer.output.contains("\"status\":\"success\""), answer.output.constData());
        QTRY_COMPARE(m_home.processCount(), 0);
    }

    void tunnelThatWouldAskFailsWhereNobodyIsThere()
    {
        m_home.setKnownHosts({});
        const Answer unknown = runWith({QStringLiteral("--profile"), QStringLiteral("tunnel")});
        QCOMPARE(unknown.status, 3);
        QVERIFY2(unknown.errors.contains("host key of bastion is not known"), unknown.errors.constData());
        m_home.setKnownHosts(m_ssh.knownHost());
        m_home.write(m_ssh, m_home.lockedKey());
        const Answer locked = runWith({QStringLiteral("--profile"), QStringLiteral("tunnel")});
        QCOMPARE(locked.status, 3);
        QVERIFY2(locked.errors.contains("bastion refused the login"), locked.errors.constData());
        QTRY_COMPARE(m_home.processCount(), 0);
    }

    void readOnlyProfileRefusesToWrite()
    {
        const Answer answer =
            runWith({QStringLiteral("--profile"), QStringLiteral("reading"), QStringLiteral("--execute-line"), QStringLiteral("SET k v")});
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.output.contains("\"command\":\"SET\",\"key\":\"k\",\"status\":\"refused\""), answer.output.constData());
        QVERIFY2(answer.output.contains("\"command\":\"VERSION\",\"status\":\"success\""), answer.output.constData());
        QCOMPARE(answer.errors, QByteArray());
    }

    void productionIsWrittenToOnlyIfItIsNamed()
    {
        const QStringList write{QStringLiteral("--profile"), QStringLiteral("production"), QStringLiteral("--execute-line"),
                                QStringLiteral("SET k v")};
        const Answer without = runWith(write);
        QCOMPARE(without.status, 1);
        QVERIFY2(without.output.contains("\"refused\""), without.output.constData());
        QVERIFY2(without.errors.contains("--confirm production"), without.errors.constData());
        const Answer with = runWith(write + QStringList{QStringLiteral("--confirm"), QStringLiteral("production")});
        QCOMPARE(with.status, 0);
        QCOMPARE(with.errors, QByteArray());
        const Answer other = runWith(write + QStringList{QStringLiteral("--confirm"), QStringLiteral("staging")});
        QCOMPARE(other.status, 2);
        const Answer reads = runWith({QStringLiteral("--profile"), QStringLiteral("production")});
        QCOMPARE(reads.status, 0);
        QCOMPARE(reads.errors, QByteArray());
    }

    void onlyOneServerCanBeGiven()
    {
        const Answer two = runWith({QStringLiteral("--profile"), QStringLiteral("open"), QStringLiteral("--sandbox")});
        QCOMPARE(two.status, 2);
        QVERIFY2(two.errors.contains("Only one server"), two.errors.constData());
        const Answer tls = runWith({QStringLiteral("--profile"), QStringLiteral("open"), QStringLiteral("--insecure")});
        QCOMPARE(tls.status, 2);
        QVERIFY2(tls.errors.contains("do not go with --profile"), tls.errors.constData());
    }

    void profileWithValuesThatCannotBeUsedIsNotUsed()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        file.seek(0);
        const qsizetype at = text.indexOf("\"name\": \"open\"");
        QVERIFY(at > 0);
        file.write(text.insert(at, "\"readOnly\": \"yes\", "));
        file.close();
        const Answer answer = runWith({QStringLiteral("--profile"), QStringLiteral("open")});
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.errors.contains("“readOnly” cannot be used"), answer.errors.constData());
        QCOMPARE(answer.output, QByteArray());
        QCOMPARE(runWith({QStringLiteral("--profile"), QStringLiteral("reading")}).status, 0);
    }

    void damagedFileIsTold()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("{");
        file.close();
        const Answer answer = runWith({QStringLiteral("--profile"), QStringLiteral("open")});
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.errors.contains("was damaged"), answer.errors.constData());
        QVERIFY(std::holds_alternative<ReadProfiles>(ProfileFile(m_file).write({}, m_list)));
    }

private:
    static Profile profile(const QString &name, const RealServer &server)
    {
        Profile made;
        made.id = made.name = name;
        made.address.port = server.port();
        return made;
    }

    std::unique_ptr<KeyringDesktop> m_desktop;
    QTemporaryDir m_config;
    QString m_file;
    ProfileList m_list;
    SshHome m_home;
    SshServer m_ssh;
    RealServer m_open;
    RealServer m_guarded{{}, RealServer::Access::Sasl};
};

QTEST_GUILESS_MAIN(TestHeadlessProfile)
#include "tst_headless_profile.moc"

#include "tests/patience.h"
#include "tests/servers/certificates.h"
#include "tests/servers/realserver.h"

#include <QProcess>
#include <QTest>

#include <unistd.h>

namespace {

constexpr int patience = 20'000; // ms

/// How a run of the program itself ended.
struct Run
{
    int exitStatus = -1;
    QByteArray output;
    QByteArray errors;
};

/// `asNobody`: under another account, where we are root.
Run run(const QStringList &arguments, const QString &passphrase = {}, bool asNobody = false)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "SLABSCOPE_PASSWORD", "SLABSCOPE_KEY_PASSPHRASE"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("SLABSCOPE_PASSWORD"), RealServer::password());
    if (!passphrase.isEmpty())
        environment.insert(QStringLiteral("SLABSCOPE_KEY_PASSPHRASE"), passphrase);
    program.setProcessEnvironment(environment);
    if (asNobody && ::geteuid() == 0) {
        program.setChildProcessModifier([] {
            if (::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(126);
        });
    }
    program.start(QStringLiteral(SLABSCOPE_EXECUTABLE), arguments);
    if (!comesTrue([&program] { return program.state() == QProcess::NotRunning; }, patience)
        || program.exitStatus() != QProcess::NormalExit)
        return {};
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
}

} // namespace

/// Runs without a window over TLS and Unix sockets: what the options mean, and what is said of wrong ones.
class TestHeadlessTls : public QObject
{
    Q_OBJECT

private:
    Certificates m_certificates;
    RealServer m_server{{}, RealServer::Access::Sasl};
    RealServer m_local{{}, RealServer::Access::Sasl};
    RealServer m_closed;

    [[nodiscard]] QString url(const char *scheme = "memcacheds", const char *user = "alice@") const
    {
        return QString::fromLatin1(scheme) + QStringLiteral("://") + QString::fromLatin1(user)
            + QStringLiteral("127.0.0.1:%1").arg(m_server.port());
    }
    /// A line that is executed at `address`, with `options`.
    [[nodiscard]] static QStringList line(const QString &address, const QStringList &options = {})
    {
        return QStringList{QStringLiteral("--connect"), address, QStringLiteral("--execute-line"), QStringLiteral("SET k v")} + options;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_certificates.create(), qPrintable(m_certificates.errorString()));
        m_server.speakTls({.certificate = m_certificates.server(),
                           .key = m_certificates.serverKey(),
                           .authority = m_certificates.authority(),
                           .options = {QStringLiteral("ssl_verify_mode=2")}});
        QVERIFY2(m_server.start(), qPrintable(m_server.errorString()));
        m_local.listenOnSocket();
        QVERIFY2(m_local.start(), qPrintable(m_local.errorString()));
        m_closed.listenOnSocket(QStringLiteral("000"));
        QVERIFY2(m_closed.start(), qPrintable(m_closed.errorString()));
    }

    void optionsOfTlsSayWhomToTrustAndWhoWeAre_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<int>("exitStatus");
        QTest::addColumn<QByteArray>("words");
        const QStringList ca{QStringLiteral("--ca"), m_certificates.authority()};
        const QStringList cert{QStringLiteral("--cert"), m_certificates.client()};
        const QStringList key{QStringLiteral("--key"), m_certificates.clientKey()};
        const QStringList encrypted{QStringLiteral("--key"), m_certificates.encryptedKey()};
        const QStringList insecure{QStringLiteral("--insecure")};
        const auto name = [](const char *text) { return QStringList{QStringLiteral("--server-name"), QString::fromLatin1(text)}; };
        const QString secret = Certificates::passphrase();
        const auto row = [](const char *title, const QStringList &options, const QString &passphrase, int status, const char *words) {
            QTest::newRow(title) << options << passphrase << status << QByteArray(words);
        };
        row("all that is needed", ca + cert + key, {}, 0, "");
        row("a name that it is for", ca + cert + key + name("localhost"), {}, 0, "");
        row("an encrypted key", ca + cert + encrypted, secret, 0, "");
        row("a key beside its certificate", ca + QStringList{QStringLiteral("--cert"), m_certificates.clientWithKey()}, {}, 0, "");
        row("insecure", insecure + cert + key, {}, 0, "warning: The server's certificate is not verified");
        row("no authority", cert + key, {}, 3, "error: The server's certificate is not trusted. Nobody known vouches");
        row("a name that it is not for", ca + cert + key + name("example.org"), {}, 3, "not for example.org");
        row("no certificate", ca, {}, 3, "error: The server wants a client certificate");
        row("a key without its passphrase", ca + cert + encrypted, {}, 2, "SLABSCOPE_KEY_PASSPHRASE");
        row("a wrong passphrase", ca + cert + encrypted, QStringLiteral("wrong"), 2, "does not open the key");
        row("no such CA file", {QStringLiteral("--ca"), QStringLiteral("/nowhere/ca.pem")}, {}, 2, "/nowhere/ca.pem cannot be read");
        row("a key alone", ca + key, {}, 2, "error: --key goes with --cert");
        row("an empty name", ca + QStringList{QStringLiteral("--server-name"), QString()}, {}, 2, "no value for --server-name");
    }

    void optionsOfTlsSayWhomToTrustAndWhoWeAre()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, passphrase);
        QFETCH(int, exitStatus);
        QFETCH(QByteArray, words);
        const Run ended = run(line(url(), options), passphrase);
        QVERIFY2(ended.exitStatus == exitStatus, ended.errors.constData());
        QCOMPARE(ended.output.isEmpty(), exitStatus != 0);
        QVERIFY2(words.isEmpty() ? ended.errors.isEmpty() : ended.errors.contains(words), ended.errors.constData());
        // One sentence, one line.
        QVERIFY2(ended.errors.count('\n') == (words.isEmpty() ? 0 : 1), ended.errors.constData());
        QVERIFY2(!ended.errors.contains(RealServer::password().toUtf8()), ended.errors.constData());
    }

    void optionsOfTlsAreRefusedWithoutIt()
    {
        const QList<QStringList> all{{QStringLiteral("--insecure")},
                                     {QStringLiteral("--ca"), m_certificates.authority()},
                                     {QStringLiteral("--cert"), m_certificates.client()},
                                     {QStringLiteral("--server-name"), QStringLiteral("localhost")}};
        for (const QStringList &options : all) {
            for (const QString &address : {url("memcached"), QStringLiteral("memcached+unix://") + m_local.socketPath()}) {
                const Run ended = run(line(address, options));
                QCOMPARE(ended.exitStatus, 2);
                QVERIFY2(ended.errors.contains("memcacheds://"), ended.errors.constData());
            }
            const Run ended =
                run(QStringList{QStringLiteral("--sandbox"), QStringLiteral("--execute-line"), QStringLiteral("NOOP")} + options);
            QCOMPARE(ended.exitStatus, 2);
            QVERIFY2(ended.errors.contains("sandbox"), ended.errors.constData());
        }
    }

    void wrongTransportIsSaid()
    {
        const Run plain = run(line(url("memcached", "")));
        QCOMPARE(plain.exitStatus, 3);
        QVERIFY2(plain.errors.contains("memcacheds://"), plain.errors.constData());
    }

    void unixSocketsAreReached()
    {
        const Run ended = run(line(QStringLiteral("memcached+unix://alice@") + m_local.socketPath()));
        QVERIFY2(ended.exitStatus == 0, ended.errors.constData());
        QVERIFY2(ended.errors.isEmpty(), ended.errors.constData());
        const Run missing = run(line(QStringLiteral("memcached+unix:///nowhere/socket")));
        QCOMPARE(missing.exitStatus, 3);
        QVERIFY2(missing.errors.startsWith("error: There is no socket /nowhere/socket."), missing.errors.constData());
        const Run relative = run(line(QStringLiteral("memcached+unix://run/socket")));
        QCOMPARE(relative.exitStatus, 2);
        QVERIFY2(relative.errors.contains("begins with"), relative.errors.constData());
    }

    void forbiddenSocketIsSaid()
    {
        // Root may do everything, so the program is somebody else there.
        const Run ended = run(line(QStringLiteral("memcached+unix://") + m_closed.socketPath()), {}, true);
        QVERIFY2(ended.exitStatus == 3, ended.errors.constData());
        QVERIFY2(ended.errors.startsWith("error: No permission to use the socket "), ended.errors.constData());
    }

    void helpNamesTheOptions()
    {
        const Run ended = run({QStringLiteral("--help")});
        QCOMPARE(ended.exitStatus, 0);
        for (const char *option : {"--ca <FILE>", "--cert <FILE>", "--key <FILE>", "--server-name <NAME>", "--insecure", "memcacheds://",
                                   "memcached+unix://", "SLABSCOPE_KEY_PASSPHRASE"})
            QVERIFY2(ended.output.simplified().contains(option), option);
    }
};

QTEST_GUILESS_MAIN(TestHeadlessTls)
#include "tst_headless_tls.moc"

#include "tests/servers/realserver.h"
#include "tests/secretword.h"

#include <QFile>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTest>

#include <chrono>
#include <sys/wait.h>

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;

/// Debian keeps saslpasswd2 and others where an ordinary user's PATH does not look.
QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/bin")}) : found;
}

/// The port in the file that memcached writes (`MEMCACHED_PORT_FILENAME`): "TCP INET: 40123". 0: not there yet.
quint16 portIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readLine().trimmed();
    return line.mid(line.lastIndexOf(' ') + 1).toUShort();
}

} // namespace

RealServer::RealServer(const QStringList &arguments, Access access)
    : m_arguments(arguments)
    , m_access(access)
    , m_folder(QDir::tempPath() + QStringLiteral("/server-secrets-XXXXXX"))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(m_folder.path());
    m_account.bind(m_process);
}

RealServer::~RealServer()
{
    stop();
}

bool RealServer::start()
{
    if (!m_folder.isValid() || !m_account.give(m_folder.path()))
        return fail(QStringLiteral("No folder for a test server: ") + m_folder.errorString());
    return prepareAccess() && launch(0);
}

bool RealServer::restart()
{
    stop();
    return launch(m_port);
}

bool RealServer::prepareAccess()
{
    if (m_tls
        && (!copyFile(m_tls->certificate, QStringLiteral("chain.pem")) || !copyFile(m_tls->key, QStringLiteral("key.pem"))
            || (!m_tls->authority.isEmpty() && !copyFile(m_tls->authority, QStringLiteral("ca.pem")))))
        return false;
    switch (m_access) {
    case Access::Open:
        return true;
    case Access::Sasl:
        return createUser();
    case Access::AuthFile:
        return writeFile(QStringLiteral("users"), user().toUtf8() + ':' + password().toUtf8() + '\n');
    }
    return false;
}

bool RealServer::writeFile(const QString &name, const QByteArray &content)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !m_account.give(file.fileName()))
        return fail(QStringLiteral("Cannot write %1: %2").arg(file.fileName(), file.errorString()));
    return true;
}

bool RealServer::copyFile(const QString &from, const QString &name)
{
    QFile file(from);
    if (!file.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("Cannot read %1: %2").arg(from, file.errorString()));
    return writeFile(name, file.readAll());
}

bool RealServer::createUser()
{
    // Debian's memcached reads users by Cyrus SASL's own plug-in, from a folder of configurations named by SASL_CONF_PATH.
    if (!writeFile(QStringLiteral("memcached.conf"),
                   "mech_list: plain\npwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: sasldb2\n"))
        return false;
    const QString program = findProgram(QStringLiteral("saslpasswd2"));
    if (program.isEmpty())
        return fail(QStringLiteral("saslpasswd2 is missing: sudo apt install sasl2-bin"));
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    // The server looks a user up in the realm of the machine's name.
    process.start(program,
                  {QStringLiteral("-p"), QStringLiteral("-c"), QStringLiteral("-f"), QStringLiteral("sasldb2"), QStringLiteral("-a"),
                   QStringLiteral("memcached"), QStringLiteral("-u"), QSysInfo::machineHostName(), user()});
    process.write(password().toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0 || !m_account.give(m_folder.filePath(QStringLiteral("sasldb2"))))
        return fail(QStringLiteral("saslpasswd2 failed: ") + QString::fromLocal8Bit(process.readAll()));
    return true;
}

bool RealServer::launch(quint16 port)
{
    const QString program = findProgram(QStringLiteral("memcached"));
    if (program.isEmpty())
        return fail(QStringLiteral("memcached is missing: sudo apt install memcached"));

    QFile::remove(m_folder.filePath(QStringLiteral("port")));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MEMCACHED_PORT_FILENAME"), QStringLiteral("port"));
    environment.insert(QStringLiteral("SASL_CONF_PATH"), m_folder.path());
    m_process.setProcessEnvironment(environment);

    QStringList arguments = placeArguments(port) + tlsArguments();
    if (m_access == Access::Sasl)
        arguments << QStringLiteral("-S");
    if (m_access == Access::AuthFile)
        arguments << QStringLiteral("-Y") << QStringLiteral("users");
    m_process.start(program, arguments + m_arguments);

    const auto decided = [this] { return m_process.state() == QProcess::NotRunning || isListening(); };
    const bool inTime = QTest::qWaitFor(decided, int(std::chrono::milliseconds(patience).count()));
    // Not isRunning(): the port may be there before QProcess has noticed that the server started.
    if (inTime && m_process.state() != QProcess::NotRunning) {
        m_port = portIn(m_folder.filePath(QStringLiteral("port")));
        return true;
    }
    stop();
    const QString words = QString::fromLocal8Bit(m_process.readAll()).trimmed();
    return fail(
        QStringLiteral("memcached did not start (%1, exit code %2): %3")
            .arg(inTime ? m_process.errorString() : QStringLiteral("no port in time"), QString::number(m_process.exitCode()), words));
}

QStringList RealServer::placeArguments(quint16 port) const
{
    if (!m_socketMode.isEmpty())
        return {QStringLiteral("-s"), socketPath(), QStringLiteral("-a"), m_socketMode};
    QStringList arguments{QStringLiteral("-U"), QStringLiteral("0"), QStringLiteral("-p"),
                          port == 0 ? QStringLiteral("-1") : QString::number(port)};
    if (!m_arguments.contains(QStringLiteral("-l")))
        arguments << QStringLiteral("-l") << QStringLiteral("127.0.0.1");
    return arguments;
}

QStringList RealServer::tlsArguments() const
{
    if (!m_tls)
        return {};
    QStringList options{QStringLiteral("ssl_chain_cert=") + m_folder.filePath(QStringLiteral("chain.pem")),
                        QStringLiteral("ssl_key=") + m_folder.filePath(QStringLiteral("key.pem"))};
    if (!m_tls->authority.isEmpty())
        options += QStringLiteral("ssl_ca_cert=") + m_folder.filePath(QStringLiteral("ca.pem"));
    return {QStringLiteral("-Z"), QStringLiteral("-o"), (options + m_tls->options).join(u',')};
}

bool RealServer::isListening() const
{
    // The file appears under this name once it is complete and the server listens.
    if (m_socketMode.isEmpty())
        return portIn(m_folder.filePath(QStringLiteral("port"))) != 0;
    QLocalSocket socket;
    socket.connectToServer(socketPath());
    return socket.waitForConnected(0) || socket.error() == QLocalSocket::SocketAccessError;
}

void RealServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void RealServer::suspend()
{
    ::kill(pid_t(pid()), SIGSTOP);
    // Until its last thread has stopped.
    siginfo_t what;
    ::waitid(P_PID, id_t(pid()), &what, WSTOPPED | WEXITED | WNOWAIT);
}

void RealServer::resume()
{
    ::kill(pid_t(pid()), SIGCONT);
}

bool RealServer::fail(const QString &text)
{
    m_errorString = text;
    return false;
}

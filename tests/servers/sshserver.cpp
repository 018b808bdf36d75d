#include "tests/servers/sshserver.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

constexpr int patience = 20'000; // ms

bool run(const QString &program, const QStringList &arguments, QByteArray *output = nullptr)
{
    QProcess process;
    process.start(program, arguments);
    const bool done = process.waitForFinished(patience) && process.exitCode() == 0;
    if (output)
        *output = process.readAllStandardOutput();
    return done;
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The processes that `pid` has started, and theirs: those of the logins leave its group.
QList<pid_t> descendantsOf(qint64 pid)
{
    QList<pid_t> found;
    const QByteArrayList children = readFile(QStringLiteral("/proc/%1/task/%1/children").arg(pid)).simplified().split(' ');
    for (const QByteArray &child : children) {
        if (const pid_t number = child.toInt(); number > 0) {
            found += number;
            found += descendantsOf(number);
        }
    }
    return found;
}

} // namespace

SshServer::SshServer()
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([parent = ::getpid()] {
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
            ::_exit(126);
    });
}

SshServer::~SshServer()
{
    stop();
}

void SshServer::authorize(const QByteArray &keys)
{
    if (!writeFile(m_folder.filePath(QStringLiteral("authorized")), keys))
        qFatal("SshServer: cannot write its files");
}

bool SshServer::changeHostKey()
{
    const QString key = m_folder.filePath(QStringLiteral("host"));
    QFile::remove(key);
    return run(QStringLiteral("ssh-keygen"),
               {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                QStringLiteral("-f"), key});
}

bool SshServer::start()
{
    if (!QFile::exists(m_folder.filePath(QStringLiteral("host"))) && !changeHostKey())
        return fail(QStringLiteral("ssh-keygen failed: sudo apt install openssh-client"));
    // It starts itself anew for each login, which takes an absolute path.
    const QString program = QStandardPaths::findExecutable(QStringLiteral("sshd"), {QStringLiteral("/usr/sbin")});
    if (program.isEmpty())
        return fail(QStringLiteral("sshd is missing: sudo apt install openssh-server"));
    if (::geteuid() == 0 && !QDir().mkpath(QStringLiteral("/run/sshd")))
        return fail(QStringLiteral("/run/sshd cannot be made"));
    if (m_port == 0) {
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHost))
            return fail(QStringLiteral("There is no free port"));
        m_port = probe.serverPort();
    }
    const QByteArrayList lines = m_lines
        + QByteArrayList{"Port " + QByteArray::number(m_port),
                         "ListenAddress 127.0.0.1",
                         "HostKey " + QFile::encodeName(m_folder.filePath(QStringLiteral("host"))),
                         "AuthorizedKeysFile " + QFile::encodeName(m_folder.filePath(QStringLiteral("authorized"))),
                         "PidFile none",
                         "UsePAM no",
                         "StrictModes no",
                         "PasswordAuthentication no",
                         "KbdInteractiveAuthentication no",
                         "PermitRootLogin yes",
                         ""};
    const QString config = m_folder.filePath(QStringLiteral("sshd_config"));
    if (!writeFile(config, lines.join('\n')))
        return fail(QStringLiteral("%1 cannot be written").arg(config));
    m_process.start(program, {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), config});
    const auto decided = [this] {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, m_port);
        return m_process.state() == QProcess::NotRunning || probe.waitForConnected(100);
    };
    if (QTest::qWaitFor(decided, patience) && m_process.state() != QProcess::NotRunning)
        return true;
    stop();
    return fail(QStringLiteral("sshd did not start: ") + QString::fromLocal8Bit(m_process.readAll()));
}

void SshServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    const QList<pid_t> logins = descendantsOf(m_process.processId());
    m_process.kill();
    for (const pid_t login : logins)
        ::kill(login, SIGKILL);
    m_process.waitForFinished();
}

void SshServer::dropLogins()
{
    const QList<pid_t> logins = descendantsOf(m_process.processId());
    for (const pid_t login : logins)
        ::kill(login, SIGTERM);
}

QString SshServer::fingerprint() const
{
    QByteArray shown;
    run(QStringLiteral("ssh-keygen"), {QStringLiteral("-l"), QStringLiteral("-f"), m_folder.filePath(QStringLiteral("host.pub"))}, &shown);
    return QString::fromLatin1(shown.split(' ').value(1));
}

QByteArray SshServer::knownHost() const
{
    return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + readFile(m_folder.filePath(QStringLiteral("host.pub")));
}

bool SshServer::fail(const QString &text)
{
    m_errorString = text;
    return false;
}

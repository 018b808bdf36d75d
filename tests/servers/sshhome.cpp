#include "tests/servers/sshhome.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

bool SshHome::create()
{
    m_program = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    if (m_program.isEmpty())
        return fail(QStringLiteral("ssh is missing: sudo apt install openssh-client"));
    for (const QString &path : {key(), lockedKey()}) {
        QProcess maker;
        const QString words = path == key() ? QString() : passphrase();
        maker.start(QStringLiteral("ssh-keygen"),
                    {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), words,
                     QStringLiteral("-f"), path});
        if (!maker.waitForFinished() || maker.exitCode() != 0)
            return fail(QStringLiteral("ssh-keygen failed: ") + QString::fromLocal8Bit(maker.readAllStandardError()));
    }
    QDir(m_folder.path()).mkdir(QStringLiteral("bin"));
    setProgram({});
    qputenv("PATH", QFile::encodeName(m_folder.filePath(QStringLiteral("bin"))) + ':' + qgetenv("PATH"));
    qunsetenv("SSH_AUTH_SOCK");
    return true;
}

void SshHome::setProgram(const QByteArray &script)
{
    const QByteArray config = QFile::encodeName(m_folder.filePath(QStringLiteral("config")));
    writeFile(QStringLiteral("bin/ssh"), "#!/bin/sh\n" + script + "exec " + QFile::encodeName(m_program) + " -F " + config + " \"$@\"\n");
    QFile(m_folder.filePath(QStringLiteral("bin/ssh"))).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void SshHome::setVersion(const QByteArray &version)
{
    setProgram("[ \"$1\" = -V ] && { echo '" + version + "' >&2; exit 0; }\n");
}

QByteArray SshHome::publicKeys() const
{
    return readFile(key() + QStringLiteral(".pub")) + readFile(lockedKey() + QStringLiteral(".pub"));
}

void SshHome::write(const SshServer &server, const QString &key, const QByteArray &more)
{
    const QByteArray identity = key.isEmpty() ? QByteArray("none") : QFile::encodeName(key);
    writeFile(QStringLiteral("config"),
              "Host bastion\n HostName 127.0.0.1\n Port " + QByteArray::number(server.port()) + "\n" + more + "\nHost *\n IdentitiesOnly "
                  + (key.isEmpty() ? "no" : "yes") + "\n IdentityFile " + identity + "\n UserKnownHostsFile "
                  + QFile::encodeName(m_folder.filePath(QStringLiteral("known_hosts")))
                  + "\n GlobalKnownHostsFile none\n HashKnownHosts no\n");
}

void SshHome::setKnownHosts(const QByteArray &lines)
{
    writeFile(QStringLiteral("known_hosts"), lines);
}

QByteArray SshHome::knownHosts() const
{
    return readFile(m_folder.filePath(QStringLiteral("known_hosts")));
}

bool SshHome::startAgent()
{
    const QString socket = m_folder.filePath(QStringLiteral("agent"));
    m_agent.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_agent.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
    if (!QTest::qWaitFor([&socket] { return QFile::exists(socket); }, 30'000))
        return fail(QStringLiteral("ssh-agent did not start"));
    qputenv("SSH_AUTH_SOCK", QFile::encodeName(socket));
    QProcess adding;
    adding.start(QStringLiteral("ssh-add"), {QStringLiteral("-q"), key()});
    return (adding.waitForFinished() && adding.exitCode() == 0)
        || fail(QStringLiteral("ssh-add failed: ") + QString::fromLocal8Bit(adding.readAllStandardError()));
}

void SshHome::stopAgent()
{
    if (m_agent.state() == QProcess::NotRunning)
        return;
    qunsetenv("SSH_AUTH_SOCK");
    m_agent.terminate();
    m_agent.waitForFinished();
}

QList<qint64> SshHome::processes() const
{
    const QByteArray mark = QFile::encodeName(m_folder.filePath(QStringLiteral("config")));
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    QList<qint64> found;
    for (const QString &entry : entries) {
        const QByteArray line = readFile(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (line.contains(mark))
            found.append(entry.toLongLong());
    }
    return found;
}

void SshHome::writeFile(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        qFatal("SshHome: %s", qPrintable(file.errorString()));
}

bool SshHome::fail(const QString &text)
{
    m_errorString = text;
    return false;
}

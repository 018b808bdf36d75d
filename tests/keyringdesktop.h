#pragma once

#include "tests/patience.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// A session bus of the test's own, and the Secret Service on it if it is asked for.
class KeyringDesktop
{
public:
    KeyringDesktop()
    {
        qputenv("XDG_DATA_HOME", QFile::encodeName(m_home.filePath(QStringLiteral("data"))));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_home.path()));
        // Without the services of this machine: a keyring that it started by itself would be a locked one.
        QFile config(m_home.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            qFatal("cannot write the configuration of a bus");
        config.write("<busconfig><type>session</type><listen>unix:dir=" + QFile::encodeName(m_home.path())
                     + "</listen><policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow "
                       "own='*'/></policy></busconfig>");
        config.close();
        m_bus.start(
            QStringLiteral("dbus-daemon"),
            {QStringLiteral("--config-file=") + config.fileName(), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (m_bus.waitForReadyRead())
            qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    }
    ~KeyringDesktop()
    {
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished();
        }
    }

    /// With an empty password, as a login without one leaves it.
    bool unlockKeyring()
    {
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--unlock"), QStringLiteral("--foreground"), QStringLiteral("--components=secrets")});
        if (!m_keyring.waitForStarted())
            return false;
        m_keyring.write("\n");
        m_keyring.closeWriteChannel();
        return comesTrue([] { return isServiceThere(); });
    }

    /// The session ends, and the next one begins with the same keyring, unlocked.
    bool logInAgain()
    {
        m_keyring.kill();
        m_keyring.waitForFinished();
        return unlockKeyring();
    }

private:
    static bool isServiceThere()
    {
        QProcess tool; // the real client library, apart from ours
        tool.start(QStringLiteral("secret-tool"), {QStringLiteral("search"), QStringLiteral("nothing"), QStringLiteral("there")});
        return tool.waitForFinished() && tool.exitCode() == 0;
    }

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

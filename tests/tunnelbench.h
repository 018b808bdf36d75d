#pragma once

#include "tests/asking.h"
#include "tests/patience.h"
#include "tests/servers/realserver.h"
#include "tests/servers/sshhome.h"
#include "tests/servers/sshserver.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// A real memcached behind a real sshd ("bastion") that a real ssh gets through to, and a connection to go there.
class TunnelBench
{
public:
    static ConnectionOptions optionsVia(quint16 port)
    {
        ConnectionOptions options = optionsFor(port);
        options.connectTimeout = std::chrono::seconds(20);
        options.tunnel = SshTunnel{.host = QStringLiteral("bastion")};
        return options;
    }

protected:
    void begin()
    {
        QVERIFY(m_runtime.isValid());
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
        QVERIFY2(m_home.create(), qPrintable(m_home.errorString()));
        m_ssh.authorize(m_home.publicKeys());
        QVERIFY2(m_ssh.start(), qPrintable(m_ssh.errorString()));
        QVERIFY2(m_memcached.start(), qPrintable(m_memcached.errorString()));
    }
    void renew()
    {
        m_home.setProgram({});
        m_home.write(m_ssh, m_home.key());
        m_home.setKnownHosts(m_ssh.knownHost());
        m_connection = std::make_unique<Connection>();
        m_log.clear();
        QObject::connect(m_connection.get(), &Connection::logged, m_connection.get(), [this](const QString &line) { m_log += line; });
    }
    void end()
    {
        m_connection.reset();
        // The tunnel ends with what was held of it, and leaves nothing.
        QTRY_COMPARE_WITH_TIMEOUT(m_home.processCount(), 0, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(QDir(m_runtime.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList(), 30'000);
    }
    static ConnectionOptions options(const RealServer &server) { return optionsVia(server.port()); }
    QByteArray answerTo(const Command &command) const
    {
        const auto reply = m_connection->execute(command);
        return comesTrue([&reply] { return reply->isFinished(); }) ? endOf(*reply) : QByteArray("no answer");
    }

    QTemporaryDir m_runtime;
    SshHome m_home;
    SshServer m_ssh;
    RealServer m_memcached;
    std::unique_ptr<Connection> m_connection;
    QStringList m_log;
};

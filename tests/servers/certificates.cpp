#include "tests/servers/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QStandardPaths>

#include <algorithm>

bool Certificates::create()
{
    if (!m_folder.isValid()) {
        m_errorString = m_folder.errorString();
        return false;
    }
    const QByteArray authorityTraits = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
    std::ignore = write(QStringLiteral("authority.ext"), authorityTraits);
    std::ignore = write(QStringLiteral("server.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    std::ignore = write(QStringLiteral("other.ext"), "subjectAltName=DNS:cache.example.org\nextendedKeyUsage=serverAuth\n");
    std::ignore = write(QStringLiteral("passphrase"), passphrase().toUtf8());

    // Elliptic curves, since their keys are quick to make; RSA for the client, so that both kinds are seen.
    const char *const steps[] = {
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout ca.key -out ca.pem -subj /CN=Test-Root "
        "-addext keyUsage=critical,keyCertSign,cRLSign",
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout rogue.key -out rogue.pem -subj /CN=Rogue-Root "
        "-addext keyUsage=critical,keyCertSign,cRLSign",
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout between.key -out between.csr -subj /CN=Test-Between",
        "x509 -req -in between.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile authority.ext -out between.pem",
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj /O=Slabscope/CN=localhost",
        "x509 -req -in server.csr -CA between.pem -CAkey between.key -CAcreateserial -days 30 -extfile server.ext -out server-alone.pem",
        "x509 -req -in server.csr -CA between.pem -CAkey between.key -CAcreateserial -days -1 -extfile server.ext -out expired-alone.pem",
        "req -new -key server.key -out other.csr -subj /CN=cache.example.org",
        "x509 -req -in other.csr -CA between.pem -CAkey between.key -CAcreateserial -days 30 -extfile other.ext -out other-alone.pem",
        "x509 -req -in server.csr -signkey server.key -days 30 -extfile server.ext -out selfsigned.pem",
        "req -newkey rsa:2048 -nodes -keyout client.key -out client.csr -subj /CN=client",
        "x509 -req -in client.csr -CA between.pem -CAkey between.key -CAcreateserial -days 30 -out client-alone.pem",
        "x509 -req -in client.csr -CA rogue.pem -CAkey rogue.key -CAcreateserial -days 30 -out client-rogue.pem",
        "pkcs8 -topk8 -in client.key -passout file:passphrase -out client-encrypted.key",
    };
    return std::ranges::all_of(steps, [this](const char *arguments) { return run(arguments); })
        && join("server.pem", {"server-alone.pem", "between.pem"}) && join("expired.pem", {"expired-alone.pem", "between.pem"})
        && join("other.pem", {"other-alone.pem", "between.pem"}) && join("client.pem", {"client-alone.pem", "between.pem"})
        && join("client-both.pem", {"client-alone.pem", "between.pem", "client.key"});
}

QString Certificates::write(const QString &name, const QByteArray &content)
{
    QFile target(m_folder.filePath(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
        qFatal("Certificates: %s", qPrintable(target.errorString()));
    return target.fileName();
}

QSslConfiguration Certificates::serverConfiguration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(server()));
    QFile key(serverKey());
    if (!key.open(QIODevice::ReadOnly))
        qFatal("Certificates: %s", qPrintable(key.errorString()));
    configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
    configuration.setCaCertificates(QSslCertificate::fromPath(authority()));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

bool Certificates::run(const char *arguments)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (program.isEmpty()) {
        m_errorString = QStringLiteral("openssl is missing: sudo apt install openssl");
        return false;
    }
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, QString::fromLatin1(arguments).split(u' '));
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_errorString = QStringLiteral("openssl %1: %2").arg(QString::fromLatin1(arguments), QString::fromLocal8Bit(process.readAll()));
    return false;
}

bool Certificates::join(const char *target, std::initializer_list<const char *> parts)
{
    QByteArray whole;
    for (const char *part : parts) {
        QFile source(file(part));
        if (!source.open(QIODevice::ReadOnly)) {
            m_errorString = source.errorString();
            return false;
        }
        whole += source.readAll();
    }
    std::ignore = write(QString::fromLatin1(target), whole);
    return true;
}

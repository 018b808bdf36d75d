#include "connection/tlssetup.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>
#include <array>

namespace {

/// No collection of certificates is larger.
constexpr qint64 largestFile = 16 * 1024 * 1024;

constexpr const char *strangersKey = QT_TRANSLATE_NOOP("TlsSetup", "The private key does not belong to the certificate.");

struct TlsSetupWords
{
    Q_DECLARE_TR_FUNCTIONS(TlsSetup)
};

Error invalidOptions(const QString &text)
{
    return {Error::Code::InvalidTlsOptions, text};
}

Error passphraseWanted(const QString &text)
{
    return {Error::Code::KeyPassphraseWanted, text};
}

std::variant<QByteArray, Error> contentOf(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    const QFileInfo information(path);
    // What is no file may never end.
    if (information.exists() && !information.isFile())
        return invalidOptions(TlsSetupWords::tr("%1 is no file.").arg(shown));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalidOptions(TlsSetupWords::tr("%1 cannot be read: %2.").arg(shown, file.errorString()));
    if (file.size() > largestFile)
        return invalidOptions(TlsSetupWords::tr("%1 is too large to hold certificates.").arg(shown));
    return file.readAll();
}

std::variant<QList<QSslCertificate>, Error> certificatesIn(const QString &path)
{
    const auto content = contentOf(path);
    if (const auto *error = std::get_if<Error>(&content))
        return *error;
    const auto &bytes = std::get<QByteArray>(content);
    const QSsl::EncodingFormat format = bytes.contains("-----BEGIN") ? QSsl::Pem : QSsl::Der;
    QList<QSslCertificate> certificates = QSslCertificate::fromData(bytes, format);
    certificates.removeIf([](const QSslCertificate &certificate) { return certificate.isNull(); });
    if (certificates.isEmpty())
        return invalidOptions(TlsSetupWords::tr("%1 holds no certificate in PEM or DER form.").arg(QDir::toNativeSeparators(path)));
    return certificates;
}

std::variant<QSslKey, Error> keyIn(const QString &path, const QString &passphrase)
{
    const auto content = contentOf(path);
    if (const auto *error = std::get_if<Error>(&content))
        return *error;
    const auto &bytes = std::get<QByteArray>(content);
    const QString shown = QDir::toNativeSeparators(path);
    const bool isEncrypted = bytes.contains("ENCRYPTED");
    if (isEncrypted && passphrase.isEmpty())
        return passphraseWanted(
            TlsSetupWords::tr("The key in %1 is encrypted: it needs its passphrase (TLS options, or SLABSCOPE_KEY_PASSPHRASE).")
                .arg(shown));
    const QSsl::EncodingFormat format = bytes.contains("-----BEGIN") ? QSsl::Pem : QSsl::Der;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(bytes, algorithm, format, QSsl::PrivateKey, passphrase.toUtf8());
        if (!key.isNull())
            return key;
    }
    if (isEncrypted)
        return passphraseWanted(TlsSetupWords::tr("The passphrase does not open the key in %1.").arg(shown));
    return invalidOptions(
        TlsSetupWords::tr("%1 holds no private key (RSA, EC or DSA, in PEM or DER form); name its file (TLS options, or --key).")
            .arg(shown));
}

/// The words of OpenSSL without the numbers before them: "error:0A00010B:SSL routines::wrong version number".
QString cause(const QString &text)
{
    const qsizetype at = text.lastIndexOf(QLatin1String("::"));
    return at < 0 ? text : text.sliced(at + 2);
}

} // namespace

std::variant<QSslConfiguration, Error> tlsConfiguration(const TlsOptions &options)
{
    if (!QSslSocket::supportsSsl())
        return Error{Error::Code::TlsFailed, TlsSetupWords::tr("TLS is not available: Qt finds no OpenSSL here.")};
    if (options.certificateFile.isEmpty() && !options.keyFile.isEmpty())
        return invalidOptions(TlsSetupWords::tr("A private key is of no use without its certificate (TLS options, or --cert)."));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!options.caFile.isEmpty()) {
        const auto authorities = certificatesIn(options.caFile);
        if (const auto *error = std::get_if<Error>(&authorities))
            return *error;
        configuration.setCaCertificates(std::get<QList<QSslCertificate>>(authorities));
    }
    if (!options.certificateFile.isEmpty()) {
        const auto chain = certificatesIn(options.certificateFile);
        if (const auto *error = std::get_if<Error>(&chain))
            return *error;
        const auto key = keyIn(options.keyFile.isEmpty() ? options.certificateFile : options.keyFile, options.keyPassphrase);
        if (const auto *error = std::get_if<Error>(&key))
            return *error;
        // Of two keys of the same kind OpenSSL tells.
        if (std::get<QList<QSslCertificate>>(chain).constFirst().publicKey().algorithm() != std::get<QSslKey>(key).algorithm())
            return invalidOptions(TlsSetupWords::tr(strangersKey));
        configuration.setLocalCertificateChain(std::get<QList<QSslCertificate>>(chain));
        configuration.setPrivateKey(std::get<QSslKey>(key));
    }
    // A pinned certificate is compared once it is known.
    const bool verifies = options.verification == TlsOptions::Verification::Full && options.acceptedFingerprint.isEmpty();
    configuration.setPeerVerifyMode(verifies ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    return configuration;
}

Error tlsFailure(const QSslSocket &socket, const QString &place, bool hasOwnCertificate)
{
    const QAbstractSocket::SocketError error = socket.error();
    const QString words = socket.errorString();
    const auto says = [&words](const char *part) { return words.contains(QLatin1String(part)); };
    if (error == QAbstractSocket::SslInvalidUserDataError)
        return invalidOptions(says("mismatch") ? TlsSetupWords::tr(strangersKey)
                                               : TlsSetupWords::tr("The certificate or its key cannot be used: %1.").arg(cause(words)));
    if (error != QAbstractSocket::SslHandshakeFailedError && error != QAbstractSocket::SslInternalError)
        return {};

    if (says("wrong version number") || says("packet length too long") || says("http request"))
        return {Error::Code::NotTls,
                TlsSetupWords::tr("%1 does not speak TLS. Connect without it, as in memcached://host:port.").arg(place)};
    // Alerts about our certificate. TLS 1.2 servers that miss one send the most common alert of all.
    const bool isWanted = says("alert certificate required") || (says("alert handshake failure") && !hasOwnCertificate);
    if (isWanted)
        return {Error::Code::ClientCertificateWanted,
                TlsSetupWords::tr("The server wants a client certificate (%1). Give one with its key (TLS options, "
                                  "or --cert and --key).")
                    .arg(cause(words))};
    constexpr std::array refusals{"alert unknown ca",          "alert bad certificate",     "alert unsupported certificate",
                                  "alert certificate revoked", "alert certificate expired", "alert certificate unknown",
                                  "alert decrypt error",       "alert access denied",       "alert handshake failure"};
    if (hasOwnCertificate && std::ranges::any_of(refusals, says))
        return {Error::Code::ClientCertificateRefused,
                TlsSetupWords::tr("The server refused the client certificate (%1). It must be of an authority that "
                                  "the server knows, and its file must hold the certificates in between.")
                    .arg(cause(words))};
    if (says("alert protocol version") || says("unsupported protocol"))
        return {Error::Code::TlsFailed,
                TlsSetupWords::tr("The server and this computer have no version of TLS in common (%1).").arg(cause(words))};
    return {Error::Code::TlsFailed, TlsSetupWords::tr("TLS with %1 failed: %2.").arg(place, cause(words))};
}

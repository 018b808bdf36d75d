#include "connection/servercertificate.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslError>

#include <algorithm>

namespace {

constexpr qsizetype longestShown = 200;
constexpr qsizetype mostNames = 50;

struct ServerCertificateWords
{
    Q_DECLARE_TR_FUNCTIONS(ServerCertificate)
};

/// A stranger's text made safe to be shown in one line.
QString harmless(const QString &text)
{
    QString shown = text.left(longestShown);
    for (QChar &character : shown) {
        if (!character.isPrint())
            character = QChar::ReplacementCharacter;
    }
    return text.size() > longestShown ? shown + QStringLiteral("…") : shown;
}

QString nameOf(const QList<QByteArray> &attributes, const auto &valuesOf)
{
    QStringList parts;
    for (const QByteArray &attribute : attributes) {
        const QStringList values = valuesOf(attribute);
        for (const QString &value : values)
            parts += QStringLiteral("%1=%2").arg(QString::fromLatin1(attribute), value);
    }
    return harmless(parts.join(QStringLiteral(", ")));
}

QString shownDate(const QDateTime &date)
{
    return QLocale().toString(date.toLocalTime(), QLocale::ShortFormat);
}

/// Either date may be that of a certificate above the server's.
QString dateFault(const QSslError &error, const QByteArray &own)
{
    const QSslCertificate certificate = error.certificate();
    const bool isOwn = certificate.isNull() || certificate.digest(QCryptographicHash::Sha256) == own;
    if (error.error() == QSslError::CertificateExpired)
        return ServerCertificateWords::tr(isOwn ? QT_TRANSLATE_NOOP("ServerCertificate", "It has expired (%1).")
                                                : QT_TRANSLATE_NOOP("ServerCertificate", "The certificate of its issuer has expired (%1)."))
            .arg(shownDate(certificate.expiryDate()));
    return ServerCertificateWords::tr(
               isOwn ? QT_TRANSLATE_NOOP("ServerCertificate", "It is not valid yet, but from %1 on.")
                     : QT_TRANSLATE_NOOP("ServerCertificate", "The certificate of its issuer is not valid yet, but from %1 on."))
        .arg(shownDate(certificate.effectiveDate()));
}

/// What one error of Qt's says of the certificate.
Error::Code kindOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
        return Error::Code::UnknownIssuer;
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return Error::Code::CertificateExpired;
    case QSslError::HostNameMismatch:
        return Error::Code::WrongServerName;
    default:
        return Error::Code::UntrustedCertificate;
    }
}

QString adviceOn(Error::Code code)
{
    switch (code) {
    case Error::Code::UnknownIssuer:
        return ServerCertificateWords::tr("Set the CA file of the authority that issued it (TLS options, or --ca), or accept this "
                                          "certificate once you have compared its fingerprint.");
    case Error::Code::CertificateExpired:
        return ServerCertificateWords::tr("Renew it on the server, and check the clocks of both; or accept this certificate.");
    case Error::Code::WrongServerName:
        return ServerCertificateWords::tr("Connect by a name that it is for, or set that name (TLS options, or --server-name).");
    default:
        return ServerCertificateWords::tr("Look at it before you accept it.");
    }
}

} // namespace

QString ServerCertificate::fingerprintText() const
{
    return QString::fromLatin1(fingerprint.toHex(':').toUpper());
}

ServerCertificate ServerCertificate::from(const QSslCertificate &certificate)
{
    ServerCertificate shown;
    shown.subject =
        nameOf(certificate.subjectInfoAttributes(), [&](const QByteArray &attribute) { return certificate.subjectInfo(attribute); });
    shown.issuer =
        nameOf(certificate.issuerInfoAttributes(), [&](const QByteArray &attribute) { return certificate.issuerInfo(attribute); });
    const auto names = certificate.subjectAlternativeNames();
    for (const QString &name : names) {
        if (shown.names.size() < mostNames)
            shown.names += harmless(name);
    }
    shown.names.sort();
    shown.validFrom = certificate.effectiveDate();
    shown.validTo = certificate.expiryDate();
    shown.fingerprint = certificate.digest(QCryptographicHash::Sha256);
    return shown;
}

Error ServerCertificate::takeFaults(const QList<QSslError> &errors, const QString &serverName)
{
    QList<Error::Code> kinds;
    for (const QSslError &error : errors) {
        const Error::Code kind = kindOf(error.error());
        QString fault;
        if (kind == Error::Code::UnknownIssuer && subject == issuer)
            fault = ServerCertificateWords::tr("It was issued by itself, and nobody known vouches for it.");
        else if (kind == Error::Code::UnknownIssuer)
            fault = ServerCertificateWords::tr("Nobody known vouches for its issuer (%1).").arg(issuer);
        else if (kind == Error::Code::CertificateExpired)
            fault = dateFault(error, fingerprint);
        else if (kind == Error::Code::WrongServerName)
            fault = ServerCertificateWords::tr("It is not for %1, but for %2.")
                        .arg(serverName, names.isEmpty() ? subject : harmless(names.join(QStringLiteral(", "))));
        else
            fault = ServerCertificateWords::tr("%1.").arg(error.errorString());
        if (!faults.contains(fault))
            faults += fault;
        if (!kinds.contains(kind))
            kinds += kind;
    }
    const Error::Code code = kinds.size() == 1 ? kinds.constFirst() : Error::Code::UntrustedCertificate;
    return {code, ServerCertificateWords::tr("The server's certificate is not trusted. %1 %2").arg(faults.join(u' '), adviceOn(code))};
}

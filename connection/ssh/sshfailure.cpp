#include "connection/ssh/sshfailure.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

struct SshFailureWords
{
    Q_DECLARE_TR_FUNCTIONS(SshTunnel)
};

constexpr qsizetype longestQuote = 200;

/// Servers have their say in it too: nothing of it but text is shown.
QString shown(QByteArrayView line)
{
    QString text = QString::fromUtf8(line).trimmed().left(longestQuote);
    for (QChar &character : text) {
        if (!character.isPrint())
            character = u' ';
    }
    return text;
}

/// The last line that holds `part`; empty: there is none.
QString lineWith(const QString &said, QLatin1String part)
{
    const qsizetype at = said.lastIndexOf(part);
    if (at < 0)
        return {};
    const qsizetype begin = said.lastIndexOf(u'\n', at) + 1;
    return said.sliced(begin, said.indexOf(u'\n', at) - begin);
}

QString shown(const QString &line)
{
    return shown(QByteArrayView(line.toUtf8()));
}

Error hostKeyFailure(const QString &said, const QString &host)
{
    if (said.contains(QLatin1String("IDENTIFICATION HAS CHANGED"))) {
        const QString offending = lineWith(said, QLatin1String("Offending "));
        return {Error::Code::TunnelHostKey,
                SshFailureWords::tr(
                    "SSH tunnel: the host key of %1 has changed. Somebody may be between, unless you know why it did: then remove the "
                    "old one (%2) and connect again.")
                    .arg(host, offending.isEmpty() ? QStringLiteral("ssh-keygen -R") : shown(offending))};
    }
    return {Error::Code::TunnelHostKey,
            SshFailureWords::tr("SSH tunnel: the host key of %1 is not known. Log in once with “ssh %1”, and look at it there.").arg(host)};
}

Error loginFailure(const QString &said, const QString &host)
{
    static const QRegularExpression methods(QStringLiteral("Permission denied \\(([a-z,0-9@.-]+)\\)"));
    const QRegularExpressionMatch match = methods.match(said);
    if (match.hasMatch())
        return {Error::Code::TunnelLogin,
                SshFailureWords::tr(
                    "SSH tunnel: %1 refused the login (it takes: %2). Check the user, the key and the agent, for example with “ssh %1”.")
                    .arg(host, match.captured(1))};
    return {Error::Code::TunnelLogin,
            SshFailureWords::tr("SSH tunnel: %1 refused the login. Check the user, the key and the agent, for example with “ssh %1”.")
                .arg(host)};
}

} // namespace

Error sshFailure(QByteArrayView said, const SshTunnel &tunnel)
{
    const QString text = QString::fromUtf8(said) + u'\n';
    const QString &host = tunnel.host;
    const auto says = [&text](const char *part) { return text.contains(QLatin1String(part)); };
    if (says("Host key verification failed") || says("IDENTIFICATION HAS CHANGED"))
        return hostKeyFailure(text, host);
    if (says("Permission denied (") || says("Too many authentication failures") || says("No more authentication methods"))
        return loginFailure(text, host);
    if (const QString line = lineWith(text, QLatin1String("Could not resolve hostname")); !line.isEmpty())
        return {
            Error::Code::TunnelUnreachable,
            SshFailureWords::tr("SSH tunnel: the name of the host is unknown (%1). Check its spelling and the network.").arg(shown(line))};
    if (const QString line = lineWith(text, QLatin1String("connect to host ")); !line.isEmpty())
        return {Error::Code::TunnelUnreachable,
                SshFailureWords::tr("SSH tunnel: %1 cannot be reached (%2). Check the address, the port and the firewalls between.")
                    .arg(host, shown(line))};
    for (const char *part : {"Bad configuration option", "Bad owner or permissions", "terminating, ", "no argument after keyword"}) {
        if (const QString line = lineWith(text, QLatin1String(part)); !line.isEmpty())
            return {Error::Code::TunnelNotPossible,
                    SshFailureWords::tr("SSH tunnel: ssh does not like its configuration (%1). Mend it there; “ssh %2” says more.")
                        .arg(shown(line), host)};
    }
    const QString last = shown(text.trimmed().section(u'\n', -1));
    return {Error::Code::TunnelLost,
            last.isEmpty() ? SshFailureWords::tr("SSH tunnel: the ssh to %1 has ended.").arg(host)
                           : SshFailureWords::tr("SSH tunnel: the ssh to %1 has ended (%2).").arg(host, last)};
}

Error channelFailure(QByteArrayView line, const SshTunnel &tunnel, const ServerAddress &address)
{
    static const QRegularExpression pattern(QStringLiteral("^channel \\d+: open failed: (.*)$"));
    const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(line).trimmed());
    if (!match.hasMatch())
        return {};
    const QString reason = match.captured(1);
    const QString place = address.text();
    if (reason.startsWith(QLatin1String("administratively prohibited")))
        return {Error::Code::TunnelForbidden,
                SshFailureWords::tr(
                    "The SSH tunnel is up, but %1 lets nobody go on from there to %2. Its keeper can allow it (AllowTcpForwarding, "
                    "PermitOpen).")
                    .arg(tunnel.host, place)};
    if (address.isUnixSocket())
        return {Error::Code::BehindTunnel,
                SshFailureWords::tr(
                    "The SSH tunnel is up, but on %1 the socket %2 cannot be used. memcached may not run there with “-s %2”, the user may "
                    "not be allowed to use it (-a), or the way to sockets is closed there (AllowStreamLocalForwarding).")
                    .arg(tunnel.host, place)};
    if (reason.contains(QLatin1String("Connection refused")))
        return {Error::Code::ConnectionRefused,
                SshFailureWords::tr(
                    "The SSH tunnel is up, but from %1 the connection to %2 was refused: nothing listens there. Is memcached running?")
                    .arg(tunnel.host, place)};
    if (reason.contains(QLatin1String("not known")) || reason.contains(QLatin1String("name resolution"))
        || reason.contains(QLatin1String("No address associated")))
        return {Error::Code::HostNotFound,
                SshFailureWords::tr("The SSH tunnel is up, but %1 does not know the name %2. Check its spelling.")
                    .arg(tunnel.host, address.host)};
    return {
        Error::Code::BehindTunnel,
        SshFailureWords::tr("The SSH tunnel is up, but from %1 there is no connection to %2 (%3).").arg(tunnel.host, place, shown(reason))};
}

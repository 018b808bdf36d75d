#include "connection/ssh/sshcommand.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace {

struct SshCommandWords
{
    Q_DECLARE_TR_FUNCTIONS(SshTunnel)
};

/// What a Unix socket's path can have at most, in bytes (sockaddr_un of Linux).
constexpr qsizetype longestPath = 107;

bool hasAny(QStringView text, QStringView unwanted)
{
    return std::ranges::any_of(text, [unwanted](QChar character) {
        return character.isSpace() || character.unicode() < 0x20 || character.unicode() == 0x7f || unwanted.contains(character);
    });
}

Error invalid(const QString &text)
{
    return {Error::Code::InvalidAddress, text};
}

/// As OpenSSH itself takes them since 9.6 (valid_hostname and valid_ruser in ssh.c), and no spaces: names end up in commands of the
/// person's ~/.ssh/config.
Error nameObjection(const SshTunnel &tunnel)
{
    if (tunnel.host.isEmpty())
        return invalid(SshCommandWords::tr("The SSH tunnel names no host."));
    if (tunnel.host.startsWith(u'-') || hasAny(tunnel.host, u"'`\"$\\;&<>|(){},@/"))
        return invalid(SshCommandWords::tr("“%1” is no host that an SSH tunnel can lead through.").arg(tunnel.host.left(80)));
    if (tunnel.user.startsWith(u'-') || tunnel.user.endsWith(u'\\') || hasAny(tunnel.user, u"'`\";&<>|(){}"))
        return invalid(SshCommandWords::tr("“%1” is no user that can log in by SSH.").arg(tunnel.user.left(80)));
    return {};
}

/// A path in a forwarding: ssh takes a colon for its end, and replaces %… and ${…}, the latter whatever stands before it.
QString escapedPath(QString path)
{
    return path.replace(u'\\', QLatin1String("\\\\")).replace(u':', QLatin1String("\\:")).replace(u'%', QLatin1String("%%"));
}

/// A value of ControlPath.
QString controlPath(QString path)
{
    return path.replace(u'%', QLatin1String("%%"));
}

} // namespace

Error tunnelObjection(const SshTunnel &tunnel, const ServerAddress &address)
{
    if (const Error error = nameObjection(tunnel))
        return error;
    if (address.isUnixSocket()) {
        const QString &path = address.socketPath;
        const bool printable = std::ranges::none_of(path, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
        if (path.startsWith(u'/') && printable && !path.contains(QLatin1String("${")) && QFile::encodeName(path).size() <= longestPath)
            return {};
        return invalid(
            SshCommandWords::tr("%1 is no path of a socket that ssh can be told: it begins with “/”, has at most %L2 bytes, and neither "
                                "control characters nor “${”.")
                .arg(path.left(200))
                .arg(longestPath));
    }
    if (address.host.isEmpty() || address.host.startsWith(u'-') || hasAny(address.host, u"/\\[]$'\"`"))
        return invalid(SshCommandWords::tr("“%1” is no host that an SSH tunnel can lead to.").arg(address.host.left(80)));
    return {};
}

QStringList sshLoginArguments(const SshTunnel &tunnel, const QString &control, std::chrono::milliseconds limit)
{
    // A forwarding of the agent or of X11 would need a session, which there is none of.
    QStringList arguments{QStringLiteral("-N"), QStringLiteral("-T"), QStringLiteral("-a"),
                          QStringLiteral("-x"), QStringLiteral("-S"), controlPath(control)};
    const auto set = [&arguments](const char *option, const QString &value) {
        arguments << QStringLiteral("-o") << QLatin1String(option) + u'=' + value;
    };
    set("ControlMaster", QStringLiteral("yes"));
    set("ControlPersist", QStringLiteral("no"));
    set("ForkAfterAuthentication", QStringLiteral("no"));
    set("ClearAllForwardings", QStringLiteral("yes"));
    set("StreamLocalBindMask", QStringLiteral("0177"));
    set("Tunnel", QStringLiteral("no"));
    // What goes wrong is told at this level.
    set("LogLevel", QStringLiteral("INFO"));
    // A machine that is gone without a word is noticed.
    set("ServerAliveInterval", QStringLiteral("10"));
    set("ServerAliveCountMax", QStringLiteral("2"));
    if (limit.count() > 0)
        set("ConnectTimeout", QString::number(std::chrono::ceil<std::chrono::seconds>(limit).count()));
    if (tunnel.port != 0)
        arguments << QStringLiteral("-p") << QString::number(tunnel.port);
    if (!tunnel.user.isEmpty())
        arguments << QStringLiteral("-l") << tunnel.user;
    return arguments << QStringLiteral("--") << tunnel.host;
}

QStringList sshForwardArguments(const QString &control, const QString &local, const ServerAddress &address)
{
    const QString host = address.host.contains(u':') ? u'[' + address.host + u']' : address.host;
    const QString target = address.isUnixSocket() ? escapedPath(address.socketPath) : host + u':' + QString::number(address.port);
    return {QStringLiteral("-F"), QStringLiteral("none"),    QStringLiteral("-S"), controlPath(control),
            QStringLiteral("-O"), QStringLiteral("forward"), QStringLiteral("-L"), escapedPath(local) + u':' + target,
            QStringLiteral("--"), QStringLiteral("tunnel")};
}

QStringList sshCheckArguments(const QString &control)
{
    return {QStringLiteral("-F"), QStringLiteral("none"),  QStringLiteral("-S"), controlPath(control),
            QStringLiteral("-O"), QStringLiteral("check"), QStringLiteral("--"), QStringLiteral("tunnel")};
}

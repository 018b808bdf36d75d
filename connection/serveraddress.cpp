#include "connection/serveraddress.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <optional>
#include <tuple>

namespace {

constexpr QStringView plainScheme = u"memcached";
constexpr QStringView tlsScheme = u"memcacheds";
constexpr QStringView unixScheme = u"memcached+unix";

struct ServerUrlWords
{
    Q_DECLARE_TR_FUNCTIONS(ServerUrl)
};

Error invalidAddress(const QString &text)
{
    return {Error::Code::InvalidAddress, text};
}

/// Text with its percent-encoding undone; nothing where that is broken.
std::optional<QString> decoded(QStringView text)
{
    const QByteArray encoded = text.toUtf8();
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%')
            continue;
        bool ok = false;
        std::ignore = encoded.mid(i + 1, 2).toUInt(&ok, 16);
        if (!ok || i + 2 >= encoded.size() || encoded[i + 1] == '+' || encoded[i + 1] == '-')
            return {};
        i += 2;
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded));
}

/// Reads "host", "host:port", "[v6]", "[v6]:port" or a bare IPv6 address.
std::variant<ServerAddress, Error> parseHostAndPort(QStringView text, bool isEncoded)
{
    ServerAddress address;
    QStringView host = text;
    QStringView port;
    bool hasPort = false;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return invalidAddress(ServerUrlWords::tr("The “[” in the address has no “]”."));
        host = text.sliced(1, close - 1);
        const QStringView rest = text.sliced(close + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return invalidAddress(ServerUrlWords::tr("Behind “]” only a port may follow, as in [::1]:11211."));
        hasPort = !rest.isEmpty();
        port = hasPort ? rest.sliced(1) : QStringView();
        if (QHostAddress(host.toString()).protocol() != QAbstractSocket::IPv6Protocol)
            return invalidAddress(ServerUrlWords::tr("Between “[” and “]” stands no IPv6 address."));
    } else if (text.count(u':') == 1) {
        const qsizetype colon = text.indexOf(u':');
        host = text.first(colon);
        port = text.sliced(colon + 1);
        hasPort = true;
    } else if (text.contains(u':') && QHostAddress(text.toString()).protocol() != QAbstractSocket::IPv6Protocol) {
        return invalidAddress(ServerUrlWords::tr("The address has too many colons; write an IPv6 address with a port as [::1]:11211."));
    }

    // Behind a scheme a % is an encoding; without one it is the scope of an IPv6 address, as in fe80::1%eth0.
    const std::optional<QString> name = isEncoded ? decoded(host) : host.toString();
    if (!name)
        return invalidAddress(ServerUrlWords::tr("The percent-encoding in the host is broken."));
    if (name->isEmpty())
        return invalidAddress(ServerUrlWords::tr("The address names no host; write it as host:port."));
    for (const QChar character : *name) {
        if (character.isSpace() || character.unicode() < 0x20 || QStringView(u"/?#@\\\"'<>").contains(character))
            return invalidAddress(ServerUrlWords::tr("“%1” is no name of a host.").arg(name->left(80)));
    }
    address.host = *name;
    if (hasPort) {
        bool ok = false;
        const uint number = port.toUInt(&ok);
        // It is not quoted: a password stands here when somebody leaves out the host.
        if (!ok || number == 0 || number > 65'535 || !port.front().isDigit())
            return invalidAddress(ServerUrlWords::tr("Behind the colon stands no port; a port is a number from 1 to 65535."));
        address.port = quint16(number);
    }
    return address;
}

/// Reads "user[:password]" into `url`; an Error without a code is success.
Error parseUserInfo(QStringView text, ServerUrl &url)
{
    const qsizetype colon = text.indexOf(u':');
    const std::optional<QString> user = decoded(colon < 0 ? text : text.first(colon));
    const std::optional<QString> password = decoded(colon < 0 ? QStringView() : text.sliced(colon + 1));
    if (!user || !password)
        return invalidAddress(ServerUrlWords::tr("The percent-encoding of the user or the password is broken."));
    if (user->isEmpty())
        return invalidAddress(ServerUrlWords::tr("The address has a password but no user; write it as memcached://user@host."));
    if (user->contains(QChar(u'\0')) || password->contains(QChar(u'\0')))
        return invalidAddress(ServerUrlWords::tr("A user and a password must not contain NUL."));
    url.credentials = {*user, *password};
    url.passwordInText = !password->isEmpty();
    return {};
}

/// Reads "[user[:password]@]/path". Nothing is quoted from before the path: a password may stand there.
std::variant<ServerUrl, Error> parseUnixUrl(QStringView text)
{
    ServerUrl url;
    const qsizetype slash = text.indexOf(u'/');
    const QStringView before = slash < 0 ? text : text.first(slash);
    const QStringView encodedPath = slash < 0 ? QStringView() : text.sliced(slash);
    const qsizetype at = before.lastIndexOf(u'@');
    if (at >= 0) {
        if (const Error error = parseUserInfo(before.first(at), url))
            return error;
    }
    if (at + 1 < before.size())
        return invalidAddress(
            ServerUrlWords::tr("A Unix socket is on no host, and its path begins with “/”: memcached+unix:///run/memcached.sock."));
    const std::optional<QString> path = decoded(encodedPath);
    if (!path)
        return invalidAddress(ServerUrlWords::tr("The percent-encoding in the path is broken."));
    if (path->isEmpty() || path->endsWith(u'/'))
        return invalidAddress(ServerUrlWords::tr("The address names no socket file; write it as memcached+unix:///run/memcached.sock."));
    if (path->contains(QChar(u'\0')))
        return invalidAddress(ServerUrlWords::tr("A path must not contain NUL."));
    url.address.socketPath = *path;
    return url;
}

QString encoded(const QString &text, const QByteArray &exclude = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, exclude));
}

} // namespace

bool ServerAddress::operator==(const ServerAddress &other) const
{
    if (isUnixSocket() || other.isUnixSocket())
        return socketPath == other.socketPath;
    return host == other.host && port == other.port && encryption == other.encryption;
}

QString ServerAddress::text() const
{
    if (isUnixSocket())
        return socketPath;
    const QString place = (host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
    return encryption == Encryption::Tls ? QStringLiteral("%1 (TLS)").arg(place) : place;
}

QDebug operator<<(QDebug debug, const Credentials &credentials)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (credentials.isEmpty() ? "Credentials(none)" : "Credentials(hidden)");
    return debug;
}

std::variant<ServerUrl, Error> ServerUrl::parse(const QString &text)
{
    ServerUrl url;
    QStringView rest = QStringView(text).trimmed();
    if (rest.isEmpty())
        return invalidAddress(ServerUrlWords::tr("The address is empty; write it as host:port."));

    const qsizetype separator = rest.indexOf(u"://");
    const bool hasScheme = separator >= 0;
    Encryption encryption = Encryption::None;
    if (hasScheme) {
        const QStringView scheme = rest.first(separator);
        rest = rest.sliced(separator + 3);
        if (scheme.compare(unixScheme, Qt::CaseInsensitive) == 0)
            return parseUnixUrl(rest);
        if (scheme.compare(tlsScheme, Qt::CaseInsensitive) == 0)
            encryption = Encryption::Tls;
        else if (scheme.compare(plainScheme, Qt::CaseInsensitive) != 0)
            return invalidAddress(ServerUrlWords::tr("“%1://” is unknown; an address begins with memcached://, memcacheds:// (TLS) or "
                                                     "memcached+unix://, or is host:port.")
                                      .arg(scheme.left(40)));
        if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
            if (const Error error = parseUserInfo(rest.first(at), url))
                return error;
            rest = rest.sliced(at + 1);
        }
        if (rest.endsWith(u'/'))
            rest.chop(1);
    } else if (rest.contains(u'@')) {
        return invalidAddress(ServerUrlWords::tr("A user is given as in memcached://user@host:port."));
    }

    auto parsed = parseHostAndPort(rest, hasScheme);
    if (auto *error = std::get_if<Error>(&parsed))
        return *error;
    url.address = std::get<ServerAddress>(parsed);
    url.address.encryption = encryption;
    return url;
}

QString ServerUrl::text() const
{
    const QString user = credentials.isEmpty() ? QString() : encoded(credentials.user) + u'@';
    if (address.isUnixSocket())
        return unixScheme.toString() + QStringLiteral("://") + user + encoded(address.socketPath, "/");
    ServerAddress place = address;
    place.encryption = Encryption::None;
    if (address.encryption == Encryption::None && user.isEmpty())
        return place.text();
    // Behind a scheme a % is an encoding.
    place.host.replace(u'%', QStringLiteral("%25"));
    return (address.encryption == Encryption::Tls ? tlsScheme : plainScheme).toString() + QStringLiteral("://") + user + place.text();
}

#pragma once

#include "connection/error.h"

#include <QDebug>
#include <QString>

#include <variant>

/// What protects the bytes on their way over TCP.
enum class Encryption { None, Tls };

/// Where a memcached listens.
struct ServerAddress
{
    QString host = QStringLiteral("127.0.0.1"); ///< a name, an IPv4 or an IPv6 address, without brackets
    quint16 port = 11211;
    Encryption encryption = Encryption::None;
    QString socketPath{}; ///< not empty: a Unix socket, an absolute path; what is above does not count

    [[nodiscard]] bool isUnixSocket() const { return !socketPath.isEmpty(); }
    /// For people: "host:port", with brackets around an IPv6 address, "host:port (TLS)", or the path.
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool operator==(const ServerAddress &other) const;
};

/// A user and a password for SASL PLAIN (RFC 4616). A debug dump shows neither's text.
struct Credentials
{
    QString user;
    QString password;

    [[nodiscard]] bool isEmpty() const { return user.isEmpty(); }
    bool operator==(const Credentials &) const = default;
};
QDebug operator<<(QDebug debug, const Credentials &credentials);

/// A server as a person writes it: `memcached://[user[:password]@]host[:port]`, `memcacheds://` and the same for TLS,
/// `memcached+unix://[user[:password]@]/path`, `host:port`, or a host alone.
struct ServerUrl
{
    ServerAddress address;
    Credentials credentials;
    bool passwordInText = false; ///< the text held a password: worth a warning where others can read it

    /// The server that `text` names, or an Error (InvalidAddress) that says what is wrong with it, never with the password in it.
    [[nodiscard]] static std::variant<ServerUrl, Error> parse(const QString &text);
    /// The shortest text that names the same, for parse() to read, but without the password.
    [[nodiscard]] QString text() const;
};

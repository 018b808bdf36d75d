#pragma once

#include "connection/error.h"

#include <QDebug>
#include <QString>

#include <variant>

/// Where a memcached listens.
struct ServerAddress
{
    QString host = QStringLiteral("127.0.0.1"); ///< a name, an IPv4 or an IPv6 address, without brackets
    quint16 port = 11211;

    /// "host:port", with brackets around an IPv6 address.
    [[nodiscard]] QString text() const;
    bool operator==(const ServerAddress &) const = default;
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

/// A server as a person writes it: `memcached://[user[:password]@]host[:port]`, `host:port`, or a host alone.
struct ServerUrl
{
    ServerAddress address;
    Credentials credentials;
    bool passwordInText = false; ///< the text held a password: worth a warning where others can read it

    /// The server that `text` names, or an Error (InvalidAddress) that says what is wrong with it, never with the password in it.
    [[nodiscard]] static std::variant<ServerUrl, Error> parse(const QString &text);
};

#pragma once

#include "connection/error.h"
#include "connection/tlsoptions.h"

#include <QSslConfiguration>

#include <variant>

class QSslSocket;

/// What QSslSocket needs for `options`, their files read; or an Error (InvalidTlsOptions, KeyPassphraseWanted) that names the file, and
/// what to do about it.
[[nodiscard]] std::variant<QSslConfiguration, Error> tlsConfiguration(const TlsOptions &options);

/// What the first error of `socket` means, of a connection to `place`, `hasOwnCertificate` or not: for the handshake and for alerts that
/// come behind it, as TLS 1.3 sends them when it does not like our certificate. None for what is no matter of TLS.
[[nodiscard]] Error tlsFailure(const QSslSocket &socket, const QString &place, bool hasOwnCertificate);

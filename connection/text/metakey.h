#pragma once

#include "connection/error.h"

#include <QByteArray>

/// How the meta commands name a key, and when a server has them (protocol.txt, "Meta Commands").

/// The words that name `key` in a meta command (`a2V5 b`); empty: it cannot be named, see unnamableKey(). In base64, except for a key whose
/// base64 is too long for memcached, which can be named only if it has no space, line end or NUL in it.
[[nodiscard]] QByteArray metaKey(const QByteArray &key);
/// What is to be said of a key that cannot be named.
[[nodiscard]] Error unnamableKey(const QByteArray &key);

enum class UnknownVersion { IsTried, IsRefused };
/// Why a server of this version cannot be asked a meta command in the form of today, that of 1.6.10; none: it can.
[[nodiscard]] Error metaObjection(const QByteArray &version, UnknownVersion unknown);

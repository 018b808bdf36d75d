#include "connection/text/metakey.h"

#include "connection/text/serverversion.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

/// Bytes: memcached's KEY_MAX_LENGTH, which it holds the key against as it is written, in base64 too.
constexpr qsizetype longestName = 250;

} // namespace

QByteArray metaKey(const QByteArray &key)
{
    if (key.isEmpty() || key.size() > longestName)
        return {};
    const QByteArray encoded = key.toBase64();
    if (encoded.size() <= longestName)
        return encoded + " b";
    const bool raw = std::ranges::none_of(key, [](char byte) { return byte == ' ' || byte == '\r' || byte == '\n' || byte == '\0'; });
    return raw ? key : QByteArray();
}

Error unnamableKey(const QByteArray &key)
{
    if (key.isEmpty() || key.size() > longestName)
        return {Error::Code::Invalid,
                QCoreApplication::translate("MetaKey", "The key has %Ln bytes; memcached takes keys of 1 to 250 bytes.", nullptr,
                                            int(std::min<qsizetype>(key.size(), INT_MAX)))};
    return {Error::Code::Invalid,
            QCoreApplication::translate("MetaKey",
                                        "The text protocol has no way to name a key of more than 187 bytes that has spaces, line "
                                        "ends or NULs in it.")};
}

Error metaObjection(const QByteArray &version, UnknownVersion unknown)
{
    const bool known = isKnownVersion(version);
    if (isAtLeast(version, 1, 6, 10) || (!known && unknown == UnknownVersion::IsTried))
        return {};
    if (!known)
        return {Error::Code::UnknownCommand,
                QCoreApplication::translate("MetaKey",
                                            "The server does not say which memcached it is, and so "
                                            "not whether it has meta commands: none is sent.")};
    return {Error::Code::UnknownCommand,
            QCoreApplication::translate("MetaKey", "memcached %1 has no meta commands as they are today; they came with 1.6.10.")
                .arg(QString::fromUtf8(version))};
}

#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonObject>

#include <variant>

/// Bytes that only who knows the passphrase can read, or change unnoticed. The key is derived with Argon2id (RFC 9106), the bytes are
/// encrypted and authenticated with XSalsa20-Poly1305, both as libsodium has them: crypto_pwhash and crypto_secretbox.
class SealedSecrets
{
    Q_DECLARE_TR_FUNCTIONS(SealedSecrets)

public:
    /// What deriving the key costs, whoever guesses passphrases too.
    struct Cost
    {
        quint64 passes = 3;                 ///< over the memory
        quint64 memory = 256 * 1024 * 1024; ///< bytes

        bool operator==(const Cost &) const = default;
    };
    static constexpr int version = 1;
    /// Nobody who hands us a file can make us take more than these: bytes at once, and bytes gone over in all the passes.
    static constexpr quint64 mostMemory = 1024ULL * 1024 * 1024;
    static constexpr quint64 mostWork = 4 * mostMemory;

    /// Seals `bytes`; takes as long as the cost says. Error (Invalid): the passphrase is empty or the cost out of bounds; (Unavailable):
    /// there is too little memory.
    [[nodiscard]] static std::variant<SealedSecrets, Error> seal(const QByteArray &bytes, const QString &passphrase, const Cost &cost);
    /// What toJson() made, by anybody. Error (Invalid): it is none; (Unreadable): a later version made it, or it would cost too much.
    [[nodiscard]] static std::variant<SealedSecrets, Error> read(const QJsonObject &object);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] const Cost &cost() const { return m_cost; }
    /// The bytes, for the caller to wipe. Error (AuthenticationFailed): the passphrase is another one; (Invalid): something was changed;
    /// (Unavailable): there is too little memory.
    [[nodiscard]] std::variant<QByteArray, Error> unseal(const QString &passphrase) const;

private:
    [[nodiscard]] QByteArray checksum() const;

    Cost m_cost;
    QByteArray m_salt;
    QByteArray m_nonce;
    QByteArray m_box;
    QByteArray m_checksum; ///< tells damage from a wrong passphrase, and protects nothing
};

#include "app/profiles/exchange/sealedsecrets.h"

#include "app/profiles/exchange/wiping.h"

#include <QCryptographicHash>

#include <sodium.h>

#include <array>
#include <cmath>

namespace {

const QLatin1String derivation("argon2id13");
const QLatin1String encryption("xsalsa20poly1305");
constexpr size_t padding = 512; ///< bytes: so that the length says little about the secrets

/// The key for as long as it is needed.
class Key
{
public:
    Key() = default;
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;
    ~Key() { sodium_memzero(m_bytes.data(), m_bytes.size()); }

    [[nodiscard]] bool derive(const QString &passphrase, const QByteArray &salt, const SealedSecrets::Cost &cost)
    {
        // However the keyboard composed its letters.
        QString composed = passphrase.normalized(QString::NormalizationForm_C);
        QByteArray typed = composed.toUtf8();
        const bool derived = crypto_pwhash(m_bytes.data(), m_bytes.size(), typed.constData(), quint64(typed.size()),
                                           reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes, size_t(cost.memory),
                                           crypto_pwhash_ALG_ARGON2ID13)
            == 0;
        wipe(typed);
        wipe(composed);
        return derived;
    }
    [[nodiscard]] const unsigned char *bytes() const { return m_bytes.data(); }

private:
    std::array<unsigned char, crypto_secretbox_KEYBYTES> m_bytes{};
};

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray randomBytes(size_t length)
{
    QByteArray bytes(qsizetype(length), Qt::Uninitialized);
    randombytes_buf(bytes.data(), length);
    return bytes;
}

bool isBearable(const SealedSecrets::Cost &cost)
{
    return cost.passes >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost.memory >= crypto_pwhash_argon2id_MEMLIMIT_MIN
        && cost.memory <= SealedSecrets::mostMemory && cost.passes <= SealedSecrets::mostWork / cost.memory;
}

/// Zero where it is no whole number that can be counted to.
quint64 wholeNumber(const QJsonValue &value)
{
    const double number = value.toDouble();
    return number >= 1 && number <= double(1ULL << 53) && number == std::floor(number) ? quint64(number) : 0;
}

QString encoded(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

/// Empty where it is not what encoded() makes.
QByteArray decoded(const QJsonValue &value)
{
    const QByteArray bytes = QByteArray::fromBase64(value.toString().toLatin1());
    return encoded(bytes) == value.toString() ? bytes : QByteArray();
}

} // namespace

std::variant<SealedSecrets, Error> SealedSecrets::seal(const QByteArray &bytes, const QString &passphrase, const Cost &cost)
{
    if (passphrase.isEmpty())
        return Error{Error::Code::Invalid, tr("The passphrase is empty.")};
    if (!isBearable(cost))
        return Error{Error::Code::Invalid, tr("The cost of the passphrase is out of bounds.")};
    SealedSecrets sealed;
    Key key;
    if (sodium_init() < 0)
        return Error{Error::Code::Unavailable, tr("The encryption cannot be used on this machine.")};
    sealed.m_cost = cost;
    sealed.m_salt = randomBytes(crypto_pwhash_SALTBYTES);
    sealed.m_nonce = randomBytes(crypto_secretbox_NONCEBYTES);
    if (!key.derive(passphrase, sealed.m_salt, cost))
        return Error{Error::Code::Unavailable, tr("There is too little memory for the passphrase; close other programs and try again.")};
    QByteArray padded = bytes;
    padded.resize(bytes.size() + qsizetype(padding));
    size_t length = 0;
    sodium_pad(&length, raw(padded), size_t(bytes.size()), padding, size_t(padded.size()));
    sealed.m_box.resize(qsizetype(length + crypto_secretbox_MACBYTES));
    crypto_secretbox_easy(raw(sealed.m_box), raw(std::as_const(padded)), length, raw(std::as_const(sealed.m_nonce)), key.bytes());
    wipe(padded);
    sealed.m_checksum = sealed.checksum();
    return sealed;
}

std::variant<SealedSecrets, Error> SealedSecrets::read(const QJsonObject &object)
{
    const auto damaged = [] { return Error{Error::Code::Invalid, tr("The encrypted passwords are damaged.")}; };
    const auto unknown = [] {
        return Error{Error::Code::Unreadable,
                     tr("A later version of Slabscope encrypted the passwords, in a way that this one does not know.")};
    };
    const quint64 given = wholeNumber(object.value(QLatin1String("version")));
    if (given == 0)
        return damaged();
    const QString derivationName = object.value(QLatin1String("derivation")).toString();
    if (given > version || derivationName != derivation || object.value(QLatin1String("encryption")).toString() != encryption)
        return unknown();
    SealedSecrets sealed;
    sealed.m_cost = {wholeNumber(object.value(QLatin1String("passes"))), wholeNumber(object.value(QLatin1String("memory")))};
    sealed.m_salt = decoded(object.value(QLatin1String("salt")));
    sealed.m_nonce = decoded(object.value(QLatin1String("nonce")));
    sealed.m_box = decoded(object.value(QLatin1String("box")));
    if (sealed.m_cost.passes == 0 || sealed.m_cost.memory == 0 || sealed.m_salt.size() != crypto_pwhash_SALTBYTES
        || sealed.m_nonce.size() != crypto_secretbox_NONCEBYTES || sealed.m_box.size() <= qsizetype(crypto_secretbox_MACBYTES))
        return damaged();
    if (!isBearable(sealed.m_cost)) {
        return Error{Error::Code::Unreadable,
                     tr("To open the encrypted passwords would take more memory or time than this program is willing to spend.")};
    }
    sealed.m_checksum = sealed.checksum();
    if (object.value(QLatin1String("sha256")).toString() != QString::fromLatin1(sealed.m_checksum.toHex()))
        return damaged();
    return sealed;
}

QJsonObject SealedSecrets::toJson() const
{
    return {{QLatin1String("version"), version},
            {QLatin1String("derivation"), derivation},
            {QLatin1String("passes"), qint64(m_cost.passes)},
            {QLatin1String("memory"), qint64(m_cost.memory)},
            {QLatin1String("salt"), encoded(m_salt)},
            {QLatin1String("encryption"), encryption},
            {QLatin1String("nonce"), encoded(m_nonce)},
            {QLatin1String("box"), encoded(m_box)},
            {QLatin1String("sha256"), QString::fromLatin1(m_checksum.toHex())}};
}

std::variant<QByteArray, Error> SealedSecrets::unseal(const QString &passphrase) const
{
    Key key;
    if (sodium_init() < 0 || !key.derive(passphrase, m_salt, m_cost))
        return Error{Error::Code::Unavailable, tr("There is too little memory for the passphrase; close other programs and try again.")};
    QByteArray bytes(m_box.size() - qsizetype(crypto_secretbox_MACBYTES), Qt::Uninitialized);
    if (crypto_secretbox_open_easy(raw(bytes), raw(m_box), quint64(m_box.size()), raw(m_nonce), key.bytes()) != 0) {
        wipe(bytes);
        return Error{Error::Code::AuthenticationFailed, tr("This is not the passphrase that the passwords were encrypted with.")};
    }
    size_t length = 0;
    if (sodium_unpad(&length, raw(std::as_const(bytes)), size_t(bytes.size()), padding) != 0) {
        wipe(bytes);
        return Error{Error::Code::Invalid, tr("The encrypted passwords are damaged.")};
    }
    bytes.resize(qsizetype(length));
    return bytes;
}

QByteArray SealedSecrets::checksum() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(m_cost.passes) + ' ' + QByteArray::number(m_cost.memory) + ' ');
    for (const QByteArray *part : {&m_salt, &m_nonce, &m_box})
        hash.addData(*part);
    return hash.result();
}

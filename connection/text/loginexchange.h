#pragma once

#include "connection/serveraddress.h"
#include "connection/text/textexchange.h"

/// The first exchange on a text connection: `version`, and where the server wants a user and a password (-Y) the `set` that memcached takes
/// for a login (protocol.txt, "Authentication").
class LoginExchange : public TextExchange
{
public:
    explicit LoginExchange(const Credentials &credentials)
        : m_credentials(credentials)
    {
    }

    [[nodiscard]] QByteArray nextPortion() override;
    [[nodiscard]] qsizetype take(QByteArrayView bytes) override;
    /// Such as "1.6.18"; empty: the server does not say.
    [[nodiscard]] const QByteArray &version() const { return m_version; }

private:
    void takeLine(QByteArrayView line);
    [[nodiscard]] QByteArray loginCommand() const;

    enum class Step { AskVersion, AwaitVersion, LogIn, AwaitLogin };

    Credentials m_credentials;
    QByteArray m_version;
    Step m_step = Step::AskVersion;
    bool m_loggedIn = false;
};

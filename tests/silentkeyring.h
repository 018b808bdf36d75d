#pragma once

#include "app/profiles/secretstore.h"

#include <utility>

/// A keyring that waits for a person who does not come.
class SilentKeyring : public SecretStore
{
public:
    [[nodiscard]] Reply read(const SecretName &) override { return silence(); }
    [[nodiscard]] Reply write(const SecretName &, const QString &) override { return silence(); }
    [[nodiscard]] Reply remove(const SecretName &) override { return silence(); }

    int asked = 0;

private:
    Reply silence()
    {
        ++asked;
        return std::make_unique<SecretReply>();
    }
};

/// A keyring that has what is to be read, and waits for a person with what is to be written.
class ReadOnlyKeyring : public SessionSecrets
{
public:
    [[nodiscard]] Reply write(const SecretName &, const QString &) override
    {
        ++asked;
        return std::make_unique<SecretReply>();
    }

    int asked = 0;
};

/// A locked keyring, which answers the last question once it is unlocked.
class LockedKeyring : public SilentKeyring
{
public:
    [[nodiscard]] Reply read(const SecretName &) override
    {
        ++asked;
        auto reply = std::make_unique<LateReply>();
        m_asked = reply.get();
        return reply;
    }
    void unlock(const std::optional<QString> &secret) { std::exchange(m_asked, nullptr)->finish({}, secret); }
    void refuse(const Error &error) { std::exchange(m_asked, nullptr)->finish(error, {}); }

private:
    class LateReply : public SecretReply
    {
    public:
        using SecretReply::finish;
    };

    LateReply *m_asked = nullptr;
};

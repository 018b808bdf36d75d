#pragma once

#include "app/profiles/secretstore.h"

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

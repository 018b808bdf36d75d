#pragma once

#include "app/profiles/secretstore.h"

#include <chrono>

/// The keyring of the desktop: the Secret Service or KWallet, by QtKeychain. It may ask the person to unlock it.
class Keyring : public SecretStore
{
public:
    /// `service`: the name that our entries have there. `patience`: how long a question, of the person too, may stay open.
    explicit Keyring(const QString &service = QStringLiteral("slabscope"), std::chrono::milliseconds patience = std::chrono::minutes(2));

    [[nodiscard]] Reply read(const SecretName &name) override;
    [[nodiscard]] Reply write(const SecretName &name, const QString &secret) override;
    [[nodiscard]] Reply remove(const SecretName &name) override;

private:
    QString m_service;
    std::chrono::milliseconds m_patience;
};

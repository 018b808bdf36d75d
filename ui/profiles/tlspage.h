#pragma once

#include "ui/profiles/profilepage.h"

class NoticeRow;
class SecretField;
class TlsFields;

/// How TLS is spoken with the server of a profile.
class TlsPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit TlsPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;

    /// The address as it is being written: a Unix socket has no TLS.
    void setServer(const ServerAddress &address);
    void setEncryption(Encryption encryption);
    /// Accepts the certificate with this fingerprint, and no other.
    void accept(const QByteArray &fingerprint);
    [[nodiscard]] SecretField *passphrase() const;

private:
    TlsFields *m_fields;
    NoticeRow *m_noTls;
};

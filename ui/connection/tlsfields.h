#pragma once

#include "connection/serveraddress.h"
#include "connection/tlsoptions.h"
#include "ui/connection/secretfield.h"

#include <QWidget>

class FileField;
class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

/// The fields for how TLS is spoken with a server, and whether at all.
class TlsFields : public QWidget
{
    Q_OBJECT

public:
    /// `keeping`: of the passphrase of the client certificate's key.
    explicit TlsFields(SecretField::Keeping keeping, QWidget *parent = nullptr);

    /// Whose fields they are: its host is the name that is expected unless another is given.
    void setServer(const ServerAddress &address);
    [[nodiscard]] Encryption encryption() const;
    void setEncryption(Encryption encryption);
    [[nodiscard]] TlsOptions options() const;
    void setOptions(const TlsOptions &options);
    /// Accepts the certificate with this fingerprint, and no other.
    void accept(const QByteArray &fingerprint);
    [[nodiscard]] SecretField *passphrase() const { return m_passphrase; }

signals:
    void changed();

private:
    void updateFields();
    void setFingerprint(const QByteArray &fingerprint);

    QByteArray m_fingerprint;
    QFormLayout *m_form;
    QCheckBox *m_used;
    QLineEdit *m_serverName;
    FileField *m_authorities;
    QCheckBox *m_verified;
    QLabel *m_unverified;
    QLabel *m_accepted;
    QPushButton *m_forget;
    FileField *m_certificate;
    FileField *m_key;
    SecretField *m_passphrase;
};

#pragma once

#include "connection/serveraddress.h"
#include "connection/tlsoptions.h"

#include <QDialog>

class ElidedLabel;
class FileField;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// How TLS is spoken with one server, and whether at all.
class TlsDialog : public QDialog
{
    Q_OBJECT

public:
    TlsDialog(const ServerAddress &address, const TlsOptions &options, QWidget *parent = nullptr);

signals:
    /// The person is content. `address` is the one given, with TLS or without.
    void optionsGiven(const ServerAddress &address, const TlsOptions &options);

private:
    void updateFields();
    void forgetFingerprint();
    [[nodiscard]] TlsOptions options() const;

    ServerAddress m_address;
    QByteArray m_fingerprint;
    QCheckBox *m_used;
    QCheckBox *m_verified;
    QLabel *m_unverified;
    QLineEdit *m_serverName;
    FileField *m_authorities;
    FileField *m_certificate;
    FileField *m_key;
    QLineEdit *m_passphrase;
    QLabel *m_accepted;
    QPushButton *m_forget;
};

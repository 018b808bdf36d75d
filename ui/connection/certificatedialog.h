#pragma once

#include "connection/servercertificate.h"

#include <QDialog>

class QFormLayout;
class QPushButton;

/// Shows the certificate of a server, and why it is not trusted if it is not. It can be accepted then: this one and no other.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Acceptance {
        Offered, ///< it is not trusted, and could be accepted
        Given,   ///< it was accepted before, by its fingerprint
        Needless ///< it is trusted anyway
    };

    CertificateDialog(const ServerCertificate &certificate, const QString &server, Acceptance acceptance, QWidget *parent = nullptr);

    /// What the button that accepts it says, where that is not "Accept and connect".
    void setAcceptText(const QString &text);

signals:
    /// The person trusts it from now on.
    void certificateAccepted(const QByteArray &fingerprint);

private:
    void addFact(QFormLayout *form, const char *name, const QString &label, const QString &text);

    QPushButton *m_accept = nullptr;
};

#pragma once

#include "ui/connection/secretfield.h"
#include "ui/profiles/profilepage.h"

class FaultRow;
class QCheckBox;
class QFormLayout;
class QLineEdit;

/// The way to the server of a profile through another machine.
class TunnelPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit TunnelPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;
    [[nodiscard]] QWidget *check() override;
    [[nodiscard]] SecretField *passphrase() const { return m_passphrase; }

private:
    void updateFields();
    [[nodiscard]] bool isPortUsable() const;

    QFormLayout *m_form;
    QCheckBox *m_used;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLineEdit *m_user;
    SecretField *m_passphrase;
    FaultRow *m_hostFault;
    FaultRow *m_portFault;
};

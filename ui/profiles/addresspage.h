#pragma once

#include "ui/profiles/profilepage.h"

class FaultRow;
class QFormLayout;
class QLineEdit;
class QRadioButton;
class SecretField;

/// Where the server of a profile is, and who logs in there.
class AddressPage : public ProfilePage
{
    Q_OBJECT

public:
    explicit AddressPage(QWidget *parent = nullptr);

    void fill(const Profile &profile) override;
    void take(Profile &profile) const override;
    [[nodiscard]] QWidget *check() override;

    /// Takes over a server that was given as one text. Where that names no user, the one that is there stays.
    void takeUrl(const ServerUrl &url);
    /// Says what is wrong with a text that was meant as an address.
    void refuse(const QString &why);
    /// What is missing for trying out; empty: nothing.
    void askForPassword(const QString &why);
    [[nodiscard]] SecretField *password() const { return m_password; }
    /// The fields that take an address as a whole.
    [[nodiscard]] QList<QLineEdit *> addressFields() const { return {m_host, m_port, m_socket}; }

signals:
    /// Something that is more than a host stands in a field for one.
    void addressTyped(const QString &text);

private:
    void updateFields();
    void lookAtHost();
    [[nodiscard]] QString hostFault() const;
    [[nodiscard]] QString socketFault() const;

    QRadioButton *m_byHost;
    QRadioButton *m_bySocket;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLineEdit *m_socket;
    QLineEdit *m_user;
    SecretField *m_password;
    FaultRow *m_hostFault;
    FaultRow *m_portFault;
    FaultRow *m_socketFault;
    FaultRow *m_passwordFault;
    QFormLayout *m_form;
};

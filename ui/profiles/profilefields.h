#pragma once

#include "app/profiles/profilelist.h"
#include "ui/profiles/urlpaste.h"

#include <QWidget>

class AddressPage;
class AlertsPage;
class FaultRow;
class ProfilePage;
class QLineEdit;
class QTabWidget;
class SecretField;
class TlsPage;
class TunnelPage;

/// All fields of a profile, on pages. The address of a server that is pasted into any of them fills those of the address.
class ProfileFields : public QWidget
{
    Q_OBJECT

public:
    /// `list`: the profiles that there are, the one to be shown among them or not.
    explicit ProfileFields(const ProfileList &list, QWidget *parent = nullptr);

    void fill(const Profile &profile);
    /// `profile` with what the fields say.
    [[nodiscard]] Profile taken(Profile profile) const;
    /// Those whose name a profile with this id cannot have.
    void setOthers(const ProfileList &list, const QString &id);
    /// The page of alerts comes to the front.
    void showAlerts();
    /// The name follows the address until a person types one.
    void suggestName();

    /// Says beside each field what is wrong with it, and goes to the first; true: nothing is.
    bool check();
    /// The same, but only of what is needed for reaching the server.
    bool checkServer();
    /// Goes to the password, and says why it is missing.
    void askForPassword(const QString &why);
    void acceptCertificate(const QByteArray &fingerprint);
    void setReadOnly(bool readOnly);
    [[nodiscard]] SecretField *password() const;
    [[nodiscard]] SecretField *passphrase() const;
    /// That of the key for the tunnel.
    [[nodiscard]] SecretField *sshPassphrase() const;

signals:
    void changed();

private:
    void addPage(ProfilePage *page, const QString &title);
    void watchPasting();
    void takeUrl(const QString &text);
    void followAddress();
    void goTo(QWidget *field);
    [[nodiscard]] QWidget *checkPages(const QList<ProfilePage *> &pages);
    [[nodiscard]] QString nameFault() const;
    [[nodiscard]] bool isNameTaken(const QString &name) const;
    [[nodiscard]] QString suggestedName() const;

    QLineEdit *m_name;
    FaultRow *m_nameFault;
    QTabWidget *m_tabs;
    AddressPage *m_address;
    TlsPage *m_tls;
    TunnelPage *m_tunnel;
    AlertsPage *m_alerts;
    QList<ProfilePage *> m_pages;
    QStringList m_takenNames;
    UrlPaste m_pasting;
    bool m_suggests = false;
};

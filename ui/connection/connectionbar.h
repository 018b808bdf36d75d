#pragma once

#include "app/profiles/profile.h"
#include "ui/connection/connectionlook.h"

#include <QAction>
#include <QPointer>
#include <QWidget>

#include <functional>

class ConnectionStatus;
class ClickGuard;
class FittingButtons;
class NoticeRow;
class PasswordDialog;
class QComboBox;
class QLabel;
class ServerName;
class Settings;
class SshPrompts;
class TlsActions;

/// The place where a server is chosen: its address, the actions on the connection, and how it is doing.
class ConnectionBar : public QWidget
{
    Q_OBJECT

public:
    enum class Remember { Yes, No };

    ConnectionBar(Connection *connection, Settings *settings, QWidget *parent = nullptr);

    /// Connects to what `text` names (see ServerUrl::parse()); an address that cannot be used is said so beside the field. A user without
    /// a password makes it ask for one.
    void connectTo(const QString &text, Remember remember = Remember::Yes);

    /// Puts an address into the field, or, of a profile, its name and its server in the place of the field.
    void showAddress(const QString &text);
    void showProfile(const Profile &profile);

    [[nodiscard]] QAction *connectAction() { return &m_connectAction; }
    [[nodiscard]] QAction *disconnectAction() { return &m_disconnectAction; }
    [[nodiscard]] QAction *retryAction() { return &m_retryAction; }
    [[nodiscard]] QAction *stopAction() { return &m_stopAction; }
    /// Not to wait for the keyring, but to be asked.
    [[nodiscard]] QAction *typeSecretAction() { return &m_typeSecretAction; }
    [[nodiscard]] QAction *addressAction() { return &m_addressAction; }
    [[nodiscard]] QAction *editProfileAction() { return &m_editProfileAction; }
    [[nodiscard]] QAction *saveProfileAction() { return &m_saveProfileAction; }
    [[nodiscard]] TlsActions *tls() { return m_tls; }
    [[nodiscard]] SshPrompts *sshPrompts() { return m_sshPrompts; }
    /// Says an error at the place of the state.
    void showError(const Error &error);
    /// As long as it is the keyring, there is something to stop.
    void setAwaited(Awaited awaited);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// It connects to what `url` names: without a password.
    void opened(const QString &url, ConnectionBar::Remember remember);
    /// The profile that is shown is to be connected to, as it is now.
    void profileWanted(const QString &id);

private:
    void layOut();
    void showTrouble();
    void setUpActions();
    void connectParts();
    void editAddress();
    void connectTo(ServerUrl url, Remember remember);
    void open(const ServerUrl &url, Remember remember);
    void editTlsOptions();
    [[nodiscard]] QString lastPassword(const ServerAddress &address, const QString &user) const;
    void askPassword(const ServerAddress &address, const QString &user, const std::function<void(const QString &)> &then);
    void showField(bool shown);
    void showAddresses();
    void updateActions();

    Connection *m_connection;
    Settings *m_settings;
    QLabel *m_label;
    QComboBox *m_address;
    ServerName *m_name;
    ConnectionStatus *m_status;
    NoticeRow *m_trouble;
    TlsActions *m_tls;
    SshPrompts *m_sshPrompts;
    FittingButtons *m_buttons;
    ClickGuard *m_clicks;
    QAction m_connectAction;
    QAction m_disconnectAction;
    QAction m_retryAction;
    QAction m_stopAction;
    QAction m_typeSecretAction;
    QAction m_addressAction;
    QAction m_editProfileAction;
    QAction m_saveProfileAction;
    QPointer<PasswordDialog> m_asking; ///< for the password of an address
    QString m_profileId;               ///< empty: the field is shown
    Awaited m_awaited = Awaited::Server;
};

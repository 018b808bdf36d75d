#pragma once

#include "connection/connection.h"

#include <QAction>
#include <QWidget>

class ConnectionStatus;
class QComboBox;
class Settings;

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

    [[nodiscard]] QAction *connectAction() { return &m_connectAction; }
    [[nodiscard]] QAction *disconnectAction() { return &m_disconnectAction; }
    [[nodiscard]] QAction *retryAction() { return &m_retryAction; }
    [[nodiscard]] QAction *stopAction() { return &m_stopAction; }
    /// Takes the keyboard to the address, all of it selected.
    void editAddress();
    /// Says an error at the place of the state.
    void showError(const Error &error);

private:
    void open(const ServerUrl &url, Remember remember);
    void askPassword(const ServerUrl &url, Remember remember);
    void showAddresses();
    void updateActions();

    Connection *m_connection;
    Settings *m_settings;
    QComboBox *m_address;
    ConnectionStatus *m_status;
    QAction m_connectAction;
    QAction m_disconnectAction;
    QAction m_retryAction;
    QAction m_stopAction;
};

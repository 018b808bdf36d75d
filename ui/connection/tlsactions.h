#pragma once

#include "connection/connection.h"

#include <QAction>
#include <QHash>

class Settings;

/// What a person can do about TLS: set how it is spoken with a server, look at the server's certificate, and accept it.
class TlsActions : public QObject
{
    Q_OBJECT

public:
    /// `parent` is also that of the dialogs.
    TlsActions(Connection *connection, Settings *settings, QWidget *parent);

    /// Triggered, it is for whoever knows the address to call edit().
    [[nodiscard]] QAction *optionsAction() { return &m_optionsAction; }
    /// Enabled once the server has shown a certificate.
    [[nodiscard]] QAction *certificateAction() { return &m_certificateAction; }

    /// What is kept for `address`, with the passphrase that was given since the program started.
    [[nodiscard]] TlsOptions optionsFor(const ServerAddress &address) const;
    /// Opens the dialog for the server that `url` names.
    void edit(const ServerUrl &url);
    /// Whether what is accepted or set holds for the address from now on: not where a profile keeps it.
    void setKeeping(bool keeps) { m_keeps = keeps; }
    /// Whether the last attempt failed in a way that its options, or a look at the certificate, may mend.
    [[nodiscard]] bool mayMend() const;

signals:
    /// The options for it were set: it is to be connected to.
    void optionsSet(const ServerUrl &url);
    /// The certificate that `options` name is trusted from now on; it is being connected with them.
    void certificateAccepted(const TlsOptions &options);

private:
    void keep(const ServerAddress &address, const TlsOptions &options);
    void showCertificate();
    void acceptCertificate(const QByteArray &fingerprint);
    void updateActions();

    Connection *m_connection;
    Settings *m_settings;
    QWidget *m_window;
    QAction m_optionsAction;
    QAction m_certificateAction;
    QHash<QString, QString> m_passphrases; ///< by address
    bool m_keeps = true;
};

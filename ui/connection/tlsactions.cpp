#include "ui/connection/tlsactions.h"

#include "connection/tlsfailure.h"
#include "ui/connection/certificatedialog.h"
#include "ui/connection/tlsdialog.h"
#include "ui/iconengine.h"
#include "ui/settings.h"

TlsActions::TlsActions(Connection *connection, Settings *settings, QWidget *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_settings(settings)
    , m_window(parent)
    , m_optionsAction(this)
    , m_certificateAction(this)
{
    const auto setUp = [](QAction &action, const char *name, const QString &text, const char *icon, const QString &tip) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
        action.setToolTip(tip);
    };
    setUp(m_optionsAction, "tlsOptions", tr("T&LS options…"), "lock",
          tr("Set whether and how TLS is spoken with the server in the address field"));
    setUp(m_certificateAction, "showCertificate", tr("Show c&ertificate…"), "shield-alert",
          tr("Look at the certificate that the server has shown, and accept it if it is not trusted"));
    connect(&m_certificateAction, &QAction::triggered, this, &TlsActions::showCertificate);
    connect(connection, &Connection::stateChanged, this, &TlsActions::updateActions);
    updateActions();
}

TlsOptions TlsActions::optionsFor(const ServerAddress &address) const
{
    TlsOptions options = m_settings->tlsOptions(address);
    options.keyPassphrase = m_passphrases.value(address.text());
    return options;
}

void TlsActions::edit(const ServerUrl &url)
{
    auto *dialog = new TlsDialog(url.address, optionsFor(url.address), m_window->window());
    connect(dialog, &TlsDialog::optionsGiven, this, [this, url](const ServerAddress &address, const TlsOptions &options) {
        keep(address, options);
        ServerUrl changed = url;
        changed.address = address;
        emit optionsSet(changed);
    });
    dialog->open();
}

bool TlsActions::mayMend() const
{
    if (m_connection->state() != Connection::State::Failed && m_connection->state() != Connection::State::WaitingToRetry)
        return false;
    const Error::Code code = m_connection->error().code;
    return isAboutTls(code) || code == Error::Code::WantsTls;
}

void TlsActions::keep(const ServerAddress &address, const TlsOptions &options)
{
    m_settings->setTlsOptions(address, options);
    m_passphrases.insert(address.text(), options.keyPassphrase);
}

void TlsActions::showCertificate()
{
    if (!m_connection->serverCertificate())
        return;
    using Acceptance = CertificateDialog::Acceptance;
    const ServerCertificate certificate = *m_connection->serverCertificate();
    const ConnectionOptions &options = m_connection->options();
    const bool pinned = options.tls.acceptedFingerprint == certificate.fingerprint;
    const Acceptance acceptance = pinned ? Acceptance::Given : certificate.isTrusted() ? Acceptance::Needless : Acceptance::Offered;
    auto *dialog = new CertificateDialog(certificate, options.place(), acceptance, m_window->window());
    connect(dialog, &CertificateDialog::certificateAccepted, this, [this, address = options.address](const QByteArray &fingerprint) {
        if (m_connection->options().address == address) // of the server that has shown it
            acceptCertificate(fingerprint);
    });
    dialog->open();
}

void TlsActions::acceptCertificate(const QByteArray &fingerprint)
{
    ConnectionOptions options = m_connection->options();
    options.tls.acceptedFingerprint = fingerprint;
    options.tls.verification = TlsOptions::Verification::Full;
    if (m_keeps)
        keep(options.address, options.tls);
    emit certificateAccepted(options.tls);
    m_connection->open(options);
}

void TlsActions::updateActions()
{
    m_certificateAction.setEnabled(m_connection->serverCertificate().has_value());
}

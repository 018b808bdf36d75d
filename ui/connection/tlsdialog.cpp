#include "ui/connection/tlsdialog.h"

#include "ui/connection/filefield.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

TlsDialog::TlsDialog(const ServerAddress &address, const TlsOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_address(address)
    , m_fingerprint(options.acceptedFingerprint)
    , m_used(new QCheckBox(tr("Connect with &TLS"), this))
    , m_verified(new QCheckBox(tr("&Verify the server's certificate"), this))
    , m_unverified(new QLabel(tr("Without this, anybody on the way may answer in the server's place, and read the password."), this))
    , m_serverName(new QLineEdit(options.serverName, this))
    , m_authorities(new FileField(QStringLiteral("tlsAuthorities"), tr("File of trusted authorities"), this))
    , m_certificate(new FileField(QStringLiteral("tlsCertificate"), tr("Client certificate"), this))
    , m_key(new FileField(QStringLiteral("tlsKey"), tr("Key of the client certificate"), this))
    , m_passphrase(new QLineEdit(options.keyPassphrase, this))
    , m_accepted(new QLabel(this))
    , m_forget(new QPushButton(tr("&Forget"), this))
{
    setObjectName(QStringLiteral("tlsDialog"));
    ServerAddress plain = address;
    plain.encryption = Encryption::None;
    setWindowTitle(tr("TLS for %1").arg(plain.text()));
    setAttribute(Qt::WA_DeleteOnClose);
    m_used->setObjectName(QStringLiteral("tlsUsed"));
    m_used->setAccessibleName(tr("Connect with TLS"));
    m_used->setChecked(address.encryption == Encryption::Tls);
    m_verified->setObjectName(QStringLiteral("tlsVerified"));
    m_verified->setAccessibleName(tr("Verify the server's certificate"));
    m_verified->setChecked(options.verification == TlsOptions::Verification::Full);
    m_unverified->setWordWrap(true);
    QPalette colors = m_unverified->palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, colors));
    m_unverified->setPalette(colors);
    m_serverName->setObjectName(QStringLiteral("tlsServerName"));
    m_serverName->setAccessibleName(tr("Server name"));
    m_serverName->setPlaceholderText(address.host);
    m_serverName->setToolTip(tr("The name that the certificate must be for, if it is not that of the address"));
    m_authorities->setPath(options.caFile);
    m_authorities->setPlaceholderText(tr("The authorities that the system trusts"));
    m_authorities->setToolTip(tr("The certificates of the authorities to trust instead of the system's, PEM or DER"));
    m_certificate->setPath(options.certificateFile);
    m_certificate->setPlaceholderText(tr("None"));
    m_certificate->setToolTip(tr("PEM, with its chain; memcached asks for one where its ssl_verify_mode says so"));
    m_key->setPath(options.keyFile);
    m_key->setPlaceholderText(tr("In the file of the certificate"));
    m_key->setToolTip(tr("PEM or DER"));
    m_passphrase->setObjectName(QStringLiteral("tlsPassphrase"));
    m_passphrase->setAccessibleName(tr("Passphrase of the key"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setPlaceholderText(tr("Kept until the program ends, never written to disk"));
    m_accepted->setObjectName(QStringLiteral("tlsAccepted"));
    m_forget->setObjectName(QStringLiteral("tlsForget"));
    m_forget->setAccessibleName(tr("Forget the accepted certificate"));
    m_forget->setAutoDefault(false);

    auto *acceptedRow = new QHBoxLayout;
    acceptedRow->addWidget(m_accepted, 1);
    acceptedRow->addWidget(m_forget);
    auto *form = new QFormLayout;
    form->addRow(tr("Server &name:"), m_serverName);
    form->addRow(tr("C&A file:"), m_authorities);
    form->addRow(QString(), m_verified);
    form->addRow(QString(), m_unverified);
    form->addRow(tr("Accepted certificate:"), acceptedRow);
    form->addRow(tr("Client certi&ficate:"), m_certificate);
    form->addRow(tr("&Key:"), m_key);
    form->addRow(tr("&Passphrase:"), m_passphrase);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *done = buttons->addButton(tr("&Save and connect"), QDialogButtonBox::AcceptRole);
    done->setObjectName(QStringLiteral("tlsDone"));
    done->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(m_used);
    layout->addLayout(form);
    layout->addWidget(buttons);

    connect(m_used, &QCheckBox::toggled, this, &TlsDialog::updateFields);
    connect(m_verified, &QCheckBox::toggled, this, &TlsDialog::updateFields);
    connect(m_certificate, &FileField::changed, this, &TlsDialog::updateFields);
    connect(m_forget, &QPushButton::clicked, this, &TlsDialog::forgetFingerprint);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        m_address.encryption = m_used->isChecked() ? Encryption::Tls : Encryption::None;
        emit optionsGiven(m_address, this->options());
    });
    updateFields();
}

void TlsDialog::updateFields()
{
    const bool used = m_used->isChecked();
    const bool pinned = !m_fingerprint.isEmpty();
    for (QWidget *field : std::initializer_list<QWidget *>{m_serverName, m_authorities, m_verified, m_certificate})
        field->setEnabled(used);
    m_unverified->setVisible(!m_verified->isChecked());
    m_unverified->setEnabled(used);
    for (QWidget *field : std::initializer_list<QWidget *>{m_key, m_passphrase})
        field->setEnabled(used && !m_certificate->path().isEmpty());
    m_accepted->setText(pinned ? tr("SHA-256 %1…").arg(QString::fromLatin1(m_fingerprint.first(8).toHex(':').toUpper())) : tr("None"));
    m_accepted->setToolTip(pinned ? QString::fromLatin1(m_fingerprint.toHex(':').toUpper()) : QString());
    m_accepted->setEnabled(used);
    m_forget->setEnabled(used && pinned);
    adjustSize();
}

void TlsDialog::forgetFingerprint()
{
    m_fingerprint.clear();
    updateFields();
}

TlsOptions TlsDialog::options() const
{
    TlsOptions options;
    options.caFile = m_authorities->path();
    options.certificateFile = m_certificate->path();
    if (!options.certificateFile.isEmpty()) {
        options.keyFile = m_key->path();
        options.keyPassphrase = m_passphrase->text();
    }
    options.serverName = m_serverName->text().trimmed();
    options.acceptedFingerprint = m_fingerprint;
    options.verification = m_verified->isChecked() ? TlsOptions::Verification::Full : TlsOptions::Verification::NotAtAll;
    return options;
}

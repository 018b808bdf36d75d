#include "ui/connection/tlsfields.h"

#include "ui/connection/filefield.h"
#include "ui/connection/formlabels.h"
#include "ui/fieldtext.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

void setPathIfOther(FileField *field, const QString &path)
{
    if (field->path() != path)
        field->setPath(path);
}

} // namespace

TlsFields::TlsFields(SecretField::Keeping keeping, QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
    , m_used(new QCheckBox(tr("Connect &with TLS"), this))
    , m_serverName(new QLineEdit(this))
    , m_authorities(new FileField(QStringLiteral("tlsAuthorities"), tr("File of trusted authorities"), this))
    , m_verified(new QCheckBox(tr("Ver&ify the server's certificate"), this))
    , m_unverified(new ToneLabel(Tone::Bad, this))
    , m_accepted(new QLabel(this))
    , m_forget(new QPushButton(tr("&Discard"), this))
    , m_certificate(new FileField(QStringLiteral("tlsCertificate"), tr("Client certificate"), this))
    , m_key(new FileField(QStringLiteral("tlsKey"), tr("Key of the client certificate"), this))
    , m_passphrase(new SecretField(QStringLiteral("tlsPassphrase"), tr("Passphrase of the key"), keeping, this))
{
    m_used->setObjectName(QStringLiteral("tlsUsed"));
    m_used->setAccessibleName(tr("Connect with TLS"));
    m_verified->setObjectName(QStringLiteral("tlsVerified"));
    m_verified->setAccessibleName(tr("Verify the server's certificate"));
    m_verified->setChecked(true);
    m_unverified->setObjectName(QStringLiteral("tlsUnverified"));
    m_unverified->setText(tr("Without this, anybody on the way may answer in the server's place, and read the password."));
    m_serverName->setObjectName(QStringLiteral("tlsServerName"));
    m_serverName->setAccessibleName(tr("Server name"));
    m_serverName->setToolTip(tr("The name that the certificate must be for, if it is not that of the address"));
    m_authorities->setPlaceholderText(tr("The authorities that the system trusts"));
    m_authorities->setToolTip(tr("The certificates of the authorities to trust instead of the system's, PEM or DER"));
    m_certificate->setPlaceholderText(tr("None"));
    m_certificate->setToolTip(tr("PEM, with its chain; memcached asks for one where its ssl_verify_mode says so"));
    m_key->setPlaceholderText(tr("In the file of the certificate"));
    m_key->setToolTip(tr("PEM or DER"));
    m_passphrase->setPlaceholderText(keeping == SecretField::Keeping::Offered ? tr("None") : tr("Kept until the program ends"));
    m_accepted->setObjectName(QStringLiteral("tlsAccepted"));
    m_forget->setObjectName(QStringLiteral("tlsForget"));
    m_forget->setAccessibleName(tr("Discard the accepted certificate"));
    m_forget->setAutoDefault(false);

    auto *acceptedRow = new QHBoxLayout;
    acceptedRow->addWidget(m_accepted, 1);
    acceptedRow->addWidget(m_forget);
    auto *form = m_form;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->addRow(tr("Server na&me:"), m_serverName);
    form->addRow(tr("CA &file:"), m_authorities);
    form->addRow(QString(), m_verified);
    form->addRow(QString(), m_unverified);
    form->addRow(tr("Accepted certificate:"), acceptedRow);
    form->addRow(tr("Client ce&rtificate:"), m_certificate);
    form->addRow(tr("&Private key:"), m_key);
    form->addRow(tr("Passphrase &of the key:"), m_passphrase);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_used);
    layout->addLayout(form);

    connect(m_used, &QCheckBox::toggled, this, &TlsFields::changed);
    connect(m_verified, &QCheckBox::toggled, this, &TlsFields::changed);
    connect(m_serverName, &QLineEdit::textChanged, this, &TlsFields::changed);
    for (FileField *field : {m_authorities, m_certificate, m_key})
        connect(field, &FileField::changed, this, &TlsFields::changed);
    connect(m_passphrase, &SecretField::changed, this, &TlsFields::changed);
    connect(m_forget, &QPushButton::clicked, this, [this] { setFingerprint({}); });
    connect(this, &TlsFields::changed, this, &TlsFields::updateFields);
    updateFields();
}

void TlsFields::setServer(const ServerAddress &address)
{
    m_serverName->setPlaceholderText(address.host);
    setEnabled(!address.isUnixSocket());
}

Encryption TlsFields::encryption() const
{
    return m_used->isChecked() ? Encryption::Tls : Encryption::None;
}

void TlsFields::setEncryption(Encryption encryption)
{
    m_used->setChecked(encryption == Encryption::Tls);
}

TlsOptions TlsFields::options() const
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

void TlsFields::setOptions(const TlsOptions &options)
{
    setPathIfOther(m_authorities, options.caFile);
    setPathIfOther(m_certificate, options.certificateFile);
    setPathIfOther(m_key, options.keyFile);
    if (!options.keyPassphrase.isEmpty())
        m_passphrase->setText(options.keyPassphrase);
    setTextIfOther(m_serverName, options.serverName);
    m_verified->setChecked(options.verification == TlsOptions::Verification::Full);
    setFingerprint(options.acceptedFingerprint);
}

void TlsFields::accept(const QByteArray &fingerprint)
{
    m_used->setChecked(true);
    m_verified->setChecked(true);
    setFingerprint(fingerprint);
}

void TlsFields::setFingerprint(const QByteArray &fingerprint)
{
    m_fingerprint = fingerprint;
    emit changed();
}

void TlsFields::updateFields()
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
    matchLabels(m_form);
}

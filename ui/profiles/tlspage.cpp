#include "ui/profiles/tlspage.h"

#include "ui/connection/tlsfields.h"
#include "ui/noticerow.h"

#include <QVBoxLayout>

TlsPage::TlsPage(QWidget *parent)
    : ProfilePage(parent)
    , m_fields(new TlsFields(SecretField::Keeping::Offered, this))
    , m_noTls(new NoticeRow(QStringLiteral("profileNoTls"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_noTls);
    layout->addWidget(m_fields);
    layout->addStretch(1);
    connect(m_fields, &TlsFields::changed, this, &ProfilePage::changed);
}

void TlsPage::fill(const Profile &profile)
{
    m_fields->setEncryption(profile.address.encryption);
    m_fields->setOptions(profile.tls);
    m_fields->passphrase()->setKept(profile.keyPassphraseKept);
    m_fields->passphrase()->setWantsKeeping(profile.keyPassphraseKept || profile.tls.certificateFile.isEmpty());
    setServer(profile.address);
}

void TlsPage::take(Profile &profile) const
{
    const SecretField *passphrase = m_fields->passphrase();
    const bool isNew = passphrase->wantsKeeping() && !passphrase->text().isEmpty();
    profile.address.encryption = m_fields->encryption();
    profile.tls = m_fields->options();
    profile.tls.keyPassphrase.clear();
    profile.keyPassphraseKept = !profile.tls.certificateFile.isEmpty() && (passphrase->isKept() || isNew);
}

void TlsPage::setServer(const ServerAddress &address)
{
    m_fields->setServer(address);
    m_noTls->tell(address.isUnixSocket() ? tr("A Unix socket needs no TLS: nothing of it leaves this machine.") : QString(), Tone::Muted);
}

void TlsPage::setEncryption(Encryption encryption)
{
    m_fields->setEncryption(encryption);
}

void TlsPage::accept(const QByteArray &fingerprint)
{
    m_fields->accept(fingerprint);
}

SecretField *TlsPage::passphrase() const
{
    return m_fields->passphrase();
}

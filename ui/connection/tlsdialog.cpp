#include "ui/connection/tlsdialog.h"

#include "ui/cancelbutton.h"
#include "ui/connection/tlsfields.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

TlsDialog::TlsDialog(const ServerAddress &address, const TlsOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_address(address)
    , m_fields(new TlsFields(SecretField::Keeping::NotOffered, this))
{
    setObjectName(QStringLiteral("tlsDialog"));
    ServerAddress plain = address;
    plain.encryption = Encryption::None;
    setWindowTitle(tr("TLS for %1").arg(plain.text()));
    setAttribute(Qt::WA_DeleteOnClose);
    m_fields->setServer(address);
    m_fields->setEncryption(address.encryption);
    m_fields->setOptions(options);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *done = buttons->addButton(tr("&Save and connect"), QDialogButtonBox::AcceptRole);
    done->setObjectName(QStringLiteral("tlsDone"));
    done->setDefault(true);
    addCancelButton(buttons, QStringLiteral("tlsCancel"));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(m_fields);
    layout->addWidget(buttons);

    connect(m_fields, &TlsFields::changed, this, &QDialog::adjustSize);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] {
        m_address.encryption = m_fields->encryption();
        emit optionsGiven(m_address, m_fields->options());
    });
}

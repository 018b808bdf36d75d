#include "ui/profiles/tunnelpage.h"

#include "ui/connection/formlabels.h"
#include "ui/fieldtext.h"
#include "ui/profiles/faultrow.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace {

/// What ssh would take for an option, or for something else than a name.
bool isNoName(const QString &text)
{
    return text.startsWith(QLatin1Char('-')) || std::ranges::any_of(text, [](QChar character) { return character.isSpace(); });
}

} // namespace

TunnelPage::TunnelPage(QWidget *parent)
    : ProfilePage(parent)
    , m_form(new QFormLayout)
    , m_used(new QCheckBox(tr("Connect thr&ough an SSH tunnel"), this))
    , m_host(new QLineEdit(this))
    , m_port(new QLineEdit(this))
    , m_user(new QLineEdit(this))
    , m_passphrase(
          new SecretField(QStringLiteral("tunnelPassphrase"), tr("Passphrase of the SSH key"), SecretField::Keeping::Offered, this))
    , m_hostFault(nullptr)
    , m_portFault(nullptr)
{
    m_used->setObjectName(QStringLiteral("tunnelUsed"));
    m_used->setAccessibleName(tr("Connect through an SSH tunnel"));
    m_host->setObjectName(QStringLiteral("tunnelHost"));
    m_host->setAccessibleName(tr("SSH host"));
    m_host->setPlaceholderText(tr("A machine, or a Host of your ~/.ssh/config"));
    m_port->setObjectName(QStringLiteral("tunnelPort"));
    m_port->setAccessibleName(tr("SSH port"));
    m_port->setPlaceholderText(tr("As ssh has it"));
    m_port->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    m_user->setObjectName(QStringLiteral("tunnelUser"));
    m_user->setAccessibleName(tr("SSH user"));
    m_user->setPlaceholderText(tr("As ssh has it"));
    m_passphrase->setPlaceholderText(tr("Asked for if ssh needs it"));
    m_hostFault = new FaultRow(m_host, this);
    m_portFault = new FaultRow(m_port, this);
    auto *hint =
        new QLabel(tr("The system's own ssh makes the tunnel: your ~/.ssh/config, your agent and ProxyJump count, and its questions are "
                      "asked here. The server's address is the one that the SSH machine sees."),
                   this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);

    auto *form = m_form;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->addRow(tr("SSH &machine:"), m_host);
    form->addRow(nullptr, m_hostFault);
    form->addRow(tr("&Port:"), m_port);
    form->addRow(nullptr, m_portFault);
    form->addRow(tr("&User:"), m_user);
    form->addRow(tr("Passph&rase of the key:"), m_passphrase);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(m_used);
    layout->addWidget(hint);
    layout->addLayout(form);
    layout->addStretch(1);

    connect(m_used, &QCheckBox::toggled, this, &ProfilePage::changed);
    for (QLineEdit *field : {m_host, m_port, m_user})
        connect(field, &QLineEdit::textChanged, this, &ProfilePage::changed);
    connect(m_passphrase, &SecretField::changed, this, &ProfilePage::changed);
    connect(m_used, &QCheckBox::toggled, this, &TunnelPage::updateFields);
    connect(m_host, &QLineEdit::textChanged, m_hostFault, [this] { m_hostFault->setFault({}); });
    connect(m_port, &QLineEdit::textChanged, m_portFault, [this] { m_portFault->setFault({}); });
    updateFields();
}

void TunnelPage::fill(const Profile &profile)
{
    m_used->setChecked(profile.tunnel.has_value());
    const SshTunnel tunnel = profile.tunnel.value_or(SshTunnel());
    setTextIfOther(m_host, tunnel.host);
    setTextIfOther(m_port, tunnel.port > 0 ? QString::number(tunnel.port) : QString());
    setTextIfOther(m_user, tunnel.user);
    m_passphrase->setKept(profile.sshPassphraseKept);
    m_passphrase->setWantsKeeping(profile.sshPassphraseKept || !profile.tunnel);
}

void TunnelPage::take(Profile &profile) const
{
    const bool isNew = m_passphrase->wantsKeeping() && !m_passphrase->text().isEmpty();
    profile.sshPassphraseKept = m_used->isChecked() && (m_passphrase->isKept() || isNew);
    profile.tunnel.reset();
    if (m_used->isChecked())
        profile.tunnel = {.host = m_host->text().trimmed(), .port = m_port->text().trimmed().toUShort(), .user = m_user->text().trimmed()};
}

QWidget *TunnelPage::check()
{
    const bool used = m_used->isChecked();
    const QString host = m_host->text().trimmed();
    const QString fault = host.isEmpty() ? tr("The machine that the tunnel goes through is missing.")
        : isNoName(host)                 ? tr("“%1” is no name of a machine.").arg(host.left(80))
                                         : QString();
    const bool badHost = m_hostFault->setFault(used ? fault : QString());
    const bool badPort = m_portFault->setFault(
        used && !isPortUsable() ? tr("A port is a number from 1 to 65535; leave it empty for the usual one.") : QString());
    return badHost ? m_host : badPort ? m_port : nullptr;
}

void TunnelPage::updateFields()
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_port, m_user, m_passphrase})
        field->setEnabled(m_used->isChecked());
    matchLabels(m_form);
}

bool TunnelPage::isPortUsable() const
{
    const QString text = m_port->text().trimmed();
    bool ok = false;
    return text.isEmpty() || (text.toUShort(&ok) > 0 && ok);
}

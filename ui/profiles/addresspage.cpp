#include "ui/profiles/addresspage.h"

#include "ui/connection/formlabels.h"
#include "ui/connection/secretfield.h"
#include "ui/fieldtext.h"
#include "ui/profiles/faultrow.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>

#ifdef Q_OS_UNIX
#    include <sys/un.h>
#endif

namespace {

#ifdef Q_OS_UNIX
constexpr qsizetype longestPath = sizeof(sockaddr_un::sun_path) - 1; ///< bytes
#else
constexpr qsizetype longestPath = 107;
#endif

QLineEdit *line(const char *name, const QString &accessibleName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(accessibleName);
    return field;
}

/// The port that `text` is; 0: none.
quint16 portIn(const QString &text)
{
    bool ok = false;
    const quint16 port = text.trimmed().toUShort(&ok);
    return ok ? port : 0;
}

} // namespace

AddressPage::AddressPage(QWidget *parent)
    : ProfilePage(parent)
    , m_byHost(new QRadioButton(tr("Host an&d port"), this))
    , m_bySocket(new QRadioButton(tr("Un&ix socket"), this))
    , m_host(line("profileHost", tr("Host"), this))
    , m_port(line("profilePort", tr("Port"), this))
    , m_socket(line("profileSocket", tr("Path of the socket"), this))
    , m_user(line("profileUser", tr("User"), this))
    , m_password(new SecretField(QStringLiteral("profilePassword"), tr("Password"), SecretField::Keeping::Offered, this))
    , m_hostFault(new FaultRow(m_host, this))
    , m_portFault(new FaultRow(m_port, this))
    , m_socketFault(new FaultRow(m_socket, this))
    , m_passwordFault(new FaultRow(m_password->focusProxy(), this))
    , m_form(new QFormLayout)
{
    m_byHost->setObjectName(QStringLiteral("profileByHost"));
    m_byHost->setAccessibleName(tr("Reach the server by host and port"));
    m_byHost->setChecked(true);
    m_bySocket->setObjectName(QStringLiteral("profileBySocket"));
    m_bySocket->setAccessibleName(tr("Reach the server by a Unix socket"));
    m_host->setPlaceholderText(tr("Name or address, or paste a memcached:// URL"));
    m_port->setMaximumWidth(fontMetrics().averageCharWidth() * 12);
    m_socket->setPlaceholderText(tr("As in /run/memcached/memcached.sock"));
    m_user->setPlaceholderText(tr("None: no login"));
    m_password->setPlaceholderText(tr("Asked for at each connect"));

    auto *kinds = new QHBoxLayout;
    kinds->addWidget(m_byHost);
    kinds->addWidget(m_bySocket);
    kinds->addStretch();
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_form->addRow(tr("Reached by:"), kinds);
    m_form->addRow(tr("H&ost:"), m_host);
    m_form->addRow(nullptr, m_hostFault);
    m_form->addRow(tr("Po&rt:"), m_port);
    m_form->addRow(nullptr, m_portFault);
    m_form->addRow(tr("&Path:"), m_socket);
    m_form->addRow(nullptr, m_socketFault);
    m_form->addRow(tr("&User:"), m_user);
    m_form->addRow(tr("Pass&word:"), m_password);
    m_form->addRow(nullptr, m_passwordFault);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addLayout(m_form);
    layout->addStretch(1);

    for (QLineEdit *field : {m_host, m_port, m_socket, m_user})
        connect(field, &QLineEdit::textChanged, this, &ProfilePage::changed);
    connect(m_password, &SecretField::changed, this, &ProfilePage::changed);
    connect(m_byHost, &QRadioButton::toggled, this, &ProfilePage::changed);
    connect(m_byHost, &QRadioButton::toggled, this, &AddressPage::updateFields);
    connect(m_user, &QLineEdit::textChanged, this, &AddressPage::updateFields);
    connect(m_host, &QLineEdit::textChanged, m_hostFault, [this] { m_hostFault->setFault({}); });
    connect(m_port, &QLineEdit::textChanged, m_portFault, [this] { m_portFault->setFault({}); });
    connect(m_socket, &QLineEdit::textChanged, m_socketFault, [this] { m_socketFault->setFault({}); });
    connect(m_password, &SecretField::changed, m_passwordFault, [this] { m_passwordFault->setFault({}); });
    connect(m_host, &QLineEdit::editingFinished, this, &AddressPage::lookAtHost);
    updateFields();
}

void AddressPage::fill(const Profile &profile)
{
    m_bySocket->setChecked(profile.address.isUnixSocket());
    m_byHost->setChecked(!profile.address.isUnixSocket());
    setTextIfOther(m_host, profile.address.host);
    setTextIfOther(m_port, QString::number(profile.address.port));
    setTextIfOther(m_socket, profile.address.socketPath);
    setTextIfOther(m_user, profile.user);
    m_password->setKept(profile.passwordKept);
    m_password->setWantsKeeping(profile.passwordKept || profile.user.isEmpty());
}

void AddressPage::take(Profile &profile) const
{
    if (m_bySocket->isChecked()) {
        profile.address.socketPath = m_socket->text().trimmed();
    } else {
        profile.address.socketPath.clear();
        profile.address.host = m_host->text().trimmed();
        profile.address.port = portIn(m_port->text());
    }
    profile.user = m_user->text();
    const bool isNew = m_password->wantsKeeping() && !m_password->text().isEmpty();
    profile.passwordKept = !profile.user.isEmpty() && (m_password->isKept() || isNew);
}

QWidget *AddressPage::check()
{
    const bool socket = m_bySocket->isChecked();
    const bool badHost = m_hostFault->setFault(socket ? QString() : hostFault());
    const bool badPort =
        m_portFault->setFault(socket || portIn(m_port->text()) > 0 ? QString() : tr("A port is a number from 1 to 65535."));
    const bool badSocket = m_socketFault->setFault(socket ? socketFault() : QString());
    return badHost ? m_host : badPort ? m_port : badSocket ? m_socket : nullptr;
}

void AddressPage::takeUrl(const ServerUrl &url)
{
    const ServerAddress &address = url.address;
    m_bySocket->setChecked(address.isUnixSocket());
    m_byHost->setChecked(!address.isUnixSocket());
    if (address.isUnixSocket()) {
        m_socket->setText(address.socketPath);
    } else {
        m_host->setText(address.host);
        m_port->setText(QString::number(address.port));
    }
    if (!url.credentials.isEmpty()) {
        m_user->setText(url.credentials.user);
        m_password->setText(url.credentials.password);
    }
    (void)check();
    (m_bySocket->isChecked() ? m_socket : m_host)->setFocus();
}

void AddressPage::refuse(const QString &why)
{
    m_byHost->setChecked(true);
    m_hostFault->setFault(why);
    m_host->setFocus();
}

void AddressPage::askForPassword(const QString &why)
{
    m_passwordFault->setFault(why);
    if (!why.isEmpty())
        m_password->setFocus();
}

void AddressPage::updateFields()
{
    const bool socket = m_bySocket->isChecked();
    m_form->setRowVisible(m_host, !socket);
    m_form->setRowVisible(m_port, !socket);
    m_form->setRowVisible(m_socket, socket);
    m_hostFault->setVisible(!socket && !m_hostFault->text().isEmpty());
    m_portFault->setVisible(!socket && !m_portFault->text().isEmpty());
    m_socketFault->setVisible(socket && !m_socketFault->text().isEmpty());
    m_password->setEnabled(!m_user->text().isEmpty());
    matchLabels(m_form);
}

void AddressPage::lookAtHost()
{
    const QString text = m_host->text().trimmed();
    if (text.contains(QLatin1String("://"))) {
        emit addressTyped(text);
        return;
    }
    const auto parsed = ServerUrl::parse(text);
    const auto *url = std::get_if<ServerUrl>(&parsed);
    if (url && url->address.host != text)
        emit addressTyped(text);
}

QString AddressPage::hostFault() const
{
    const QString host = m_host->text().trimmed();
    if (host.isEmpty())
        return tr("The server's host is missing: a name, or an address as 127.0.0.1 or ::1.");
    const auto parsed = ServerUrl::parse(host);
    const auto *error = std::get_if<Error>(&parsed);
    return error ? error->text : QString();
}

QString AddressPage::socketFault() const
{
    const QString path = m_socket->text().trimmed();
    if (path.isEmpty())
        return tr("The path of the socket is missing. memcached makes one where it is started with -s.");
    if (!path.startsWith(QLatin1Char('/')))
        return tr("The path must begin with “/”.");
    if (path.toUtf8().size() > longestPath)
        return tr("The path is too long: the system takes at most %L1 bytes.").arg(longestPath);
    return {};
}

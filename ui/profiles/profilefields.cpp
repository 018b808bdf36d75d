#include "ui/profiles/profilefields.h"

#include "ui/connection/secretfield.h"
#include "ui/profiles/addresspage.h"
#include "ui/profiles/alertspage.h"
#include "ui/profiles/faultrow.h"
#include "ui/profiles/generalpage.h"
#include "ui/profiles/keyspage.h"
#include "ui/profiles/limitspage.h"
#include "ui/profiles/pagescroll.h"
#include "ui/profiles/tlspage.h"
#include "ui/profiles/tunnelpage.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

ProfileFields::ProfileFields(const ProfileList &list, QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_nameFault(nullptr)
    , m_tabs(new QTabWidget(this))
    , m_address(new AddressPage)
    , m_tls(new TlsPage)
    , m_tunnel(new TunnelPage)
    , m_alerts(new AlertsPage)
{
    m_name->setObjectName(QStringLiteral("profileName"));
    m_name->setAccessibleName(tr("Name"));
    m_nameFault = new FaultRow(m_name, this);
    m_tabs->setObjectName(QStringLiteral("profileTabs"));
    m_tabs->setAccessibleName(tr("Pages of the profile"));
    addPage(m_address, tr("Ser&ver"));
    addPage(m_tls, tr("&TLS"));
    addPage(m_tunnel, tr("SS&H tunnel"));
    addPage(new GeneralPage(list.folders), tr("&General"));
    addPage(new KeysPage, tr("&Keys and values"));
    addPage(new LimitsPage, tr("&Limits"));
    addPage(m_alerts, tr("&Alerts"));

    auto *head = new QFormLayout;
    head->addRow(tr("&Name:"), m_name);
    head->addRow(nullptr, m_nameFault);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_tabs, 1);

    connect(m_name, &QLineEdit::textChanged, m_nameFault, [this] { m_nameFault->setFault({}); });
    connect(m_name, &QLineEdit::textChanged, this, &ProfileFields::changed);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_suggests = false; });
    connect(m_address, &ProfilePage::changed, this, &ProfileFields::followAddress);
    connect(m_address, &AddressPage::addressTyped, this, &ProfileFields::takeUrl);
    connect(&m_pasting, &UrlPaste::pasted, this, &ProfileFields::takeUrl);
    watchPasting();
}

void ProfileFields::fill(const Profile &profile)
{
    if (m_name->text() != profile.name)
        m_name->setText(profile.name);
    for (ProfilePage *page : std::as_const(m_pages))
        page->fill(profile);
}

Profile ProfileFields::taken(Profile profile) const
{
    profile.name = m_name->text().trimmed();
    for (const ProfilePage *page : m_pages)
        page->take(profile);
    return profile;
}

void ProfileFields::setOthers(const ProfileList &list, const QString &id)
{
    m_takenNames.clear();
    for (const Profile &profile : list.profiles) {
        if (profile.id != id)
            m_takenNames.append(profile.name);
    }
}

void ProfileFields::showAlerts()
{
    m_tabs->setCurrentIndex(int(m_pages.indexOf(m_alerts)));
    m_alerts->setFocus();
}

void ProfileFields::suggestName()
{
    m_suggests = true;
    m_name->setText(suggestedName());
    const QList<QLineEdit *> fields = m_address->addressFields();
    QLineEdit *host = fields.constFirst();
    host->setFocus();
    host->selectAll();
}

bool ProfileFields::check()
{
    const bool badName = m_nameFault->setFault(nameFault());
    QWidget *field = checkPages(m_pages);
    // A name that is still suggested is missing only because the address is.
    if (badName && !(m_suggests && field))
        field = m_name;
    if (field)
        goTo(field);
    return !field;
}

bool ProfileFields::checkServer()
{
    QWidget *field = checkPages({m_address, m_tls, m_tunnel});
    if (field)
        goTo(field);
    return !field;
}

void ProfileFields::askForPassword(const QString &why)
{
    m_address->askForPassword(why);
    if (!why.isEmpty())
        goTo(m_address->password());
}

void ProfileFields::acceptCertificate(const QByteArray &fingerprint)
{
    m_tls->accept(fingerprint);
}

void ProfileFields::setReadOnly(bool readOnly)
{
    m_name->setReadOnly(readOnly);
    for (ProfilePage *page : std::as_const(m_pages))
        page->setEnabled(!readOnly);
}

SecretField *ProfileFields::password() const
{
    return m_address->password();
}

SecretField *ProfileFields::passphrase() const
{
    return m_tls->passphrase();
}

SecretField *ProfileFields::sshPassphrase() const
{
    return m_tunnel->passphrase();
}

void ProfileFields::addPage(ProfilePage *page, const QString &title)
{
    m_pages.append(page);
    m_tabs->addTab(new PageScroll(page), title);
    connect(page, &ProfilePage::changed, this, &ProfileFields::changed);
}

void ProfileFields::watchPasting()
{
    const QList<QLineEdit *> addresses = m_address->addressFields();
    const QList<QLineEdit *> fields = findChildren<QLineEdit *>();
    for (QLineEdit *field : fields)
        m_pasting.watch(field, addresses.contains(field) ? UrlPaste::Taken::Addresses : UrlPaste::Taken::Urls);
}

void ProfileFields::takeUrl(const QString &text)
{
    m_tabs->setCurrentIndex(int(m_pages.indexOf(m_address)));
    const auto parsed = ServerUrl::parse(text);
    if (const auto *error = std::get_if<Error>(&parsed)) {
        m_address->refuse(error->text);
        return;
    }
    const auto &url = std::get<ServerUrl>(parsed);
    m_address->takeUrl(url);
    const bool saysHow = text.contains(QLatin1String("://")) && !url.address.isUnixSocket();
    if (saysHow)
        m_tls->setEncryption(url.address.encryption);
}

void ProfileFields::followAddress()
{
    Profile profile;
    m_address->take(profile);
    m_tls->setServer(profile.address);
    if (m_suggests)
        m_name->setText(suggestedName());
}

void ProfileFields::goTo(QWidget *field)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->widget(tab)->isAncestorOf(field)) {
            m_tabs->setCurrentIndex(tab);
            static_cast<PageScroll *>(m_tabs->widget(tab))->ensureWidgetVisible(field);
        }
    }
    field->setFocus();
}

QWidget *ProfileFields::checkPages(const QList<ProfilePage *> &pages)
{
    QWidget *first = nullptr;
    for (ProfilePage *page : pages) {
        QWidget *field = page->check();
        if (!first)
            first = field;
    }
    return first;
}

QString ProfileFields::nameFault() const
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return tr("The profile needs a name.");
    return isNameTaken(name) ? tr("Another profile is called “%1”: take another name.").arg(name) : QString();
}

bool ProfileFields::isNameTaken(const QString &name) const
{
    return m_takenNames.contains(name, Qt::CaseInsensitive);
}

QString ProfileFields::suggestedName() const
{
    Profile profile;
    m_address->take(profile);
    const ServerAddress &address = profile.address;
    QString name = address.host;
    if (address.isUnixSocket())
        name = QFileInfo(address.socketPath).fileName();
    else if (!address.host.isEmpty() && address.port > 0 && address.port != ServerAddress().port)
        name = tr("%1, port %2").arg(address.host).arg(address.port);
    if (name.contains(QLatin1Char('@')) || name.contains(QLatin1Char('/'))) // a URL that is being typed, maybe with a password in it
        name.clear();
    QString free = name;
    for (int number = 2; !name.isEmpty() && isNameTaken(free); ++number)
        free = tr("%1 (%2)").arg(name).arg(number);
    return free;
}

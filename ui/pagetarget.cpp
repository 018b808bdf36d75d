#include "ui/pagetarget.h"

#include "app/profiles/keptsecrets.h"
#include "connection/connection.h"
#include "ui/connection/connectionbar.h"
#include "ui/connection/sandboxaction.h"
#include "ui/connection/tlsactions.h"
#include "ui/profiles/profileopening.h"
#include "ui/serverpage.h"
#include "ui/workspace.h"

#include <QHostAddress>

namespace {

QString addressIn(const QString &url)
{
    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(url);
    const auto *server = std::get_if<ServerUrl>(&parsed);
    return server ? server->address.text() : url;
}

/// This computer has several names.
QString plainHost(const QString &host)
{
    QString plain = host.toLower();
    if (plain.endsWith(QLatin1Char('.')))
        plain.chop(1);
    const bool isHere = plain == QLatin1String("localhost") || QHostAddress(plain).isLoopback();
    return isHere ? QStringLiteral("localhost") : plain;
}

bool isSamePlace(const ServerAddress &a, const ServerAddress &b)
{
    if (a.isUnixSocket() || b.isUnixSocket())
        return a.socketPath == b.socketPath;
    return a.port == b.port && plainHost(a.host) == plainHost(b.host);
}

/// Whether a connection that was opened with `opened` must not stay as it is with what became of the profile.
bool mustReconnect(const Profile &opened, const Profile &now)
{
    // By what is reached: what a Unix socket's address has besides its path does not count, and is not saved.
    return opened.address.text() != now.address.text() || opened.tls != now.tls || opened.user != now.user || opened.tunnel != now.tunnel
        || (now.readOnly && !opened.readOnly);
}

} // namespace

PageTarget::PageTarget(Connection *connection, ConnectionBar *bar, Workspace *workspace, ServerPage *page)
    : QObject(page)
    , m_connection(connection)
    , m_bar(bar)
    , m_workspace(workspace)
    , m_page(page)
    , m_sandbox(new SandboxAction(workspace->sandbox(), page))
    , m_opening(new ProfileOpening({.connection = connection,
                                    .keyring = workspace->secrets(),
                                    .session = workspace->sessionSecrets(),
                                    .window = page,
                                    .prompts = bar->sshPrompts()},
                                   this))
{
    connect(bar, &ConnectionBar::opened, this, [this](const QString &url, ConnectionBar::Remember remember) {
        m_opening->stop();
        m_opened.reset();
        if (remember == ConnectionBar::Remember::No) // which is how the sandbox is connected to
            return;
        m_sandbox->leave();
        set({.kind = ServerTarget::Kind::Address, .text = url});
    });
    connect(bar, &ConnectionBar::profileWanted, this, [this](const QString &id) { m_workspace->connectProfile(m_page, id); });
    connect(bar->disconnectAction(), &QAction::triggered, m_sandbox, &SandboxAction::leave);
    connect(bar->saveProfileAction(), &QAction::triggered, this, [this] { emit saveProfileRequested(draft()); });
    connect(bar->tls(), &TlsActions::certificateAccepted, this, &PageTarget::keepCertificate);
    connect(workspace->profiles(), &ProfileStore::changed, this, &PageTarget::adoptProfile);
    followOpening();
    followSandbox();
}

void PageTarget::followOpening()
{
    connect(m_opening, &ProfileOpening::told, this, [this](const QString &note) { emit told(note, 0); });
    connect(m_opening, &ProfileOpening::withheld, this, [this] { emit told(tr("Not connected: no password was given"), 5000); });
    connect(m_opening, &ProfileOpening::connected, this, &PageTarget::noteUse);
    connect(m_opening, &ProfileOpening::secretKept, this, [this](const QString &id, SecretName::Kind kind) { noteKept(id, kind, true); });
    connect(m_opening, &ProfileOpening::secretNotKept, this,
            [this](const QString &id, SecretName::Kind kind) { noteKept(id, kind, false); });
    connect(m_opening, &ProfileOpening::givenUp, this, [this] { emit told(tr("Not connected: the keyring was not waited for"), 5000); });
    connect(m_opening, &ProfileOpening::awaitedChanged, this, [this] {
        m_bar->setAwaited(awaited());
        emit awaitedChanged();
    });
    connect(m_bar->typeSecretAction(), &QAction::triggered, m_opening, &ProfileOpening::askInstead);
    connect(m_bar->stopAction(), &QAction::triggered, m_opening, &ProfileOpening::giveUp);
}

void PageTarget::followSandbox()
{
    // The page of a profile stays what it is.
    connect(m_sandbox, &QAction::triggered, this, [this] {
        if (profileId().isEmpty())
            m_sandbox->use();
        else
            m_workspace->openSandbox();
    });
    connect(m_sandbox, &SandboxAction::starting, this, [this] { emit told(tr("Starting the sandbox…"), 0); });
    connect(m_sandbox, &SandboxAction::ready, this, [this](const QString &address) {
        emit told({}, 0);
        set({.kind = ServerTarget::Kind::Sandbox});
        m_bar->connectTo(address, ConnectionBar::Remember::No);
    });
    connect(m_sandbox, &SandboxAction::failed, this, [this](const Error &error) {
        emit told({}, 0);
        m_bar->showError(error);
    });
}

void PageTarget::restore(const ServerTarget &target)
{
    m_target = target;
    if (target.kind == ServerTarget::Kind::Address)
        m_bar->showAddress(target.text);
    else if (target.kind == ServerTarget::Kind::Profile)
        m_bar->showProfile({.id = target.text, .name = target.name, .address = {.host = {}}}); // where it is, the list will say
    nameConnection();
    adoptProfile();
    emit changed();
}

void PageTarget::openProfile(const Profile &profile)
{
    m_sandbox->leave();
    set({.kind = ServerTarget::Kind::Profile, .text = profile.id, .name = profile.name});
    m_bar->showProfile(profile);
    m_opened = profile;
    m_opening->open(profile);
}

void PageTarget::becomeProfile(const QString &id)
{
    const Profile *profile = m_workspace->profiles()->find(id);
    const Profile own = draft();
    if (!profile || m_target.kind != ServerTarget::Kind::Address || !isSamePlace(own.address, profile->address))
        return;
    if (isConnected()) {
        m_opened = own;
        m_opened->id = id;
    }
    set({.kind = ServerTarget::Kind::Profile, .text = id, .name = profile->name});
    adoptProfile();
}

std::optional<Profile> PageTarget::guardingProfile() const
{
    std::optional<Profile> guarding;
    if (const Profile *own = m_workspace->profiles()->find(profileId()))
        guarding = *own;
    if (m_opened && m_connection->state() != Connection::State::Disconnected) {
        if (!guarding || m_opened->environment == Environment::Production)
            guarding = m_opened;
    }
    if (guarding && guarding->environment == Environment::Production)
        return guarding;
    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(m_target.text);
    const auto *url = std::get_if<ServerUrl>(&parsed);
    const Profile *production = nullptr;
    if (guarding && !guarding->tunnel)
        production = productionAt(guarding->address);
    else if (m_target.kind == ServerTarget::Kind::Address && url)
        production = productionAt(url->address);
    return production ? std::optional(*production) : guarding;
}

const Profile *PageTarget::productionAt(const ServerAddress &address) const
{
    const QList<Profile> &all = m_workspace->profiles()->list().profiles;
    const auto found = std::ranges::find_if(all, [&address](const Profile &profile) {
        return profile.environment == Environment::Production && !profile.tunnel && isSamePlace(profile.address, address);
    });
    return found == all.end() ? nullptr : &*found;
}

Awaited PageTarget::awaited() const
{
    return m_opening->awaited();
}

bool PageTarget::isConnected() const
{
    const Connection::State state = m_connection->state();
    return state != Connection::State::Disconnected && state != Connection::State::Failed;
}

/// An attempt that came to nothing is no use.
void PageTarget::noteUse(const QString &id)
{
    const Profile *found = m_workspace->profiles()->find(id);
    if (!found)
        return;
    Profile profile = *found;
    profile.lastUsed = QDateTime::currentDateTimeUtc();
    m_workspace->profiles()->put(profile);
}

void PageTarget::noteKept(const QString &id, SecretName::Kind kind, bool kept)
{
    const Profile *found = m_workspace->profiles()->find(id);
    if (!found)
        return;
    Profile profile = *found;
    setKeptIn(profile, kind, kept);
    m_workspace->profiles()->put(profile);
}

QString PageTarget::profileId() const
{
    return m_target.kind == ServerTarget::Kind::Profile ? m_target.text : QString();
}

QString PageTarget::name() const
{
    switch (m_target.kind) {
    case ServerTarget::Kind::Address:
        return addressIn(m_target.text);
    case ServerTarget::Kind::Sandbox:
        return tr("Sandbox");
    case ServerTarget::Kind::Profile:
        return m_target.name;
    case ServerTarget::Kind::None:
        break;
    }
    return tr("New connection");
}

QString PageTarget::place() const
{
    if (m_target.kind == ServerTarget::Kind::Address)
        return m_target.text;
    if (m_connection->state() != Connection::State::Disconnected)
        return m_connection->options().address.text();
    const Profile *profile = m_workspace->profiles()->find(profileId());
    return profile ? profile->address.text() : QString();
}

void PageTarget::set(const ServerTarget &target)
{
    if (m_target == target)
        return;
    m_target = target;
    nameConnection();
    emit changed();
}

/// For the log, which is that of all connections.
void PageTarget::nameConnection()
{
    m_connection->setObjectName(m_target.kind == ServerTarget::Kind::Profile ? m_target.name : QString());
}

/// As it is now: it may have been changed, here or elsewhere.
void PageTarget::adoptProfile()
{
    const Profile *profile = m_workspace->profiles()->find(profileId());
    if (!profile) {
        emit changed(); // others may guard its server
        return;
    }
    m_bar->showProfile(*profile);
    set({.kind = ServerTarget::Kind::Profile, .text = profile->id, .name = profile->name});
    // What is open goes on at another place, or with fewer rights, only anew.
    if (m_opened && isConnected() && mustReconnect(*m_opened, *profile)) {
        m_connection->close();
        openProfile(Profile(*profile));
    }
    emit changed();
}

void PageTarget::keepCertificate(const TlsOptions &tls)
{
    const Profile *found = m_workspace->profiles()->find(profileId());
    if (!found)
        return;
    Profile profile = *found;
    profile.tls.acceptedFingerprint = tls.acceptedFingerprint;
    profile.tls.verification = tls.verification;
    if (m_opened)
        m_opened->tls = profile.tls;
    m_workspace->profiles()->put(profile);
}

/// A new profile for the server of this page.
Profile PageTarget::draft() const
{
    Profile profile{.name = name()};
    const std::variant<ServerUrl, Error> parsed = ServerUrl::parse(m_target.text);
    if (const auto *url = std::get_if<ServerUrl>(&parsed); url && m_target.kind == ServerTarget::Kind::Address) {
        profile.address = url->address;
        profile.user = url->credentials.user;
        profile.tls = m_workspace->settings()->tlsOptions(url->address);
    }
    if (m_connection->state() != Connection::State::Disconnected) {
        const ConnectionOptions &options = m_connection->options();
        profile.address = options.address;
        profile.user = options.credentials.user;
        profile.tls = options.tls;
        profile.connectTimeout = options.connectTimeout;
        profile.requestTimeout = options.requestTimeout;
        profile.backoff = options.backoff;
    }
    profile.tls.keyPassphrase.clear();
    return profile;
}

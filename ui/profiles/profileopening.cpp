#include "ui/profiles/profileopening.h"

#include "app/profiles/keptsecrets.h"
#include "connection/ssh/sshlink.h"
#include "ui/connection/passworddialog.h"
#include "ui/connection/sshprompts.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

using Kind = SecretName::Kind;

constexpr auto unnoticed = 1000ms; // an unlocked keyring answers within a tenth of it

} // namespace

ProfileOpening::ProfileOpening(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(unnoticed);
    connect(&m_patience, &QTimer::timeout, this, [this] { await(Awaited::Keyring); });
    connect(parts.connection, &Connection::stateChanged, this, &ProfileOpening::followConnection);
    if (!parts.prompts)
        return;
    connect(parts.connection, &Connection::sshQuestionAsked, this, &ProfileOpening::followQuestion);
    connect(parts.prompts, &SshPrompts::passphraseGiven, this, &ProfileOpening::takePassphrase);
}

ProfileOpening::~ProfileOpening()
{
    m_parts.prompts = nullptr; // which may have gone with the window
    stop();
}

void ProfileOpening::open(const Profile &profile)
{
    stop();
    if (profile.id != m_profile.id) {
        m_refused.clear();
        m_keyIsEncrypted = false;
    }
    m_profile = profile;
    m_keyringError = {};
    m_asksAgain = true;
    fetchFromSession();
}

void ProfileOpening::stop()
{
    m_active = false;
    m_fetching.reset();
    m_toKeep.clear();
    m_password.clear();
    m_keyPassphrase.clear();
    m_sshPassphrase.clear();
    closeQuestion();
    offerKeeping();
    await(Awaited::Server);
}

void ProfileOpening::await(Awaited awaited)
{
    m_patience.stop();
    if (awaited != std::exchange(m_awaited, awaited))
        emit awaitedChanged();
}

/// What was given before need not be asked again, nor the keyring be unlocked for it.
void ProfileOpening::fetchFromSession()
{
    Profile asked = m_profile;
    asked.passwordKept = true;
    asked.keyPassphraseKept = true;
    asked.sshPassphraseKept = true;
    m_fetching = std::make_unique<ProfileSecrets>(m_parts.session);
    connect(m_fetching.get(), &ProfileSecrets::finished, this, &ProfileOpening::takeFromSession);
    m_fetching->fetch(asked);
}

void ProfileOpening::takeFromSession()
{
    m_password = m_fetching->password();
    m_keyPassphrase = m_fetching->keyPassphrase();
    m_sshPassphrase = m_fetching->sshPassphrase();
    m_missing = m_fetching->missing();
    fetchFromKeyring();
}

void ProfileOpening::fetchFromKeyring()
{
    Profile asked = m_profile;
    asked.passwordKept = asked.passwordKept && m_missing.contains(Kind::Password);
    asked.keyPassphraseKept = asked.keyPassphraseKept && m_missing.contains(Kind::KeyPassphrase);
    asked.sshPassphraseKept = asked.sshPassphraseKept && m_sshPassphrase.isEmpty();
    if (!asked.passwordKept)
        asked.user.clear(); // nothing to fetch
    m_fetching = std::make_unique<ProfileSecrets>(m_parts.keyring);
    connect(m_fetching.get(), &ProfileSecrets::finished, this, &ProfileOpening::takeFromKeyring);
    m_fetching->fetch(asked);
    m_patience.start();
}

void ProfileOpening::askInstead()
{
    if (m_awaited == Awaited::Keyring && !m_dialog)
        askForMissing();
}

void ProfileOpening::giveUp()
{
    if (m_awaited != Awaited::Keyring)
        return;
    stop();
    emit givenUp();
}

void ProfileOpening::takeFromKeyring()
{
    m_keyringError = m_fetching->error();
    for (const Kind kind : {Kind::Password, Kind::KeyPassphrase}) {
        const QString &found = kind == Kind::Password ? m_fetching->password() : m_fetching->keyPassphrase();
        if (found.isEmpty() || m_refused.value(kind) == found || !m_missing.contains(kind))
            continue;
        secret(kind) = found;
        m_missing.removeAll(kind);
    }
    if (m_sshPassphrase.isEmpty() && m_fetching->sshPassphrase() != m_refused.value(Kind::SshPassphrase))
        m_sshPassphrase = m_fetching->sshPassphrase();
    // Whether a key has a passphrase at all is seen when it is read.
    if (!m_profile.keyPassphraseKept && !m_keyIsEncrypted)
        m_missing.removeAll(Kind::KeyPassphrase);
    await(Awaited::Server);
    // Who is typing what it does not have goes on.
    if (m_dialog && m_missing.contains(m_asked))
        return;
    closeQuestion();
    askForMissing();
}

void ProfileOpening::askForMissing()
{
    m_missing.removeAll(Kind::SshPassphrase); // ssh asks by itself
    if (m_missing.isEmpty())
        connectToServer();
    else
        ask(m_missing.constFirst());
}

void ProfileOpening::ask(SecretName::Kind kind)
{
    PasswordRequest request;
    request.label = kind == Kind::Password ? tr("Password of %1 at “%2”:").arg(m_profile.user, m_profile.name)
                                           : tr("Passphrase of the TLS key of “%1”:").arg(m_profile.name);
    request.noun = kind == Kind::Password ? PasswordRequest::Noun::Password : PasswordRequest::Noun::Passphrase;
    request.reason = reasonToAsk(kind);
    request.isKeepingOffered = !m_keyringError && m_awaited == Awaited::Server;
    m_asked = kind;
    m_dialog = new PasswordDialog(request, m_parts.window->window());
    connect(m_dialog, &PasswordDialog::passwordGiven, this, [this, kind](const QString &given, PasswordDialog::Keeping keeping) {
        take(kind, given, keeping == PasswordDialog::Keeping::Keyring);
    });
    connect(m_dialog, &QDialog::rejected, this, &ProfileOpening::leaveQuestion);
    m_dialog->open();
}

void ProfileOpening::closeQuestion()
{
    if (!m_dialog)
        return;
    m_dialog->disconnect(this);
    m_dialog->close();
    m_dialog.clear();
}

void ProfileOpening::leaveQuestion()
{
    m_dialog.clear();
    if (m_awaited == Awaited::Keyring) // which may answer still
        return;
    stop();
    emit withheld();
}

QString ProfileOpening::reasonToAsk(SecretName::Kind kind) const
{
    if (m_refused.contains(kind))
        return kind == Kind::Password ? tr("The server refused the last one.") : tr("The last one does not open the key.");
    if (m_keyringError)
        return m_keyringError.text;
    if (m_awaited == Awaited::Keyring)
        return tr("The keyring has not answered yet. Once it does, this question goes away by itself.");
    if (kind == Kind::Password ? m_profile.passwordKept : m_profile.keyPassphraseKept)
        return tr("The keyring has none for this profile, or is locked.");
    if (kind == Kind::KeyPassphrase)
        return tr("The key is encrypted.");
    return {};
}

void ProfileOpening::take(SecretName::Kind kind, const QString &given, bool toBeKept)
{
    m_dialog.clear();
    secret(kind) = given;
    m_missing.removeAll(kind);
    m_refused.remove(kind);
    if (toBeKept)
        m_toKeep.append(kind);
    // Kept in memory: it is done at once, whoever waits for it.
    (void)m_parts.session->write({m_profile.id, kind}, given);
    askForMissing();
}

void ProfileOpening::connectToServer()
{
    m_fetching.reset();
    await(Awaited::Server);
    m_active = true;
    ConnectionOptions options = connectionOptions(m_profile);
    options.credentials.password = m_password;
    options.tls.keyPassphrase = m_keyPassphrase;
    options.shareTunnel();
    if (options.link)
        options.link->setKeyPassphrase(m_sshPassphrase);
    m_address = options.address;
    m_user = options.credentials.user;
    offerKeeping();
    m_parts.connection->open(options);
}

/// Others may have opened the connection since.
bool ProfileOpening::isOurs() const
{
    const ConnectionOptions &options = m_parts.connection->options();
    return m_active && options.address == m_address && options.credentials.user == m_user;
}

void ProfileOpening::followConnection(Connection::State state)
{
    if (!isOurs())
        return;
    keepNext();
    if (state == Connection::State::Ready) {
        const bool isFirst = std::exchange(m_asksAgain, false);
        m_refused.clear();
        if (isFirst)
            emit connected(m_profile.id);
    } else if (state == Connection::State::Failed) {
        if (m_parts.connection->error().code == Error::Code::AuthenticationFailed)
            refuse(Kind::Password);
        else if (m_parts.connection->error().code == Error::Code::KeyPassphraseWanted)
            refuse(Kind::KeyPassphrase);
        else if (m_parts.connection->error().code == Error::Code::TunnelLogin && !m_sshPassphrase.isEmpty())
            doubtSshPassphrase();
    }
}

/// An ssh that is not to ask twice does not tell why the login failed: the next time it is to ask.
void ProfileOpening::doubtSshPassphrase()
{
    m_refused.insert(Kind::SshPassphrase, m_sshPassphrase);
    m_toKeep.removeAll(Kind::SshPassphrase);
    (void)m_parts.session->remove({m_profile.id, Kind::SshPassphrase});
    setSshPassphrase({});
}

void ProfileOpening::refuse(SecretName::Kind kind)
{
    if (!secret(kind).isEmpty())
        m_refused.insert(kind, secret(kind));
    m_keyIsEncrypted = m_keyIsEncrypted || kind == Kind::KeyPassphrase;
    m_toKeep.removeAll(kind);
    secret(kind).clear();
    (void)m_parts.session->remove({m_profile.id, kind});
    // A connection that breaks at night does not fill the screen with questions: the next time the person connects is soon enough.
    if (!m_asksAgain)
        return;
    m_missing = {kind};
    m_active = false;
    fetchFromKeyring(); // which may have another one since
}

/// ssh asks for the passphrase of its key, which the one that it was given last has not opened, then.
void ProfileOpening::followQuestion(const SshQuestion &question)
{
    const std::shared_ptr<SshLink> &link = m_parts.connection->options().link;
    const SshKeyQuestion key = isOurs() && link ? link->keyQuestion(question.id) : SshKeyQuestion::None;
    if (key == SshKeyQuestion::None)
        return;
    m_toKeep.removeAll(Kind::SshPassphrase);
    if (key != SshKeyQuestion::KeptOneFailed)
        return;
    (void)m_parts.session->remove({m_profile.id, Kind::SshPassphrase});
    setSshPassphrase({});
}

void ProfileOpening::takePassphrase(const QString &given, SshQuestionDialog::Fate fate)
{
    if (!isOurs() || fate == SshQuestionDialog::Fate::Forgotten)
        return;
    setSshPassphrase(given);
    m_toKeep.append(Kind::SshPassphrase);
}

/// For the logins to come, too.
void ProfileOpening::setSshPassphrase(const QString &passphrase)
{
    m_sshPassphrase = passphrase;
    if (m_parts.connection->options().link)
        m_parts.connection->options().link->setKeyPassphrase(passphrase);
}

void ProfileOpening::offerKeeping()
{
    if (!m_parts.prompts)
        return;
    const PassphraseKeeping possible = m_profile.sshPassphraseKept ? PassphraseKeeping::Usual : PassphraseKeeping::Offered;
    m_parts.prompts->setKeeping(m_active && !m_keyringError ? possible : PassphraseKeeping::Nowhere);
}

/// It has proved right.
bool ProfileOpening::mayBeKept(SecretName::Kind kind) const
{
    if (kind != Kind::SshPassphrase)
        return m_parts.connection->isReady();
    return m_parts.connection->options().link && m_parts.connection->options().link->isUp();
}

void ProfileOpening::keepNext()
{
    const auto next = std::ranges::find_if(std::as_const(m_toKeep), [this](Kind kind) { return mayBeKept(kind); });
    if (next == m_toKeep.cend() || m_keeping || !isOurs())
        return;
    const Kind kind = *next;
    m_toKeep.removeOne(kind);
    const bool wasKept = keptIn(m_profile, kind);
    const QString id = m_profile.id;
    if (kind == Kind::SshPassphrase) // the others are there already
        (void)m_parts.session->write({id, kind}, secret(kind));
    m_keeping = m_parts.keyring->write({id, kind}, secret(kind));
    connect(m_keeping.get(), &SecretReply::finished, this, [this, id, kind, wasKept] { noteAnswer(id, kind, wasKept); });
    if (!wasKept)
        emit secretKept(id, kind);
}

void ProfileOpening::noteAnswer(const QString &id, SecretName::Kind kind, bool wasKept)
{
    if (const Error error = m_keeping->error()) {
        if (!wasKept)
            emit secretNotKept(id, kind);
        emit told(tr("%1 It is kept until Slabscope ends.").arg(error.text));
    }
    // The reply must outlast its own signal.
    QTimer::singleShot(0, this, [this] {
        m_keeping.reset();
        keepNext();
    });
}

QString &ProfileOpening::secret(SecretName::Kind kind)
{
    switch (kind) {
    case Kind::KeyPassphrase:
        return m_keyPassphrase;
    case Kind::SshPassphrase:
        return m_sshPassphrase;
    case Kind::Password:
        break;
    }
    return m_password;
}

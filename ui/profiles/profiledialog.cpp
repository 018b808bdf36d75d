#include "ui/profiles/profiledialog.h"

#include "app/profiles/profilestore.h"
#include "connection/retire.h"
#include "connection/ssh/sshlink.h"
#include "ui/cancelbutton.h"
#include "ui/connection/secretfield.h"
#include "ui/noticerow.h"
#include "ui/profiles/profilefields.h"
#include "ui/profiles/testpane.h"

#include <QDialogButtonBox>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QUuid>
#include <QVBoxLayout>

#include <tuple>

ProfileDialog::ProfileDialog(ProfileStore *store, SecretStore *secrets, const Profile &profile, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_base(profile)
    , m_notice(new NoticeRow(QStringLiteral("profileNotice"), this))
    , m_fields(new ProfileFields(store->list(), this))
    , m_pane(new TestPane(this))
{
    setObjectName(QStringLiteral("profileDialog"));
    setWindowTitle(profile.id.isEmpty() ? tr("New profile") : tr("Profile “%1”").arg(profile.name));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    m_fields->setOthers(store->list(), profile.id);
    m_fields->fill(profile);
    if (profile.id.isEmpty() && profile.name.isEmpty())
        m_fields->suggestName();
    m_before = m_fields->taken(m_base);
    connectParts();
    followStore();
    updateButtons();
}

ProfileDialog::~ProfileDialog() = default;

void ProfileDialog::showAlerts()
{
    m_fields->showAlerts();
}

void ProfileDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(this);
    m_test = new QPushButton(this);
    m_test->setObjectName(QStringLiteral("profileTest"));
    m_test->setToolTip(tr("Try the server out with what stands in the fields now; nothing is saved"));
    m_test->setAutoDefault(false);
    m_saveButton = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_saveButton->setObjectName(QStringLiteral("profileSave"));
    m_saveButton->setDefault(true);
    m_connectButton = buttons->addButton(tr("Save and &connect"), QDialogButtonBox::AcceptRole);
    m_connectButton->setObjectName(QStringLiteral("profileSaveAndConnect"));
    m_connectButton->setAutoDefault(false);
    QPushButton *cancel = addCancelButton(buttons, QStringLiteral("profileCancel"));
    cancel->setText(tr("Cancel")); // its letter is taken
    cancel->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_notice);
    layout->addWidget(m_fields, 1);
    layout->addWidget(m_pane);
    auto *end = new QHBoxLayout;
    end->addWidget(m_test);
    end->addWidget(buttons, 1);
    layout->addLayout(end);
    connect(cancel, &QPushButton::clicked, this, &ProfileDialog::reject);
    const QSize room = screen()->availableSize() - QSize(40, 60);
    resize(QSize(fontMetrics().averageCharWidth() * 108, fontMetrics().height() * 34).boundedTo(room));
}

void ProfileDialog::connectParts()
{
    connect(m_test, &QPushButton::clicked, this, &ProfileDialog::toggleTest);
    connect(m_saveButton, &QPushButton::clicked, this, [this] { save(Then::Close); });
    connect(m_connectButton, &QPushButton::clicked, this, [this] { save(Then::Connect); });
    connect(m_fields, &ProfileFields::changed, this, &ProfileDialog::followFields);
    connect(m_pane, &TestPane::runningChanged, this, &ProfileDialog::updateButtons);
    connect(m_pane, &TestPane::certificateAccepted, this, &ProfileDialog::testAgain);
    connect(m_store, &ProfileStore::changed, this, &ProfileDialog::followStore);
    connect(m_store, &ProfileStore::failed, this, &ProfileDialog::followStore);
}

void ProfileDialog::save(Then then)
{
    if (m_saving || !m_store->obstacle().isEmpty() || !m_fields->check())
        return;
    if (m_base.id.isEmpty())
        m_base.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Profile profile = m_fields->taken(m_base);
    const QList<ProfileSaving::Change> changes = secretChanges(profile);
    m_unkept.clear();
    noteUnkept(m_fields->password(), SecretName::Kind::Password);
    noteUnkept(m_fields->passphrase(), SecretName::Kind::KeyPassphrase);
    noteUnkept(m_fields->sshPassphrase(), SecretName::Kind::SshPassphrase);
    m_notice->tell(changes.isEmpty() ? QString() : tr("Waiting for the keyring…"), Tone::Muted);
    m_saving = std::make_unique<ProfileSaving>(m_store, m_secrets);
    connect(m_saving.get(), &ProfileSaving::finished, this, [this, then] { takeSaved(then); });
    m_saving->save(m_base, profile, changes);
    updateButtons();
}

/// Also what the keyring will not take is good for this session.
void ProfileDialog::noteUnkept(const SecretField *field, SecretName::Kind kind)
{
    if (!field->text().isEmpty())
        m_unkept.append({.kind = kind, .secret = field->text()});
}

void ProfileDialog::takeSaved(Then then)
{
    const QString sentence = keyringSentence();
    const Error error = m_saving->error();
    if (!m_saving->isStored()) { // what was entered stays
        retire(m_saving, this);
        m_notice->tell(error.text);
        updateButtons();
        return;
    }
    if (m_saving->unkept().contains(SecretName::Kind::Password))
        m_fields->password()->setWantsKeeping(false);
    if (m_saving->unkept().contains(SecretName::Kind::KeyPassphrase))
        m_fields->passphrase()->setWantsKeeping(false);
    if (m_saving->unkept().contains(SecretName::Kind::SshPassphrase))
        m_fields->sshPassphrase()->setWantsKeeping(false);
    retire(m_saving, this);
    m_notice->tell(sentence);
    const QPointer<ProfileDialog> guard(this);
    noteSaved();
    if (!guard || error) // it stays, for the sentence to be read
        return;
    if (then == Then::Connect)
        emit connectRequested(m_base.id);
    if (guard)
        accept();
}

/// Goes on from what the list has now.
void ProfileDialog::noteSaved()
{
    const QString id = m_base.id;
    if (const Profile *now = m_store->find(id))
        m_base = *now;
    m_fields->fill(m_base);
    m_before = m_fields->taken(m_base);
    updateButtons();
    const QPointer<ProfileDialog> guard(this);
    emit saved(id);
    if (guard && m_session) {
        for (const ProfileSaving::Change &change : std::as_const(m_unkept))
            (void)m_session->write({id, change.kind}, *change.secret);
        m_unkept.clear();
    }
}

QList<ProfileSaving::Change> ProfileDialog::secretChanges(const Profile &profile) const
{
    using Kind = SecretName::Kind;
    QList<ProfileSaving::Change> changes;
    const auto compare = [&changes](Kind kind, bool kept, bool keeps, const QString &typed) {
        if (keeps && !typed.isEmpty())
            changes.append({.kind = kind, .secret = typed});
        else if (kept && !keeps)
            changes.append({.kind = kind});
    };
    compare(Kind::Password, m_base.passwordKept, profile.passwordKept, m_fields->password()->text());
    compare(Kind::KeyPassphrase, m_base.keyPassphraseKept, profile.keyPassphraseKept, m_fields->passphrase()->text());
    compare(Kind::SshPassphrase, m_base.sshPassphraseKept, profile.sshPassphraseKept, m_fields->sshPassphrase()->text());
    return changes;
}

QString ProfileDialog::keyringSentence() const
{
    if (!m_saving->error())
        return {};
    const QString why = m_saving->error().text;
    const QList<SecretName::Kind> &unkept = m_saving->unkept();
    if (unkept.isEmpty())
        return tr("The profile is saved, but what the keyring keeps for it could not be removed. %1").arg(why);
    if (!unkept.contains(SecretName::Kind::Password))
        return tr("The profile is saved, but the passphrase of the key is kept nowhere: it will be asked for when connecting. %1").arg(why);
    return tr("The profile is saved, but the password is kept nowhere: it will be asked for when connecting. %1").arg(why);
}

void ProfileDialog::toggleTest()
{
    if (isTesting()) {
        m_fetching.reset();
        m_pane->stop();
        updateButtons();
        return;
    }
    m_fields->askForPassword({});
    if (!m_fields->checkServer())
        return;
    const SecretField *password = m_fields->password();
    Profile profile = m_fields->taken(m_base);
    if (!profile.user.isEmpty() && password->text().isEmpty() && !password->isKept()) {
        m_fields->askForPassword(tr("The test needs the password: type it here."));
        return;
    }
    profile.passwordKept = password->isKept();
    profile.keyPassphraseKept = m_fields->passphrase()->isKept();
    profile.sshPassphraseKept = m_fields->sshPassphrase()->isKept();
    m_fetching = std::make_unique<ProfileSecrets>(m_secrets);
    connect(m_fetching.get(), &ProfileSecrets::finished, this, &ProfileDialog::runTest);
    m_fetching->fetch(profile);
    updateButtons();
}

void ProfileDialog::runTest()
{
    const Profile profile = m_fields->taken(m_base);
    const QString typed = m_fields->password()->text();
    const QString typedPassphrase = m_fields->passphrase()->text();
    ConnectionOptions options = connectionOptions(profile);
    options.credentials.password = typed.isEmpty() ? m_fetching->password() : typed;
    options.tls.keyPassphrase = typedPassphrase.isEmpty() ? m_fetching->keyPassphrase() : typedPassphrase;
    const QString typedForSsh = m_fields->sshPassphrase()->text();
    options.shareTunnel();
    if (options.link)
        options.link->setKeyPassphrase(typedForSsh.isEmpty() ? m_fetching->sshPassphrase() : typedForSsh);
    const bool lacksPassword = typed.isEmpty() && m_fetching->missing().contains(SecretName::Kind::Password);
    const Error error = m_fetching->error();
    retire(m_fetching, this);
    if (lacksPassword)
        m_fields->askForPassword(error ? tr("The keyring could not be asked: type the password here. %1").arg(error.text)
                                       : tr("The keyring has no password for this profile, or is locked: type it here."));
    else {
        m_tested = profile;
        m_testedSecrets = typedSecrets();
        m_pane->start(options);
    }
    updateButtons();
}

QStringList ProfileDialog::typedSecrets() const
{
    return {m_fields->password()->text(), m_fields->passphrase()->text(), m_fields->sshPassphrase()->text()};
}

/// What a test has found holds as long as the server is reached in the same way.
void ProfileDialog::followFields()
{
    const auto way = [](const Profile &profile) {
        return std::tie(profile.address, profile.tls, profile.user, profile.tunnel, profile.connectTimeout, profile.requestTimeout);
    };
    const Profile now = m_fields->taken(m_base);
    m_pane->setOutdated(way(now) != way(m_tested) || typedSecrets() != m_testedSecrets);
}

void ProfileDialog::testAgain(const QByteArray &fingerprint)
{
    m_fields->acceptCertificate(fingerprint);
    if (!isTesting())
        toggleTest();
}

/// What another program or window has changed comes in where nothing was changed here.
void ProfileDialog::followStore()
{
    const QString obstacle = m_store->obstacle();
    m_fields->setReadOnly(!obstacle.isEmpty());
    if (!obstacle.isEmpty())
        m_notice->tell(obstacle);
    updateButtons();
    m_fields->setOthers(m_store->list(), m_base.id);
    const Profile *found = m_base.id.isEmpty() ? nullptr : m_store->find(m_base.id);
    if (m_saving || !m_store->isLoaded() || (found && *found == m_base))
        return;
    if (!found) {
        if (m_store->obstacle().isEmpty() && !m_base.id.isEmpty())
            m_notice->tell(tr("This profile was deleted meanwhile. Saving brings it back."));
        return;
    }
    const Profile theirs = *found;
    Profile used = m_base;
    used.lastUsed = theirs.lastUsed;
    const bool visibly = used != theirs;
    m_fields->fill(merged(m_before, m_fields->taken(m_base), theirs));
    m_base = theirs;
    m_before = theirs;
    if (visibly && obstacle.isEmpty())
        m_notice->tell(
            tr("This profile was changed meanwhile, in another window or program. What you have changed here stays; the rest shows "
               "what it is now."),
            Tone::Muted);
}

void ProfileDialog::updateButtons()
{
    const bool saving = m_saving != nullptr;
    const bool locked = saving || !m_store->obstacle().isEmpty();
    m_fields->setEnabled(!saving);
    m_saveButton->setEnabled(!locked);
    m_connectButton->setEnabled(!locked);
    m_test->setEnabled(!saving);
    m_test->setText(isTesting() ? tr("Stop th&e test") : tr("T&est"));
}

void ProfileDialog::reject()
{
    if (m_saving) {
        const bool stored = m_saving->isStored();
        m_saving.reset();
        m_notice->tell(stored ? tr("The profile is saved. The keyring was not waited for: what it has not taken will be asked for when "
                                   "connecting.")
                              : tr("Saving was not waited for. Save again to be sure."),
                       Tone::Muted);
        if (stored)
            noteSaved();
        updateButtons();
    } else if (isChanged()) {
        askBeforeClosing();
    } else {
        QDialog::reject();
    }
}

void ProfileDialog::askBeforeClosing()
{
    auto *question = new QMessageBox(QMessageBox::Question, tr("Unsaved changes"), tr("Save the changes to this profile?"),
                                     QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("profileUnsaved"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("Otherwise they are lost."));
    question->setDefaultButton(QMessageBox::Save);
    question->button(QMessageBox::Save)->setEnabled(m_store->obstacle().isEmpty());
    connect(question, &QMessageBox::buttonClicked, this, [this, question](QAbstractButton *button) {
        if (button == question->button(QMessageBox::Save))
            save(Then::Close);
        else if (button == question->button(QMessageBox::Discard))
            QDialog::reject();
    });
    question->open();
}

bool ProfileDialog::isChanged() const
{
    return m_fields->taken(m_base) != m_before || !secretChanges(m_fields->taken(m_base)).isEmpty();
}

bool ProfileDialog::isTesting() const
{
    return m_fetching || m_pane->isRunning();
}

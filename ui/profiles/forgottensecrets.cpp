#include "ui/profiles/forgottensecrets.h"

#include "app/profiles/profilestore.h"
#include "ui/profiles/profilehistory.h"
#include "ui/settings.h"

ForgottenSecrets::ForgottenSecrets(Settings *settings, ProfileStore *profiles, SecretStore *keyring, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_profiles(profiles)
    , m_removal(keyring)
{
    connect(m_profiles, &ProfileStore::changed, this, &ForgottenSecrets::followList);
    connect(&m_removal, &SecretRemoval::failed, this, [this](const QString &id) { m_failed.insert(id); });
    connect(&m_removal, &SecretRemoval::finished, this, &ForgottenSecrets::noteRemoved);
}

void ForgottenSecrets::follow(const ProfileHistory *history)
{
    connect(history, &ProfileHistory::forgotten, this, &ForgottenSecrets::removeFor);
}

/// The keyring is left alone for profiles that have nothing in it: asking may make the person unlock it.
void ForgottenSecrets::followList()
{
    for (const Profile &profile : m_profiles->list().profiles) {
        if (profile.passwordKept || profile.keyPassphraseKept || profile.sshPassphraseKept)
            m_keeping.insert(profile.id);
    }
    if (!m_profiles->isLoaded() || !std::exchange(m_isFirst, false))
        return;
    QStringList left = m_settings->forgottenProfiles();
    left.removeIf([this](const QString &id) { return m_profiles->find(id) != nullptr; });
    m_settings->setForgottenProfiles(left);
    m_keeping += QSet<QString>(left.cbegin(), left.cend());
    removeFor(left);
}

void ForgottenSecrets::removeFor(const QStringList &ids)
{
    QStringList wanted = ids;
    wanted.removeIf([this](const QString &id) { return !m_keeping.contains(id); });
    if (wanted.isEmpty())
        return;
    QStringList forgotten = m_settings->forgottenProfiles();
    for (const QString &id : std::as_const(wanted)) {
        if (!forgotten.contains(id))
            forgotten.append(id);
    }
    m_settings->setForgottenProfiles(forgotten); // a program that ends may not come to it
    m_asked += wanted;
    m_removal.remove(wanted);
}

void ForgottenSecrets::noteRemoved()
{
    QStringList forgotten = m_settings->forgottenProfiles();
    forgotten.removeIf([this](const QString &id) { return m_asked.contains(id) && !m_failed.contains(id); });
    m_settings->setForgottenProfiles(forgotten);
    m_asked.clear();
    m_failed.clear();
}

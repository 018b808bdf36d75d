#include "ui/profiles/forgottensecrets.h"

#include "app/profiles/profilestore.h"
#include "ui/profiles/profilehistory.h"
#include "ui/settings.h"

ForgottenSecrets::ForgottenSecrets(Settings *settings, ProfileHistory *history, SecretStore *keyring, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_profiles(history->store())
    , m_removal(keyring)
{
    connect(m_profiles, &ProfileStore::changed, this, &ForgottenSecrets::followList);
    connect(history, &ProfileHistory::deleted, this, &ForgottenSecrets::noteDeleted);
    connect(history, &ProfileHistory::restored, this, &ForgottenSecrets::noteRestored);
    connect(history, &ProfileHistory::forgotten, this, &ForgottenSecrets::removeFor);
    connect(&m_removal, &SecretRemoval::failed, this, [this](const QString &id) { m_failed.insert(id); });
    connect(&m_removal, &SecretRemoval::finished, this, &ForgottenSecrets::noteRemoved);
}

/// The keyring is left alone for profiles that have nothing in it: asking may make the person unlock it.
void ForgottenSecrets::followList()
{
    for (const Profile &profile : m_profiles->list().profiles) {
        if (profile.passwordKept || profile.keyPassphraseKept)
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

void ForgottenSecrets::noteDeleted(const QStringList &ids)
{
    QStringList forgotten = m_settings->forgottenProfiles();
    for (const QString &id : ids) {
        if (m_keeping.contains(id) && !forgotten.contains(id))
            forgotten.append(id);
    }
    m_settings->setForgottenProfiles(forgotten);
}

void ForgottenSecrets::noteRestored(const QStringList &ids)
{
    QStringList forgotten = m_settings->forgottenProfiles();
    forgotten.removeIf([&ids](const QString &id) { return ids.contains(id); });
    m_settings->setForgottenProfiles(forgotten);
}

void ForgottenSecrets::removeFor(const QStringList &ids)
{
    QStringList wanted = ids;
    wanted.removeIf([this](const QString &id) { return !m_keeping.contains(id); });
    if (wanted.isEmpty())
        return;
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

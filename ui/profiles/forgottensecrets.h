#pragma once

#include "app/profiles/profilelist.h"
#include "app/profiles/secretremoval.h"

#include <QObject>
#include <QSet>

class ProfileHistory;
class ProfileStore;
class SecretStore;
class Settings;

/// Takes the secrets of deleted profiles out of the keyring as soon as they cannot come back; what a program that ends leaves undone, the
/// next one does.
class ForgottenSecrets : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive it.
    ForgottenSecrets(Settings *settings, ProfileStore *profiles, SecretStore *keyring, QObject *parent = nullptr);

    /// From now on does what `history` forgets, also when that ends.
    void follow(const ProfileHistory *history);

private:
    void followList();
    void removeFor(const QStringList &ids);
    void noteRemoved();

    Settings *m_settings;
    ProfileStore *m_profiles;
    SecretRemoval m_removal;
    QSet<QString> m_keeping; ///< profiles that were seen to keep something in the keyring
    QStringList m_asked;     ///< whose secrets are being removed
    QSet<QString> m_failed;
    bool m_isFirst = true;
};

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
    /// All of them outlive it, but `history` may go first.
    ForgottenSecrets(Settings *settings, ProfileHistory *history, SecretStore *keyring, QObject *parent = nullptr);

private:
    void followList();
    void noteDeleted(const QStringList &ids);
    void noteRestored(const QStringList &ids);
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

#pragma once

#include "app/profiles/profile.h"
#include "app/profiles/secretstore.h"

#include <QList>
#include <QObject>

class ProfileStore;

/// Puts a profile into the list, and its secrets where secrets are kept. The keyring is not touched before the file has the profile, which
/// says of each secret that it is kept until it is known not to be: wherever this ends, no secret is there that no profile tells of, and
/// none is gone that was still wanted. The profile is saved whatever becomes of the secrets.
class ProfileSaving : public QObject
{
    Q_OBJECT

public:
    /// A secret that is to be kept from now on, or no more.
    struct Change
    {
        SecretName::Kind kind = SecretName::Kind::Password;
        std::optional<QString> secret{}; ///< none: what is kept is removed
    };

    /// Both must outlive it.
    ProfileSaving(ProfileStore *store, SecretStore *secrets, QObject *parent = nullptr);
    ~ProfileSaving() override;

    /// Saves what has been changed from `base` to `ours`, which has an id; what others have changed since `base` stays. Once only;
    /// finished() follows, and not before it has returned.
    void save(const Profile &base, const Profile &ours, const QList<Change> &changes);

    /// What could not be kept and is not counted as kept in the profile.
    [[nodiscard]] const QList<SecretName::Kind> &unkept() const { return m_unkept; }
    /// What could not be removed, and may still be there.
    [[nodiscard]] const QList<SecretName::Kind> &unremoved() const { return m_unremoved; }
    /// Why: the first reason; of a keyring, Unavailable.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Whether the profile was taken: it may have become one that cannot be changed. With secrets to be changed, only once the file has
    /// it; else none was touched.
    [[nodiscard]] bool isStored() const { return m_stored; }

signals:
    void finished();

private:
    void begin();
    void goOn(const Error &error);
    void next();
    void take();
    void end();
    void giveUp(const Error &error);

    ProfileStore *m_store;
    SecretStore *m_secrets;
    Profile m_base;
    Profile m_ours;
    QList<Change> m_changes;
    SecretStore::Reply m_reply;
    QList<SecretName::Kind> m_unkept;
    QList<SecretName::Kind> m_unremoved;
    QList<SecretName::Kind> m_absent; ///< what the profile says is kept and is not
    Error m_error;
    bool m_stored = false;
};

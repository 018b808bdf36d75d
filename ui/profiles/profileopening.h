#pragma once

#include "app/profiles/profilesecrets.h"
#include "connection/connection.h"
#include "ui/connection/connectionlook.h"
#include "ui/connection/sshquestiondialog.h"

#include <QHash>
#include <QPointer>
#include <QTimer>

class PasswordDialog;
class QWidget;
class SshPrompts;

/// Opens a connection as a profile says: fetches the secrets from the keyring, asks the person for those that are not there, or were
/// refused, and remembers what was given until the program ends.
class ProfileOpening : public QObject
{
    Q_OBJECT

public:
    /// What it works with, and which outlives it.
    struct Parts
    {
        Connection *connection = nullptr;
        SecretStore *keyring = nullptr;
        SecretStore *session = nullptr; ///< what was given since the program started
        QWidget *window = nullptr;      ///< that questions belong to
        SshPrompts *prompts = nullptr;  ///< those of the connection; none: what is typed there is not kept
    };

    ProfileOpening(const Parts &parts, QObject *parent = nullptr);
    ~ProfileOpening() override;

    /// Begins; a question may stand between. Whatever was begun before is dropped.
    void open(const Profile &profile);
    /// Drops what was begun: the connection is not this one's any more.
    void stop();

    /// The keyring, once it has not answered for a while: it may be locked, and wait for a person who does not see its question.
    [[nodiscard]] Awaited awaited() const { return m_awaited; }
    /// While the keyring is awaited: asks the person for what it was asked for. Should it answer first, the question goes away by itself.
    void askInstead();
    /// While the keyring is awaited: gives up.
    void giveUp();

signals:
    void awaitedChanged();
    /// It was not waited for.
    void givenUp();
    /// The person did not give what is needed: it was not connected.
    void withheld();
    /// The server has let it in, for the first time since open().
    void connected(const QString &profileId);
    /// What the person should know of how the secrets are kept.
    void told(const QString &note);
    /// The keyring is about to have it, and the profile is to say so: whoever waits for the keyring no more leaves nothing there that no
    /// profile tells of.
    void secretKept(const QString &profileId, SecretName::Kind kind);
    /// After secretKept(): it has not taken it, and the profile is to say so.
    void secretNotKept(const QString &profileId, SecretName::Kind kind);

private:
    void fetchFromSession();
    void takeFromSession();
    void fetchFromKeyring();
    void takeFromKeyring();
    void await(Awaited awaited);
    void askForMissing();
    void ask(SecretName::Kind kind);
    void closeQuestion();
    void leaveQuestion();
    void take(SecretName::Kind kind, const QString &secret, bool toBeKept);
    void connectToServer();
    void followConnection(Connection::State state);
    void refuse(SecretName::Kind kind);
    void followQuestion(const SshQuestion &question);
    void takePassphrase(const QString &given, SshQuestionDialog::Fate fate);
    void doubtSshPassphrase();
    void setSshPassphrase(const QString &passphrase);
    void offerKeeping();
    void keepNext();
    [[nodiscard]] bool mayBeKept(SecretName::Kind kind) const;
    void noteAnswer(const QString &id, SecretName::Kind kind, bool wasKept);
    [[nodiscard]] bool isOurs() const;
    [[nodiscard]] QString reasonToAsk(SecretName::Kind kind) const;
    [[nodiscard]] QString &secret(SecretName::Kind kind);

    Parts m_parts;
    Profile m_profile;
    std::unique_ptr<ProfileSecrets> m_fetching;
    SecretStore::Reply m_keeping;
    QTimer m_patience; ///< how long a keyring may take before it is said
    Awaited m_awaited = Awaited::Server;
    QPointer<PasswordDialog> m_dialog;
    SecretName::Kind m_asked = SecretName::Kind::Password; ///< by the dialog
    QString m_password;
    QString m_keyPassphrase;
    QString m_sshPassphrase;
    QList<SecretName::Kind> m_missing;
    QHash<SecretName::Kind, QString> m_refused; ///< what has proved wrong
    QList<SecretName::Kind> m_toKeep;           ///< in the keyring, once they have proved right
    Error m_keyringError;
    ServerAddress m_address; ///< that was opened last, and the user
    QString m_user;
    bool m_keyIsEncrypted = false; ///< as has been seen
    bool m_asksAgain = false;      ///< it has not been connected since the person asked for it
    bool m_active = false;         ///< the connection is this profile's
};

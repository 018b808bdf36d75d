#pragma once

#include "app/profiles/profilesaving.h"
#include "app/profiles/profilesecrets.h"

#include <QDialog>

#include <memory>

class NoticeRow;
class ProfileFields;
class ProfileStore;
class QPushButton;
class SecretField;
class SecretStore;
class TestPane;

/// Makes a profile, or changes one. Use open(); it deletes itself when it is closed.
class ProfileDialog : public QDialog
{
    Q_OBJECT

public:
    /// A profile without an id is a new one. `store` and `secrets` must outlive the dialog.
    ProfileDialog(ProfileStore *store, SecretStore *secrets, const Profile &profile, QWidget *parent = nullptr);
    ~ProfileDialog() override;

    /// Where a password goes that was typed but is not to be kept, so that it is not asked for again at once.
    void setSession(SecretStore *session) { m_session = session; }
    /// The page of alerts comes to the front.
    void showAlerts();

signals:
    void saved(const QString &id);
    /// After saved().
    void connectRequested(const QString &id);

protected:
    void reject() override;

private:
    enum class Then { Close, Connect };

    void layOut();
    void connectParts();
    void save(Then then);
    void noteUnkept(const SecretField *field, SecretName::Kind kind);
    void takeSaved(Then then);
    void noteSaved();
    [[nodiscard]] QList<ProfileSaving::Change> secretChanges(const Profile &profile) const;
    [[nodiscard]] QString keyringSentence() const;
    void toggleTest();
    void runTest();
    void testAgain(const QByteArray &fingerprint);
    void followFields();
    void followStore();
    void updateButtons();
    void askBeforeClosing();
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isTesting() const;
    [[nodiscard]] QStringList typedSecrets() const;

    ProfileStore *m_store;
    SecretStore *m_secrets;
    SecretStore *m_session = nullptr;
    QList<ProfileSaving::Change> m_unkept; ///< typed, and for the session only
    Profile m_base;                        ///< as the list has it
    Profile m_before;                      ///< as the fields showed it before anything was changed
    Profile m_tested;                      ///< the last time
    QStringList m_testedSecrets;
    NoticeRow *m_notice;
    ProfileFields *m_fields;
    TestPane *m_pane;
    QPushButton *m_test;
    QPushButton *m_saveButton;
    QPushButton *m_connectButton;
    std::unique_ptr<ProfileSaving> m_saving;
    std::unique_ptr<ProfileSecrets> m_fetching;
};

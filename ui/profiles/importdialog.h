#pragma once

#include "app/profiles/exchange/importreader.h"
#include "app/profiles/exchange/secretqueue.h"
#include "app/profiles/profilestore.h"

#include <QDialog>
#include <QFutureWatcher>

class ImportModel;
class ImportSource;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

/// Imports profiles from a file or a pasted list. What will happen is shown, and chosen profile by profile, before anything is changed.
/// Use open(); it deletes itself when it is closed.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `store` and `secrets` must outlive it.
    ImportDialog(ProfileStore *store, SecretStore *secrets, QWidget *parent = nullptr);
    ~ImportDialog() override;

    /// Takes the profiles from a file; what is wrong with it is said in the dialog.
    void openFile(const QString &path);

signals:
    /// The profiles are in the list, under these ids; their passwords are too, as far as they could be kept.
    void imported(const QStringList &ids);

protected:
    void reject() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    using Unsealed = std::variant<UnsealedSecrets, Error>;
    enum class Doing { Nothing, Reading, Unlocking, Keeping, Done };

    void nameParts();
    void layOut();
    void connectParts();
    void takeFound(const ReadImport &found, const QString &fault);
    void showFound(const ReadImport &found);
    void showProblems();
    void unlock();
    void takeUnsealed();
    void followList();
    void import();
    [[nodiscard]] QList<ProfileSecret> secretsFor(const QStringList &ids) const;
    void takeKept();
    [[nodiscard]] QStringList namesOf(const QList<SecretName> &secrets) const;
    void finish();
    void setDoing(Doing doing);
    void updateParts();
    void sayWhatWillHappen();
    void say(const QString &text, bool bad = false);

    ProfileStore *m_store;
    SecretStore *m_secretStore;
    ImportSource *m_source;
    QWidget *m_locked;
    QLabel *m_lockNote;
    QLineEdit *m_passphrase;
    QPushButton *m_unlock;
    ImportModel *m_model;
    QTableView *m_table;
    QToolButton *m_all;
    QComboBox *m_folder;
    QPlainTextEdit *m_problems;
    QLabel *m_message;
    QProgressBar *m_progress;
    QPushButton *m_import;
    QPushButton *m_cancel;
    Doing m_doing = Doing::Nothing;
    ReadImport m_found;
    QString m_fault;                ///< why nothing of what was read can be imported
    QList<ProfileSecret> m_secrets; ///< unlocked, by the ids of the file
    QStringList m_ids;              ///< of what was imported
    std::unique_ptr<SecretQueue> m_keeping;
    QFutureWatcher<Unsealed> m_unsealing;
    bool m_isUnsealing = false; ///< also when nobody waits for it any more: it cannot be stopped
};

#pragma once

#include "app/profiles/exchange/secretqueue.h"
#include "app/profiles/profilestore.h"

#include <QDialog>
#include <QFutureWatcher>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QRadioButton;

/// Exports profiles to a file: all or those that are selected, without secrets, or with them under a passphrase. Use open(); it deletes
/// itself when it is closed.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `store` and `secrets` must outlive it. `selectedIds`: of profiles; may be empty.
    ExportDialog(ProfileStore *store, SecretStore *secrets, const QStringList &selectedIds, QWidget *parent = nullptr);
    ~ExportDialog() override;

    /// Exports to `path`, as far as the dialog is filled in.
    void exportTo(const QString &path);

signals:
    void exported(const QString &path);

protected:
    void reject() override;

private:
    enum class Doing { Nothing, ReadingSecrets, Asking, Writing, Done };

    void nameParts();
    void layOut();
    void connectParts();
    void askForFile();
    [[nodiscard]] ProfileList chosen() const;
    [[nodiscard]] QList<SecretName> keptSecrets() const;
    void takeSecrets();
    void write();
    void listMissing(const QList<ProfileSecret> &secrets);
    [[nodiscard]] QString outcome() const;
    void takeWritten();
    void setDoing(Doing doing);
    void updateParts();
    [[nodiscard]] QString passphraseFault() const;
    void say(QLabel *label, const QString &text, bool bad = false);

    ProfileStore *m_store;
    SecretStore *m_secretStore;
    QStringList m_selected;
    QRadioButton *m_all;
    QRadioButton *m_selection;
    QCheckBox *m_withSecrets;
    QLabel *m_meaning;
    QWidget *m_locking;
    QLineEdit *m_passphrase;
    QLineEdit *m_again;
    QCheckBox *m_shown;
    QLabel *m_strength;
    QLabel *m_message;
    QPlainTextEdit *m_missing; ///< the profiles whose secrets could not be read, or are not in the file
    QProgressBar *m_progress;
    QPushButton *m_export;
    QPushButton *m_cancel;
    Doing m_doing = Doing::Nothing;
    QString m_path;
    QString m_fault;             ///< why the last try wrote nothing
    ProfileList m_list;          ///< that is being exported
    qsizetype m_secretCount = 0; ///< that go along
    std::unique_ptr<SecretQueue> m_reading;
    QFutureWatcher<Error> m_writing;
};

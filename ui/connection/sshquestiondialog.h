#pragma once

#include "connection/ssh/sshquestions.h"

#include <QDialog>

class QCheckBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

/// Where the passphrase of the key for a tunnel can be kept.
enum class PassphraseKeeping {
    Nowhere,
    Offered, ///< in the keyring, if the person wants it
    Usual,   ///< likewise, and so it was before
};

/// Puts a question of ssh: whether a host key is to be trusted, another yes or no, a passphrase or password, or a thing to be done.
class SshQuestionDialog : public QDialog
{
    Q_OBJECT

public:
    /// What becomes of an answer but that ssh has it.
    enum class Fate {
        Forgotten,
        Kept, ///< in the keyring, once it has proved right
    };

    /// `keeping`: of the passphrase, where `key` says that it is asked for.
    explicit SshQuestionDialog(const SshQuestion &question, SshKeyQuestion key = SshKeyQuestion::None,
                               PassphraseKeeping keeping = PassphraseKeeping::Nowhere, QWidget *parent = nullptr);

    [[nodiscard]] int questionId() const { return m_question.id; }
    /// Nobody wants to know it any more: closes without a signal.
    void withdraw();

signals:
    /// "yes" or a secret.
    void answered(const QString &text, SshQuestionDialog::Fate fate);
    void refused();

private:
    [[nodiscard]] QString heading(const SshQuestion &question) const;
    void addSecret(QVBoxLayout *layout);
    void addKeeping(QVBoxLayout *layout);
    void addButtons();
    void updateNote();
    [[nodiscard]] QString note() const;

    SshQuestion m_question;
    SshKeyQuestion m_key;
    PassphraseKeeping m_keeping;
    QLineEdit *m_secret = nullptr;
    QCheckBox *m_kept = nullptr;
    QLabel *m_note = nullptr;
    QDialogButtonBox *m_buttons;
};

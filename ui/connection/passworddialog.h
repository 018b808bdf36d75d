#pragma once

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

/// What a PasswordDialog says.
struct PasswordRequest
{
    enum class Noun { Password, Passphrase };

    QString label{};  ///< whose password of what it is, without a mnemonic
    QString reason{}; ///< why it is asked for, a sentence; empty: nothing to say
    bool isKeepingOffered = false;
    Noun noun = Noun::Password;
};

/// Asks for a password or a passphrase.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Keeping {
        Session, ///< until the program ends
        Keyring,
    };

    explicit PasswordDialog(const PasswordRequest &request, QWidget *parent = nullptr);

signals:
    void passwordGiven(const QString &password, PasswordDialog::Keeping keeping);

private:
    void updateNote();
    void give();

    QLineEdit *m_password;
    QCheckBox *m_kept;
    QLabel *m_note;
};

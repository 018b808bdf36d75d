#pragma once

#include "connection/ssh/sshquestion.h"

#include <QDialog>

class QDialogButtonBox;
class QLineEdit;
class QVBoxLayout;

/// Puts a question of ssh: whether a host key is to be trusted, another yes or no, a passphrase or password, or a thing to be done.
class SshQuestionDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SshQuestionDialog(const SshQuestion &question, QWidget *parent = nullptr);

    [[nodiscard]] int questionId() const { return m_id; }
    /// Nobody wants to know it any more: closes without a signal.
    void withdraw();

signals:
    /// "yes" or a secret.
    void answered(const QString &text);
    void refused();

private:
    [[nodiscard]] QString heading(const SshQuestion &question) const;
    void addSecret(QVBoxLayout *layout, const QString &question);
    void addButtons(SshQuestion::Kind kind);

    int m_id;
    QLineEdit *m_secret = nullptr;
    QDialogButtonBox *m_buttons;
};

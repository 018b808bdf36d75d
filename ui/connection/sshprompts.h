#pragma once

#include "connection/connection.h"

#include "ui/connection/sshquestiondialog.h"

#include <QPointer>

/// Brings the questions of a connection's ssh before the person, and the answers back.
class SshPrompts : public QObject
{
    Q_OBJECT

public:
    /// `parent` is also what the dialogs belong to.
    SshPrompts(Connection *connection, QWidget *parent);
    /// An open question is withdrawn.
    ~SshPrompts() override;

    /// Of the passphrases that are asked for from now on; Nowhere until then.
    void setKeeping(PassphraseKeeping keeping) { m_keeping = keeping; }

signals:
    /// The person has answered the question for the passphrase of the key, and ssh is about to have it.
    void passphraseGiven(const QString &passphrase, SshQuestionDialog::Fate fate);

private:
    void ask(const SshQuestion &question);
    void withdraw(int id);

    Connection *m_connection;
    QWidget *m_widget;
    PassphraseKeeping m_keeping = PassphraseKeeping::Nowhere;
    QPointer<SshQuestionDialog> m_dialog;
};

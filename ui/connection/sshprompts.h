#pragma once

#include "connection/connection.h"

#include <QPointer>

class SshQuestionDialog;

/// Brings the questions of a connection's ssh before the person, and the answers back.
class SshPrompts : public QObject
{
    Q_OBJECT

public:
    /// `parent` is also what the dialogs belong to.
    SshPrompts(Connection *connection, QWidget *parent);
    /// An open question is withdrawn.
    ~SshPrompts() override;

private:
    void ask(const SshQuestion &question);
    void withdraw(int id);

    Connection *m_connection;
    QWidget *m_widget;
    QPointer<SshQuestionDialog> m_dialog;
};

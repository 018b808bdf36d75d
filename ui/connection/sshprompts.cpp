#include "ui/connection/sshprompts.h"

#include "ui/connection/sshquestiondialog.h"

SshPrompts::SshPrompts(Connection *connection, QWidget *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_widget(parent)
{
    connect(connection, &Connection::sshQuestionAsked, this, &SshPrompts::ask);
    connect(connection, &Connection::sshQuestionClosed, this, &SshPrompts::withdraw);
}

SshPrompts::~SshPrompts()
{
    if (m_dialog) {
        m_dialog->disconnect(this);
        m_dialog->withdraw();
    }
}

void SshPrompts::ask(const SshQuestion &question)
{
    m_dialog = new SshQuestionDialog(question, m_widget->window());
    connect(m_dialog, &SshQuestionDialog::answered, this,
            [this, id = question.id](const QString &answer) { m_connection->answerSshQuestion(id, answer); });
    connect(m_dialog, &SshQuestionDialog::refused, this, [this, id = question.id] { m_connection->refuseSshQuestion(id); });
    m_dialog->open();
}

/// Questions come one at a time.
void SshPrompts::withdraw(int id)
{
    if (m_dialog && m_dialog->questionId() == id)
        m_dialog->withdraw();
}

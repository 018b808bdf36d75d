#include "ui/connection/sshprompts.h"

#include "connection/ssh/sshlink.h"

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
    const std::shared_ptr<SshLink> &link = m_connection->options().link;
    const SshKeyQuestion key = link ? link->keyQuestion(question.id) : SshKeyQuestion::None;
    m_dialog = new SshQuestionDialog(question, key, m_keeping, m_widget->window());
    connect(m_dialog, &SshQuestionDialog::answered, this,
            [this, key, id = question.id](const QString &answer, SshQuestionDialog::Fate fate) {
                if (key != SshKeyQuestion::None)
                    emit passphraseGiven(answer, fate);
                m_connection->answerSshQuestion(id, answer);
            });
    connect(m_dialog, &SshQuestionDialog::refused, this, [this, id = question.id] { m_connection->refuseSshQuestion(id); });
    m_dialog->open();
}

/// Questions come one at a time.
void SshPrompts::withdraw(int id)
{
    if (m_dialog && m_dialog->questionId() == id)
        m_dialog->withdraw();
}

#include "ui/monitor/statchanger.h"

#include "connection/retire.h"
#include "ui/guard/runquestiondialog.h"

#include <QWidget>

StatChanger::StatChanger(Connection *connection, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_window(window)
{
    connect(m_connection, &Connection::stateChanged, this, &StatChanger::obstacleChanged);
}

void StatChanger::setProfile(const QString &name, Environment environment)
{
    m_profile = name;
    m_environment = environment;
    emit obstacleChanged();
}

GuardedServer StatChanger::server() const
{
    const ConnectionOptions &options = m_connection->options();
    return {.address = options.place(), .profile = m_profile, .environment = m_environment, .access = options.access};
}

QString StatChanger::obstacle() const
{
    if (!m_connection->isReady())
        return tr("Not connected");
    if (server().access == Access::ReadOnly)
        return tr("This connection is read-only: what the server counts cannot be changed from here");
    return {};
}

void StatChanger::change(StatChange change)
{
    if (const QString text = obstacle(); !text.isEmpty()) {
        emit told(text);
        return;
    }
    const std::optional<RunQuestion> question = questionBefore(change, server());
    if (!question) {
        send(change);
        return;
    }
    auto *dialog = new RunQuestionDialog(*question, m_window);
    connect(dialog, &QDialog::accepted, this, [this, asked = server(), change] {
        if (server() == asked) // what was allowed is allowed for the server that was named
            send(change);
    });
    dialog->open();
}

void StatChanger::send(StatChange change)
{
    retire(m_reply, this);
    m_reply = m_connection->execute(commandFor(change));
    connect(m_reply.get(), &CommandReply::finished, this, [this, change] { take(change); });
}

void StatChanger::take(StatChange change)
{
    const Outcome outcome = m_reply->outcome();
    if (!outcome.succeeded()) {
        emit told(tr("The server's counting was not changed: %1").arg(outcome.message()));
        return;
    }
    emit told(doneText(change));
    emit changed(change);
}

#include "ui/workbench/rungate.h"

#include "app/run/scriptsource.h"
#include "connection/connection.h"
#include "ui/guard/runquestiondialog.h"
#include "ui/workbench/runner.h"

RunGate::RunGate(const Connection *connection, Runner *runner, QWidget *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_runner(runner)
    , m_window(parent)
{
}

void RunGate::run(const ScriptJob &job)
{
    if (m_runner->isRunning())
        return;
    if (job.origin.scriptId.isEmpty() && job.text.contains('\n')) { // whoever counted took it for one command
        emit withheld(job);
        return;
    }
    if (const std::optional<RunQuestion> question = RunGuard::question(job.effects, server()))
        ask(*question, job);
    else
        start(job);
}

void RunGate::setProfile(const QString &name, Environment environment)
{
    m_profile = name;
    m_environment = environment;
}

GuardedServer RunGate::server() const
{
    const ConnectionOptions &options = m_connection->options();
    return {.address = options.place(), .profile = m_profile, .environment = m_environment, .access = options.access};
}

void RunGate::ask(const RunQuestion &question, const ScriptJob &job)
{
    auto *dialog = new RunQuestionDialog(question, m_window);
    connect(dialog, &QDialog::finished, this, [this, asked = server(), job](int result) {
        // What was allowed is allowed for the server that was named.
        if (result == QDialog::Accepted && server() == asked)
            start(job);
        else
            emit withheld(job);
    });
    dialog->open();
}

void RunGate::start(const ScriptJob &job)
{
    if (m_runner->isRunning()) { // since the question was asked
        emit withheld(job);
        return;
    }
    emit started(job);
    m_runner->run(ScriptSource::fromText(job.text, job.folder, job.firstLine), job.mode, job.commandCount, job.origin);
}

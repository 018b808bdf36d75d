#include "ui/workbench/rungate.h"

#include "app/guard/runguard.h"
#include "app/run/scriptsource.h"
#include "connection/connection.h"
#include "ui/workbench/runner.h"

#include <QMessageBox>
#include <QPushButton>

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
    if (const std::optional<RunQuestion> question = RunGuard::question(job.effects, m_connection->options().place()))
        ask(*question, job);
    else
        start(job);
}

void RunGate::ask(const RunQuestion &question, const ScriptJob &job)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Before this runs"), question.question, QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("runQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(question.consequence);
    QPushButton *consent = box->addButton(question.consent, QMessageBox::DestructiveRole);
    consent->setObjectName(QStringLiteral("consent"));
    box->setDefaultButton(QMessageBox::Cancel);
    const ServerAddress asked = m_connection->options().address;
    connect(box, &QMessageBox::finished, this, [this, box, consent, asked, job] {
        // What was allowed is allowed for the server that was named.
        if (box->clickedButton() == consent && m_connection->options().address == asked)
            start(job);
        else
            emit withheld(job);
    });
    box->open();
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

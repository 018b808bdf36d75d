#include "ui/wire/rehearsal.h"

#include <QtConcurrent>

#include <utility>

Rehearsal::Rehearsal(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcher<DryRun>::finished, this, &Rehearsal::takeResult);
}

Rehearsal::~Rehearsal()
{
    m_watcher.waitForFinished();
}

void Rehearsal::ask(const DryRunQuestion &question)
{
    if (m_watcher.isRunning())
        m_next = question;
    else
        start(question);
}

void Rehearsal::drop()
{
    m_next.reset();
    m_wanted = false;
}

void Rehearsal::start(const DryRunQuestion &question)
{
    m_wanted = true;
    m_watcher.setFuture(QtConcurrent::run([question] { return dryRun(question); }));
}

void Rehearsal::takeResult()
{
    if (m_next)
        start(*std::exchange(m_next, {}));
    else if (std::exchange(m_wanted, false))
        emit finished(m_watcher.result());
}

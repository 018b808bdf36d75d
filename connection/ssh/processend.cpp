#include "connection/ssh/processend.h"

#include <QCoreApplication>

#include <csignal>

namespace {

using namespace std::chrono_literals;

/// How long a process that is told to end may take; an ssh has nothing to do but to let its own helpers know.
constexpr auto endPatience = 300ms;

} // namespace

ProcessEnd::ProcessEnd(std::unique_ptr<QProcess> process, Reach reach, const std::shared_ptr<void> &kept)
    : QObject(QCoreApplication::instance())
    , m_kept(kept)
    , m_process(std::move(process))
    , m_reach(reach)
{
    connect(m_process.get(), &QProcess::finished, this, &QObject::deleteLater);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { tell(SIGKILL); });
    m_patience.start(endPatience);
    tell(SIGTERM);
}

ProcessEnd::~ProcessEnd()
{
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning || m_process->waitForFinished(int(std::chrono::milliseconds(endPatience).count())))
        return;
    tell(SIGKILL);
    m_process->waitForFinished();
}

void ProcessEnd::tell(int signal)
{
    if (m_process->state() == QProcess::NotRunning)
        return;
    const auto process = pid_t(m_process->processId());
    // One that is just starting has no group yet.
    if (m_reach == Reach::Process || ::kill(-process, signal) != 0)
        ::kill(process, signal);
}

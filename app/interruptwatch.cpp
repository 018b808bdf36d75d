#include "app/interruptwatch.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr std::array watchedSignals{SIGINT, SIGTERM};

// A signal handler has nothing but globals.
std::array<int, 2> pipeEnds{-1, -1};
volatile std::sig_atomic_t interruptCount = 0;

void noteSignal(int)
{
    interruptCount = 1;
    const int error = errno;
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
    errno = error;
}

} // namespace

InterruptWatch::InterruptWatch(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals end the program, then
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) == 1) {}
        emit interrupted();
    });
    // Without SA_RESTART: a write that blocks is to come back.
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    action.sa_flags = int(SA_RESETHAND);
    for (const int number : watchedSignals)
        ::sigaction(number, &action, nullptr);
}

InterruptWatch::~InterruptWatch()
{
    for (const int number : watchedSignals)
        std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int &end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

bool InterruptWatch::wasInterrupted()
{
    return interruptCount != 0;
}

#include "tests/benchmarks/looppauses.h"

#include <algorithm>
#include <chrono>

#include <dlfcn.h>
#include <poll.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Recording
{
    bool active = false;
    Clock::time_point awake;
    std::vector<double> stretches;
};
thread_local Recording recording;

void waitBegins()
{
    if (recording.active)
        recording.stretches.push_back(std::chrono::duration<double, std::milli>(Clock::now() - recording.awake).count());
}

void waitEnds()
{
    if (recording.active)
        recording.awake = Clock::now();
}

} // namespace

// These two stand before the C library's, for Qt and GLib as well.

extern "C" int poll(pollfd *descriptors, nfds_t count, int timeout)
{
    static const auto original = reinterpret_cast<decltype(&poll)>(dlsym(RTLD_NEXT, "poll"));
    waitBegins();
    const int ready = original(descriptors, count, timeout);
    waitEnds();
    return ready;
}

extern "C" int ppoll(pollfd *descriptors, nfds_t count, const timespec *timeout, const sigset_t *mask)
{
    static const auto original = reinterpret_cast<decltype(&ppoll)>(dlsym(RTLD_NEXT, "ppoll"));
    waitBegins();
    const int ready = original(descriptors, count, timeout, mask);
    waitEnds();
    return ready;
}

void LoopPauses::start()
{
    recording.stretches.clear();
    recording.stretches.reserve(1'000'000);
    recording.active = true;
    recording.awake = Clock::now();
}

std::vector<double> LoopPauses::stop()
{
    waitBegins();
    recording.active = false;
    std::vector<double> stretches = std::move(recording.stretches);
    std::ranges::sort(stretches);
    return stretches;
}

#include "tests/benchmarks/looppauses.h"

#include <algorithm>
#include <chrono>

#include <dlfcn.h>
#include <poll.h>
#include <time.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Recording
{
    bool active = false;
    Clock::time_point awake;
    double workedBefore = 0; // ms
    std::vector<double> stretches;
    std::vector<double> work;
};
thread_local Recording recording;

double worked()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

void waitBegins()
{
    if (!recording.active)
        return;
    recording.stretches.push_back(std::chrono::duration<double, std::milli>(Clock::now() - recording.awake).count());
    recording.work.push_back(worked() - recording.workedBefore);
}

void waitEnds()
{
    if (!recording.active)
        return;
    recording.awake = Clock::now();
    recording.workedBefore = worked();
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
    recording.work.clear();
    recording.work.reserve(1'000'000);
    recording.active = true;
    waitEnds();
}

std::vector<double> LoopPauses::stop()
{
    waitBegins();
    recording.active = false;
    std::vector<double> stretches = std::move(recording.stretches);
    std::ranges::sort(stretches);
    return stretches;
}

std::vector<double> LoopPauses::work()
{
    std::vector<double> work = std::move(recording.work);
    std::ranges::sort(work);
    return work;
}

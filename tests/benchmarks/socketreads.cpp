#include "tests/benchmarks/socketreads.h"

#include <string_view>

#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;
thread_local Clock::time_point last;
thread_local Clock::time_point lastLong;
constexpr ssize_t longFrom = 4096; // bytes; more than any answer about the server's state
thread_local std::optional<Clock::time_point> firstListed;

bool isNetwork(int descriptor)
{
    int domain = 0;
    socklen_t size = sizeof domain;
    return getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && (domain == AF_INET || domain == AF_INET6);
}

} // namespace

// Stands before the C library's, for Qt as well.

extern "C" ssize_t read(int descriptor, void *bytes, size_t size)
{
    static const auto original = reinterpret_cast<decltype(&read)>(dlsym(RTLD_NEXT, "read"));
    const ssize_t count = original(descriptor, bytes, size);
    if (count >= 24 && isNetwork(descriptor)) // the header of an answer, protocol-binary.txt, section 2.2
        last = Clock::now();
    if (count >= longFrom && isNetwork(descriptor))
        lastLong = Clock::now();
    if (count > 4 && !firstListed && std::string_view(static_cast<const char *>(bytes), 4) == "key=" && isNetwork(descriptor))
        firstListed = Clock::now();
    return count;
}

Clock::time_point lastSocketRead()
{
    return last;
}

Clock::time_point lastLongRead()
{
    return lastLong;
}

std::optional<Clock::time_point> firstListedRead()
{
    return firstListed;
}

void forgetListedRead()
{
    firstListed.reset();
}

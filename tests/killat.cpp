/// Preloaded into a program: ends it as a kill would, right before or after one of the calls that change a file system. KILL_AT says which,
/// from 1; each call counts twice.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

int calls;

void count()
{
    const char *at = getenv("KILL_AT");
    if (at && ++calls == atoi(at))
        kill(getpid(), SIGKILL);
}

template <typename Function, typename... Arguments> auto counted(const char *name, Arguments... arguments)
{
    const auto real = reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
    count();
    const auto answer = real(arguments...);
    count();
    return answer;
}

} // namespace

extern "C" {
ssize_t write(int descriptor, const void *bytes, size_t size)
{
    return counted<ssize_t(int, const void *, size_t)>("write", descriptor, bytes, size);
}
int fsync(int descriptor)
{
    return counted<int(int)>("fsync", descriptor);
}
int fdatasync(int descriptor)
{
    return counted<int(int)>("fdatasync", descriptor);
}
int rename(const char *from, const char *to) noexcept
{
    return counted<int(const char *, const char *)>("rename", from, to);
}
int renameat2(int from, const char *before, int to, const char *after, unsigned flags) noexcept
{
    return counted<int(int, const char *, int, const char *, unsigned)>("renameat2", from, before, to, after, flags);
}
int link(const char *from, const char *to) noexcept
{
    return counted<int(const char *, const char *)>("link", from, to);
}
int linkat(int from, const char *before, int to, const char *after, int flags) noexcept
{
    return counted<int(int, const char *, int, const char *, int)>("linkat", from, before, to, after, flags);
}
int unlink(const char *path) noexcept
{
    return counted<int(const char *)>("unlink", path);
}
int fchmod(int descriptor, mode_t mode) noexcept
{
    return counted<int(int, mode_t)>("fchmod", descriptor, mode);
}
}

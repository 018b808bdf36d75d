/// Preloaded into a program: ends it as a kill would, right before or after one of the calls that change a file system. KILL_AT says which,
/// from 1; each call counts twice. The file KILL_LOG, if there is one, gets a line for each call: its name, and the path that it changes.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

int calls;

void count()
{
    const char *at = getenv("KILL_AT");
    if (at && ++calls == atoi(at))
        kill(getpid(), SIGKILL);
}

/// By the system's calls themselves, since those of the library are ours.
void log(const char *name, const std::string &path)
{
    const char *file = getenv("KILL_LOG");
    if (!file)
        return;
    const std::string line = name + (' ' + path) + '\n';
    const int descriptor = int(syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (descriptor < 0 || syscall(SYS_write, descriptor, line.data(), line.size()) != ssize_t(line.size()))
        abort();
    syscall(SYS_close, descriptor);
}

std::string pathOf(const char *path)
{
    return path;
}

std::string pathOf(int descriptor)
{
    char path[4096];
    const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof path);
    return length > 0 ? std::string(path, size_t(length)) : std::string();
}

template <typename Function, typename Place, typename... Arguments> auto counted(const char *name, Place place, Arguments... arguments)
{
    const auto real = reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
    log(name, pathOf(place));
    count();
    const auto answer = real(arguments...);
    count();
    return answer;
}

} // namespace

extern "C" {
ssize_t write(int descriptor, const void *bytes, size_t size)
{
    return counted<ssize_t(int, const void *, size_t)>("write", descriptor, descriptor, bytes, size);
}
int fsync(int descriptor)
{
    return counted<int(int)>("fsync", descriptor, descriptor);
}
int fdatasync(int descriptor)
{
    return counted<int(int)>("fdatasync", descriptor, descriptor);
}
int rename(const char *from, const char *to) noexcept
{
    return counted<int(const char *, const char *)>("rename", to, from, to);
}
int renameat2(int from, const char *before, int to, const char *after, unsigned flags) noexcept
{
    return counted<int(int, const char *, int, const char *, unsigned)>("renameat2", after, from, before, to, after, flags);
}
int link(const char *from, const char *to) noexcept
{
    return counted<int(const char *, const char *)>("link", to, from, to);
}
int linkat(int from, const char *before, int to, const char *after, int flags) noexcept
{
    return counted<int(int, const char *, int, const char *, int)>("linkat", after, from, before, to, after, flags);
}
int unlink(const char *path) noexcept
{
    return counted<int(const char *)>("unlink", path, path);
}
int fchmod(int descriptor, mode_t mode) noexcept
{
    return counted<int(int, mode_t)>("fchmod", descriptor, descriptor, mode);
}
}

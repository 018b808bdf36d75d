/// Preloaded into the programs of the tests: looks through everything that they write for the word that all passwords of the tests hold
/// (secretword.h), raw and in the encodings that a password may be written in. What is found is noted in the file that SECRETS_REPORT
/// names, one line each; so is each program that was watched.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view word = "kX9vQ2wZ"; // as in secretword.h, which needs Qt

struct Needle
{
    const char *encoding;
    std::string bytes;
};

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (size_t at = 0; at + 2 < bytes.size(); at += 3) {
        const unsigned bits = unsigned(static_cast<unsigned char>(bytes[at])) << 16
            | unsigned(static_cast<unsigned char>(bytes[at + 1])) << 8 | unsigned(static_cast<unsigned char>(bytes[at + 2]));
        for (const int shift : {18, 12, 6, 0})
            text += digits[bits >> shift & 63];
    }
    return text;
}

/// Each byte in two hexadecimal digits, between `before` and `after`.
std::string eachByte(std::string_view digits, std::string_view before = {}, std::string_view after = {})
{
    std::string text;
    for (const char byte : word) {
        text += before;
        text += digits[size_t(byte) >> 4];
        text += digits[size_t(byte) & 15];
        text += after;
    }
    return text;
}

std::string utf16(bool bigEndian)
{
    std::string text;
    for (const char byte : word)
        text += bigEndian ? std::string{'\0', byte} : std::string{byte, '\0'};
    return text;
}

std::vector<Needle> makeNeedles()
{
    std::vector<Needle> needles{{"raw", std::string(word)}, {"UTF-16", utf16(false)}, {"UTF-16", utf16(true)}};
    for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
        needles.push_back({"hex", eachByte(digits)});
        needles.push_back({"hex dump", eachByte(digits, {}, " ")});
        needles.push_back({"escapes", eachByte(digits, "\\x")});
        needles.push_back({"percent", eachByte(digits, "%")});
    }
    // It may begin anywhere in a group of three: only whole groups of it are the same whatever stands before.
    for (size_t skipped = 0; skipped < 3; ++skipped)
        needles.push_back({"Base64", base64(word.substr(skipped))});
    return needles;
}

/// What is remembered of a descriptor's last bytes: a word may come in two pieces.
constexpr size_t tailSize = 64;

struct Watch
{
    std::mutex lock;
    std::vector<Needle> needles = makeNeedles();
    std::array<std::string, 1024> tails;
    std::string program;
    int report = -1;

    Watch()
    {
        std::array<char, 4096> path{};
        const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
        const std::string_view whole(path.data(), length < 0 ? 0 : size_t(length));
        program = whole.substr(whole.rfind('/') + 1);
        const char *place = ::getenv("SECRETS_REPORT");
        // Servers, keyrings and tools that the tests start keep passwords as they do.
        if (!place || (program.rfind("tst_", 0) != 0 && program != "slabscope"))
            return;
        report = ::open(place, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        note("watched " + program);
    }

    void note(const std::string &line) const
    {
        const std::string whole = line + '\n';
        (void)::syscall(SYS_write, report, whole.data(), whole.size());
    }
};

Watch &watch()
{
    static auto *watch = new Watch; // programs write until their very end
    return *watch;
}

/// Where `descriptor` leads; empty where nothing stays: sockets, and what only another program reads.
std::string placeOf(int descriptor)
{
    struct stat status
    {
    };
    if (::fstat(descriptor, &status) != 0)
        return {};
    const bool isOutput = descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO;
    if (!S_ISREG(status.st_mode) && !isOutput)
        return {};
    std::array<char, 4096> path{};
    const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path.data(), path.size() - 1);
    return length > 0 ? std::string(path.data(), size_t(length)) : "descriptor " + std::to_string(descriptor);
}

void look(int descriptor, const void *bytes, size_t size)
{
    Watch &all = watch();
    if (all.report < 0 || descriptor == all.report || size == 0)
        return;
    const std::string place = placeOf(descriptor);
    // The password files of the servers that the tests start.
    if (place.empty() || place.find("/server-secrets-") != std::string::npos)
        return;
    const std::lock_guard guard(all.lock);
    std::string *tail = descriptor >= 0 && size_t(descriptor) < all.tails.size() ? &all.tails[size_t(descriptor)] : nullptr;
    const std::string_view fresh(static_cast<const char *>(bytes), size);
    const std::string seam = tail ? *tail + std::string(fresh.substr(0, tailSize)) : std::string();
    for (const Needle &needle : all.needles) {
        if (fresh.find(needle.bytes) != std::string_view::npos || seam.find(needle.bytes) != std::string::npos)
            all.note("found " + std::string(needle.encoding) + " written by " + all.program + " to " + place);
    }
    if (tail) {
        *tail = size >= tailSize ? std::string(fresh.substr(size - tailSize)) : *tail + std::string(fresh);
        if (tail->size() > tailSize)
            tail->erase(0, tail->size() - tailSize);
    }
}

template <typename Function> Function *real(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

void lookAll(int descriptor, const iovec *parts, int count)
{
    for (int i = 0; i < count; ++i)
        look(descriptor, parts[i].iov_base, parts[i].iov_len);
}

[[gnu::format(printf, 2, 0)]] int writeFormatted(FILE *file, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, format, again);
    va_end(again);
    if (length < 0)
        return length;
    std::string text(size_t(length) + 1, '\0');
    std::vsnprintf(text.data(), text.size(), format, arguments);
    text.resize(size_t(length));
    look(::fileno(file), text.data(), text.size());
    static auto *const next = real<size_t(const void *, size_t, size_t, FILE *)>("fwrite");
    return next(text.data(), 1, text.size(), file) == text.size() ? length : -1;
}

} // namespace

extern "C" {
ssize_t write(int descriptor, const void *bytes, size_t size)
{
    static auto *const next = real<ssize_t(int, const void *, size_t)>("write");
    look(descriptor, bytes, size);
    return next(descriptor, bytes, size);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset)
{
    static auto *const next = real<ssize_t(int, const void *, size_t, off_t)>("pwrite");
    look(descriptor, bytes, size);
    return next(descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset)
{
    static auto *const next = real<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    look(descriptor, bytes, size);
    return next(descriptor, bytes, size, offset);
}
ssize_t writev(int descriptor, const iovec *parts, int count)
{
    static auto *const next = real<ssize_t(int, const iovec *, int)>("writev");
    lookAll(descriptor, parts, count);
    return next(descriptor, parts, count);
}
ssize_t pwritev(int descriptor, const iovec *parts, int count, off_t offset)
{
    static auto *const next = real<ssize_t(int, const iovec *, int, off_t)>("pwritev");
    lookAll(descriptor, parts, count);
    return next(descriptor, parts, count, offset);
}
size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file)
{
    static auto *const next = real<size_t(const void *, size_t, size_t, FILE *)>("fwrite");
    look(::fileno(file), bytes, size * count);
    return next(bytes, size, count, file);
}
ssize_t pwritev64(int descriptor, const iovec *parts, int count, off64_t offset)
{
    static auto *const next = real<ssize_t(int, const iovec *, int, off64_t)>("pwritev64");
    lookAll(descriptor, parts, count);
    return next(descriptor, parts, count, offset);
}
// What is formatted does not pass by the calls above inside the C library: it is formatted once more to be looked at.
[[gnu::format(printf, 3, 0)]] int __vfprintf_chk(FILE *file, int, const char *format, va_list arguments)
{
    return writeFormatted(file, format, arguments);
}
int vfprintf(FILE *file, const char *format, va_list arguments)
{
    return writeFormatted(file, format, arguments);
}
[[gnu::format(printf, 3, 4)]] int __fprintf_chk(FILE *file, int, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int count = writeFormatted(file, format, arguments);
    va_end(arguments);
    return count;
}
int fprintf(FILE *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int count = writeFormatted(file, format, arguments);
    va_end(arguments);
    return count;
}
int fputs(const char *text, FILE *file)
{
    static auto *const next = real<int(const char *, FILE *)>("fputs");
    look(::fileno(file), text, std::strlen(text));
    return next(text, file);
}
}

// What `ssh` starts as its SSH_ASKPASS: passes the question on to the Slabscope that started the ssh, at the Unix socket named by
// SLABSCOPE_ASKPASS, and writes the answer to standard output. Exit status 1 without an answer. It is a program of its own, and knows
// nothing of Qt, so that it is there at once.
//
// To Slabscope: SSH_ASKPASS_PROMPT, "\n", the question, NUL. From it: "+" and the answer, or anything else, up to the end.

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

bool writeAll(int descriptor, const char *bytes, std::size_t size)
{
    while (size > 0) {
        const ssize_t count = ::write(descriptor, bytes, size);
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0) {
            bytes += count;
            size -= std::size_t(count);
        }
    }
    return true;
}

int connectTo(const char *path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::strlen(path) >= sizeof(address.sun_path))
        return -1;
    std::strcpy(address.sun_path, path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
    return descriptor >= 0 && ::connect(descriptor, generic, sizeof(address)) == 0 ? descriptor : -1;
}

} // namespace

int main(int argc, char **argv)
{
    const char *path = std::getenv("SLABSCOPE_ASKPASS");
    const int descriptor = path ? connectTo(path) : -1;
    if (descriptor < 0)
        return 1;
    const char *hint = std::getenv("SSH_ASKPASS_PROMPT");
    std::string question(hint ? hint : "");
    question += '\n';
    question += argc > 1 ? argv[1] : "";
    if (!writeAll(descriptor, question.c_str(), question.size() + 1))
        return 1;

    std::string reply;
    char bytes[1024];
    ssize_t count = 0;
    while ((count = ::read(descriptor, bytes, sizeof(bytes))) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0)
            reply.append(bytes, std::size_t(count));
    }
    if (reply.empty() || reply[0] != '+')
        return 1;
    reply += '\n';
    return writeAll(STDOUT_FILENO, reply.data() + 1, reply.size() - 1) ? 0 : 1;
}

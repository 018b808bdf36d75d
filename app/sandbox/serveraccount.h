#pragma once

#include <QFile>
#include <QProcess>

#include <array>
#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

/// The account that a memcached of ours runs under, and its tie to this process: our own account, but for root, whom memcached refuses to
/// serve, `memcache` or `nobody`. The account is changed here and not by memcached's `-u`, since changing it clears the tie.
class ServerAccount
{
public:
    ServerAccount()
    {
        if (::geteuid() != 0)
            return;
        for (const char *name : std::array{"memcache", "nobody"}) {
            if (const passwd *entry = ::getpwnam(name)) {
                m_user = entry->pw_uid;
                m_group = entry->pw_gid;
                return;
            }
        }
    }

    /// Lets the server read and write what is at `path`, which is ours alone otherwise.
    [[nodiscard]] bool give(const QString &path) const
    {
        return ::geteuid() != 0 || ::chown(QFile::encodeName(path).constData(), m_user, m_group) == 0;
    }

    /// Prepares `process`, before it is started: it runs under this account and is killed by the system when the thread that starts it
    /// ends, however it ends.
    void bind(QProcess &process) const
    {
        process.setChildProcessModifier([account = *this, parent = ::getpid()] {
            // Between fork and exec: async-signal-safe calls only.
            if (::geteuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(account.m_group) != 0 || ::setuid(account.m_user) != 0))
                ::_exit(accountRefused);
            // A parent that ended before the tie was there is found by its number.
            if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
                ::_exit(accountRefused);
        });
    }

    /// The exit code of a server that could not be prepared, as a shell has it for what cannot be executed.
    static constexpr int accountRefused = 126;

private:
    uid_t m_user = 65534; ///< the system's overflow account, where neither name is known
    gid_t m_group = 65534;
};

#pragma once

#include <QMetaType>
#include <QString>

/// What `ssh` wants to know of a person while it logs in.
struct SshQuestion
{
    enum class Kind {
        HostKey,      ///< whether the machine's key is the right one: answered by "yes"
        Confirmation, ///< any other yes or no: answered by "yes"
        Secret,       ///< a passphrase, a password or a code
        Notice,       ///< nothing: something is to be done (a security key to be touched), and it goes when that is done
    };

    int id = 0; ///< of the link that asks
    Kind kind = Kind::Secret;
    QString text{}; ///< as ssh puts it, lines of plain text
    QString host{}; ///< that of the tunnel

    bool operator==(const SshQuestion &) const = default;
};
Q_DECLARE_METATYPE(SshQuestion)

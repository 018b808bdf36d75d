#pragma once

#include "connection/protocol/command.h"

#include <QByteArrayView>

/// What may be sent over a connection.
enum class Access {
    Full,
    ReadOnly, ///< only what leaves a server's items, settings and counts as they are
};

/// Whether a command with this opcode changes nothing, whatever its key: by a list, so that what is new is a change until it stands there.
/// GAT changes a lifetime. That a GET counts as a read, and moves its item to the front, is not held against it.
[[nodiscard]] constexpr bool onlyReads(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Get:
    case Opcode::GetQ:
    case Opcode::GetK:
    case Opcode::GetKQ:
    case Opcode::Noop:
    case Opcode::Version:
    case Opcode::Quit:
    case Opcode::QuitQ:
    case Opcode::SaslListMechanisms:
    case Opcode::SaslStart:
    case Opcode::SaslStep:
        return true;
    default:
        return false;
    }
}

/// Whether asking for this group of statistics changes nothing: by a list as well. The server compares only how a group begins ("resetting"
/// resets), and "detail on", "sizes_enable" and the like change what it does.
[[nodiscard]] bool onlyReadsStatistics(QByteArrayView group);

/// Whether `command` changes nothing.
[[nodiscard]] bool onlyReads(const Command &command);

[[nodiscard]] inline bool permits(Access access, const Command &command)
{
    return access == Access::Full || onlyReads(command);
}

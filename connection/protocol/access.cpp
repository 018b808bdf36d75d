#include "connection/protocol/access.h"

#include <algorithm>
#include <array>

bool onlyReadsStatistics(QByteArrayView group)
{
    constexpr std::array<QByteArrayView, 8> groups{"", "settings", "items", "slabs", "sizes", "conns", "extstore", "detail dump"};
    return std::ranges::find(groups, group) != groups.end() || group.startsWith("cachedump ");
}

bool onlyReads(const Command &command)
{
    return command.opcode == Opcode::Stat ? onlyReadsStatistics(command.key) : onlyReads(command.opcode);
}

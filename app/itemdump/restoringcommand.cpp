#include "app/itemdump/restoringcommand.h"

#include "app/commands/ttl.h"

#include <algorithm>

bool hasExpired(const DumpedItem &item, qint64 now)
{
    return item.expiry != DumpedItem::never && item.expiry <= now;
}

Command restoringCommand(const DumpedItem &item, Opcode opcode, qint64 now)
{
    Command command{.opcode = opcode, .key = item.key, .value = item.value, .flags = item.flags};
    if (item.expiry != DumpedItem::never) {
        const qint64 left = item.expiry - now;
        command.expiry = quint32(left <= qint64(Command::longestRelativeExpiry) ? left : std::min<qint64>(item.expiry, largestExpiry));
    }
    return command;
}

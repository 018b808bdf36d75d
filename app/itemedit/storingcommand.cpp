#include "app/itemedit/storingcommand.h"

#include "connection/text/keysegment.h"

Command storingCommand(const ItemToStore &item, qint64 now)
{
    Command command{.opcode = item.guard == ItemToStore::Guard::Absent ? Opcode::Add : Opcode::Replace,
                    .key = item.key,
                    .value = item.value,
                    .flags = item.flags,
                    .expiry = item.ttl ? item.ttl->wireExpiry(now) : wireExpiryOf(item.expiry.value_or(ListedKey::never))};
    if (item.guard == ItemToStore::Guard::Cas)
        command.cas = item.cas;
    return command;
}

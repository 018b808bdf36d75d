#include "app/itemedit/storingcommand.h"

#include "app/commands/commandformat.h"
#include "connection/text/keysegment.h"

#include <algorithm>

namespace {

constexpr qsizetype shownValue = 48; // bytes

} // namespace

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

QString storingLine(const ItemToStore &item, qint64 now)
{
    Command command = storingCommand(item, now);
    if (item.value.size() <= shownValue)
        return QString::fromUtf8(formatCommand(command));
    qsizetype size = shownValue; // no character is cut in two
    while (size > shownValue - 4 && (uchar(item.value.at(size)) & 0xc0) == 0x80)
        --size;
    command.value = item.value.first(size);
    QByteArray line = formatCommand(command);
    // The value stands behind the name of the command and the key.
    const QByteArray word = formatWord(command.value);
    const qsizetype at = line.indexOf(word, line.indexOf(formatWord(command.key)) + formatWord(command.key).size());
    if (at >= 0)
        line.insert(at + word.size(), "…");
    return QString::fromUtf8(line);
}

std::optional<qint64> expiryOf(const FoundItem &item, qint64 clockOffset)
{
    if (item.way == FoundItem::Way::Get || !item.answer.timeToLive)
        return {};
    if (*item.answer.timeToLive == MetaAnswer::never)
        return ListedKey::never;
    return item.time.toSecsSinceEpoch() + clockOffset + *item.answer.timeToLive;
}

#include "app/guard/commandeffects.h"

#include "connection/protocol/access.h"

Effect effectOf(const Command &command)
{
    if (onlyReads(command))
        return Effect::None;
    switch (loudForm(command.opcode)) {
    case Opcode::Flush:
        return Effect::Flush;
    case Opcode::Delete:
        return Effect::Delete;
    default:
        return Effect::Write;
    }
}

void CommandEffects::noteKey(const QByteArray &key)
{
    if (keys.size() < shownKeys && !keys.contains(key))
        keys.append(QByteArray(key.constData(), key.size())); // it may be a view into the line
}

void CommandEffects::add(const ParsedCommand &parsed)
{
    switch (effectOf(parsed.command)) {
    case Effect::None:
        break;
    case Effect::Write:
        ++writes;
        if (has(parsed.command.opcode, OpcodeTrait::WithKey))
            noteKey(parsed.command.key);
        break;
    case Effect::Delete:
        ++deletes;
        noteKey(parsed.command.key);
        break;
    case Effect::Flush:
        ++flushes;
        if (parsed.command.expiry > 0 || parsed.longLifetime)
            ++delayedFlushes;
        break;
    }
}

CommandEffects &CommandEffects::operator+=(const CommandEffects &other)
{
    writes += other.writes;
    deletes += other.deletes;
    flushes += other.flushes;
    delayedFlushes += other.delayedFlushes;
    for (const QByteArray &key : other.keys)
        noteKey(key);
    return *this;
}

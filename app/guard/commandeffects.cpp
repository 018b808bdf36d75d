#include "app/guard/commandeffects.h"

namespace {

bool changesStatistics(QByteArrayView group)
{
    return group.startsWith("reset") || (group.startsWith("detail ") && group != "detail dump");
}

} // namespace

Effect effectOf(const Command &command)
{
    switch (command.opcode) {
    case Opcode::Flush:
    case Opcode::FlushQ:
        return Effect::Flush;
    case Opcode::Delete:
    case Opcode::DeleteQ:
        return Effect::Delete;
    case Opcode::Set:
    case Opcode::SetQ:
    case Opcode::Add:
    case Opcode::AddQ:
    case Opcode::Replace:
    case Opcode::ReplaceQ:
    case Opcode::Append:
    case Opcode::AppendQ:
    case Opcode::Prepend:
    case Opcode::PrependQ:
    case Opcode::Increment:
    case Opcode::IncrementQ:
    case Opcode::Decrement:
    case Opcode::DecrementQ:
    case Opcode::Touch:
    case Opcode::Gat:
    case Opcode::GatQ:
    case Opcode::GatK:
    case Opcode::GatKQ:
        return Effect::Write;
    case Opcode::Stat:
        return changesStatistics(command.key) ? Effect::Write : Effect::None;
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
        return Effect::None;
    }
    return Effect::Write; // whatever is new counts as a change until it is listed
}

void CommandEffects::add(const Command &command)
{
    switch (effectOf(command)) {
    case Effect::None:
        break;
    case Effect::Write:
        ++writes;
        break;
    case Effect::Delete:
        ++deletes;
        break;
    case Effect::Flush:
        ++flushes;
        if (command.expiry > 0)
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
    return *this;
}

#pragma once

#include "connection/protocol/command.h"
#include "tests/keysample.h"

#include <QList>

#include <algorithm>

/// The keys of a KeySample as items that are stored on a server, with values of their sizes up to a bound, their TTLs and flags.
class SampleItems
{
public:
    /// `mostBytes`: of a value. `leastTtl`: seconds that none goes below, so that nothing expires while it is looked at.
    explicit SampleItems(int mostBytes = 400, quint32 leastTtl = 1)
        : m_mostBytes(mostBytes)
        , m_leastTtl(leastTtl)
    {
    }

    [[nodiscard]] Command store(int number) const
    {
        const KeySegment::Fields fields = m_sample.fields(number);
        Command command{.opcode = Opcode::SetQ, .key = KeySample::key(number), .flags = fields.flags};
        command.value = QByteArray(std::min(int(fields.size) - 64, m_mostBytes), char('a' + number % 26));
        if (fields.expiry > 0)
            command.expiry = std::min(m_leastTtl + quint32(fields.expiry - KeySample::now), Command::longestRelativeExpiry);
        return command;
    }
    /// Whether somebody has read it.
    [[nodiscard]] bool isRead(int number) const { return (m_sample.fields(number).marks & KeySegment::fetchedMark) != 0; }

    /// What stores the items from `begin` up to `end`.
    [[nodiscard]] QList<Command> stores(int begin, int end) const
    {
        QList<Command> commands;
        commands.reserve(end - begin);
        for (int number = begin; number < end; ++number)
            commands.append(store(number));
        return commands;
    }
    /// What reads those of them that somebody has read.
    [[nodiscard]] QList<Command> reads(int begin, int end) const
    {
        QList<Command> commands;
        for (int number = begin; number < end; ++number) {
            if (isRead(number))
                commands.append({.opcode = Opcode::GetQ, .key = KeySample::key(number)});
        }
        return commands;
    }

private:
    KeySample m_sample{KeySample::Flags::Told};
    int m_mostBytes;
    quint32 m_leastTtl;
};

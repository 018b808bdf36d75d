#pragma once

#include "app/commands/commandparser.h"

#include <QByteArrayList>

/// What a command does to a server.
enum class Effect : quint8 {
    None,   ///< it only looks, or is about the connection
    Write,  ///< changes an item, its lifetime, or what the server counts
    Delete, ///< removes one item
    Flush,  ///< makes every item invalid
};

/// What `command` does if it succeeds. What is not known to only read counts as a write.
[[nodiscard]] Effect effectOf(const Command &command);

/// What the commands of a run do, counted.
struct CommandEffects
{
    qint64 writes = 0;
    qint64 deletes = 0;
    qint64 flushes = 0;
    qint64 delayedFlushes = 0; ///< of these, those with a delay
    QByteArrayList keys{};     ///< the first of those that are written or deleted, each once; at most `shownKeys`

    static constexpr qsizetype shownKeys = 5;

    void add(const ParsedCommand &parsed);
    CommandEffects &operator+=(const CommandEffects &other);
    bool operator==(const CommandEffects &) const = default;

private:
    void noteKey(const QByteArray &key);
};

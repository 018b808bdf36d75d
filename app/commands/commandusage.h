#pragma once

#include "app/commands/commandlanguage.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <span>

/// One piece of how a command is written: its name, an argument or an option.
struct UsagePart
{
    QString text;                             ///< "key", "[delta]", "[ttl=…]"
    Argument argument = Argument::None;       ///< None for the name and for an option
    CommandOptions option = CommandOptions(); ///< the one option, or none
};

/// How `command` is written, in order; joined by spaces it reads "SET key value [ttl=…] [flags=…] [cas=…]".
[[nodiscard]] QList<UsagePart> commandUsage(const CommandSyntax &command);
/// The same as one line.
[[nodiscard]] QString commandUsageText(const CommandSyntax &command);
/// What the argument is for: one translated line.
[[nodiscard]] QString argumentHelp(Argument argument);

/// A group of statistics that STAT can be asked for.
struct StatGroup
{
    QByteArrayView name;
    const char *help; ///< untranslated: see statGroupHelp()
};

/// The groups that every memcached answers over the binary protocol, in the order in which they are read best.
[[nodiscard]] std::span<const StatGroup> statGroups();
/// What the group tells: one translated line.
[[nodiscard]] QString statGroupHelp(const StatGroup &group);

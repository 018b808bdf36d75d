#pragma once

#include "connection/protocol/opcode.h"

#include <QByteArrayView>
#include <QFlags>
#include <QString>

#include <array>
#include <span>

/// What a word without a name stands for.
enum class Argument : quint8 {
    None,
    Key,
    Value,
    Ttl,
    Delta,
    Delay, ///< of a FLUSH, written like a ttl
    Group, ///< of a STAT: all words that follow, joined by one space
};

enum class CommandOption : quint8 {
    Ttl = 0x01,
    Flags = 0x02,
    Cas = 0x04,
    Initial = 0x08,
    Create = 0x10,
};
Q_DECLARE_FLAGS(CommandOptions, CommandOption)
Q_DECLARE_OPERATORS_FOR_FLAGS(CommandOptions)

/// How one command is written.
struct CommandSyntax
{
    Opcode opcode;
    QByteArrayView name;              ///< the canonical one, in capitals
    QByteArrayView shortName;         ///< a second spelling, in capitals; empty for most
    std::array<Argument, 2> required; ///< in order, ends with None
    Argument optional;                ///< the one that may follow without a name
    CommandOptions options;
    const char *help; ///< untranslated: see commandHelp()
};

/// How one option is written.
struct OptionSyntax
{
    CommandOption option;
    QByteArrayView name; ///< without the equals sign, in small letters
    const char *help;    ///< untranslated: see optionHelp()
};

/// The whole language, in the order in which a list of its commands is read best.
[[nodiscard]] std::span<const CommandSyntax> commandLanguage();
[[nodiscard]] std::span<const OptionSyntax> optionLanguage();

/// The command with this name or short spelling, in any case; null where there is none.
[[nodiscard]] const CommandSyntax *findCommand(QByteArrayView name);
/// How `opcode` is written; null for one that the language leaves out (SASL).
[[nodiscard]] const CommandSyntax *findCommand(Opcode opcode);
/// The option with exactly this name; null where there is none.
[[nodiscard]] const OptionSyntax *findOption(QByteArrayView name);

/// The name or short spelling that was most likely meant by `name`; empty where nothing is near.
[[nodiscard]] QByteArrayView nearestCommandName(QByteArrayView name);

/// What the command does: one translated line.
[[nodiscard]] QString commandHelp(const CommandSyntax &command);
/// What the option does: one translated line.
[[nodiscard]] QString optionHelp(const OptionSyntax &option);
/// What has to be written for `argument`, to follow "expected": "a key".
[[nodiscard]] QString argumentDescription(Argument argument);
/// What has to be written for the value of `option`, to follow "expected".
[[nodiscard]] QString optionDescription(CommandOption option);

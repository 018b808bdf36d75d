#include "app/commands/commandlanguage.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

using enum Argument;

constexpr CommandOptions none;
constexpr CommandOptions casOnly(CommandOption::Cas);
constexpr CommandOptions storing = CommandOptions(CommandOption::Ttl) | CommandOption::Flags | CommandOption::Cas;
constexpr CommandOptions counting =
    CommandOptions(CommandOption::Initial) | CommandOption::Ttl | CommandOption::Create | CommandOption::Cas;

constexpr std::array<Argument, 2> nothing{None, None};
constexpr std::array<Argument, 2> key{Key, None};
constexpr std::array<Argument, 2> keyTtl{Key, Ttl};
constexpr std::array<Argument, 2> keyValue{Key, Value};

constexpr CommandSyntax commands[] = {
    {Opcode::Get, "GET", "", key, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item")},
    {Opcode::GetQ, "GETQ", "", key, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item, silent about a miss")},
    {Opcode::GetK, "GETK", "", key, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item; the answer repeats the key")},
    {Opcode::GetKQ, "GETKQ", "", key, None, none,
     QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item; the answer repeats the key, silent about a miss")},
    {Opcode::Gat, "GAT", "", keyTtl, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item and gives it a new time to live")},
    {Opcode::GatQ, "GATQ", "", keyTtl, None, none,
     QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item and gives it a new time to live, silent about a miss")},
    {Opcode::GatK, "GATK", "", keyTtl, None, none,
     QT_TRANSLATE_NOOP("CommandLanguage", "Reads an item and gives it a new time to live; the answer repeats the key")},
    {Opcode::GatKQ, "GATKQ", "", keyTtl, None, none,
     QT_TRANSLATE_NOOP("CommandLanguage",
                       "Reads an item and gives it a new time to live; the answer repeats the key, silent about a miss")},
    {Opcode::Touch, "TOUCH", "", keyTtl, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Gives an item a new time to live")},
    {Opcode::Set, "SET", "", keyValue, None, storing, QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item, whether it exists or not")},
    {Opcode::SetQ, "SETQ", "", keyValue, None, storing,
     QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item, whether it exists or not, silent about success")},
    {Opcode::Add, "ADD", "", keyValue, None, storing, QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item that does not exist yet")},
    {Opcode::AddQ, "ADDQ", "", keyValue, None, storing,
     QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item that does not exist yet, silent about success")},
    {Opcode::Replace, "REPLACE", "", keyValue, None, storing, QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item that exists already")},
    {Opcode::ReplaceQ, "REPLACEQ", "", keyValue, None, storing,
     QT_TRANSLATE_NOOP("CommandLanguage", "Stores an item that exists already, silent about success")},
    {Opcode::Append, "APPEND", "", keyValue, None, casOnly, QT_TRANSLATE_NOOP("CommandLanguage", "Adds bytes to the end of a value")},
    {Opcode::AppendQ, "APPENDQ", "", keyValue, None, casOnly,
     QT_TRANSLATE_NOOP("CommandLanguage", "Adds bytes to the end of a value, silent about success")},
    {Opcode::Prepend, "PREPEND", "", keyValue, None, casOnly,
     QT_TRANSLATE_NOOP("CommandLanguage", "Adds bytes to the beginning of a value")},
    {Opcode::PrependQ, "PREPENDQ", "", keyValue, None, casOnly,
     QT_TRANSLATE_NOOP("CommandLanguage", "Adds bytes to the beginning of a value, silent about success")},
    {Opcode::Delete, "DELETE", "", key, None, casOnly, QT_TRANSLATE_NOOP("CommandLanguage", "Deletes an item")},
    {Opcode::DeleteQ, "DELETEQ", "", key, None, casOnly, QT_TRANSLATE_NOOP("CommandLanguage", "Deletes an item, silent about success")},
    {Opcode::Increment, "INCREMENT", "INCR", key, Delta, counting,
     QT_TRANSLATE_NOOP("CommandLanguage", "Adds to a counter; a missing one is created")},
    {Opcode::IncrementQ, "INCREMENTQ", "INCRQ", key, Delta, counting,
     QT_TRANSLATE_NOOP("CommandLanguage", "Adds to a counter without telling the result; a missing one is created")},
    {Opcode::Decrement, "DECREMENT", "DECR", key, Delta, counting,
     QT_TRANSLATE_NOOP("CommandLanguage", "Subtracts from a counter, down to 0; a missing one is created")},
    {Opcode::DecrementQ, "DECREMENTQ", "DECRQ", key, Delta, counting,
     QT_TRANSLATE_NOOP("CommandLanguage", "Subtracts from a counter, down to 0, without telling the result; a missing one is created")},
    {Opcode::Flush, "FLUSH", "", nothing, Delay, none, QT_TRANSLATE_NOOP("CommandLanguage", "Invalidates all items, now or later")},
    {Opcode::FlushQ, "FLUSHQ", "", nothing, Delay, none,
     QT_TRANSLATE_NOOP("CommandLanguage", "Invalidates all items, now or later, silent about success")},
    {Opcode::Stat, "STAT", "STATS", nothing, Group, none, QT_TRANSLATE_NOOP("CommandLanguage", "Asks for a group of statistics")},
    {Opcode::Noop, "NOOP", "", nothing, None, none,
     QT_TRANSLATE_NOOP("CommandLanguage", "Does nothing; its answer shows that everything before it is done")},
    {Opcode::Version, "VERSION", "", nothing, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Asks for the version of the server")},
    {Opcode::Quit, "QUIT", "", nothing, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Ends the connection")},
    {Opcode::QuitQ, "QUITQ", "", nothing, None, none, QT_TRANSLATE_NOOP("CommandLanguage", "Ends the connection without an answer")},
};

constexpr OptionSyntax options[] = {
    {CommandOption::Ttl, "ttl", QT_TRANSLATE_NOOP("CommandLanguage", "How long the item lives")},
    {CommandOption::Flags, "flags", QT_TRANSLATE_NOOP("CommandLanguage", "32 bits that are kept beside the value")},
    {CommandOption::Cas, "cas", QT_TRANSLATE_NOOP("CommandLanguage", "Only if the item's CAS is still this one")},
    {CommandOption::Initial, "initial", QT_TRANSLATE_NOOP("CommandLanguage", "The number that a missing counter is created with")},
    {CommandOption::Create, "create", QT_TRANSLATE_NOOP("CommandLanguage", "“no” leaves a missing counter missing")},
};

constexpr qsizetype longestName =
    std::ranges::max(commands, {}, [](const CommandSyntax &command) { return command.name.size(); }).name.size();
using Capitals = std::array<char, longestName>;

constexpr char capital(char letter)
{
    return letter >= 'a' && letter <= 'z' ? char(letter - 'a' + 'A') : letter;
}

bool same(QByteArrayView name, const Capitals &wanted, qsizetype length)
{
    return name.size() == length && std::equal(name.begin(), name.end(), wanted.begin());
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to turn `from` into `to` (optimal string alignment).
int editDistance(QByteArrayView from, QByteArrayView to)
{
    using Row = std::array<int, longestName + 1>;
    Row beforeLast{};
    Row last{};
    Row row{};
    for (qsizetype j = 0; j <= to.size(); ++j)
        row[size_t(j)] = int(j);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        beforeLast = last;
        last = row;
        row[0] = int(i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const auto at = size_t(j);
            const int change = capital(from[i - 1]) == to[j - 1] ? 0 : 1;
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + change});
            if (i > 1 && j > 1 && capital(from[i - 1]) == to[j - 2] && capital(from[i - 2]) == to[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
    }
    return row[size_t(to.size())];
}

bool startsWith(QByteArrayView name, QByteArrayView beginning)
{
    return name.size() >= beginning.size()
        && std::equal(beginning.begin(), beginning.end(), name.begin(), [](char a, char b) { return capital(a) == capital(b); });
}

} // namespace

std::span<const CommandSyntax> commandLanguage()
{
    return commands;
}

std::span<const OptionSyntax> optionLanguage()
{
    return options;
}

const CommandSyntax *findCommand(QByteArrayView name)
{
    Capitals wanted;
    if (name.isEmpty() || name.size() > longestName)
        return nullptr;
    std::transform(name.begin(), name.end(), wanted.begin(), capital);
    for (const CommandSyntax &command : commands) {
        if (command.name[0] == wanted[0] && (same(command.name, wanted, name.size()) || same(command.shortName, wanted, name.size())))
            return &command;
    }
    return nullptr;
}

const CommandSyntax *findCommand(Opcode opcode)
{
    const auto found = std::ranges::find(commands, opcode, &CommandSyntax::opcode);
    return found == std::end(commands) ? nullptr : found;
}

const OptionSyntax *findOption(QByteArrayView name)
{
    const auto found = std::ranges::find(options, name, &OptionSyntax::name);
    return found == std::end(options) ? nullptr : found;
}

QByteArrayView nearestCommandName(QByteArrayView name)
{
    constexpr qsizetype longestTypo = 20;
    constexpr qsizetype shortestBeginning = 3;
    if (name.size() > longestTypo)
        return {};
    QByteArrayView nearest;
    int best = std::max(1, int(name.size() + 1) / 3) + 1;
    const auto consider = [&](QByteArrayView candidate) {
        if (const int distance = editDistance(name, candidate); distance < best) {
            best = distance;
            nearest = candidate;
        }
    };
    for (const CommandSyntax &command : commands) {
        consider(command.name);
        if (!command.shortName.isEmpty())
            consider(command.shortName);
    }
    if (!nearest.isEmpty())
        return nearest;
    // What is cut short or goes on: DEL, FLUSH_ALL.
    for (const CommandSyntax &command : commands) {
        if (name.size() >= shortestBeginning && (startsWith(command.name, name) || startsWith(name, command.name)))
            return command.name;
    }
    return {};
}

QString commandHelp(const CommandSyntax &command)
{
    return QCoreApplication::translate("CommandLanguage", command.help);
}

QString optionHelp(const OptionSyntax &option)
{
    return QCoreApplication::translate("CommandLanguage", option.help);
}

QString argumentDescription(Argument argument)
{
    switch (argument) {
    case Argument::None:
        break;
    case Argument::Key:
        return QCoreApplication::translate("CommandLanguage", "a key");
    case Argument::Value:
        return QCoreApplication::translate("CommandLanguage", "a value");
    case Argument::Ttl:
        return QCoreApplication::translate("CommandLanguage", "a ttl such as 300, 5m, @1767225600 or never");
    case Argument::Delta:
        return QCoreApplication::translate("CommandLanguage", "a delta from 0 to 18446744073709551615");
    case Argument::Delay:
        return QCoreApplication::translate("CommandLanguage", "a delay such as 0, 300, 5m or @1767225600");
    case Argument::Group:
        return QCoreApplication::translate("CommandLanguage", "a group of statistics");
    }
    return {};
}

QString optionDescription(CommandOption option)
{
    switch (option) {
    case CommandOption::Ttl:
        return argumentDescription(Argument::Ttl);
    case CommandOption::Flags:
        return QCoreApplication::translate("CommandLanguage", "flags from 0 to 4294967295, decimal or 0x…");
    case CommandOption::Cas:
        return QCoreApplication::translate("CommandLanguage", "a CAS from 0 to 18446744073709551615");
    case CommandOption::Initial:
        return QCoreApplication::translate("CommandLanguage", "an initial number from 0 to 18446744073709551615");
    case CommandOption::Create:
        return QCoreApplication::translate("CommandLanguage", "no");
    }
    return {};
}

#include "app/commands/commandformat.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/readabletext.h"
#include "app/commands/ttl.h"

#include <algorithm>

namespace {

/// Whether all of `bytes` can be seen as they are; the ASCII space is no obstacle.
bool allReadable(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const Utf8Step step = firstCodePoint(bytes);
        if (step.length == 0 || !isReadable(step.codePoint))
            return false;
        bytes = bytes.sliced(step.length);
    }
    return true;
}

bool beginsSpecially(QByteArrayView bytes)
{
    constexpr QByteArrayView beginnings[] = {"#", "\"", "'", "hex:", "base64:", "file:"};
    return std::ranges::any_of(beginnings, [bytes](QByteArrayView beginning) { return bytes.startsWith(beginning); });
}

/// `bytes` are readable.
bool canBeBare(QByteArrayView bytes, WordPlace place)
{
    if (bytes.isEmpty() || bytes.contains(' ') || beginsSpecially(bytes))
        return false;
    return place == WordPlace::Required || !bytes.contains('=');
}

QByteArray doubleQuoted(QByteArrayView bytes)
{
    QByteArray word(1, '"');
    appendReadable(word, bytes, QuoteEscapes::Escape);
    return word += '"';
}

/// Words of a group stay apart where single spaces are all that is between them.
QByteArray formatGroup(const QByteArray &group)
{
    if (!allReadable(group))
        return formatWord(group);
    const QList<QByteArray> words = group.split(' ');
    const bool apart = std::all_of(words.begin(), words.end(), [](const QByteArray &word) { return canBeBare(word, WordPlace::Required); });
    return apart ? group : formatWord(group);
}

QByteArray formatPath(const QByteArray &path)
{
    return allReadable(path) && canBeBare(path, WordPlace::Required) ? path : doubleQuoted(path);
}

/// The expiry of anything but a counter that must not be created.
QByteArray formatTtl(const ParsedCommand &parsed)
{
    return parsed.longLifetime ? formatLifetime(*parsed.longLifetime) : formatExpiry(std::min(parsed.command.expiry, largestExpiry));
}

QByteArray formatArgument(Argument argument, const ParsedCommand &parsed)
{
    const Command &command = parsed.command;
    switch (argument) {
    case Argument::None:
        break;
    case Argument::Key:
        return formatWord(command.key);
    case Argument::Value:
        return parsed.valueFile ? "file:" + formatPath(*parsed.valueFile) : formatWord(command.value);
    case Argument::Ttl:
        return formatTtl(parsed);
    case Argument::Delta:
        return command.delta == Command().delta ? QByteArray() : QByteArray::number(command.delta);
    case Argument::Delay:
        return command.delayGiven || command.expiry != 0 || parsed.longLifetime ? formatTtl(parsed) : QByteArray();
    case Argument::Group:
        return command.key.isEmpty() ? QByteArray() : formatGroup(command.key);
    }
    return {};
}

/// Empty where the default says the same.
QByteArray formatOption(CommandOption option, const CommandSyntax &syntax, const ParsedCommand &parsed)
{
    const Command &command = parsed.command;
    const auto number = [](quint64 value) { return value == 0 ? QByteArray() : QByteArray::number(value); };
    const bool notCreated = command.expiry == Command::doNotCreate && syntax.options.testFlag(CommandOption::Create);
    switch (option) {
    case CommandOption::Ttl:
        return notCreated || (command.expiry == 0 && !parsed.longLifetime) ? QByteArray() : formatTtl(parsed);
    case CommandOption::Flags:
        return number(command.flags);
    case CommandOption::Cas:
        return number(command.cas);
    case CommandOption::Initial:
        return number(command.initial);
    case CommandOption::Create:
        return notCreated ? "no" : QByteArray();
    }
    return {};
}

} // namespace

QByteArray formatWord(QByteArrayView bytes, WordPlace place)
{
    if (allReadable(bytes)) {
        if (canBeBare(bytes, place))
            return bytes.toByteArray();
        if (!bytes.contains('"') && !bytes.contains('\\'))
            return '"' + bytes.toByteArray() + '"';
        if (!bytes.contains('\''))
            return '\'' + bytes.toByteArray() + '\'';
        return doubleQuoted(bytes);
    }
    const QByteArray escaped = doubleQuoted(bytes);
    const qsizetype hexLength = 4 + 2 * bytes.size();
    const qsizetype base64Length = 7 + (bytes.size() + 2) / 3 * 4;
    if (escaped.size() <= std::min(hexLength, base64Length))
        return escaped;
    if (hexLength <= base64Length)
        return "hex:" + bytes.toByteArray().toHex();
    return "base64:" + bytes.toByteArray().toBase64();
}

QByteArray formatCommand(const ParsedCommand &parsed)
{
    const CommandSyntax *syntax = findCommand(parsed.command.opcode);
    if (!syntax)
        return {};
    QByteArray line = syntax->name.toByteArray();
    const auto add = [&line](const QByteArray &word) {
        if (!word.isEmpty())
            line += ' ' + word;
    };
    for (const Argument argument : syntax->required)
        add(formatArgument(argument, parsed));
    add(formatArgument(syntax->optional, parsed));
    for (const OptionSyntax &option : optionLanguage()) {
        if (!syntax->options.testFlag(option.option))
            continue;
        if (const QByteArray value = formatOption(option.option, *syntax, parsed); !value.isEmpty())
            add(option.name.toByteArray() + '=' + value);
    }
    return line;
}

QByteArray formatCommand(const Command &command)
{
    ParsedCommand parsed;
    parsed.command = command;
    return formatCommand(parsed);
}

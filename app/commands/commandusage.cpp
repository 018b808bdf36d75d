#include "app/commands/commandusage.h"

#include <QCoreApplication>
#include <QStringList>

namespace {

// What the binary protocol answers; conns, cachedump and others are for the text protocol alone, sizes_enable breaks servers before 1.6.25.
constexpr StatGroup groups[] = {
    {"settings", QT_TRANSLATE_NOOP("CommandUsage", "How the server is set up: limits, features, threads")},
    {"items", QT_TRANSLATE_NOOP("CommandUsage", "Counts, ages and evictions of items in each slab class")},
    {"slabs", QT_TRANSLATE_NOOP("CommandUsage", "Memory of each slab class: chunks, pages, hits")},
    {"sizes", QT_TRANSLATE_NOOP("CommandUsage", "How many items have which size, where the server keeps count")},
    {"reset", QT_TRANSLATE_NOOP("CommandUsage", "Sets the server's counters back to 0; items stay")},
    {"detail on", QT_TRANSLATE_NOOP("CommandUsage", "Begins to count uses by the prefix of keys; costs some speed")},
    {"detail off", QT_TRANSLATE_NOOP("CommandUsage", "Stops counting by prefix")},
    {"detail dump", QT_TRANSLATE_NOOP("CommandUsage", "The counts by prefix so far")},
};

QString argumentName(Argument argument)
{
    switch (argument) {
    case Argument::None:
        break;
    case Argument::Key:
        return QCoreApplication::translate("CommandUsage", "key");
    case Argument::Value:
        return QCoreApplication::translate("CommandUsage", "value");
    case Argument::Ttl:
        return QCoreApplication::translate("CommandUsage", "ttl");
    case Argument::Delta:
        return QCoreApplication::translate("CommandUsage", "delta");
    case Argument::Delay:
        return QCoreApplication::translate("CommandUsage", "delay");
    case Argument::Group:
        return QCoreApplication::translate("CommandUsage", "group");
    }
    return {};
}

} // namespace

QList<UsagePart> commandUsage(const CommandSyntax &command)
{
    QList<UsagePart> parts{{.text = QString::fromLatin1(command.name)}};
    for (const Argument argument : command.required) {
        if (argument != Argument::None)
            parts.append({.text = argumentName(argument), .argument = argument});
    }
    if (command.optional != Argument::None)
        parts.append({.text = u'[' + argumentName(command.optional) + u']', .argument = command.optional});
    for (const OptionSyntax &option : optionLanguage()) {
        if (!command.options.testFlag(option.option))
            continue;
        const QString value = option.option == CommandOption::Create ? QStringLiteral("no") : QStringLiteral("…");
        parts.append({.text = u'[' + QString::fromLatin1(option.name) + u'=' + value + u']', .option = option.option});
    }
    return parts;
}

QString commandUsageText(const CommandSyntax &command)
{
    QStringList texts;
    const QList<UsagePart> parts = commandUsage(command);
    for (const UsagePart &part : parts)
        texts.append(part.text);
    return texts.join(u' ');
}

QString argumentHelp(Argument argument)
{
    switch (argument) {
    case Argument::None:
        break;
    case Argument::Key:
        return QCoreApplication::translate("CommandUsage", "1 to 250 bytes of anything; quote it where it has blanks");
    case Argument::Value:
        return QCoreApplication::translate("CommandUsage", "Any bytes: a word, quoted text, hex:, base64: or file:");
    case Argument::Ttl:
        return QCoreApplication::translate("CommandUsage", "How long from now: 300, 30s, 5m, 2h, 7d, never, or until @1767225600");
    case Argument::Delta:
        return QCoreApplication::translate("CommandUsage", "By how much, 64 bits without a sign; 1 if left out");
    case Argument::Delay:
        return QCoreApplication::translate("CommandUsage", "How long from now, written like a ttl; at once if left out");
    case Argument::Group:
        return QCoreApplication::translate("CommandUsage", "Which statistics; the general ones if left out");
    }
    return {};
}

std::span<const StatGroup> statGroups()
{
    return groups;
}

QString statGroupHelp(const StatGroup &group)
{
    return QCoreApplication::translate("CommandUsage", group.help);
}

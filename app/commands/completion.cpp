#include "app/commands/completion.h"

#include "app/commands/commandformat.h"
#include "app/commands/commandusage.h"
#include "app/commands/keyhistory.h"
#include "app/commands/readabletext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

using Kind = Completion::Kind;
using Behind = Completion::Behind;

struct CompletionWords
{
    Q_DECLARE_TR_FUNCTIONS(Completion)
};

char inCase(char letter, bool small)
{
    return small && letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
}

bool beginsWith(QByteArrayView name, QByteArrayView typed)
{
    return typed.size() <= name.size()
        && std::equal(typed.begin(), typed.end(), name.begin(), [](char a, char b) { return inCase(a, true) == inCase(b, true); });
}

/// `name` (in capitals) with what was typed kept, and the rest in the case of its last letter.
QByteArray continued(QByteArrayView name, QByteArrayView typed)
{
    const bool small = !typed.isEmpty() && typed.back() >= 'a' && typed.back() <= 'z';
    QByteArray word = typed.toByteArray();
    for (const char letter : name.sliced(typed.size()))
        word.append(inCase(letter, small));
    return word;
}

Behind behindName(const CommandSyntax &command)
{
    const bool more = command.required[0] != Argument::None || command.optional == Argument::Group;
    return more ? Behind::Blank : Behind::Nothing;
}

/// Collects what fits what was typed.
class Offer
{
public:
    Offer(const LinePlace &place, const KeyHistory *keys)
        : m_place(place)
        , m_keys(keys)
    {
    }

    QList<Completion> entries()
    {
        switch (m_place.kind) {
        case LinePlace::Kind::None:
            break;
        case LinePlace::Kind::Name:
            addNames();
            break;
        case LinePlace::Kind::Argument:
            addArgument(m_place.argument);
            break;
        case LinePlace::Kind::Rest:
            if (m_place.argument != Argument::None)
                addArgument(m_place.argument);
            addOptions();
            break;
        case LinePlace::Kind::OptionValue:
            addOptionValue();
            break;
        }
        if (m_entries.size() == 1 && m_entries.first().insert == m_place.typed)
            m_entries.clear();
        return std::move(m_entries);
    }

private:
    void addNames()
    {
        for (const CommandSyntax &command : commandLanguage()) {
            addName(command, command.name);
            if (!m_place.typed.isEmpty())
                addName(command, command.shortName);
        }
    }

    void addName(const CommandSyntax &command, QByteArrayView name)
    {
        if (name.isEmpty() || !beginsWith(name, m_place.typed))
            return;
        const QByteArray insert = continued(name, m_place.typed);
        m_entries.append({Kind::Command, QString::fromLatin1(insert), insert, commandHelp(command), behindName(command)});
    }

    void addArgument(Argument argument)
    {
        switch (argument) {
        case Argument::None:
        case Argument::Delta:
            break;
        case Argument::Key:
            addKeys();
            break;
        case Argument::Value:
            addValueForms();
            break;
        case Argument::Ttl:
        case Argument::Delay:
            addTtls(argument);
            break;
        case Argument::Group:
            addGroups();
            break;
        }
    }

    void addKeys()
    {
        const std::optional<QByteArray> prefix = unfinishedWord(m_place.typed);
        if (!m_keys || !prefix)
            return;
        const bool more = m_place.syntax->required[1] != Argument::None;
        const QList<QByteArray> keys = m_keys->find(*prefix, mostOfferedKeys);
        for (const QByteArray &key : keys) {
            QByteArray label;
            appendReadable(label, key, QuoteEscapes::Keep);
            m_entries.append({Kind::Key, QString::fromUtf8(label), formatWord(key), CompletionWords::tr("A key that was used before"),
                              more ? Behind::Blank : Behind::Nothing});
        }
    }

    void add(Kind kind, const QByteArray &word, const char *help, Behind behind)
    {
        if (word.startsWith(m_place.typed))
            m_entries.append({kind, QString::fromLatin1(word), word, CompletionWords::tr(help), behind});
    }

    void addValueForms()
    {
        add(Kind::ValueForm, "hex:", QT_TRANSLATE_NOOP("Completion", "Bytes in hexadecimal: hex:00FF10"), Behind::More);
        add(Kind::ValueForm, "base64:", QT_TRANSLATE_NOOP("Completion", "Bytes in standard Base64, padded: base64:aGVsbG8="), Behind::More);
        add(Kind::ValueForm, "file:", QT_TRANSLATE_NOOP("Completion", "The bytes of a file, read when the command is sent"), Behind::More);
    }

    void addTtls(Argument argument)
    {
        const QByteArrayView typed = m_place.typed;
        const bool number = !typed.isEmpty() && std::all_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (number && typed.front() != '0') {
            const QByteArray count = typed.toByteArray();
            add(Kind::Ttl, count + 's', QT_TRANSLATE_NOOP("Completion", "Seconds from now"), Behind::Nothing);
            add(Kind::Ttl, count + 'm', QT_TRANSLATE_NOOP("Completion", "Minutes from now"), Behind::Nothing);
            add(Kind::Ttl, count + 'h', QT_TRANSLATE_NOOP("Completion", "Hours from now"), Behind::Nothing);
            add(Kind::Ttl, count + 'd', QT_TRANSLATE_NOOP("Completion", "Days from now"), Behind::Nothing);
            return;
        }
        add(Kind::Ttl, "30s", QT_TRANSLATE_NOOP("Completion", "30 seconds from now"), Behind::Nothing);
        add(Kind::Ttl, "5m", QT_TRANSLATE_NOOP("Completion", "5 minutes from now"), Behind::Nothing);
        add(Kind::Ttl, "1h", QT_TRANSLATE_NOOP("Completion", "One hour from now"), Behind::Nothing);
        add(Kind::Ttl, "1d", QT_TRANSLATE_NOOP("Completion", "One day from now"), Behind::Nothing);
        if (argument == Argument::Ttl) {
            add(Kind::Ttl, "7d", QT_TRANSLATE_NOOP("Completion", "One week from now"), Behind::Nothing);
            add(Kind::Ttl, "never", QT_TRANSLATE_NOOP("Completion", "No end; the server may still evict it"), Behind::Nothing);
        }
        add(Kind::Ttl, "@", QT_TRANSLATE_NOOP("Completion", "A Unix time, in seconds since 1970: @1767225600"), Behind::More);
    }

    void addOptions()
    {
        for (const OptionSyntax &option : optionLanguage()) {
            const bool adds = m_place.syntax->opcode == Opcode::Add || m_place.syntax->opcode == Opcode::AddQ;
            const bool allowed = m_place.syntax->options.testFlag(option.option) && !m_place.taken.testFlag(option.option)
                && !excluded(option.option) && !(adds && option.option == CommandOption::Cas); // no ADD is meant to overwrite
            const QByteArray insert = option.name.toByteArray() + (option.option == CommandOption::Create ? "=no" : "=");
            if (!allowed || !insert.startsWith(m_place.typed))
                continue;
            m_entries.append({Kind::Option, QString::fromLatin1(insert), insert, optionHelp(option),
                              option.option == CommandOption::Create ? Behind::Nothing : Behind::More});
        }
    }

    bool excluded(CommandOption option) const
    {
        return (option == CommandOption::Ttl && m_place.taken.testFlag(CommandOption::Create))
            || (option == CommandOption::Create && m_place.taken.testFlag(CommandOption::Ttl));
    }

    void addOptionValue()
    {
        if (m_place.option == CommandOptions(CommandOption::Ttl))
            addTtls(Argument::Ttl);
        else if (m_place.option == CommandOptions(CommandOption::Create))
            add(Kind::OptionValue, "no", QT_TRANSLATE_NOOP("Completion", "A missing counter stays missing"), Behind::Nothing);
    }

    void addGroups()
    {
        for (const StatGroup &group : statGroups()) {
            if (!group.name.startsWith(m_place.typed))
                continue;
            m_entries.append(
                {Kind::Group, QString::fromLatin1(group.name), group.name.toByteArray(), statGroupHelp(group), Behind::Nothing});
        }
    }

    const LinePlace &m_place;
    const KeyHistory *m_keys;
    QList<Completion> m_entries;
};

/// The part of the usage that the place is at; -1: none.
qsizetype partAt(const QList<UsagePart> &parts, const LinePlace &place)
{
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (place.kind == LinePlace::Kind::OptionValue ? place.option && parts[i].option == place.option
                                                       : place.argument != Argument::None && parts[i].argument == place.argument)
            return i;
    }
    return -1;
}

} // namespace

Completions completionsAt(QByteArrayView line, qsizetype position, const KeyHistory *keys)
{
    const LinePlace place = linePlace(line, position);
    return {.begin = place.begin, .end = place.end, .entries = Offer(place, keys).entries()};
}

std::optional<CallTip> callTipAt(QByteArrayView line, qsizetype position)
{
    LinePlace place = linePlace(line, position);
    if (place.kind == LinePlace::Kind::Name && place.end > place.begin)
        place.syntax = findCommand(line.sliced(place.begin, place.end - place.begin));
    if (!place.syntax)
        return {};
    const QList<UsagePart> parts = commandUsage(*place.syntax);
    const qsizetype marked = partAt(parts, place);
    CallTip tip;
    tip.syntax = place.syntax;
    tip.help = commandHelp(*place.syntax);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            tip.usage += u' ';
        if (i == marked) {
            tip.markBegin = tip.usage.size();
            tip.markLength = parts[i].text.size();
        }
        tip.usage += parts[i].text;
    }
    if (place.kind == LinePlace::Kind::OptionValue && marked >= 0) {
        for (const OptionSyntax &option : optionLanguage()) {
            if (place.option == CommandOptions(option.option))
                tip.help = optionHelp(option);
        }
    } else if (marked >= 0) {
        tip.help = argumentHelp(parts[marked].argument);
    }
    return tip;
}

#include "app/commands/commandparser.h"

#include "app/commands/readabletext.h"
#include "app/commands/ttl.h"
#include "connection/borrowed.h"

#include <QStringList>

#include <charconv>

namespace {

bool readNumber(QByteArrayView digits, quint64 &number)
{
    const auto [end, fault] = std::from_chars(digits.begin(), digits.end(), number);
    return fault == std::errc() && end == digits.end();
}

bool readFlags(QByteArrayView text, quint32 &flags)
{
    const bool hexadecimal = text.startsWith("0x");
    const QByteArrayView digits = text.sliced(hexadecimal ? 2 : 0);
    const auto [end, fault] = std::from_chars(digits.begin(), digits.end(), flags, hexadecimal ? 16 : 10);
    return fault == std::errc() && end == digits.end();
}

/// The options of a command as a person writes them: "ttl=, flags=, cas=".
QString optionList(CommandOptions allowed)
{
    QStringList names;
    for (const OptionSyntax &option : optionLanguage()) {
        if (allowed.testFlag(option.option))
            names += QString::fromLatin1(option.name) + u'=';
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

CommandParser::Result CommandParser::parse(QByteArrayView line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    m_words.start(line);
    m_positionalTaken = false;
    m_optionsTaken = {};
    m_parsed = {};
    if (!m_warnings.isEmpty())
        m_warnings.clear();
    if (!m_words.toNextWord())
        return Result::Blank;
    if (readCommand())
        return Result::Command;
    m_parsed = {};
    m_warnings.clear();
    return Result::Error;
}

bool CommandParser::readCommand()
{
    if (!readName())
        return false;
    m_parsed.command.opcode = m_syntax->opcode;
    for (const Argument argument : m_syntax->required) {
        if (argument != Argument::None && !readRequired(argument))
            return false;
    }
    return m_syntax->optional == Argument::Group ? readGroup() : readRest();
}

bool CommandParser::readName()
{
    const QByteArrayView name = m_words.ahead();
    m_syntax = findCommand(name);
    if (m_syntax) {
        m_words.skip(name.size());
        return true;
    }
    if (name.front() == '"' || name.front() == '\'')
        return fail(m_words.position(), name.size(), tr("Found “%1”, expected the name of a command").arg(shownBytes(name)));
    const QByteArrayView nearest = nearestCommandName(name);
    if (nearest.isEmpty())
        return fail(m_words.position(), name.size(),
                    tr("Unknown command %1; expected the name of a command such as GET or SET").arg(shownBytes(name)));
    return fail(m_words.position(), name.size(),
                tr("Unknown command %1; did you mean %2?").arg(shownBytes(name), QString::fromLatin1(nearest)));
}

bool CommandParser::readRequired(Argument argument)
{
    if (!m_words.toNextWord())
        return failMissing(argumentDescription(argument));
    Word word;
    return m_words.read(word) ? takeArgument(argument, word) : failWord(m_words.error());
}

bool CommandParser::readGroup()
{
    QByteArray &group = m_parsed.command.key;
    for (bool first = true; m_words.toNextWord(); first = false) {
        Word word;
        if (!m_words.read(word))
            return failWord(m_words.error());
        if (word.form == WordForm::File)
            return failFile(word, argumentDescription(Argument::Group));
        if (first)
            group = borrowed(word.bytes);
        else
            group.append(' ').append(word.bytes);
    }
    return true;
}

bool CommandParser::readRest()
{
    while (m_words.toNextWord()) {
        const QByteArrayView option = m_words.optionAhead();
        if (!(option.isEmpty() ? readPositional() : readOption(option)))
            return false;
    }
    return true;
}

bool CommandParser::readPositional()
{
    Word word;
    if (!m_words.read(word))
        return failWord(m_words.error());
    if (m_syntax->optional != Argument::None && !m_positionalTaken) {
        m_positionalTaken = true;
        return takeArgument(m_syntax->optional, word);
    }
    const QString options = optionList(m_syntax->options);
    return failWord(word, options.isEmpty() ? tr("the end of the line") : tr("an option (%1) or the end of the line").arg(options));
}

bool CommandParser::readOption(QByteArrayView name)
{
    const qsizetype begin = m_words.position();
    const qsizetype length = name.size() + 1; // with the equals sign
    const QByteArrayView written = m_words.line().sliced(begin, length);
    const OptionSyntax *option = findOption(name);
    if (!option || !m_syntax->options.testFlag(option->option)) {
        const QString options = optionList(m_syntax->options);
        const QString command = QString::fromLatin1(m_syntax->name);
        if (options.isEmpty())
            return fail(begin, length, tr("Found “%1”, expected no option: %2 has none").arg(shownBytes(written), command));
        return fail(begin, length, tr("Found “%1”, expected an option of %2: %3").arg(shownBytes(written), command, options));
    }
    if (m_optionsTaken.testFlag(option->option))
        return fail(begin, length, tr("Found “%1” a second time, expected an option only once").arg(shownBytes(written)));
    m_optionsTaken.setFlag(option->option);
    if (m_optionsTaken.testFlag(CommandOption::Create) && m_optionsTaken.testFlag(CommandOption::Ttl))
        return fail(begin, length, tr("Found both create= and ttl=, expected one of them: what is not created has no ttl"));
    m_words.skip(length);
    if (!m_words.atWord())
        return failMissing(optionDescription(option->option));
    Word word;
    return m_words.read(word) ? takeOption(option->option, word) : failWord(m_words.error());
}

bool CommandParser::takeArgument(Argument argument, const Word &word)
{
    Command &command = m_parsed.command;
    if (word.form == WordForm::File && argument != Argument::Value)
        return failFile(word, argumentDescription(argument));
    switch (argument) {
    case Argument::None:
    case Argument::Group: // see readGroup()
        return true;
    case Argument::Key:
        command.key = borrowed(word.bytes);
        return true;
    case Argument::Value:
        if (word.form == WordForm::File)
            m_parsed.valueFile = word.bytes.toByteArray();
        else
            command.value = borrowed(word.bytes);
        return true;
    case Argument::Delay:
        command.delayGiven = true;
        return takeTtl(word, argument);
    case Argument::Ttl:
        return takeTtl(word, argument);
    case Argument::Delta:
        return readNumber(word.bytes, command.delta) || failWord(word, argumentDescription(argument));
    }
    return true;
}

bool CommandParser::takeOption(CommandOption option, const Word &word)
{
    Command &command = m_parsed.command;
    if (word.form == WordForm::File)
        return failFile(word, optionDescription(option));
    bool right = true;
    switch (option) {
    case CommandOption::Ttl:
        return takeTtl(word, Argument::Ttl);
    case CommandOption::Flags:
        right = readFlags(word.bytes, command.flags);
        break;
    case CommandOption::Cas:
        right = readNumber(word.bytes, command.cas);
        if (right && command.cas != 0 && (command.opcode == Opcode::Add || command.opcode == Opcode::AddQ))
            warn(word, tr("ADD with cas= does not add: the server overwrites an item that has this CAS"));
        break;
    case CommandOption::Initial:
        right = readNumber(word.bytes, command.initial);
        break;
    case CommandOption::Create:
        right = word.bytes == QByteArrayView("no");
        command.expiry = Command::doNotCreate;
        break;
    }
    return right || failWord(word, optionDescription(option));
}

bool CommandParser::takeTtl(const Word &word, Argument argument)
{
    Ttl ttl;
    switch (readTtl(word.bytes, ttl)) {
    case TtlFault::None:
        break;
    case TtlFault::Form:
        return failWord(word, argumentDescription(argument));
    case TtlFault::TooShort:
        return failWord(word, tr("a duration of at least 1 s, or 0"));
    case TtlFault::TooEarly:
        return failWord(word, tr("a Unix time over %1 after @").arg(Command::longestRelativeExpiry));
    case TtlFault::TooLong:
        return failWord(word, tr("at most %1 seconds").arg(largestExpiry));
    }
    m_parsed.command.expiry = ttl.expiry;
    m_parsed.longLifetime = ttl.longLifetime;
    if (ttl.readAsTime)
        warn(word,
             tr("The server reads %1, which is over 30 days (%2 s), as a Unix time; write @%1 if that is meant, %1s if not")
                 .arg(ttl.expiry)
                 .arg(Command::longestRelativeExpiry));
    return true;
}

bool CommandParser::failMissing(const QString &expected)
{
    const QByteArrayView rest = m_words.line().sliced(m_words.position());
    if (rest.isEmpty())
        return fail(m_words.position(), 0, tr("Found the end of the line, expected %1").arg(expected));
    if (rest.front() == '#')
        return fail(m_words.position(), rest.size(),
                    tr("Found a comment, expected %1 (a word that begins with # has to be quoted)").arg(expected));
    return fail(m_words.position(), 1, tr("Found a blank, expected %1").arg(expected));
}

bool CommandParser::failWord(const Word &word, const QString &expected)
{
    const QByteArrayView written = m_words.line().sliced(word.begin, word.end - word.begin);
    return fail(word.begin, written.size(), tr("Found “%1”, expected %2").arg(shownBytes(written), expected));
}

bool CommandParser::failFile(const Word &word, const QString &expected)
{
    return failWord(word, tr("%1; file: stands for a value only, so quote a word that begins with it").arg(expected));
}

bool CommandParser::failWord(const ParseError &error)
{
    m_error = error;
    return false;
}

void CommandParser::warn(const Word &word, const QString &text)
{
    m_warnings.append({word.begin + 1, word.end - word.begin, text});
}

bool CommandParser::fail(qsizetype begin, qsizetype length, const QString &text)
{
    m_error = {begin + 1, length, text};
    return false;
}

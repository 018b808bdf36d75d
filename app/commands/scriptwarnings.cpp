#include "app/commands/scriptwarnings.h"

#include "app/commands/readabletext.h"
#include "app/commands/valuefile.h"
#include "connection/commandcheck.h"

#include <algorithm>
#include <utility>

namespace {

constexpr QByteArrayView prefixes[] = {"hex:", "base64:", "file:"};

/// The quotes that word processors and phones write in place of " and ': “ ” „ « ‘ ’ ‚.
bool beginsTypographically(QByteArrayView bytes)
{
    constexpr QByteArrayView quotes[] = {"\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xc2\xab",
                                         "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9a"};
    return std::ranges::any_of(quotes, [bytes](QByteArrayView quote) { return bytes.startsWith(quote); });
}

/// The prefix that `bytes` begin with, in whatever case; empty if none.
QByteArrayView prefixOf(QByteArrayView bytes)
{
    for (const QByteArrayView prefix : prefixes) {
        if (bytes.size() >= prefix.size() && bytes.first(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0)
            return prefix;
    }
    return {};
}

bool isSuspect(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return false;
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first == 0xe2 || first == 0xc2)
        return beginsTypographically(bytes);
    const char letter = char(first | 0x20U);
    return (letter == 'h' || letter == 'b' || letter == 'f') && !prefixOf(bytes).isEmpty();
}

/// A warning of the command that a line names.
ParseError aboutName(QByteArrayView line, const QString &text)
{
    WordReader reader;
    reader.start(line);
    if (!reader.toNextWord())
        return {1, 0, text};
    return {reader.position() + 1, reader.ahead().size(), text};
}

/// The first words behind the name of a line that parses: its key and its value.
std::pair<Word, Word> readArguments(WordReader &reader, QByteArrayView line)
{
    std::pair<Word, Word> words;
    reader.start(line);
    if (!reader.toNextWord())
        return words;
    reader.skip(reader.ahead().size());
    if (reader.toNextWord() && reader.read(words.first) && reader.toNextWord() && !reader.read(words.second))
        words.second = {};
    return words;
}

} // namespace

ScriptWarnings::ScriptWarnings(const ServerSettings &server, const QString &folder)
    : m_server(server)
    , m_folder(folder)
    , m_surelyFits(surelyFits(server))
{
}

QList<ParseError> ScriptWarnings::find(QByteArrayView line, const CommandParser &parser)
{
    const ParsedCommand &parsed = parser.parsed();
    const Command &command = parsed.command;
    if (line.endsWith('\r'))
        line.chop(1);
    if (!parser.warnings().isEmpty())
        m_found = parser.warnings();
    if (has(command.opcode, OpcodeTrait::WithKey)) {
        findSuspectWords(line, command);
        findRefusal(line, command);
        if (parsed.valueFile)
            findMissingFile(line, parsed);
    } else if (command.opcode == Opcode::Flush || command.opcode == Opcode::FlushQ) {
        findFlush(line, parsed);
    }
    if (m_found.size() > 1)
        std::ranges::stable_sort(m_found, {}, &ParseError::column);
    return std::exchange(m_found, {});
}

void ScriptWarnings::findSuspectWords(QByteArrayView line, const Command &command)
{
    const bool tail = command.key.endsWith(',') || command.key.endsWith(';');
    const bool store = has(command.opcode, OpcodeTrait::Store);
    if (!tail && !isSuspect(command.key) && !(store && isSuspect(command.value)))
        return;
    WordReader reader;
    const auto [key, value] = readArguments(reader, line);
    suspectKey(line, key);
    if (store)
        suspectValue(line, value);
}

void ScriptWarnings::suspectKey(QByteArrayView line, const Word &key)
{
    const QByteArrayView written = line.sliced(key.begin, key.end - key.begin);
    if (key.form == WordForm::Bare && beginsTypographically(key.bytes)) {
        warn(key.begin, key.end,
             tr("“%1” begins with a typographic quote, which is a part of the key; only \" and ' quote").arg(shownBytes(written)));
    } else if (const QByteArrayView prefix = prefixOf(key.bytes); !prefix.isEmpty() && key.form != WordForm::Encoded) {
        warn(
            key.begin, key.end,
            key.form == WordForm::Quoted
                ? tr("The key is “%1” itself: in quotes, %2 is no prefix").arg(shownBytes(key.bytes), QString::fromLatin1(prefix))
                : tr("The key is “%1” itself: the prefix is %2, in small letters").arg(shownBytes(key.bytes), QString::fromLatin1(prefix)));
    } else if (key.form == WordForm::Bare && (key.bytes.endsWith(',') || key.bytes.endsWith(';'))) {
        warn(key.end - 1, key.end,
             tr("“%1” at its end is a part of the key; words are separated by blanks alone").arg(shownBytes(written.last(1))));
    }
}

void ScriptWarnings::suspectValue(QByteArrayView line, const Word &value)
{
    const QByteArrayView written = line.sliced(value.begin, value.end - value.begin);
    if (value.form != WordForm::Bare)
        return;
    if (beginsTypographically(value.bytes)) {
        warn(value.begin, value.end,
             tr("“%1” begins with a typographic quote, which is a part of the value; only \" and ' quote").arg(shownBytes(written)));
    } else if (const QByteArrayView prefix = prefixOf(value.bytes); !prefix.isEmpty()) {
        warn(value.begin, value.end,
             tr("The value is “%1” itself: the prefix is %2, in small letters").arg(shownBytes(written), QString::fromLatin1(prefix)));
    }
}

void ScriptWarnings::findRefusal(QByteArrayView line, const Command &command)
{
    const bool fits = !has(command.opcode, OpcodeTrait::Store) || command.value.size() <= m_surelyFits;
    if (fits && !command.key.isEmpty() && command.key.size() <= Command::longestKey)
        return;
    SourcedCommand sourced{.command = command};
    checkCommand(sourced, m_server);
    if (sourced.refusal == Status::Success)
        return;
    WordReader reader;
    const auto [key, value] = readArguments(reader, line);
    const Word &word = sourced.refusal == Status::ValueTooLarge ? value : key;
    warn(word.begin, word.end, sourced.reason);
}

void ScriptWarnings::findMissingFile(QByteArrayView line, const ParsedCommand &parsed)
{
    if (m_folder.isEmpty() || m_filesLeft == 0)
        return;
    --m_filesLeft;
    const QString path = valueFilePath(*parsed.valueFile, m_folder);
    const ValueFile found = findValueFile(path);
    if (found == ValueFile::Readable)
        return;
    WordReader reader;
    const Word value = readArguments(reader, line).second;
    warn(value.begin, value.end, valueFileText(found, path));
}

void ScriptWarnings::findFlush(QByteArrayView line, const ParsedCommand &parsed)
{
    const bool later = parsed.command.expiry != 0 || parsed.longLifetime;
    m_found.append(aboutName(line,
                             later ? tr("Empties the whole server when the delay is over: every item of every client")
                                   : tr("Empties the whole server: every item of every client")));
}

ParseError ScriptWarnings::behindQuit(QByteArrayView line, qint64 quit)
{
    return aboutName(line, tr("Not sent in a batch: the server closes the connection after the QUIT in line %L1").arg(quit));
}

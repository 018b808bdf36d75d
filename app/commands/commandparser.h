#pragma once

#include "app/commands/commandlanguage.h"
#include "app/commands/parseerror.h"
#include "app/commands/wordreader.h"
#include "connection/protocol/command.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

/// A line of the command language, taken apart. Bytes of key and value may be views into the line or the parser: they live until the next
/// parse() and as long as the line.
struct ParsedCommand
{
    Command command;
    /// A ttl given as a duration over 30 days: command.expiry is still 0, and becomes an absolute time by the server's clock on sending.
    std::optional<std::chrono::seconds> longLifetime;
    /// The path of a `file:` value: command.value is still empty and is read on sending.
    std::optional<QByteArray> valueFile;

    bool operator==(const ParsedCommand &) const = default;
};

/// Parses single lines of the command language. Keeps its buffers: use one parser for many lines. No line makes it fail otherwise than by
/// an error.
class CommandParser
{
    Q_DECLARE_TR_FUNCTIONS(CommandParser)

public:
    enum class Result {
        Blank,   ///< empty, or a comment only
        Command, ///< see parsed() and warnings()
        Error,   ///< see error()
    };

    /// Parses `line`, which has no line end (a trailing CR is dropped).
    [[nodiscard]] Result parse(QByteArrayView line);

    [[nodiscard]] const ParsedCommand &parsed() const { return m_parsed; }
    /// Of the last line that had one.
    [[nodiscard]] const ParseError &error() const { return m_error; }
    /// What is allowed but probably not meant; usually empty.
    [[nodiscard]] const QList<ParseError> &warnings() const { return m_warnings; }

private:
    bool readCommand();
    bool readName();
    bool readRequired(Argument argument);
    bool readGroup();
    bool readRest();
    bool readPositional();
    bool readOption(QByteArrayView name);

    bool takeArgument(Argument argument, const Word &word);
    bool takeOption(CommandOption option, const Word &word);
    bool takeTtl(const Word &word, Argument argument);

    void warn(const Word &word, const QString &text);
    bool fail(qsizetype begin, qsizetype length, const QString &text);
    bool failMissing(const QString &expected);
    bool failWord(const Word &word, const QString &expected);
    bool failWord(const ParseError &error);
    bool failFile(const Word &word, const QString &expected);

    WordReader m_words;
    const CommandSyntax *m_syntax = nullptr; ///< of the line's command
    bool m_positionalTaken = false;
    CommandOptions m_optionsTaken;
    ParsedCommand m_parsed;
    ParseError m_error;
    QList<ParseError> m_warnings;
};

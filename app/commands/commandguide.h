#pragma once

#include "app/commands/commandlanguage.h"
#include "connection/protocol/status.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>

/// What a status means as the answer to one command.
struct AnswerGuide
{
    Status status;
    QString meaning; ///< a translated sentence
};

/// The whole help of a command, translated, without markup. Bytes are lines of the command language.
struct CommandGuide
{
    const CommandSyntax *syntax = nullptr;
    QString usage;              ///< see commandUsageText()
    QString summary;            ///< one line: see commandHelp()
    QStringList text;           ///< paragraphs: what it does
    QString quiet;              ///< its quiet form and what its silence means, or that there is none
    QList<AnswerGuide> answers; ///< what the server answers, success first
    QString since;              ///< "memcached 1.4.8"; empty where nobody knows
    QList<QByteArray> examples; ///< lines that parse, each with this command or one that belongs to it
    QStringList pitfalls;
    QList<Opcode> related; ///< the twins first
};

/// The whole help of `command`. Quiet and loud form share most of it.
[[nodiscard]] CommandGuide commandGuide(const CommandSyntax &command);
/// The whole help of an option: more than optionHelp() tells.
[[nodiscard]] QString optionGuide(CommandOption option);

/// The texts of a command and its quiet form, untranslated (context "CommandGuide"); lists end with null.
struct GuideTexts
{
    struct Answer
    {
        Status status = Status::Success;
        const char *meaning = nullptr;
    };
    Opcode loud;
    std::array<const char *, 3> text{};
    const char *silence = nullptr; ///< of the quiet form
    std::array<Answer, 6> answers{};
    const char *since = nullptr; ///< not to be translated
    std::array<const char *, 4> examples{};
    std::array<const char *, 4> pitfalls{};
    std::array<Opcode, 4> related{}; ///< the first `relatedCount`
    int relatedCount = 0;
};

/// The texts for a loud opcode; null for one that the language leaves out.
[[nodiscard]] const GuideTexts *guideTexts(Opcode loud);

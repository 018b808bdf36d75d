#include "app/commands/commandguide.h"

#include "app/commands/commandusage.h"

#include <QCoreApplication>

namespace {

struct CommandGuideWords
{
    Q_DECLARE_TR_FUNCTIONS(CommandGuide)
};

QString quietText(const CommandSyntax &command, const GuideTexts &texts)
{
    const std::optional<Opcode> quiet = quietForm(command.opcode);
    if (!quiet)
        return CommandGuideWords::tr("There is no quiet form of it: it is always answered.");
    const QString name = QString::fromLatin1(opcodeName(*quiet));
    return (isQuiet(command.opcode)
                ? CommandGuideWords::tr("This is the quiet form of %1. %2")
                      .arg(QString::fromLatin1(opcodeName(loudForm(command.opcode))), CommandGuideWords::tr(texts.silence))
                : CommandGuideWords::tr("The quiet form is %1. %2").arg(name, CommandGuideWords::tr(texts.silence)));
}

} // namespace

CommandGuide commandGuide(const CommandSyntax &command)
{
    CommandGuide guide;
    guide.syntax = &command;
    guide.usage = commandUsageText(command);
    guide.summary = commandHelp(command);
    const GuideTexts *texts = guideTexts(loudForm(command.opcode));
    if (!texts)
        return guide;
    guide.quiet = quietText(command, *texts);
    for (const char *text : texts->text) {
        if (text)
            guide.text += CommandGuideWords::tr(text);
    }
    for (const GuideTexts::Answer &answer : texts->answers) {
        if (answer.meaning)
            guide.answers.append({answer.status, CommandGuideWords::tr(answer.meaning)});
    }
    if (texts->since)
        guide.since = QStringLiteral("memcached ") + QLatin1String(texts->since);
    for (const char *example : texts->examples) {
        if (example)
            guide.examples += QByteArray(example);
    }
    for (const char *pitfall : texts->pitfalls) {
        if (pitfall)
            guide.pitfalls += CommandGuideWords::tr(pitfall);
    }
    if (const std::optional<Opcode> quiet = quietForm(command.opcode))
        guide.related += isQuiet(command.opcode) ? loudForm(command.opcode) : *quiet;
    for (int i = 0; i < texts->relatedCount; ++i)
        guide.related += texts->related[size_t(i)];
    return guide;
}

QString optionGuide(CommandOption option)
{
    switch (option) {
    case CommandOption::Ttl:
        return QCoreApplication::translate(
            "CommandGuide",
            "How long the item lives: seconds (300), a duration (30s, 5m, 2h, 7d), never or 0, or a Unix time (@1767225600). Without it "
            "the "
            "item has no end, and for a counter it counts only when the counter is created. A duration over 30 days is sent as the time it "
            "means by the server's clock; a plain number over 2592000 is sent as written, and the server reads it as a Unix time.");
    case CommandOption::Flags:
        return QCoreApplication::translate("CommandGuide",
                                           "32 bits that the server keeps beside the value and never looks at, decimal or 0x…. Client "
                                           "libraries note in them how a value was encoded or compressed. Without it they are 0.");
    case CommandOption::Cas:
        return QCoreApplication::translate("CommandGuide",
                                           "Check and set: the command is done only if the item still has this CAS, the number that every "
                                           "change of an item renews and a read shows. 0 means no check, as does leaving it out.");
    case CommandOption::Initial:
        return QCoreApplication::translate(
            "CommandGuide", "The number that a missing counter is created with; the delta is not applied to it. Without it 0.");
    case CommandOption::Create:
        return QCoreApplication::translate("CommandGuide",
                                           "create=no leaves a missing counter missing: the answer is then key_not_found. It cannot stand "
                                           "beside ttl=, since the protocol says it by a special ttl.");
    }
    return {};
}

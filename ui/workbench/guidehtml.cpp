#include "ui/workbench/guidehtml.h"

#include "app/commands/commandguide.h"
#include "app/commands/commandusage.h"
#include "ui/workbench/helphtml.h"

#include <QCoreApplication>

namespace {

struct GuideHtmlWords
{
    Q_DECLARE_TR_FUNCTIONS(GuideHtml)
};

void writeAnswers(const CommandGuide &guide, HelpHtml &page)
{
    page.heading(GuideHtmlWords::tr("What the server answers"));
    page.beginTable();
    for (const AnswerGuide &answer : guide.answers)
        page.row(QString::fromLatin1(statusName(answer.status)), answer.meaning);
    page.endTable();
}

void writeOptions(const CommandSyntax &command, HelpHtml &page)
{
    if (!command.options)
        return;
    page.heading(GuideHtmlWords::tr("Options"));
    page.beginTable();
    for (const OptionSyntax &option : optionLanguage()) {
        const QString name = QString::fromLatin1(option.name);
        if (command.options.testFlag(option.option))
            page.row(name + u'=', optionGuide(option.option), QStringLiteral("option-") + name);
    }
    page.endTable();
}

void writeGroups(HelpHtml &page)
{
    page.heading(GuideHtmlWords::tr("Groups"));
    page.beginTable();
    for (const StatGroup &group : statGroups())
        page.row(QString::fromLatin1(group.name), statGroupHelp(group));
    page.endTable();
}

void writeExamples(const CommandGuide &guide, HelpHtml &page)
{
    page.heading(GuideHtmlWords::tr("Examples"));
    QStringList examples;
    for (const QByteArray &example : guide.examples)
        examples += QString::fromUtf8(example);
    page.code(examples.join(u'\n'));
}

void writeRelated(const CommandGuide &guide, HelpHtml &page)
{
    QStringList links;
    for (const Opcode related : guide.related)
        links += HelpHtml::commandLink(QString::fromLatin1(opcodeName(related)));
    if (!links.isEmpty()) {
        page.richParagraph(GuideHtmlWords::tr("See also:").toHtmlEscaped() + u' ' + links.join(QStringLiteral(", ")));
    }
}

} // namespace

QString guideHtml(const CommandSyntax &command, const QPalette &palette)
{
    const CommandGuide guide = commandGuide(command);
    HelpHtml page(palette);
    page.title(QString::fromLatin1(command.name), guide.summary);
    if (!command.shortName.isEmpty())
        page.paragraph(GuideHtmlWords::tr("Short: %1").arg(QString::fromLatin1(command.shortName)));
    page.code(guide.usage);
    for (const QString &text : guide.text)
        page.paragraph(text);
    page.heading(GuideHtmlWords::tr("Quiet form"));
    page.paragraph(guide.quiet);
    writeAnswers(guide, page);
    writeOptions(command, page);
    if (command.optional == Argument::Group)
        writeGroups(page);
    if (!guide.pitfalls.isEmpty()) {
        page.heading(GuideHtmlWords::tr("Mind"));
        page.list(guide.pitfalls);
    }
    writeExamples(guide, page);
    if (!guide.since.isEmpty())
        page.muted(GuideHtmlWords::tr("Since %1").arg(guide.since));
    writeRelated(guide, page);
    return page.html();
}

#include "ui/workbench/guidehtml.h"

#include "app/commands/commandguide.h"
#include "app/commands/commandusage.h"
#include "ui/workbench/helphtml.h"

#include <QCoreApplication>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("GuideHtml", text);
}

void writeAnswers(const CommandGuide &guide, HelpHtml &page)
{
    page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "What the server answers")));
    page.beginTable();
    for (const AnswerGuide &answer : guide.answers)
        page.row(QString::fromLatin1(statusName(answer.status)), answer.meaning);
    page.endTable();
}

void writeOptions(const CommandSyntax &command, HelpHtml &page)
{
    if (!command.options)
        return;
    page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Options")));
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
    page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Groups")));
    page.beginTable();
    for (const StatGroup &group : statGroups())
        page.row(QString::fromLatin1(group.name), statGroupHelp(group));
    page.endTable();
}

void writeExamples(const CommandGuide &guide, HelpHtml &page)
{
    page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Examples")));
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
        page.richParagraph(translated(QT_TRANSLATE_NOOP("GuideHtml", "See also:")).toHtmlEscaped() + u' '
                           + links.join(QStringLiteral(", ")));
    }
}

} // namespace

QString guideHtml(const CommandSyntax &command, const QPalette &palette)
{
    const CommandGuide guide = commandGuide(command);
    HelpHtml page(palette);
    page.title(QString::fromLatin1(command.name), guide.summary);
    if (!command.shortName.isEmpty())
        page.paragraph(translated(QT_TRANSLATE_NOOP("GuideHtml", "Short: %1")).arg(QString::fromLatin1(command.shortName)));
    page.code(guide.usage);
    for (const QString &text : guide.text)
        page.paragraph(text);
    page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Quiet form")));
    page.paragraph(guide.quiet);
    writeAnswers(guide, page);
    writeOptions(command, page);
    if (command.optional == Argument::Group)
        writeGroups(page);
    if (!guide.pitfalls.isEmpty()) {
        page.heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Mind")));
        page.list(guide.pitfalls);
    }
    writeExamples(guide, page);
    if (!guide.since.isEmpty())
        page.muted(translated(QT_TRANSLATE_NOOP("GuideHtml", "Since %1")).arg(guide.since));
    writeRelated(guide, page);
    return page.html();
}

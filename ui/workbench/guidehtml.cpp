#include "ui/workbench/guidehtml.h"

#include "app/commands/commandguide.h"
#include "app/commands/commandusage.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QPalette>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("GuideHtml", text);
}

/// Writes the page from top to bottom.
class Page
{
public:
    explicit Page(const QPalette &palette)
        : m_muted(toneColor(Tone::Muted, palette).name())
        , m_shade(palette.color(QPalette::AlternateBase).name())
        , m_fixed(fixedFont().family().toHtmlEscaped())
    {
    }

    QString write(const CommandGuide &guide)
    {
        const QString name = QString::fromLatin1(guide.syntax->name);
        m_html = QStringLiteral("<h2 style='margin-bottom: 0'>%1</h2><p style='margin-top: 2px; color: %2'>%3</p>")
                     .arg(name, m_muted, guide.summary.toHtmlEscaped());
        if (!guide.syntax->shortName.isEmpty())
            paragraph(translated(QT_TRANSLATE_NOOP("GuideHtml", "Short: %1")).arg(QString::fromLatin1(guide.syntax->shortName)));
        code(guide.usage);
        for (const QString &text : guide.text)
            paragraph(text);
        heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Quiet form")));
        paragraph(guide.quiet);
        writeAnswers(guide);
        writeOptions(*guide.syntax);
        if (guide.syntax->optional == Argument::Group)
            writeGroups();
        if (!guide.pitfalls.isEmpty()) {
            heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Mind")));
            m_html += QStringLiteral("<ul style='margin-left: 14px; -qt-list-indent: 0'>");
            for (const QString &pitfall : guide.pitfalls)
                m_html += QStringLiteral("<li style='margin-bottom: 3px'>%1</li>").arg(pitfall.toHtmlEscaped());
            m_html += QStringLiteral("</ul>");
        }
        heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Examples")));
        QStringList examples;
        for (const QByteArray &example : guide.examples)
            examples += QString::fromUtf8(example);
        code(examples.join(u'\n'));
        if (!guide.since.isEmpty())
            muted(translated(QT_TRANSLATE_NOOP("GuideHtml", "Since %1")).arg(guide.since));
        writeRelated(guide);
        return m_html;
    }

private:
    void heading(const QString &text)
    {
        m_html += QStringLiteral("<h4 style='margin-top: 12px; margin-bottom: 2px'>%1</h4>").arg(text.toHtmlEscaped());
    }
    void paragraph(const QString &text) { m_html += QStringLiteral("<p style='margin-top: 4px'>%1</p>").arg(text.toHtmlEscaped()); }
    void muted(const QString &text)
    {
        m_html += QStringLiteral("<p style='margin-top: 10px; color: %1'>%2</p>").arg(m_muted, text.toHtmlEscaped());
    }
    void code(const QString &lines)
    {
        m_html += QStringLiteral("<table width='100%' cellpadding='6' cellspacing='0'><tr><td bgcolor='%1'><pre style=\"font-family: '%2'; "
                                 "margin: 0; white-space: "
                                 "pre-wrap\">%3</pre></td></tr></table>")
                      .arg(m_shade, m_fixed, lines.toHtmlEscaped());
    }
    QString inlineCode(const QString &text) const
    {
        return QStringLiteral("<span style=\"font-family: '%1'\">%2</span>").arg(m_fixed, text.toHtmlEscaped());
    }

    void writeAnswers(const CommandGuide &guide)
    {
        heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "What the server answers")));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (const AnswerGuide &answer : guide.answers)
            row(QString::fromLatin1(statusName(answer.status)), answer.meaning, QString());
        m_html += QStringLiteral("</table>");
    }

    void writeOptions(const CommandSyntax &command)
    {
        if (!command.options)
            return;
        heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Options")));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (const OptionSyntax &option : optionLanguage()) {
            if (!command.options.testFlag(option.option))
                continue;
            const QString name = QString::fromLatin1(option.name);
            row(name + u'=', optionGuide(option.option), QStringLiteral("<a name='option-%1'></a>").arg(name));
        }
        m_html += QStringLiteral("</table>");
    }

    void writeGroups()
    {
        heading(translated(QT_TRANSLATE_NOOP("GuideHtml", "Groups")));
        m_html += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
        for (const StatGroup &group : statGroups())
            row(QString::fromLatin1(group.name), statGroupHelp(group), QString());
        m_html += QStringLiteral("</table>");
    }

    void row(const QString &name, const QString &meaning, const QString &anchor)
    {
        m_html += QStringLiteral("<tr><td style='padding-right: 10px'>%1%2</td><td>%3</td></tr>")
                      .arg(anchor, inlineCode(name), meaning.toHtmlEscaped());
    }

    void writeRelated(const CommandGuide &guide)
    {
        QStringList links;
        for (const Opcode related : guide.related) {
            const QString name = QString::fromLatin1(opcodeName(related));
            links += QStringLiteral("<a href='command:%1'>%1</a>").arg(name);
        }
        if (!links.isEmpty())
            m_html += QStringLiteral("<p style='margin-top: 10px'>%1 %2</p>")
                          .arg(translated(QT_TRANSLATE_NOOP("GuideHtml", "See also:")).toHtmlEscaped(), links.join(QStringLiteral(", ")));
    }

    QString m_muted;
    QString m_shade;
    QString m_fixed;
    QString m_html;
};

} // namespace

QString guideHtml(const CommandSyntax &command, const QPalette &palette)
{
    return Page(palette).write(commandGuide(command));
}

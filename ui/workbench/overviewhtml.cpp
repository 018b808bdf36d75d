#include "ui/workbench/overviewhtml.h"

#include "app/commands/commandusage.h"
#include "ui/workbench/helphtml.h"

#include <QCoreApplication>

namespace {

class Overview
{
    Q_DECLARE_TR_FUNCTIONS(Overview)

public:
    explicit Overview(const QPalette &palette)
        : m_page(palette)
    {
    }

    QString write()
    {
        m_page.title(tr("The command language"), tr("How commands are written, here, in scripts and on the command line"));
        m_page.code(QStringLiteral("SET greeting \"hello world\" ttl=5m flags=7\nGETKQ user:42   # %1").arg(tr("a comment")));
        m_page.paragraph(tr("One command a line: its name, what it needs in its order, then what can be left out. Capitals and small "
                            "letters of a name are the same; blanks and tabs separate words; empty lines are passed over."));
        writeWords();
        writeTimes();
        m_page.heading(tr("Quiet forms"));
        m_page.paragraph(
            tr("The quiet forms end in Q. Their silence is an outcome too: “not found” of a read and “success” of all others."));
        writeOptions();
        writeCommands();
        return m_page.html();
    }

private:
    void writeWords()
    {
        m_page.heading(tr("Words, keys and values"));
        m_page.beginTable();
        m_page.row(QStringLiteral("user:42"), tr("every byte up to the next blank, taken as it is"));
        m_page.row(QStringLiteral("\"two words\\n\""),
                   tr("with the escapes \\\\ \\\" \\n \\r \\t \\0, \\xHH for a byte, \\u{H…} for a character"));
        m_page.row(QStringLiteral("'{\"a\":1}'"), tr("taken as it is, without escapes"));
        m_page.row(QStringLiteral("\"\""), tr("nothing: an empty value"));
        m_page.row(QStringLiteral("hex:00FF"), tr("bytes in hexadecimal"));
        m_page.row(QStringLiteral("base64:aGVsbG8="), tr("bytes in Base64"));
        m_page.row(QStringLiteral("file:picture.png"), tr("the bytes of a file, as a value only; its path begins at the script's folder"));
        m_page.row(QStringLiteral("# …"),
                   tr("a comment to the end of the line, where a word would begin: quote a value that begins with it"));
        m_page.endTable();
        m_page.paragraph(tr("A key has 1 to 250 bytes, of any kind."));
    }

    void writeTimes()
    {
        m_page.heading(tr("Times"));
        m_page.beginTable();
        m_page.row(QStringLiteral("ttl=30s 5m 2h 7d"), tr("so long from now"));
        m_page.row(QStringLiteral("ttl=300"), tr("seconds from now; the server reads more than 2592000 of them, 30 days, as a date"));
        m_page.row(QStringLiteral("ttl=@1767225600"), tr("a point in Unix time"));
        m_page.row(QStringLiteral("ttl=never"), tr("no end, as 0; the server may still evict it"));
        m_page.endTable();
    }

    void writeOptions()
    {
        m_page.heading(tr("Options"));
        m_page.paragraph(tr("They follow what a command needs, in any order, each once."));
        m_page.beginTable();
        for (const OptionSyntax &option : optionLanguage())
            m_page.row(QString::fromLatin1(option.name) + u'=', optionHelp(option));
        m_page.endTable();
    }

    void writeCommands()
    {
        m_page.heading(tr("Commands"));
        m_page.paragraph(tr("Square brackets mark what can be left out."));
        for (const CommandSyntax &command : commandLanguage()) {
            const QString help = command.shortName.isEmpty()
                ? commandHelp(command)
                : tr("%1 (short: %2)").arg(commandHelp(command), QString::fromLatin1(command.shortName));
            m_page.command(QString::fromLatin1(command.name), commandUsageText(command), help);
        }
    }

    HelpHtml m_page;
};

} // namespace

QString overviewHtml(const QPalette &palette)
{
    return Overview(palette).write();
}

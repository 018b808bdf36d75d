#include "ui/commandreference.h"

#include "app/commands/commandlanguage.h"

#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace {

QString code(const QString &text)
{
    return QStringLiteral("<code>%1</code>").arg(text.toHtmlEscaped());
}

QString row(const QString &left, const QString &right)
{
    return QStringLiteral("<tr><td style=\"white-space: nowrap; padding-right: 16px\">%1</td><td>%2</td></tr>").arg(left, right);
}

QString argumentName(Argument argument)
{
    switch (argument) {
    case Argument::Key:
        return CommandReference::tr("key");
    case Argument::Value:
        return CommandReference::tr("value");
    case Argument::Ttl:
        return CommandReference::tr("ttl");
    case Argument::Delta:
        return CommandReference::tr("delta");
    case Argument::Delay:
        return CommandReference::tr("delay");
    case Argument::Group:
        return CommandReference::tr("group");
    case Argument::None:
        break;
    }
    return {};
}

QString syntaxText(const CommandSyntax &command)
{
    QStringList words{QString::fromLatin1(command.name)};
    for (const Argument argument : command.required) {
        if (argument != Argument::None)
            words.append(argumentName(argument));
    }
    if (command.optional != Argument::None)
        words.append(QLatin1Char('[') + argumentName(command.optional) + QLatin1Char(']'));
    for (const OptionSyntax &option : optionLanguage()) {
        if (command.options.testFlag(option.option))
            words.append(QLatin1Char('[') + QString::fromLatin1(option.name) + QStringLiteral("=…]"));
    }
    return words.join(QLatin1Char(' '));
}

QString commandRows()
{
    QString rows;
    for (const CommandSyntax &command : commandLanguage()) {
        QString help = commandHelp(command).toHtmlEscaped();
        if (!command.shortName.isEmpty())
            help += QLatin1String(" (") + code(QString::fromLatin1(command.shortName)) + QLatin1Char(')');
        rows += QStringLiteral("<p style=\"margin: 6px 0 0 0\">%1</p><p style=\"margin: 0 0 0 24px\">%2</p>")
                    .arg(code(syntaxText(command)), help);
    }
    return rows;
}

QString wordRows()
{
    using Reference = CommandReference;
    return row(code(QStringLiteral("user:42")), Reference::tr("every byte up to the next space, taken as it is"))
        + row(code(QStringLiteral("\"two words\\n\"")),
              Reference::tr("with the escapes %1").arg(code(QStringLiteral("\\\\ \\\" \\n \\r \\t \\0 \\xHH \\u{H…}"))))
        + row(code(QStringLiteral("'{\"a\":1}'")), Reference::tr("taken as it is, without escapes"))
        + row(code(QStringLiteral("hex:00FF")) + QLatin1String(", ") + code(QStringLiteral("base64:aGVsbG8=")),
              Reference::tr("bytes that are no text"))
        + row(code(QStringLiteral("file:picture.png")), Reference::tr("the bytes of a file, as a value only"));
}

QString optionRows()
{
    QString rows;
    for (const OptionSyntax &option : optionLanguage())
        rows += row(code(QString::fromLatin1(option.name) + QLatin1Char('=')), optionHelp(option).toHtmlEscaped());
    return rows;
}

} // namespace

CommandReference::CommandReference(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("commandReference"));
    setWindowTitle(tr("Command language"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *text = new QTextBrowser(this);
    text->setObjectName(QStringLiteral("commandReferenceText"));
    text->setAccessibleName(tr("Command language"));
    text->setTabChangesFocus(true);
    text->setHtml(page());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 34);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString CommandReference::page()
{
    const auto section = [](const QString &title, const QString &rows) {
        const QString content = rows.startsWith(QLatin1String("<tr>"))
            ? QStringLiteral("<table cellspacing=\"0\" cellpadding=\"2\">%1</table>").arg(rows)
            : rows;
        return QStringLiteral("<h3>%1</h3>").arg(title.toHtmlEscaped()) + content;
    };
    const QString lines = tr("One command a line. Capitals and small letters of its name are the same. Square brackets mark what can be "
                             "left out. What follows "
                             "a %1 where a word would begin is a comment.")
                              .arg(code(QStringLiteral("#")));
    const QString times =
        tr("A ttl is %1, a number of seconds, %2, or %3, a point in Unix time.")
            .arg(code(QStringLiteral("never")), code(QStringLiteral("30s 5m 2h 7d")), code(QStringLiteral("@1767225600")));
    const QString quiet =
        tr("The quiet forms end in Q: their silence is an outcome too, “not found” of a read and “success” of all others.");
    return QStringLiteral("<p>%1</p>").arg(lines) + section(tr("Words"), wordRows()) + section(tr("Commands"), commandRows())
        + QStringLiteral("<p>%1</p>").arg(quiet.toHtmlEscaped()) + section(tr("Options"), optionRows())
        + QStringLiteral("<p>%1</p>").arg(times);
}

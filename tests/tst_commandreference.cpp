#include "app/commands/commandlanguage.h"
#include "ui/commandreference.h"

#include <QTest>
#include <QTextDocument>

class TestCommandReference : public QObject
{
    Q_OBJECT

private slots:
    void everyCommandAndOptionIsInIt()
    {
        QTextDocument document;
        document.setHtml(CommandReference::page());
        const QString text = document.toPlainText();
        for (const CommandSyntax &command : commandLanguage()) {
            QVERIFY2(text.contains(QString::fromLatin1(command.name)), command.name.data());
            QVERIFY2(text.contains(commandHelp(command)), command.name.data());
        }
        for (const OptionSyntax &option : optionLanguage())
            QVERIFY2(text.contains(optionHelp(option)), option.name.data());
        QVERIFY(text.contains(QStringLiteral("SET key value [ttl=…] [flags=…] [cas=…]")));
        QVERIFY(text.contains(QStringLiteral("INCREMENT key [delta] [ttl=…] [cas=…] [initial=…] [create=…]")));
        QVERIFY(text.contains(QStringLiteral("STAT [group]")));
    }
};

QTEST_MAIN(TestCommandReference)
#include "tst_commandreference.moc"

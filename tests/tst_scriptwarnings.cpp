#include "app/commands/commandparser.h"
#include "app/commands/scriptwarnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestScriptWarnings : public QObject
{
    Q_OBJECT

private slots:
    void whatIsProbablyNotMeantIsWarnedOf_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<QString>("said");

        const auto row = [](const QByteArray &line, const QByteArray &marked, const QString &said) {
            QTest::newRow(line.constData()) << line << marked << said;
        };
        row("TOUCH k 2592001", "2592001", QStringLiteral("Unix time"));
        row("SET k v ttl='2592001'", "'2592001'", QStringLiteral("Unix time"));
        row("ADD k v cas=5", "5", QStringLiteral("overwrites"));
        row("FLUSH", "FLUSH", QStringLiteral("Empties the whole server:"));
        row("  flushq 10m", "flushq", QStringLiteral("when the delay is over"));
        row("GET \"hex:61\"", "\"hex:61\"", QStringLiteral("in quotes, hex: is no prefix"));
        row("GET 'file:x'", "'file:x'", QStringLiteral("in quotes, file: is no prefix"));
        row("GET HEX:61", "HEX:61", QStringLiteral("small letters"));
        row("SET Base64:QQ== v", "Base64:QQ==", QStringLiteral("small letters"));
        row("GET \xe2\x80\x9ckey\xe2\x80\x9d", "\xe2\x80\x9ckey\xe2\x80\x9d", QStringLiteral("typographic"));
        row("SET k \xe2\x80\x98v\xe2\x80\x99", "\xe2\x80\x98v\xe2\x80\x99", QStringLiteral("typographic"));
        row("SET k HEX:61", "HEX:61", QStringLiteral("small letters"));
        row("GET key,", ",", QStringLiteral("part of the key"));
        row("DELETE key;\r", ";", QStringLiteral("part of the key"));
        row("GET \"\"", "\"\"", QStringLiteral("1 to 250"));
        row("GET " + QByteArray(251, 'k'), QByteArray(251, 'k'), QStringLiteral("1 to 250"));
        row("SET k " + QByteArray(1000, 'v'), QByteArray(1000, 'v'), QStringLiteral("item_size_max"));
        row("SET k file:absent", "file:absent", QStringLiteral("no existing file"));
    }

    void whatIsProbablyNotMeantIsWarnedOf()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, marked);
        QFETCH(QString, said);
        ServerSettings server;
        server.itemSizeMax = 1024;
        ScriptWarnings warnings(server, m_folder.path());
        CommandParser parser;
        QCOMPARE(parser.parse(line), CommandParser::Result::Command);
        const QList<ParseError> found = warnings.find(line, parser);
        QCOMPARE(found.size(), 1);
        QCOMPARE(line.mid(found.first().column - 1, found.first().length), marked);
        QVERIFY2(found.first().text.contains(said), qPrintable(found.first().text));
        QVERIFY(!found.first().text.contains(QLatin1Char('%')));
    }

    void ordinaryLinesAreNotWarnedOf()
    {
        QFile file(m_folder.filePath(QStringLiteral("there")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        ScriptWarnings warnings({}, m_folder.path());
        CommandParser parser;
        for (const char *line :
             {"GET k", "GET hex:6865783a", "GET \"a,\"", "SET hexagon b64 ttl=30d", "SET k v,", "SET k \"hex:61\"", "SET k v cas=5", "STAT",
              "SET k file:there", "GET \xc3\xa9t\xc3\xa9", "GET \xe2\x82\xac", "INCR f: 5", "NOOP", "QUIT", "SET b h"}) {
            QCOMPARE(parser.parse(line), CommandParser::Result::Command);
            QVERIFY2(warnings.find(line, parser).isEmpty(), line);
        }
    }

    void commandBehindAQuitIsNotSent()
    {
        const ParseError warning = ScriptWarnings::behindQuit("  GET k", 1234);
        QCOMPARE(warning.column, 3);
        QCOMPARE(warning.length, 3);
        QVERIFY2(warning.text.contains(QStringLiteral("line 1,234")), qPrintable(warning.text));
    }

    void filesAreNotLookedForWithoutEnd()
    {
        ScriptWarnings warnings({}, m_folder.path());
        CommandParser parser;
        const QByteArray line = "SET k file:absent";
        QCOMPARE(parser.parse(line), CommandParser::Result::Command);
        for (int i = 0; i < ScriptWarnings::mostFiles; ++i)
            QCOMPARE(warnings.find(line, parser).size(), 1);
        QVERIFY(warnings.find(line, parser).isEmpty());
        warnings.lookForFiles();
        QCOMPARE(warnings.find(line, parser).size(), 1);
    }

    void severalWarningsComeInTheOrderOfTheirPlaces()
    {
        ScriptWarnings warnings;
        CommandParser parser;
        const QByteArray line = "SET HEX:61 v ttl=3000000";
        QCOMPARE(parser.parse(line), CommandParser::Result::Command);
        const QList<ParseError> found = warnings.find(line, parser);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.first().column, 5);
        QCOMPARE(found.last().column, 18);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestScriptWarnings)
#include "tst_scriptwarnings.moc"

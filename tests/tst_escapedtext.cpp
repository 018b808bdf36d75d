#include "ui/escapedtext.h"

#include <QTest>

class TestEscapedText : public QObject
{
    Q_OBJECT

private slots:
    void bytesBecomeReadable_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("lines");
        QTest::addRow("plain") << QByteArray("a b") << QStringLiteral("a b") << QStringLiteral("a b");
        QTest::addRow("line end") << QByteArray("a\nb\tc") << QStringLiteral("a\\nb\\tc") << QStringLiteral("a\nb\tc");
        QTest::addRow("carriage return") << QByteArray("a\r\n") << QStringLiteral("a\\r\\n") << QStringLiteral("a\\r\n");
        QTest::addRow("control") << QByteArray("\x01\0\x7f", 3) << QStringLiteral("\\x01\\0\\x7F") << QStringLiteral("\\x01\\0\\x7F");
        QTest::addRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << QStringLiteral("grüß") << QStringLiteral("grüß");
        QTest::addRow("not UTF-8") << QByteArray("\xff\xc3") << QStringLiteral("\\xFF\\xC3") << QStringLiteral("\\xFF\\xC3");
        QTest::addRow("right to left") << QByteArray("\xe2\x80\xae") << QStringLiteral("\\u{202E}") << QStringLiteral("\\u{202E}");
        QTest::addRow("backslash") << QByteArray("a\\b") << QStringLiteral("a\\b") << QStringLiteral("a\\b");
    }
    void bytesBecomeReadable()
    {
        QFETCH(const QByteArray, bytes);
        QTEST(escapedText(bytes), "line");
        QTEST(escapedText(bytes, Escaping::Lines), "lines");
    }

    void separatedTextCanBeTakenApart() { QCOMPARE(escapedText("a\\\tb", Escaping::Separated), QStringLiteral("a\\\\\\tb")); }

    void previewDoesNotCutACharacter()
    {
        QCOMPARE(escapedPreview("abc\xc3\xbc", 4), QStringLiteral("abc…"));
        QCOMPARE(escapedPreview("abc\xc3\xbc", 5), QStringLiteral("abcü"));
        QCOMPARE(escapedPreview("", 4), QString());
    }

    void wholeCharactersNeverStandsStill()
    {
        const QByteArray broken(100, '\x80');
        QCOMPARE(wholeCharacters(broken, 10), 10);
        QCOMPARE(wholeCharacters("\xc3\xbc", 1), 1);
    }
};

QTEST_APPLESS_MAIN(TestEscapedText)
#include "tst_escapedtext.moc"

#include "app/itemedit/editabletext.h"
#include "app/itemedit/onelinejson.h"

#include <QTest>

class TestEditableText : public QObject
{
    Q_OBJECT

    static constexpr qsizetype most = 1024 * 1024; // bytes

private slots:
    void bytesComeBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<TextEncoding>("encoding");
        QTest::newRow("empty") << QByteArray() << TextEncoding::Utf8;
        QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f\x00 \xf0\x9f\x98\x80\r\n\xe2\x80\xa8", 17) << TextEncoding::Utf8;
        QTest::newRow("with a mark") << QByteArray("\xef\xbb\xbfx") << TextEncoding::Utf8;
        QTest::newRow("a mark only") << QByteArray("\xef\xbb\xbf") << TextEncoding::Utf8;
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all += char(byte);
        QTest::newRow("Latin-1") << all << TextEncoding::Latin1;
        QTest::newRow("UTF-16 LE") << QByteArray("a\0\xac\x20\x3d\xd8\x00\xde", 8) << TextEncoding::Utf16Le;
        QTest::newRow("UTF-16 LE, a mark") << QByteArray("\xff\xfe"
                                                         "a\0",
                                                         4)
                                           << TextEncoding::Utf16Le;
        QTest::newRow("UTF-16 BE, a mark") << QByteArray("\xfe\xff\0a", 4) << TextEncoding::Utf16Be;
    }
    void bytesComeBack()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const TextEncoding, encoding);
        const EditableText text = EditableText::read(bytes, encoding);
        QCOMPARE(text.fault, QString());
        const EditableText::Encoded again = text.encoded(text.text);
        QCOMPARE(again.fault, QString());
        QCOMPARE(again.bytes, bytes);
    }

    void otherBytesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<TextEncoding>("encoding");
        QTest::addColumn<qsizetype>("at");
        QTest::newRow("Latin-1 as UTF-8") << QByteArray("caf\xe9!") << TextEncoding::Utf8 << qsizetype(3);
        QTest::newRow("overlong") << QByteArray("a\xc0\x80") << TextEncoding::Utf8 << qsizetype(1);
        QTest::newRow("half of a pair in UTF-8") << QByteArray("\xed\xa0\x80") << TextEncoding::Utf8 << qsizetype(0);
        QTest::newRow("cut short") << QByteArray("\xef\xbb\xbf\xe2\x82") << TextEncoding::Utf8 << qsizetype(3);
        QTest::newRow("odd") << QByteArray("a\0b", 3) << TextEncoding::Utf16Le << qsizetype(2);
        QTest::newRow("half of a pair") << QByteArray("a\0\x3d\xd8", 4) << TextEncoding::Utf16Le << qsizetype(2);
    }
    void otherBytesAreRefused()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const TextEncoding, encoding);
        QFETCH(const qsizetype, at);
        const EditableText text = EditableText::read(bytes, encoding);
        QVERIFY(!text.fault.isEmpty());
        QCOMPARE(text.at, at);
    }

    void characterThatIsMissingIsTold()
    {
        const EditableText text = EditableText::read("caf\xe9", TextEncoding::Latin1);
        QCOMPARE(text.encoded("ÿ").bytes, QByteArray("\xff"));
        const EditableText::Encoded euro = text.encoded("ab€");
        QVERIFY(!euro.fault.isEmpty());
        QCOMPARE(euro.at, 2);
        QVERIFY(!text.encoded("\xff").fault.isEmpty());
    }

    void placesAreCountedInCharacters()
    {
        QCOMPARE(textPosition("ab\ncü€d", 3), (TextPosition{2, 1}));
        QCOMPARE(textPosition("ab\ncü€d", 9), (TextPosition{2, 4}));
        QCOMPARE(textPosition("ab", 99), (TextPosition{1, 3}));
        QCOMPARE(textPosition("", 0), TextPosition());
    }

    void jsonIsSpacedAnew()
    {
        const QByteArray json = " {\"a\" : [1.50, -0 ,{}, [ ], \"x , \\\" : {\"] ,\n\t\"a\":null,\"\\u00e9\":\"\xc3\xa9\"} ";
        const QByteArray compact = "{\"a\":[1.50,-0,{},[],\"x , \\\" : {\"],\"a\":null,\"\\u00e9\":\"\xc3\xa9\"}";
        QCOMPARE(respacedJson(json, JsonSpacing::Compact, most), compact);
        const QByteArray indented = "{\n  \"a\": [\n    1.50,\n    -0,\n    {},\n    [],\n    \"x , \\\" : {\"\n  ],\n  \"a\": null,\n  "
                                    "\"\\u00e9\": \"\xc3\xa9\"\n}";
        QCOMPARE(respacedJson(json, JsonSpacing::Indented, most), indented);
        QCOMPARE(respacedJson(indented, JsonSpacing::Compact, most), compact);
        QCOMPARE(respacedJson("\"open", JsonSpacing::Indented, most), QByteArray("\"open"));
        QCOMPARE(respacedJson("]]]}", JsonSpacing::Compact, most), QByteArray("]]]}"));
    }

    void whatComesBackFromIndentedIsKnown()
    {
        const QByteArray compact = R"({"a":[1.50,{},"x, : y"],"b":null})";
        const QByteArray line = R"({"a": [1.50, {}, "x, : y"], "b": null})";
        QCOMPARE(oneLineSpacing(compact), JsonSpacing::Compact);
        QCOMPARE(oneLineSpacing(line), JsonSpacing::OneLine);
        const QByteArray indented = respacedJson(line, JsonSpacing::Indented, most);
        QCOMPARE(respacedJson(indented, JsonSpacing::OneLine, most), line);
        QCOMPARE(respacedJson(indented, JsonSpacing::Compact, most), compact);
        QVERIFY(!oneLineSpacing(indented));
        QVERIFY(!oneLineSpacing(R"({"a": 1,"b":2})"));
        QVERIFY(!oneLineSpacing("{\"a\":1}\n"));
    }

    void jsonOnOneLineIsKnown()
    {
        for (const char *other : {"{\n  \"a\": 1\n}", "{\"a\": 1,\"b\":2}", "17", "[]", "{\"a\":", ""})
            QVERIFY2(OneLineJson::of(other).isNone(), other);
        const OneLineJson line = OneLineJson::of(R"({"a": [1, 2]})");
        QVERIFY(!line.isNone());
        QVERIFY(line != OneLineJson::of(R"({"a":[1,2]})"));
        const QByteArray shown = "{\n  \"a\": [\n    1,\n    2\n  ]\n}";
        QCOMPARE(line.shown(R"({"a": [1, 2]})"), shown);
        QCOMPARE(line.stored(shown, most), (OneLineJson::Stored{.bytes = R"({"a": [1, 2]})"}));
        QCOMPARE(line.stored("\xef\xbb\xbf" + shown, most), (OneLineJson::Stored{.bytes = "\xef\xbb\xbf{\"a\": [1, 2]}"}));
        QCOMPARE(OneLineJson().stored(shown, most), OneLineJson::Stored{.bytes = shown});
        const QByteArray broken = "{\n  \"a\": 1 2\n}";
        QCOMPARE(line.shown(broken), broken);
        QCOMPARE(line.stored(broken, most), (OneLineJson::Stored{OneLineJson::Form::Broken, broken}));
        QCOMPARE(line.stored(shown, 12), (OneLineJson::Stored{OneLineJson::Form::TooLarge, {}}));
    }

    void deepJsonDoesNotBecomeBlanks()
    {
        const QByteArray json = QByteArray(1000, '[') + '1' + QByteArray(1000, ']');
        QVERIFY(respacedJson(json, JsonSpacing::Indented, most).size() < 300'000);
        QVERIFY(respacedJson(json, JsonSpacing::Indented, 10'000).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEditableText)
#include "tst_editabletext.moc"

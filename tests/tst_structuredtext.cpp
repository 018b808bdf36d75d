#include "tests/readvalue.h"
#include "tests/valuesample.h"
#include "ui/contrast.h"
#include "ui/elidedlabel.h"
#include "ui/theme.h"
#include "ui/values/linefolding.h"
#include "ui/values/nodetext.h"
#include "ui/values/structuredarea.h"
#include "ui/values/structuredtext.h"
#include "ui/values/treelines.h"
#include "ui/values/valuetreemodel.h"
#include "ui/values/xmllines.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace {

QString written(const StructuredLines &lines)
{
    QStringList rows;
    for (int line = 0; line < lines.lineCount(); ++line)
        rows += lines.written(line, StructuredLines::Folding::Open).text;
    return rows.join(QLatin1Char('\n'));
}

QString writtenJson(const QByteArray &json)
{
    return written(TreeLines(readJson(json), 1'000'000));
}

QString writtenXml(const QByteArray &xml)
{
    return written(XmlLines(xml, XmlLines::Extent::Whole));
}

/// What stands in quotes and brackets, without what is said about it.
QByteArray withoutRemarks(const StructuredLines &lines)
{
    QString text;
    for (int line = 0; line < lines.lineCount(); ++line) {
        const WrittenLine one = lines.written(line, StructuredLines::Folding::Open);
        for (const WrittenLine::Stretch &stretch : one.stretches) {
            if (stretch.ink != Ink::Remark)
                text += QStringView(one.text).mid(stretch.begin, stretch.length);
        }
        text += QLatin1Char('\n');
    }
    return text.toUtf8();
}

/// A view in a window, as a person has it.
struct Shown
{
    explicit Shown(const SharedReading &reading)
    {
        view.resize(700, 400);
        view.showReading(reading);
        view.show();
        area->setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(area, key, modifiers); }
    [[nodiscard]] QString copied() const
    {
        press(Qt::Key_C, Qt::ControlModifier);
        return QApplication::clipboard()->text();
    }

    StructuredText view;
    StructuredArea *area = view.findChild<StructuredArea *>();
};

QByteArray manyRecords(int count)
{
    QByteArray json = "[";
    for (int i = 0; i < count; ++i)
        json += R"({"id": )" + QByteArray::number(i) + R"(, "name": "record", "tags": [1, 2, 3]},)";
    return json + "0]";
}

} // namespace

class TestStructuredText : public QObject
{
    Q_OBJECT

private slots:
    void jsonIsShownAsItIsStored()
    {
        QCOMPARE(writtenJson(R"({"b":1.50,"a":[],"b":"x\ny","n":{"deep":null}, "big": 123456789012345678901234567890})"),
                 QStringLiteral("{\n  \"b\": 1.50,\n  \"a\": [],\n  \"b\": \"x\\ny\",\n  \"n\": {\n    \"deep\": null\n  },\n"
                                "  \"big\": 123456789012345678901234567890\n}"));
        QCOMPARE(writtenJson("17"), QStringLiteral("17"));
    }

    void whatJsonLacksSaysWhatItIs()
    {
        // {1: b'\xff', 'o': object} as MessagePack and PHP write them.
        const QString packed = written(TreeLines(readBy(Serialization::MessagePack, QByteArray::fromHex("8101c401ff")), 100));
        QCOMPARE(packed, QStringLiteral("{\n  1: \"\\xFF\"  // bytes: 1\n}"));
        const QString php = written(TreeLines(readBy(Serialization::Php,
                                                     R"(O:3:"Foo":1:{s:1:"a";s:1:")"
                                                     "\xe9"
                                                     R"(";})"),
                                              100));
        QCOMPARE(php, QStringLiteral("{  // Foo\n  \"a\": \"\\xE9\"  // not UTF-8\n}"));
    }

    void everyFormatsLinesHoldWhatItsJsonHolds()
    {
        const QList<ValueSample> samples = valueSamples();
        QVERIFY(samples.size() > 100);
        for (const ValueSample &sample : samples) {
            const SharedReading reading = readBy(sample.serialization, sample.bytes);
            const TreeLines lines(reading, 1'000'000);
            QVERIFY2(lines.isWhole(), sample.name.constData());
            // Brackets are the same but for references, which are a remark here.
            const auto count = [](const QByteArray &text, char sought) { return text.count(sought); };
            if (sample.json.contains("$ref") || sample.json.contains("\\"))
                continue;
            QCOMPARE(count(withoutRemarks(lines), '{'), count(sample.json, '{'));
            QCOMPARE(count(withoutRemarks(lines), '['), count(sample.json, '['));
        }
    }

    void longTextsAreCut()
    {
        const QString text = writtenJson('"' + QByteArray(1'000'000, 'x') + '"');
        QVERIFY(text.size() < 3'000);
        QVERIFY2(text.endsWith(QStringLiteral(" more\"")), qPrintable(text.right(40)));
    }

    void linesKnowWhatTheyAreIn()
    {
        const TreeLines lines(readJson(R"([[1, [2]], 3])"), 100);
        QCOMPARE(written(lines), QStringLiteral("[\n  [\n    1,\n    [\n      2\n    ]\n  ],\n  3\n]"));
        QCOMPARE(lines.foldEnd(0), 8);
        QCOMPARE(lines.foldEnd(1), 6);
        QCOMPARE(lines.foldEnd(3), 5);
        QCOMPARE(lines.foldEnd(4), -1);
        QCOMPARE(lines.outer(4), 3);
        QCOMPARE(lines.outer(6), 1);
        QCOMPARE(lines.written(1, StructuredLines::Folding::Folded).text, QStringLiteral("  [ … ],  // 2 members"));
        const TreeLines beginning(readJson(R"([[1, [2]], 3])"), 6);
        QVERIFY(!beginning.isWhole());
        QCOMPARE(beginning.foldEnd(0), -1);
        QCOMPARE(beginning.foldEnd(1), -1);
    }

    void foldsCountRows()
    {
        LineFolding folding;
        folding.setLineCount(20);
        folding.fold(2, 5);
        folding.fold(10, 18);
        folding.fold(12, 14); // in the other
        QCOMPARE(folding.rowCount(), 9);
        QList<int> lines;
        for (int row = 0; row < folding.rowCount(); ++row) {
            lines += folding.lineAt(row);
            QCOMPARE(folding.rowOf(folding.lineAt(row)), row);
        }
        QCOMPARE(lines, QList<int>({0, 1, 2, 6, 7, 8, 9, 10, 19}));
        QCOMPARE(folding.rowOf(4), 2);
        folding.reveal(13);
        QCOMPARE(folding.rowCount(), 17);
        folding.unfold(2);
        QCOMPARE(folding.rowCount(), 20);
    }

    void xmlIsIndentedAsItWasWritten()
    {
        QCOMPARE(
            writtenXml("<?xml version='1.0'?><a b=\"1\"  c='&lt;'><d/><e>short &amp; own</e><f><g></g></f>tail<!-- no\n  word --></a>"),
            QStringLiteral("<?xml version='1.0'?>\n<a b=\"1\"  c='&lt;'>\n  <d/>\n  <e>short &amp; own</e>\n  <f>\n    <g></g>\n  </f>\n"
                           "  tail\n  <!-- no\n  word -->\n</a>"));
        const XmlLines lines("<a><b><c/></b></a>", XmlLines::Extent::Whole);
        QCOMPARE(lines.foldEnd(1), 3);
        QCOMPARE(lines.outer(2), 1);
        QCOMPARE(lines.written(1, StructuredLines::Folding::Folded).text, QStringLiteral("  <b> … </b>"));
    }

    void entitiesOfADocumentAreNotExpanded()
    {
        QByteArray bomb = "<!DOCTYPE a [<!ENTITY b0 \"xxxxxxxxxx\">";
        for (int i = 1; i < 10; ++i)
            bomb += "<!ENTITY b" + QByteArray::number(i) + " \"" + ("&b" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
        bomb += "]><a>&b9;</a>";
        const XmlLines lines(bomb, XmlLines::Extent::Whole);
        QVERIFY(!lines.fault().isEmpty());
        QVERIFY(written(lines).contains(QStringLiteral("&b9;</a>")));
    }

    void whatIsNoXmlAnyMoreIsShownAsItIs()
    {
        const XmlLines lines("<p>one<br>two</p>\n<p>three", XmlLines::Extent::Whole);
        QVERIFY2(lines.fault().contains(QStringLiteral("line 1")), qPrintable(lines.fault()));
        QVERIFY(written(lines).endsWith(QStringLiteral("<p>three")));
        QVERIFY(XmlLines("", XmlLines::Extent::Whole).lineCount() == 0);
        for (const char *hostile : {"<", "<a", "</a>", "<a></b>", "<a/><b/>", "<![CDATA[", "<!DOCTYPE", "<a>]]></a>"})
            QVERIFY(!written(XmlLines(hostile, XmlLines::Extent::Whole)).isEmpty());
        QCOMPARE(XmlLines("\xff\xfe<", XmlLines::Extent::Whole).lineCount(), 0); // half a character
        QVERIFY(XmlLines(QByteArray("<a>").repeated(5'000), XmlLines::Extent::Whole).lineCount() < 5'000);
    }

    void keysFoldAndCopy()
    {
        Shown shown(readJson(R"({"a": [1, 2], "b": {"c": 3}})"));
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Return);
        QCOMPARE(shown.area->visibleText(), QStringLiteral("{\n  \"a\": [ … ],  // 2 members\n  \"b\": {\n    \"c\": 3\n  }\n}"));
        QCOMPARE(shown.copied(), QStringLiteral("[\n  1,\n  2\n]")); // nothing is selected: the value
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Down);
        shown.press(Qt::Key_Minus);
        QCOMPARE(shown.area->currentLine(), 5);
        shown.press(Qt::Key_Home, Qt::ControlModifier);
        shown.press(Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shown.copied(), QStringLiteral("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n    \"c\": 3\n  }\n}"));
        shown.view.findChild<QAction *>(QStringLiteral("structuredUnfoldAll"))->trigger();
        QCOMPARE(shown.area->visibleText().count(QLatin1Char('\n')), 8);
        shown.view.findChild<QAction *>(QStringLiteral("structuredFoldAll"))->trigger();
        QCOMPARE(shown.area->visibleText(), QStringLiteral("{\n  \"a\": [ … ],  // 2 members\n  \"b\": { … }  // 1 member\n}"));
    }

    void mouseFoldsInTheMarginAndSelectsInTheText()
    {
        Shown shown(readJson(R"({"name": [1, 2]})"));
        const int height = shown.area->fontMetrics().lineSpacing();
        QTest::mouseClick(shown.area->viewport(), Qt::LeftButton, {}, {10, height + height / 2});
        QCOMPARE(shown.area->visibleText(), QStringLiteral("{\n  \"name\": [ … ]  // 2 members\n}"));
        QTest::mouseClick(shown.area->viewport(), Qt::LeftButton, {}, {10, height + height / 2});
        const int character = shown.area->fontMetrics().horizontalAdvance(QLatin1Char('0'));
        const int digits = 6 + 3 * character + height + 6 + 6; // as wide as the margin is
        QTest::mouseDClick(shown.area->viewport(), Qt::LeftButton, {}, {digits + 5 * character, height + height / 2});
        QCOMPARE(shown.copied(), QStringLiteral("name"));
    }

    void searchOpensWhatIsFolded()
    {
        Shown shown(readJson(R"([{"a": {"needle": 1}}, 2])"));
        shown.view.findChild<QAction *>(QStringLiteral("structuredFoldAll"))->trigger();
        shown.press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(shown.view.findChild<QLineEdit *>(QStringLiteral("structuredFindText")), QStringLiteral("needle"));
        QTRY_COMPARE(shown.area->currentLine(), 3);
        QVERIFY(shown.area->visibleText().contains(QStringLiteral("needle")));
    }

    void searchFindsInXmlToo()
    {
        const QByteArray xml = "<list><item n='1'>one</item><group><item n='2'>Needle</item></group><needle/></list>";
        Shown shown(shareReading(readValue(xml, 0, ClientLibrary::Unknown, DecodeLimits())));
        shown.view.findChild<QAction *>(QStringLiteral("structuredFoldAll"))->trigger();
        shown.press(Qt::Key_F, Qt::ControlModifier);
        auto *field = shown.view.findChild<QLineEdit *>(QStringLiteral("structuredFindText"));
        QVERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("needle"));
        QTRY_COMPARE(shown.area->currentLine(), 3);
        QVERIFY(shown.area->visibleText().contains(QStringLiteral("Needle")));
        const auto *count = shown.view.findChild<ElidedLabel *>(QStringLiteral("structuredFindCount"));
        QCOMPARE(count->text(), QStringLiteral("1 of 2"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.area->currentLine(), 5);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(shown.area->currentLine(), 3);
        field->setText(QStringLiteral("nowhere"));
        QTRY_COMPARE(count->text(), QStringLiteral("No match"));
    }

    void beginningIsThereAtOnceAndTheRestFollows()
    {
        const SharedReading reading = readJson(manyRecords(100'000));
        StructuredText view;
        view.resize(700, 400);
        const QSignalSpy finished(&view, &StructuredText::finished);
        QElapsedTimer timer;
        timer.start();
        view.showReading(reading);
        QVERIFY(!view.grab().isNull());
        qInfo("first screen of %lld MB in %lld ms", reading->bytes.size() / 1'000'000, timer.elapsed());
        const auto *area = view.findChild<StructuredArea *>();
        QCOMPARE(area->lines()->lineCount(), StructuredText::mostLinesAtOnce);
        QTRY_COMPARE(finished.size(), 1);
        qInfo("whole in %lld ms", timer.elapsed());
        QVERIFY(area->lines()->isWhole());
        QCOMPARE(area->lines()->foldEnd(0), area->lines()->lineCount() - 1);
        view.showReading({});
    }

    void megabyteOpensFormattedAtOnce()
    {
        const SharedReading json = readJson(manyRecords(19'000));
        QByteArray xml = "<all>";
        while (xml.size() < 1'000'000)
            xml += "<record id='17'><name>record</name><tags><t>1</t><t>2</t></tags></record>";
        const SharedReading text = readBy(Serialization::Text, xml + "</all>");
        for (const SharedReading &reading : {json, text}) {
            StructuredText view;
            view.resize(900, 700);
            QElapsedTimer timer;
            timer.start();
            view.showReading(reading);
            QVERIFY(!view.grab().isNull());
            qInfo("%lld bytes in %lld ms", reading->bytes.size(), timer.elapsed());
        }
    }

    void inksCanBeReadInBothThemes()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            applyTheme(theme);
            const QPalette palette = QApplication::palette();
            for (int ink = 0; ink <= int(Ink::Remark); ++ink)
                QVERIFY(contrast(inkColor(Ink(ink), palette), palette.color(QPalette::Base)) >= 4.5);
        }
    }

    void cutValuesAreNoTrouble()
    {
        const QList<ValueSample> samples = valueSamples();
        for (const ValueSample &sample : samples) {
            for (qsizetype size = 0; size < sample.bytes.size(); size += 1 + sample.bytes.size() / 20) {
                const SharedReading reading = readBy(sample.serialization, sample.bytes.first(size));
                const TreeLines lines(reading, 10'000);
                for (int line = 0; line < lines.lineCount(); ++line) {
                    QVERIFY(!lines.written(line, StructuredLines::Folding::Folded).text.isEmpty());
                    QVERIFY(lines.foldEnd(line) < lines.lineCount());
                    QVERIFY(lines.outer(line) <= line);
                }
                ValueTreeModel model;
                model.setReading(reading);
                for (qint32 node = 0; node < std::min(200, reading->value.tree.nodeCount()); ++node) {
                    const QModelIndex index = model.indexOf(node);
                    QVERIFY(!index.isValid() || model.node(index) == node);
                    QCOMPARE(index.isValid(), isMember(reading->value.tree, node));
                    QVERIFY(!nodeToolTip(reading->value.tree, node).isEmpty());
                }
            }
        }
    }

    void whatSuitsCanBeFormatted()
    {
        QVERIFY(StructuredText::suits(*readJson("[1]")));
        QVERIFY(StructuredText::suits(*readJson("1")));
        QVERIFY(StructuredText::suits(*readBy(Serialization::Text, " <a>1</a>\n")));
        QVERIFY(!StructuredText::suits(*readBy(Serialization::Text, "a < b > c")));
        QVERIFY(!StructuredText::suits(*readBy(Serialization::Bytes, "")));
        StructuredText view;
        view.showReading({});
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestStructuredText)
#include "tst_structuredtext.moc"

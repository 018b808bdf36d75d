#include "app/itemedit/valuedraft.h"
#include "tests/valuechanger.h"

#include <QCheckBox>
#include <QClipboard>

/// JSON that is stored on one line and shown on many.
class TestOneLineJson : public QObject, private ValueChanger
{
    Q_OBJECT

    void breakNumber() const
    {
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        json()->select(9, 13); // the number
        type(json(), QStringLiteral("x"));
        QTRY_VERIFY(!fault().isEmpty());
        QVERIFY(!canSave());
    }

private slots:
    void initTestCase() { useHome(); }
    void init() { begin(ClientLibrary::Unknown); }
    void cleanup() { end(); }

    void jsonOnOneLineIsShownIndentedAndStaysOnIt_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("changed");
        QTest::newRow("compact") << QByteArray(R"({"b":1.50,"a":[1,"x , y"]})") << QByteArray(R"({"b":7,"a":[1,"x , y"]})");
        QTest::newRow("with blanks") << QByteArray(R"({"b": 1.50, "a": [1, "x , y"]})") << QByteArray(R"({"b": 7, "a": [1, "x , y"]})");
    }
    void jsonOnOneLineIsShownIndentedAndStaysOnIt()
    {
        QFETCH(const QByteArray, stored);
        QFETCH(const QByteArray, changed);
        const QByteArray shown = "{\n  \"b\": 1.50,\n  \"a\": [\n    1,\n    \"x , y\"\n  ]\n}";
        show(stored);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        QCOMPARE(json()->text(), shown); // as it was looked at
        QVERIFY(!m_page->isEdited());
        QVERIFY(see<QCheckBox>("valueEditJsonView")->isChecked());
        QVERIFY(!see<QToolButton>("valueEditJsonIndentButton")->isVisible());
        // A fault is told where it is seen, and nothing is taken away from what is no JSON.
        json()->select(9, 13);
        type(json(), QStringLiteral("7 8"));
        QTRY_VERIFY2(fault().startsWith(QStringLiteral("Line 2, column 10: ")), qPrintable(fault()));
        QVERIFY(!canSave());
        QTest::keyClick(json(), Qt::Key_Backspace);
        QTest::keyClick(json(), Qt::Key_Backspace);
        QTRY_COMPARE(fault(), QString());
        QTRY_COMPARE(sizes(), QStringLiteral("%1 → %2 B").arg(stored.size()).arg(changed.size()));
        QCOMPARE(save().stored, changed);
        m_page->keepEditing({});
        clickTab(QStringLiteral("Text"));
        QCOMPARE(text()->text(), changed);
        clickTab(QStringLiteral("JSON"));
        while (json()->send(ByteEditor::SCI_CANUNDO))
            json()->undo();
        QCOMPARE(json()->text(), shown);
        QTRY_COMPARE(state(), QStringLiteral("Editing")); // byte by byte what it was
        // Blanks and line ends are for the eye only.
        json()->replace(0, 0, "\n\n");
        QVERIFY(!m_page->isEdited());
        // As it is stored, where it can be spaced anew.
        click("valueEditJsonView");
        QCOMPARE(json()->text(), stored);
        QVERIFY(!m_page->isEdited());
        click("valueEditJsonIndentButton");
        QTRY_COMPARE(json()->text(), shown);
        QCOMPARE(save().stored, shown);
    }

    /// Blanks of several kinds would not come back.
    void jsonOfMixedBlanksIsShownAsItIs()
    {
        const QByteArray stored = R"({"b": 1.50,"a":1})";
        show(stored);
        click("valueEditButton");
        QCOMPARE(json()->text(), stored);
        QVERIFY(!see<QCheckBox>("valueEditJsonView")->isVisible());
        QVERIFY(see<QToolButton>("valueEditJsonIndentButton")->isVisible());
        click("valueEditJsonCompactButton");
        QTRY_COMPARE(json()->text(), QByteArray(R"({"b":1.50,"a":1})"));
        json()->undo();
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QCOMPARE(json()->text(), stored);
    }

    /// The text on many lines is for the eye only, also while it is broken and wherever it is mended.
    void whatIsMendedElsewhereStaysOnOneLine_data()
    {
        QTest::addColumn<QString>("where");
        for (const char *tab : {"Text", "Hex", "JSON"})
            QTest::newRow(tab) << QString::fromLatin1(tab);
    }
    void whatIsMendedElsewhereStaysOnOneLine()
    {
        QFETCH(const QString, where);
        show(R"({"b": 1.50, "a": [1, "x , y"]})");
        breakNumber();
        if (where == QStringLiteral("Hex")) {
            clickTab(where);
            const qsizetype at = hex()->content().indexOf("x");
            QCOMPARE(at, 9);
            hex()->select(at, 1);
            type(hex(), QStringLiteral("37"));
        } else {
            clickTab(QStringLiteral("Text"));
            QCOMPARE(text()->text(), QByteArray("{\n  \"b\": x,\n  \"a\": [\n    1,\n    \"x , y\"\n  ]\n}"));
            text()->select(9, 10);
            type(text(), where == QStringLiteral("Text") ? QStringLiteral("7") : QStringLiteral("y"));
        }
        if (where == QStringLiteral("JSON")) {
            QTRY_VERIFY(!fault().isEmpty());
            clickTab(where);
            QTRY_VERIFY(!canSave());
            json()->select(9, 10);
            type(json(), QStringLiteral("7"));
        }
        QTRY_COMPARE(fault(), QString());
        QCOMPARE(save().stored, QByteArray(R"({"b": 7, "a": [1, "x , y"]})"));
        m_page->keepEditing({});
        clickTab(QStringLiteral("Tree"));
        clickTab(QStringLiteral("Text"));
        QCOMPARE(text()->text(), QByteArray(R"({"b": 7, "a": [1, "x , y"]})"));
        QVERIFY(!see<QCheckBox>("valueEditTextView")->isVisible());
    }

    void whatIsMendedElsewhereMayBeWhatItWas()
    {
        show(R"({"b":1.50,"a":[]})");
        breakNumber();
        clickTab(QStringLiteral("Text"));
        text()->select(9, 10);
        type(text(), QStringLiteral("1.50"));
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QCOMPARE(fault(), QString());
        // And broken again, which can still be mended.
        type(text(), QStringLiteral("x"));
        QTRY_VERIFY(!fault().isEmpty());
        QTest::keyClick(text(), Qt::Key_Backspace);
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
    }

    /// What is only for the eye is not counted; from Text it would be stored as it is.
    void sizeIsThatOfWhatIsStored()
    {
        show(R"({"b":1.50,"a":[]})");
        breakNumber();
        QTRY_COMPARE(sizes(), QStringLiteral("17 → ? B"));
        clickTab(QStringLiteral("Text"));
        QCOMPARE(sizes(), QStringLiteral("17 → %1 B").arg(text()->text().size()));
        clickTab(QStringLiteral("JSON"));
        QCOMPARE(sizes(), QStringLiteral("17 → ? B"));
        json()->select(9, 10);
        type(json(), QStringLiteral("12345"));
        QTRY_COMPARE(sizes(), QStringLiteral("17 → 18 B"));
    }

    /// Who wants many lines has them, as text: of what is whole at once, of what is broken when that is said.
    void linesOfAPersonStay()
    {
        show(R"({"b":1.50,"a":[]})");
        click("valueEditButton");
        clickTab(QStringLiteral("Text"));
        text()->select(1, 1);
        QTest::keyClick(text(), Qt::Key_Return);
        QCOMPARE(save().stored, QByteArray("{\n\"b\":1.50,\"a\":[]}"));
        m_page->endEdit();
        breakNumber();
        clickTab(QStringLiteral("Text"));
        QVERIFY(see<QCheckBox>("valueEditTextView")->isChecked());
        click("valueEditTextView");
        QVERIFY(!see<QCheckBox>("valueEditTextView")->isVisible());
        text()->select(9, 10);
        type(text(), QStringLiteral("7"));
        QTRY_COMPARE(fault(), QString());
        QCOMPARE(save().stored, QByteArray("{\n  \"b\": 7,\n  \"a\": []\n}"));
    }

    void choiceIsSharedBetweenTabs_data()
    {
        QTest::addColumn<QString>("chosenIn");
        QTest::addColumn<QString>("mendedIn");
        for (const char *chosen : {"Text", "JSON"}) {
            for (const char *mended : {"Text", "JSON"})
                QTest::addRow("%s, mended in %s", chosen, mended) << QString::fromLatin1(chosen) << QString::fromLatin1(mended);
        }
    }
    void choiceIsSharedBetweenTabs()
    {
        QFETCH(const QString, chosenIn);
        QFETCH(const QString, mendedIn);
        show(R"({"b":1.50,"a":[]})");
        breakNumber();
        clickTab(QStringLiteral("Text")); // which knows it as broken, too
        clickTab(chosenIn);
        click(chosenIn == QStringLiteral("Text") ? "valueEditTextView" : "valueEditJsonView");
        clickTab(mendedIn);
        QVERIFY(!see<QCheckBox>("valueEditTextView")->isVisible());
        QVERIFY(!see<QCheckBox>("valueEditJsonView")->isVisible());
        ValueTextEdit *edit = mendedIn == QStringLiteral("Text") ? text() : json();
        QCOMPARE(edit->text(), QByteArray("{\n  \"b\": x,\n  \"a\": []\n}"));
        edit->select(9, 10);
        type(edit, QStringLiteral("7"));
        QTRY_COMPARE(fault(), QString());
        QCOMPARE(save().stored, QByteArray("{\n  \"b\": 7,\n  \"a\": []\n}"));
    }

    /// Also once it is JSON again, as long as it is seen on many lines.
    void linesOfWhatIsMendedStayToo()
    {
        show(R"({"b":1.50,"a":[]})");
        breakNumber();
        clickTab(QStringLiteral("Text"));
        text()->select(9, 10);
        type(text(), QStringLiteral("7"));
        QTRY_COMPARE(fault(), QString());
        QTRY_COMPARE(sizes(), QStringLiteral("17 → 14 B"));
        const QByteArray lines = "{\n  \"b\": 7,\n  \"a\": []\n}";
        QCOMPARE(text()->text(), lines);
        click("valueEditTextView");
        QVERIFY(!see<QCheckBox>("valueEditTextView")->isVisible());
        QCOMPARE(text()->text(), lines);
        QCOMPARE(save().stored, lines);
    }

    void tooLargeALineIsTold()
    {
        show(R"({"b":1.50,"a":[]})");
        click("valueEditButton");
        click("valueEditJsonWrap"); // which takes its time
        QByteArray lines;
        while (lines.size() <= ValueDraft::mostBytes + 100'000) // and less without the ends of lines
            lines += '"' + QByteArray(2'000, 'x') + "\",\n";
        json()->replace(1, 1, "\"c\": [" + lines + "0],");
        QTRY_COMPARE(fault(), QStringLiteral("The value would have more than 16 MiB, which is too much to be changed here."));
        QVERIFY(!canSave());
        // It is nowhere in particular, and cannot be spaced anew either.
        QVERIFY(!see<QWidget>("valueEditFaultPlace")->isVisible());
        QVERIFY(!see<QToolButton>("valueEditJsonIndentButton")->isEnabled());
        QVERIFY(!see<QToolButton>("valueEditJsonCompactButton")->isEnabled());
        json()->undo();
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QVERIFY(see<QToolButton>("valueEditJsonIndentButton")->isEnabled());
    }

    /// Nor is it lost where other bytes are to be seen instead.
    void tooLargeALineStaysWhenStoredBytesAreAskedFor()
    {
        end();
        begin(ClientLibrary::Pylibmc);
        show(qCompress(R"({"b": 1.50, "a": []})").mid(4), 8); // without the size that Qt puts before it
        breakNumber();
        clickTab(QStringLiteral("Hex"));
        const qsizetype at = hex()->content().indexOf("x");
        hex()->setFocus();
        hex()->select(at, 1);
        QTest::keyClick(hex(), Qt::Key_Insert);
        QTest::keyClick(hex(), Qt::Key_Tab); // to the characters
        // Of 32 bytes each with the blanks of this value, and one less without.
        const qsizetype numbers = ValueDraft::mostBytes / 32;
        QApplication::clipboard()->setText(u'[' + (QString(30, u'1') + u',').repeated(numbers) + QStringLiteral("1]"));
        QTest::keyClick(hex(), Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(hex(), Qt::Key_Delete); // the x
        QVERIFY(hex()->content().size() > 31 * numbers);
        auto *stage = see<QComboBox>("valueEditHexStage");
        stage->setFocus();
        QTest::keyClick(stage, Qt::Key_Down);
        QCOMPARE(stage->currentText(), QStringLiteral("Decompressed"));
        QCOMPARE(fault(), QStringLiteral("The value would have more than 16 MiB, which is too much to be changed here."));
        QVERIFY(hex()->content().size() > 31 * numbers);
        hex()->undo();
        QTRY_VERIFY(fault() != QStringLiteral("The value would have more than 16 MiB, which is too much to be changed here."));
        QTest::keyClick(stage, Qt::Key_Down);
        QCOMPARE(stage->currentText(), QStringLiteral("As stored"));
    }
};

QTEST_MAIN(TestOneLineJson)
#include "tst_onelinejson.moc"

#include "tests/patience.h"
#include "tests/valuechanger.h"

/// Values that are changed as text or as JSON.
class TestTextEditing : public QObject, private ValueChanger
{
    Q_OBJECT

private slots:
    void initTestCase() { useHome(); }
    void init() { begin(ClientLibrary::Unknown); }
    void cleanup() { end(); }

    void everyByteOfATextStays_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("no end of line") << QByteArray("a\nb");
        QTest::newRow("an end of line") << QByteArray("a\nb\n");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n");
        QTest::newRow("mixed") << QByteArray("a\r\nb\nc\rd\n\r");
        QTest::newRow("NUL") << QByteArray("a\0b\0", 4);
        QTest::newRow("line separators") << QByteArray("a\u2028b\u2029c\u0085d\v\f");
        QTest::newRow("mark of UTF-8") << QByteArray("\xef\xbb\xbf"
                                                     "abc");
        QTest::newRow("mark twice") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf"
                                                  "abc");
        QTest::newRow("UTF-16 LE with a mark") << QByteArray("\xff\xfe"
                                                             "a\0b\0\r\0\n\0",
                                                             10);
        QTest::newRow("UTF-16 BE") << QByteArray("\0a\0b\0c\0d\0e\0f", 12);
        QTest::newRow("beyond the BMP") << QByteArray("\xf0\x9f\x98\x80 x");
        QTest::newRow("tabs") << QByteArray("\ta\t\n \t ");
    }
    void everyByteOfATextStays()
    {
        QFETCH(const QByteArray, stored);
        show(stored);
        m_page->showForm(ValueForm::Text);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Text"));
        QVERIFY(!m_page->isEdited());
        // Something comes and goes again, and the rest is as it was.
        type(text(), QStringLiteral("x"));
        const bool isWide = stored.contains("a\0b\0") && stored.startsWith("\xff\xfe");
        const EditedValue value = save();
        QCOMPARE(value.stored.size(), stored.size() + (isWide || stored.startsWith('\0') ? 2 : 1));
        m_page->keepEditing({});
        text()->undo();
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        // All of it, cut and pasted.
        text()->selectAll();
        text()->cut();
        text()->paste();
        QVERIFY(!m_page->isEdited());
    }

    void whatIsNoTextIsChangedAsBytesOnly()
    {
        show("caf\xe9 au lait");
        m_page->showForm(ValueForm::Text);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Hex"));
        clickTab(QStringLiteral("Text"));
        auto *hint = see<QWidget>("valueEditTextHint");
        QVERIFY(hint->isVisible());
        QVERIFY2(
            hint->findChild<QLabel *>(QStringLiteral("hintText"))->text().contains(QStringLiteral("UTF-8: the byte at offset 3 (0xe9)")),
            qPrintable(hint->findChild<QLabel *>(QStringLiteral("hintText"))->text()));
    }

    void latin1HasNoEuro()
    {
        show("caf\xe9");
        m_page->showForm(ValueForm::Text);
        click("valueEditButton");
        clickTab(QStringLiteral("Text"));
        auto *encoding = see<QComboBox>("valueEditTextEncoding");
        QVERIFY(encoding->isVisible());
        encoding->setFocus();
        QTest::keyClick(encoding, Qt::Key_Down);
        QTest::keyClick(encoding, Qt::Key_Down); // Latin-1
        QTRY_COMPARE(text()->text(), QByteArray("café"));
        text()->replace(0, 0, "ü");
        QCOMPARE(save().stored,
                 QByteArray("\xfc"
                            "caf\xe9"));
        m_page->keepEditing({});
        text()->replace(0, 0, "\xe2\x82\xac");
        QTRY_COMPARE(fault(), QString::fromUtf8("Line 1, column 1: Latin-1 has no character “€”."));
        QVERIFY(!canSave());
        clickTab(QStringLiteral("Hex"));
        QCOMPARE(tab(), QStringLiteral("Text")); // it would be lost there
        text()->undo();
        QTRY_COMPARE(fault(), QString());
        clickTab(QStringLiteral("Hex"));
        QCOMPARE(hex()->content(),
                 QByteArray("\xfc"
                            "caf\xe9"));
    }

    void jsonIsCheckedWhileItIsTyped()
    {
        const QByteArray stored = "{\n  \"b\": 1.50,\n  \"a\": 1, \"a\": 2\n}";
        show(stored);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        QCOMPARE(json()->text(), stored);
        json()->select(14, 14); // behind the comma
        type(json(), QStringLiteral("]"));
        QTRY_COMPARE(fault(), QStringLiteral("Line 2, column 13: A key is not in double quotes."));
        json()->undo();
        json()->select(9, 13); // the number
        type(json(), QStringLiteral("x"));
        QTRY_VERIFY2(fault().startsWith(QStringLiteral("Line 2, column 8: A value is expected: an object,")), qPrintable(fault()));
        json()->undo();
        json()->undo();
        json()->select(14, 14);
        type(json(), QStringLiteral("]"));
        QTRY_COMPARE(fault(), QStringLiteral("Line 2, column 13: A key is not in double quotes."));
        QVERIFY(!canSave());
        QVERIFY(!see<QToolButton>("valueEditJsonIndentButton")->isEnabled());
        json()->select(0, 0);
        click("valueEditFaultPlace");
        QTRY_COMPARE(see<ElidedLabel>("valueEditJsonPlace")->text(), QStringLiteral("Line 2, column 13"));
        QVERIFY(json()->hasFocus());
        // The tree cannot show it, and leads back.
        clickTab(QStringLiteral("Tree"));
        QVERIFY(see<QWidget>("valueEditTreeHint")->isVisible());
        auto *go = see<QWidget>("valueEditTreeHint")->findChildren<QPushButton *>().constFirst();
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(tab(), QStringLiteral("Text"));
        QVERIFY(canSave()); // as text it can be stored all the same
        QVERIFY(fault().contains(QStringLiteral("Line 2")));
        clickTab(QStringLiteral("JSON"));
        json()->select(14, 15);
        QTest::keyClick(json(), Qt::Key_Delete);
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QCOMPARE(fault(), QString());
        // Spaced anew when that is asked for, and in no other way.
        click("valueEditJsonCompactButton");
        QTRY_COMPARE(json()->text(), QByteArray(R"({"b":1.50,"a":1,"a":2})"));
        QCOMPARE(save().stored, QByteArray(R"({"b":1.50,"a":1,"a":2})"));
        m_page->keepEditing({});
        click("valueEditJsonIndentButton");
        QTRY_COMPARE(json()->text(), QByteArray("{\n  \"b\": 1.50,\n  \"a\": 1,\n  \"a\": 2\n}"));
        json()->undo();
        json()->undo();
        QTRY_COMPARE(json()->text(), stored);
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
    }

    /// Neither where one types, nor what one would click.
    void nothingMovesWhenAFaultComes_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("spacing"); // what it is chosen with
        const QByteArray mixed = "{\"a\":12345, \"b\": [1,2]}";
        QTest::newRow("wide") << 900 << mixed << QByteArray("valueEditJsonIndentButton");
        QTest::newRow("usual") << 400 << mixed << QByteArray("valueEditJsonIndentButton");
        QTest::newRow("narrow") << 360 << mixed << QByteArray("valueEditJsonIndentButton");
        QTest::newRow("shown indented") << 400 << QByteArray("{\"a\": 12345, \"b\": [1, 2]}") << QByteArray("valueEditJsonView");
    }
    void nothingMovesWhenAFaultComes()
    {
        QFETCH(int, width);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, spacing);
        show(value);
        m_page->resize(width, 480);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        const auto places = [this, &spacing] {
            QStringList found;
            for (const char *name : {"valueEditJson", "valueEditTabs", "valueEditSaveButton", "valueEditDiscardButton",
                                     "valueEditResetButton", spacing.constData()}) {
                const auto *part = see<QWidget>(name);
                const QPoint at = part->mapTo(m_page.get(), QPoint());
                found.append(QStringLiteral("%1 at %2, %3, %4 high").arg(QLatin1String(name)).arg(at.x()).arg(at.y()).arg(part->height()));
            }
            return found;
        };
        QTRY_VERIFY(see<QWidget>(spacing.constData())->isVisible());
        QStringList before;
        QVERIFY(comesTrue([&] { return std::exchange(before, places()) == places(); }));
        json()->select(1, 1);
        type(json(), QStringLiteral("x"));
        QTRY_VERIFY(!fault().isEmpty());
        QVERIFY(see<QWidget>("valueEditFaultPlace")->isVisible());
        QTRY_COMPARE(places(), before);
        json()->undo();
        QTRY_VERIFY(fault().isEmpty());
        QTRY_COMPARE(places(), before);
    }

    void placeOfAFaultIsWhereTheCursorGoes()
    {
        ChosenSteps steps;
        steps.serialization = SerializationStep{Serialization::Json, Primitive::None, Certainty::Chosen, {}};
        m_choices->choose("key:1", steps);
        show("\xef\xbb\xbf[\"é\", 1]"); // with a mark in front, which is no column
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        click("valueEditJsonView"); // on one line, as it is
        json()->select(5, 6);       // the comma
        QTest::keyClick(json(), Qt::Key_Delete);
        QTRY_COMPARE(fault(), QStringLiteral("Line 1, column 6: After a member, a list has a comma or ends."));
        json()->select(0, 0);
        click("valueEditFaultPlace");
        QTRY_COMPARE(see<ElidedLabel>("valueEditJsonPlace")->text(), QStringLiteral("Line 1, column 6"));
    }

    /// Five million bytes: a key has its effect at once, and what follows from it later.
    void largeTextIsTypedIn()
    {
        QByteArray lines;
        while (lines.size() < 5'000'000)
            lines += "line " + QByteArray::number(lines.size()) + '\n';
        show(lines);
        m_page->showForm(ValueForm::Text);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Text"));
        QTest::keyClicks(text(), QStringLiteral("hello "));
        QVERIFY(text()->bytes(0, 11).startsWith("hello line"));
        const EditedValue value = save();
        QCOMPARE(value.stored, "hello " + lines);
    }

    void halfReplacedTextIsNotSaved()
    {
        QByteArray lines;
        while (lines.size() < 5'000'000)
            lines += "line " + QByteArray::number(lines.size()) + '\n';
        show(lines);
        m_page->showForm(ValueForm::Text);
        click("valueEditButton");
        text()->setFocus();
        QTest::keyClick(see<QWidget>("valueEditEditor"), Qt::Key_F, Qt::ControlModifier);
        auto *pattern = see<QLineEdit>("valueEditText_findText");
        QVERIFY(pattern);
        QTRY_VERIFY(pattern->isVisible());
        const auto *find = m_page->findChild<FindBar *>(QStringLiteral("valueEditTextFindBar"));
        pattern->setText(QStringLiteral("line"));
        see<QLineEdit>("valueEditText_replaceText")->setText(QStringLiteral("a longer row"));
        QTRY_VERIFY(see<QToolButton>("valueEditText_replaceAllButton")->isEnabled());
        click("valueEditText_replaceAllButton");
        QVERIFY(find->scriptSearch()->isReplacing());
        m_saved.clear();
        QTest::keyClick(see<QWidget>("valueEditEditor"), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(fault().contains(QStringLiteral("still being replaced")));
        QVERIFY(!canSave());
        QTRY_VERIFY(!find->scriptSearch()->isReplacing());
        QVERIFY(m_saved.isEmpty());
        const EditedValue value = save();
        QCOMPARE(value.stored, QByteArray(lines).replace("line", "a longer row"));
    }

    void overlongLineIsRefusedAndIndented()
    {
        QByteArray list = "[0";
        for (int i = 1; list.size() < 1'000'000; ++i)
            list += ',' + QByteArray::number(i);
        list += ']';
        show(list);
        m_page->showForm(ValueForm::Formatted);
        click("valueEditButton");
        clickTab(QStringLiteral("JSON"));
        auto *hint = see<QWidget>("valueEditJsonHint");
        QVERIFY(hint->isVisible());
        QTest::mouseClick(hint->findChildren<QPushButton *>().constFirst(), Qt::LeftButton);
        QTRY_VERIFY(json()->isVisible());
        QVERIFY(json()->lineCount() > 100'000);
    }

    /// What was decoded to one text is changed as that text.
    void onlyPartIsChangedAsText()
    {
        begin(ClientLibrary::Pymemcache);
        show(QByteArray::fromHex("80048c0568656c6c6f2e"), 1); // 'hello'
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Text"));
        QCOMPARE(text()->text(), QByteArray("hello"));
        QVERIFY(!m_page->isEdited());
        type(text(), QStringLiteral("o "));
        const EditedValue value = save();
        QCOMPARE(value.stored, QByteArray::fromHex("80048c076f2068656c6c6f2e"));
        m_page->endEdit();
        show(QByteArray::fromHex("80044b2a2e"), 1); // 42
        click("valueEditButton");
        QCOMPARE(text()->text(), QByteArray("42"));
        type(text(), QStringLiteral("x"));
        QTRY_VERIFY(!fault().isEmpty());
        QVERIFY(!canSave());
        QTest::keyClick(text(), Qt::Key_Backspace);
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
    }

    void emptyValueBecomesSomething()
    {
        m_page->showValue({"key:1", {}, nullptr, 0});
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Text"));
        type(text(), QStringLiteral("now"));
        const EditedValue value = save();
        QCOMPARE(value.stored, QByteArray("now"));
        QCOMPARE(value.base, QByteArray());
    }
};

QTEST_MAIN(TestTextEditing)
#include "tst_textediting.moc"

#include "tests/valuechanger.h"

#include "app/sandbox/recordeditems.h"
#include "app/values/valuewriting.h"
#include "ui/fixedfont.h"

#include <algorithm>

#include <zlib.h>

namespace {

QByteArray deflated(const QByteArray &bytes)
{
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), '\0');
    if (compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()), 6)
        != Z_OK)
        qFatal("zlib");
    out.truncate(qsizetype(size));
    return out;
}

QByteArray inflated(const QByteArray &stored)
{
    return decompress(Compression::Zlib, stored, DecodeLimits()).bytes;
}

/// {'name': 'Ada', 'n': [1, 2]} as Python 3.11 pickles it with protocol 4.
const char *const adaPickle = "8004951e000000000000007d94288c046e616d65948c03416461948c016e945d94284b014b0265752e";

} // namespace

/// How an edit of a value begins, goes from form to form, and ends.
class TestValueEditing : public QObject, private ValueChanger
{
    Q_OBJECT

private slots:
    void initTestCase() { useHome(); }
    void init() { begin(ClientLibrary::Unknown); }
    void cleanup() { end(); }

    void buttonSaysWhyNothingCanBeChanged()
    {
        auto *button = see<QToolButton>("valueEditButton");
        QVERIFY(!button->isEnabled());
        show("words");
        QVERIFY(button->isVisible() && button->isEnabled());
        m_page->setEditable(QStringLiteral("The connection is for reading only."));
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), QStringLiteral("The connection is for reading only."));
        m_page->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(!m_page->isEditing());
        m_page->setEditable({});
        QTest::keyClick(m_page->tabs()->currentWidget(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(m_page->isEditing());
        // What is open stays open, and is not saved.
        m_page->setEditable(QStringLiteral("There is no connection to the server."));
        QVERIFY(m_page->isEditing());
        type(text(), QStringLiteral("x"));
        QTRY_COMPARE(fault(), QStringLiteral("There is no connection to the server."));
        QVERIFY(!canSave());
        m_page->setEditable({});
        QVERIFY(canSave());
    }

    void nothingIsNotChanged()
    {
        show("words");
        QVERIFY(m_page->editAction()->isEnabled());
        m_page->clear();
        QVERIFY(!m_page->editAction()->isEnabled());
        m_page->showValue({"key:1", {}, nullptr, 0});
        QVERIFY(m_page->editAction()->isEnabled()); // an empty value is one
        m_page->clear();
        QVERIFY(!m_page->editAction()->isEnabled());
    }

    void pageWithoutEditsHasNoButton()
    {
        ValuePage page(QStringLiteral("result"), m_choices.get());
        page.show();
        QVERIFY(!page.findChild<QToolButton *>(QStringLiteral("resultEditButton"))->isVisible());
        QTest::keyClick(&page, Qt::Key_E, Qt::ControlModifier);
        QVERIFY(!page.isEditing());
    }

    void textIsChanged()
    {
        show("some words", 7);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Text"));
        QCOMPARE(state(), QStringLiteral("Editing"));
        QCOMPARE(sizes(), QStringLiteral("10 B"));
        QVERIFY(!canSave());
        QVERIFY(text()->hasFocus());
        type(text(), QStringLiteral("No, "));
        QTRY_COMPARE(state(), QStringLiteral("Changed"));
        QCOMPARE(sizes(), QStringLiteral("10 → 14 B"));
        const EditedValue value = save();
        QCOMPARE(value.key, QByteArray("key:1"));
        QCOMPARE(value.stored, QByteArray("No, some words"));
        QCOMPARE(value.after, value.stored);
        QCOMPARE(value.base, QByteArray("some words"));
        QCOMPARE(value.before, value.base);
        QVERIFY(value.reading);
        // Until that is answered nothing changes.
        QVERIFY(text()->isReadOnly());
        m_page->keepEditing(QStringLiteral("The server is full."));
        QVERIFY(!text()->isReadOnly());
        QCOMPARE(fault(), QStringLiteral("The server is full."));
        QCOMPARE(text()->text(), QByteArray("No, some words"));
        (void)save();
        m_page->endEdit();
        QVERIFY(!m_page->isEditing());
        QVERIFY(m_page->tabs()->isVisible());
    }

    /// What comes back to what it was counts as not changed, and keeps its stored bytes.
    void sameAgainIsUnchanged()
    {
        const QByteArray stored = deflated("one two three one two three one two three");
        show(stored, 0);
        click("valueEditButton");
        type(text(), QStringLiteral("x"));
        QTRY_COMPARE(state(), QStringLiteral("Changed"));
        QTest::keyClick(text(), Qt::Key_Backspace);
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QVERIFY(!m_page->isEdited());
        QVERIFY(!canSave());
        type(text(), QStringLiteral("y"));
        QVERIFY(m_page->isEdited()); // asked before it was looked at
        const EditedValue value = save();
        QVERIFY(value.stored != stored);
        QCOMPARE(inflated(value.stored), QByteArray("yone two three one two three one two three"));
        m_page->keepEditing({});
        click("valueEditResetButton");
        QCOMPARE(state(), QStringLiteral("Editing"));
        QCOMPARE(text()->text(), QByteArray("one two three one two three one two three"));
        QTest::keyClick(text(), Qt::Key_Escape);
        QVERIFY(!m_page->isEditing());
    }

    void escapeAsksWhereSomethingWouldBeLost()
    {
        show("words");
        click("valueEditButton");
        type(text(), QStringLiteral("x"));
        QTest::keyClick(text(), Qt::Key_Escape);
        auto *box = m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit"));
        QVERIFY(box);
        QCOMPARE(box->text(), QStringLiteral("The value of “key:1” has changes that are not saved."));
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(m_page->isEditing());
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit")));
        click("valueEditDiscardButton");
        box = m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit"));
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QVERIFY(!m_page->isEditing());
    }

    void hexEditorSaysItsModeAsOthersDo()
    {
        show("words");
        m_page->showForm(ValueForm::Hex);
        click("valueEditButton");
        const auto *mode = see<QToolButton>("valueEditHexTyping");
        QCOMPARE(mode->text(), QStringLiteral("OVR"));
        QTest::keyClick(hex(), Qt::Key_Insert);
        QCOMPARE(mode->text(), QStringLiteral("INS"));
        QCOMPARE(mode->accessibleName(), QStringLiteral("Insert mode"));
        click("valueEditHexTyping");
        QCOMPARE(mode->text(), QStringLiteral("OVR"));
        QVERIFY(mode->toolTip().startsWith(QStringLiteral("Overwrite mode")));
    }

    /// A letter that comes too late, meant for the text, discards nothing.
    void onlyAltAndItsLetterDiscards()
    {
        show("words");
        click("valueEditButton");
        type(text(), QStringLiteral("x"));
        QTest::keyClick(text(), Qt::Key_Escape);
        auto *box = m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit"));
        QVERIFY(box);
        const QPushButton *discard = static_cast<QPushButton *>(box->button(QMessageBox::Discard));
        QCOMPARE(discard->text(), QStringLiteral("&Discard"));
        QTest::keyClick(box, Qt::Key_D);
        QTest::keyClick(box->button(QMessageBox::Cancel), Qt::Key_D);
        QVERIFY(!discard->isDown());
        QVERIFY(m_page->isEditing() && box->isVisible());
        QTRY_VERIFY(box->isActiveWindow());
        QTest::keyClick(box, Qt::Key_D, Qt::AltModifier);
        QTRY_VERIFY(!m_page->isEditing());
    }

    /// What goes on while it is being saved is told where that is, in a dialog.
    void whileItIsBeingSavedItSaysWhere()
    {
        show("words");
        click("valueEditButton");
        type(text(), QStringLiteral("x"));
        (void)save();
        QCOMPARE(see<QLabel>("valueEditWork")->text(), QStringLiteral("Waiting for the save dialog"));
        QVERIFY(!see<QWidget>("valueEditCancelWork")->isVisible());
        m_page->keepEditing({});
        QVERIFY(!see<QLabel>("valueEditWork")->isVisible());
    }

    void anotherValueDoesNotTakeItsPlace()
    {
        show("words");
        click("valueEditButton");
        type(text(), QStringLiteral("x"));
        m_page->showValue({"key:1", "newer", nullptr, 0});
        m_page->clear();
        QCOMPARE(text()->text(), QByteArray("xwords"));
        QVERIFY(m_page->isEditing());
    }

    void treeIsChangedPartByPart()
    {
        begin(ClientLibrary::Pylibmc);
        const QByteArray stored = deflated(QByteArray::fromHex(adaPickle));
        show(stored, 9);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Tree"));
        changeValue(row(QStringLiteral("name"), top()), QStringLiteral("Grace"));
        QTRY_COMPARE(row(QStringLiteral("name"), top()).siblingAtColumn(1).data().toString(), QStringLiteral("Grace"));
        QCOMPARE(state(), QStringLiteral("Changed"));
        changeValue(row(QStringLiteral("1"), row(QStringLiteral("n"), top())), QStringLiteral("300"));
        // A list cannot be changed as a whole, but its name can.
        tree()->setCurrentIndex(row(QStringLiteral("n"), top()));
        QTest::keyClick(tree(), Qt::Key_F2);
        QVERIFY(see<NoticeRow>("valueEditTreeNotice")->text().startsWith(QStringLiteral("Only texts, numbers")));
        QTest::keyClick(tree(), Qt::Key_F2, Qt::ShiftModifier);
        writeCell(QStringLiteral("numbers"));
        QTRY_VERIFY2(row(QStringLiteral("numbers"), top()).isValid(), qPrintable(see<NoticeRow>("valueEditTreeNotice")->text()));
        const EditedValue value = save();
        const ValueReading read = readValue(value.stored, 9, ClientLibrary::Pylibmc, DecodeLimits());
        QVERIFY(!read.value.fault);
        QCOMPARE(asJson(read.value.tree), QByteArray(R"({"name":"Grace","numbers":[1,300]})"));
        // And back, step by step, to the very bytes.
        m_page->keepEditing({});
        for (int step = 0; step < 3; ++step) {
            tree()->setFocus();
            QTest::keyClick(tree(), Qt::Key_Z, Qt::ControlModifier);
        }
        QTRY_COMPARE(state(), QStringLiteral("Editing"));
        QTest::keyClick(tree(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(row(QStringLiteral("name"), top()).siblingAtColumn(1).data().toString(), QStringLiteral("Grace"));
    }

    /// High enough for the field in which a part is changed, also before that.
    void treeHasTheSameRowsWhileItIsLookedAt()
    {
        const auto atEnd = qScopeGuard([] { applyFixedFont({}, 0); });
        for (const int points : {9, 20}) {
            applyFixedFont({}, points);
            begin(ClientLibrary::Pylibmc);
            show(QByteArray::fromHex(adaPickle), 1);
            m_page->showForm(ValueForm::Tree);
            const QList<ValueTreeRows *> all = m_page->findChildren<ValueTreeRows *>(); // one more is in the editor
            const auto seen = std::ranges::find_if(all, &QWidget::isVisible);
            QVERIFY(seen != all.end());
            const ValueTreeRows *read = *seen;
            const int height = read->visualRect(read->model()->index(0, 0)).height();
            QVERIFY2(height >= QFontMetrics(fixedFont()).height() + 6, qPrintable(QString::number(height)));
            click("valueEditButton");
            QCOMPARE(tab(), QStringLiteral("Tree"));
            QCOMPARE(tree()->visualRect(top()).height(), height);
        }
    }

    void wrongNumberIsRefusedWhereItIsWritten()
    {
        show(R"({"n": 12, "t": true, "long": "a\nb"})");
        click("valueEditButton");
        clickTab(QStringLiteral("Tree"));
        tree()->setCurrentIndex(row(QStringLiteral("n"), top()));
        QTest::keyClick(tree(), Qt::Key_Return);
        auto *field = cellField();
        QVERIFY(field);
        QCOMPARE(field->text(), QStringLiteral("12"));
        QTest::keyClicks(field, QStringLiteral("12x"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible()); // the text stays to be mended
        QVERIFY(see<NoticeRow>("valueEditTreeNotice")->text().contains(QStringLiteral("whole number")));
        QTest::keyClick(field, Qt::Key_Backspace);
        QTest::keyClick(field, Qt::Key_Backspace);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(row(QStringLiteral("n"), top()).siblingAtColumn(1).data().toString(), QStringLiteral("1"));
        // Of more lines, in a window of its own.
        tree()->setCurrentIndex(row(QStringLiteral("long"), top()));
        QTest::keyClick(tree(), Qt::Key_F2);
        auto *dialog = m_page->findChild<QDialog *>(QStringLiteral("nodeTextDialog"));
        QVERIFY(dialog);
        auto *edit = dialog->findChild<ValueTextEdit *>(QStringLiteral("nodeText"));
        QCOMPARE(edit->text(), QByteArray("a\nb"));
        QTest::keyClicks(edit, QStringLiteral("x"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("nodeTextChange")), Qt::LeftButton);
        QCOMPARE(save().stored, QByteArray(R"({"n": 1, "t": true, "long": "xa\nb"})"));
    }

    /// A double click on a value, then the same draft as text, as bytes, and as a tree again.
    void draftGoesFromTabToTab()
    {
        show(R"({"n": 12})");
        click("valueEditButton");
        clickTab(QStringLiteral("Tree"));
        const QRect cell = tree()->visualRect(row(QStringLiteral("n"), top()).siblingAtColumn(1));
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, cell.center());
        QTest::mouseDClick(tree()->viewport(), Qt::LeftButton, {}, cell.center());
        writeCell(QStringLiteral("34"));
        clickTab(QStringLiteral("JSON"));
        QCOMPARE(json()->text(), QByteArray("{\n  \"n\": 34\n}"));
        json()->select(9, 11);
        QTest::keyClicks(json(), QStringLiteral("56"));
        clickTab(QStringLiteral("Hex"));
        QCOMPARE(hex()->content(), QByteArray(R"({"n": 56})"));
        hex()->setFocus();
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(hex(), Qt::Key_Right);
        QTest::keyClicks(hex(), QStringLiteral("37")); // 7
        clickTab(QStringLiteral("Text"));
        QCOMPARE(text()->text(), QByteArray(R"({"n": 76})"));
        clickTab(QStringLiteral("Tree"));
        QTRY_COMPARE(row(QStringLiteral("n"), top()).siblingAtColumn(1).data().toString(), QStringLiteral("76"));
        QCOMPARE(save().stored, QByteArray(R"({"n": 76})"));
    }

    void chainThatCannotBeWrittenIsChangedAsStoredBytesOnly()
    {
        begin(ClientLibrary::Pylibmc);
        QByteArray broken = deflated(QByteArray(1000, 'x'));
        broken[broken.size() - 1] = char(broken.back() ^ 1);
        show(broken, 8);
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("Hex"));
        QCOMPARE(see<QComboBox>("valueEditHexStage")->currentText(), QStringLiteral("As stored"));
        QVERIFY(!see<QComboBox>("valueEditHexStage")->isEnabled());
        clickTab(QStringLiteral("Text"));
        QVERIFY(see<QWidget>("valueEditTextHint")->isVisible());
        clickTab(QStringLiteral("Hex"));
        hex()->select(broken.size() - 1, 1);
        hex()->setFocus();
        QTest::keyClicks(hex(), QString::fromLatin1(QByteArray(1, char(broken.back() ^ 1)).toHex()));
        QTRY_COMPARE(state(), QStringLiteral("Changed"));
        QTRY_COMPARE(fault(), QString()); // it can be read now
        const EditedValue value = save();
        QCOMPARE(value.stored, deflated(QByteArray(1000, 'x')));
        QCOMPARE(value.after, QByteArray(1000, 'x'));
    }

    void storedAndDecompressedBytesAreOneDraft()
    {
        begin(ClientLibrary::Pylibmc);
        const QByteArray stored = deflated("inner bytes, inner bytes");
        show(stored, 8);
        m_page->showForm(ValueForm::Hex);
        click("valueEditButton");
        QCOMPARE(hex()->content(), QByteArray("inner bytes, inner bytes"));
        hex()->setFocus();
        QTest::keyClicks(hex(), QStringLiteral("49")); // I
        auto *stage = see<QComboBox>("valueEditHexStage");
        stage->setFocus();
        QTest::keyClick(stage, Qt::Key_Down);
        QTRY_COMPARE(inflated(hex()->content()), QByteArray("Inner bytes, inner bytes"));
        QVERIFY(hex()->isVisible());
        // Another compression by hand, of other bytes.
        hex()->setFocus();
        hex()->selectAll();
        const QByteArray other = deflated("other");
        QTest::keyClick(hex(), Qt::Key_Delete);
        QTest::keyClick(hex(), Qt::Key_Insert);
        QTest::keyClicks(hex(), QString::fromLatin1(other.toHex()));
        clickTab(QStringLiteral("Text"));
        QTRY_COMPARE(text()->text(), QByteArray("other"));
        QCOMPARE(save().stored, other);
    }

    void cancelledEncodingGoesOn()
    {
        begin(ClientLibrary::Pylibmc);
        QByteArray large;
        for (int i = 0; i < 900'000; ++i)
            large += QByteArray::number(i);
        show(deflated(large), 8);
        m_page->showForm(ValueForm::Hex);
        click("valueEditButton");
        hex()->setFocus();
        QTest::keyClicks(hex(), QStringLiteral("41"));
        QTRY_VERIFY(canSave());
        click("valueEditSaveButton");
        QVERIFY(see<QWidget>("valueEditCancelWork")->isVisible());
        click("valueEditCancelWork");
        QVERIFY(!see<QWidget>("valueEditCancelWork")->isVisible());
        QCOMPARE(m_saved.size(), 0);
        QCOMPARE(save().after.size(), large.size());
    }

    /// What is open and not touched comes out as it is stored, whatever it is.
    void untouchedSamplesKeepTheirBytes()
    {
        const QList<ValueSample> samples = valueSamples();
        QVERIFY(samples.size() > 20);
        for (const ValueSample &sample : samples) {
            show(sample.bytes);
            ChosenSteps steps;
            steps.compression = CompressionStep{};
            steps.serialization = SerializationStep{.serialization = sample.serialization};
            m_choices->choose("key:1", steps);
            QTRY_VERIFY(m_page->reading());
            click("valueEditButton");
            QVERIFY2(m_page->isEditing(), sample.name.constData());
            for (const QString &title : {QStringLiteral("Text"), QStringLiteral("Hex"), QStringLiteral("JSON"), QStringLiteral("Tree")}) {
                clickTab(title);
                QVERIFY2(!m_page->isEdited(), sample.name.constData());
            }
            m_page->endEdit();
        }
    }

    /// What client libraries stored themselves.
    void recordedValuesKeepTheirBytes()
    {
        const QList<Command> items = recordedItems();
        QVERIFY(items.size() > 100);
        for (const Command &item : items) {
            if (item.value.isEmpty())
                continue;
            show(item.value, item.flags);
            click("valueEditButton");
            QVERIFY2(m_page->isEditing(), item.key.constData());
            for (const QString &title : {QStringLiteral("Tree"), QStringLiteral("Text"), QStringLiteral("Hex")}) {
                clickTab(title);
                QVERIFY2(!m_page->isEdited(), item.key.constData());
            }
            // One byte comes and goes.
            if (hex()->isVisible()) {
                const QByteArray before = hex()->content();
                hex()->setFocus();
                QTest::keyClick(hex(), Qt::Key_Insert);
                QTest::keyClicks(hex(), QStringLiteral("00"));
                QVERIFY(m_page->isEdited());
                QTest::keyClick(hex(), Qt::Key_Backspace);
                QVERIFY2(!m_page->isEdited(), item.key.constData());
                QCOMPARE(hex()->content(), before);
            }
            m_page->endEdit();
        }
    }

    void whatCanBeTouchedIsNamed()
    {
        show(R"({"a": 1})");
        click("valueEditButton");
        const QList<QWidget *> widgets = see<QWidget>("valueEditEditor")->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->window() != m_page->window() || widget->inherits("QLabel") || widget->inherits("QScrollArea")
                || widget->inherits("QTabBar") || widget->inherits("QHeaderView") || widget->inherits("HintPage")
                || widget->parentWidget()->inherits("QComboBox"))
                continue;
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(TestValueEditing)
#include "tst_valueediting.moc"

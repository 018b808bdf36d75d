#include "ui/values/valuepage.h"

#include "app/sandbox/recordeditems.h"
#include "app/values/valuewriting.h"
#include "tests/valuesample.h"
#include "ui/elidedlabel.h"
#include "ui/noticerow.h"
#include "ui/settings.h"
#include "ui/valueedit/hexeditor.h"
#include "ui/valueedit/valuetextedit.h"
#include "ui/values/valuetreerows.h"
#include "ui/workbench/findbar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

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

/// Changes values in their page by clicks and keys.
class TestValueEditing : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ReadingChoices> m_choices;
    std::unique_ptr<ValuePage> m_page;
    QList<EditedValue> m_saved;
    QString m_told;

    template <typename Widget> Widget *see(const char *name) const { return m_page->findChild<Widget *>(QLatin1String(name)); }
    void show(const QByteArray &bytes, std::optional<quint32> flags = 0) const
    {
        const auto owner = std::make_shared<const QByteArray>(bytes);
        m_page->showValue({"key:1", *owner, owner, flags});
        QTRY_VERIFY(m_page->reading());
    }
    void click(const char *name) const
    {
        auto *widget = see<QWidget>(name);
        QVERIFY2(widget && widget->isVisible(), name);
        QTest::mouseClick(widget, Qt::LeftButton);
    }
    void clickTab(const QString &title) const
    {
        auto *tabs = see<QTabWidget>("valueEditTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == title && tabs->isTabVisible(i))
                QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
        }
    }
    [[nodiscard]] QString tab() const
    {
        const auto *tabs = see<QTabWidget>("valueEditTabs");
        return tabs->tabText(tabs->currentIndex());
    }
    [[nodiscard]] QString state() const { return see<QLabel>("valueEditState")->text(); }
    [[nodiscard]] QString sizes() const { return see<QLabel>("valueEditSize")->text(); }
    [[nodiscard]] QString fault() const
    {
        return see<QWidget>("valueEditFault")->isVisible() ? see<NoticeRow>("valueEditFault")->text() : QString();
    }
    [[nodiscard]] bool canSave() const { return see<QToolButton>("valueEditSaveButton")->isEnabled(); }
    [[nodiscard]] ValueTextEdit *text() const { return see<ValueTextEdit>("valueEditText"); }
    [[nodiscard]] ValueTextEdit *json() const { return see<ValueTextEdit>("valueEditJson"); }
    [[nodiscard]] HexEditor *hex() const { return see<HexEditor>("valueEditHex"); }
    [[nodiscard]] ValueTreeRows *tree() const { return see<QWidget>("valueEditTree")->findChild<ValueTreeRows *>(); }
    void type(QWidget *where, const QString &what) const
    {
        where->setFocus();
        QTest::keyClicks(where, what);
    }
    /// Presses Save and answers what is to be saved.
    EditedValue save()
    {
        m_saved.clear();
        [&] { QTRY_VERIFY(canSave()); }();
        click("valueEditSaveButton");
        [&] { QTRY_COMPARE(m_saved.size(), 1); }();
        return m_saved.isEmpty() ? EditedValue() : m_saved.constFirst();
    }
    [[nodiscard]] QModelIndex row(const QString &name, const QModelIndex &below = {}) const
    {
        QAbstractItemModel *model = tree()->model();
        if (below.isValid() && model->canFetchMore(below))
            model->fetchMore(below);
        for (int i = 0; i < model->rowCount(below); ++i) {
            if (model->index(i, 0, below).data().toString() == name)
                return model->index(i, 0, below);
        }
        return {};
    }
    [[nodiscard]] QModelIndex top() const { return tree()->model()->index(0, 0); }
    /// The one that is seen: one before may not have gone yet.
    [[nodiscard]] QLineEdit *cellField() const
    {
        const QList<QLineEdit *> fields = tree()->findChildren<QLineEdit *>(QStringLiteral("nodeField"));
        for (QLineEdit *field : fields) {
            if (field->isVisible())
                return field;
        }
        return nullptr;
    }
    /// Writes a text over the one of the cell that is being changed.
    void writeCell(const QString &written) const
    {
        auto *field = cellField();
        QVERIFY(field);
        field->selectAll();
        QTest::keyClicks(field, written);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void changeValue(const QModelIndex &row, const QString &written) const
    {
        QVERIFY(row.isValid());
        tree()->setCurrentIndex(row);
        QTest::keyClick(tree(), Qt::Key_F2);
        writeCell(written);
    }

private slots:
    void initTestCase() { qputenv("XDG_CONFIG_HOME", QFile::encodeName(m_home.path())); }

    void init() { begin(ClientLibrary::Unknown); }
    void begin(ClientLibrary library)
    {
        m_page.reset();
        m_choices.reset();
        m_settings = std::make_unique<Settings>();
        m_choices = std::make_unique<ReadingChoices>(m_settings->keys());
        m_choices->setServer(QStringLiteral("here"), library, ":");
        m_page = std::make_unique<ValuePage>(QStringLiteral("value"), m_choices.get());
        m_page->setEditable({});
        m_saved.clear();
        connect(m_page.get(), &ValuePage::saveRequested, this, [this](const EditedValue &value) { m_saved.append(value); });
        connect(m_page.get(), &ValuePage::told, this, [this](const QString &told) { m_told = told; });
        m_page->resize(560, 480);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_choices.reset();
        m_settings.reset();
    }

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
        QTRY_COMPARE(state(), QStringLiteral("Editing · changed"));
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
        QTRY_COMPARE(state(), QStringLiteral("Editing · changed"));
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
        QTest::keyClick(box, Qt::Key_Escape);
        QVERIFY(m_page->isEditing());
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit")));
        click("valueEditDiscardButton");
        box = m_page->findChild<QMessageBox *>(QStringLiteral("discardEdit"));
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QVERIFY(!m_page->isEditing());
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
        QVERIFY2(hint->findChild<QLabel *>(QStringLiteral("hintText"))->text().contains(QStringLiteral("UTF-8: it ends at byte 3")),
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

    void placeOfAFaultIsWhereTheCursorGoes()
    {
        ChosenSteps steps;
        steps.serialization = SerializationStep{Serialization::Json, Primitive::None, Certainty::Chosen, {}};
        m_choices->choose("key:1", steps);
        show("\xef\xbb\xbf[\"é\", 1]"); // with a mark in front, which is no column
        click("valueEditButton");
        QCOMPARE(tab(), QStringLiteral("JSON"));
        json()->select(5, 6); // the comma
        QTest::keyClick(json(), Qt::Key_Delete);
        QTRY_COMPARE(fault(), QStringLiteral("Line 1, column 6: After a member, a list has a comma or ends."));
        json()->select(0, 0);
        click("valueEditFaultPlace");
        QTRY_COMPARE(see<ElidedLabel>("valueEditJsonPlace")->text(), QStringLiteral("Line 1, column 6"));
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
        QCOMPARE(state(), QStringLiteral("Editing · changed"));
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
        QCOMPARE(json()->text(), QByteArray(R"({"n": 34})"));
        json()->select(6, 8);
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
        QTRY_COMPARE(state(), QStringLiteral("Editing · changed"));
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

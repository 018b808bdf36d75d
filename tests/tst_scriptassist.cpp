#include "app/commands/keyhistory.h"
#include "ui/workbench/commandfield.h"
#include "ui/workbench/scriptassist.h"
#include "ui/workbench/scripteditor.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace {

QTreeWidget *listOf(const QWidget *field)
{
    return field->findChild<QTreeWidget *>(QStringLiteral("completions"));
}

QLabel *tipOf(const QWidget *field)
{
    return field->findChild<QLabel *>(QStringLiteral("callTip"));
}

/// All that a field offers: words, helps and the tip.
QStringList offeredBy(const QWidget *field)
{
    QStringList offered;
    if (listOf(field)->isVisible()) {
        for (int i = 0; i < listOf(field)->topLevelItemCount(); ++i)
            offered += listOf(field)->topLevelItem(i)->text(0) + QLatin1Char('|') + listOf(field)->topLevelItem(i)->text(1);
    }
    if (tipOf(field)->isVisible())
        offered += tipOf(field)->text();
    return offered;
}

/// An editor over a command line, in a window of their own.
class Window : public QWidget
{
public:
    Window()
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(field);
        layout->addWidget(editor);
        assist->setKeys(&keys);
        field->setKeys(&keys);
        resize(800, 400);
        show();
        (void)QTest::qWaitForWindowActive(this);
        editor->setFocus();
    }

    void type(const QString &text) const { QTest::keyClicks(editor, text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const { QTest::keyClick(editor, key, modifiers); }
    /// The words that the editor offers, joined by blanks; "-" with no list open.
    QString offered() const
    {
        if (!listOf(editor)->isVisible())
            return QStringLiteral("-");
        QStringList words;
        for (int i = 0; i < listOf(editor)->topLevelItemCount(); ++i)
            words += listOf(editor)->topLevelItem(i)->text(0);
        return words.join(QLatin1Char(' '));
    }

    KeyHistory keys;
    CommandField *field = new CommandField(this);
    ScriptEditor *editor = new ScriptEditor(this);
    ScriptAssist *assist = new ScriptAssist(editor);
};

} // namespace

class TestScriptAssist : public QObject
{
    Q_OBJECT

private slots:
    void wordsAreOfferedAndTakenAsInTheCommandLine()
    {
        const Window window;
        window.editor->setText("NOOP\n\nNOOP");
        window.editor->jumpTo(2, 1);
        window.type(QStringLiteral("ge"));
        QCOMPARE(window.offered(), QStringLiteral("get getq getk getkq"));
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Down);
        window.press(Qt::Key_Return);
        QCOMPARE(window.editor->text(), QByteArray("NOOP\ngetq \nNOOP"));
        QVERIFY(tipOf(window.editor)->isVisible());
        QVERIFY(tipOf(window.editor)->text().contains(QStringLiteral("<u>key</u>")));
        window.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(window.editor->text(), QByteArray("NOOP\nge\nNOOP")); // taken by one step
    }

    void enterBreaksTheLineWhileNothingIsChosen()
    {
        const Window window;
        window.type(QStringLiteral("NOO"));
        QCOMPARE(window.offered(), QStringLiteral("NOOP"));
        window.press(Qt::Key_Return);
        QCOMPARE(window.editor->text(), QByteArray("NOO\n"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        QVERIFY(!tipOf(window.editor)->isVisible());
    }

    void tabTakesTheFirstAndLeavesWithNothingOffered()
    {
        const Window window;
        window.type(QStringLiteral("SET k v t"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.editor->text(), QByteArray("SET k v ttl="));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.editor->text(), QByteArray("SET k v ttl=30s"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.press(Qt::Key_Tab);
        QVERIFY(!window.editor->hasFocus());
    }

    void escapeDismissesUntilTheNextWordOrLine()
    {
        const Window window;
        window.type(QStringLiteral("ge"));
        window.press(Qt::Key_Escape);
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.type(QStringLiteral("t"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.assist->complete();
        QCOMPARE(window.offered(), QStringLiteral("get getq getk getkq"));
        window.press(Qt::Key_Escape);
        window.press(Qt::Key_Return);
        window.type(QStringLiteral("g")); // the same column of another line
        QVERIFY(window.offered() != QStringLiteral("-"));
    }

    void askedForItIsThereWithoutTyping()
    {
        const Window window;
        window.assist->complete();
        QVERIFY(window.offered().startsWith(QStringLiteral("GET GETQ")));
        window.editor->setText("STAT s");
        window.editor->jumpTo(1, 7);
        window.assist->complete();
        QCOMPARE(window.offered(), QStringLiteral("settings slabs sizes"));
        window.editor->setReadOnly(true);
        window.assist->complete();
        QCOMPARE(window.offered(), QStringLiteral("-"));
    }

    void erasingOffersMoreAgain()
    {
        const Window window;
        window.type(QStringLiteral("getk"));
        QCOMPARE(window.offered(), QStringLiteral("getk getkq"));
        window.press(Qt::Key_Backspace);
        QCOMPARE(window.offered(), QStringLiteral("get getq getk getkq"));
        window.press(Qt::Key_Left);
        QVERIFY(window.offered().startsWith(QStringLiteral("get")));
        window.press(Qt::Key_Home);
        window.press(Qt::Key_Delete);
        QCOMPARE(window.editor->text(), QByteArray("et"));
    }

    void keysOfAnyBytesAreOfferedAndWrittenRight()
    {
        Window window;
        window.keys.add("user:\xc3\xa9t\xc3\xa9");
        window.keys.add(QByteArrayView("user:\xff\0 x", 9));
        window.type(QStringLiteral("GET us"));
        QCOMPARE(window.offered(), QStringLiteral("user:\\xFF\\0 x user:été"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.editor->text(), QByteArray("GET \"user:\\xFF\\0 x\""));
        window.press(Qt::Key_Return);
        window.type(QStringLiteral("TOUCH us"));
        window.press(Qt::Key_Up); // from nowhere to the last
        window.press(Qt::Key_Return);
        QCOMPARE(window.editor->line(2).toByteArray(), QByteArray("TOUCH user:\xc3\xa9t\xc3\xa9 "));
    }

    void placesBehindBytesThatAreNotAsciiAreRight()
    {
        const Window window;
        window.editor->setText("SET \xc3\xbc\xff \xf0\x9f\x8c\x8d \r\n# \xe2\x82\xac");
        window.editor->jumpTo(1, 14);
        window.type(QStringLiteral("t"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.editor->text(), QByteArray("SET \xc3\xbc\xff \xf0\x9f\x8c\x8d ttl=\r\n# \xe2\x82\xac"));
    }

    void quotesThatWereClosedByThemselvesAreReplacedToo()
    {
        Window window;
        window.keys.add("two words");
        window.type(QStringLiteral("GET \"tw"));
        QCOMPARE(window.editor->text(), QByteArray("GET \"tw\""));
        QCOMPARE(window.offered(), QStringLiteral("two words"));
        window.press(Qt::Key_Tab);
        QCOMPARE(window.editor->text(), QByteArray("GET \"two words\""));
        QCOMPARE(window.editor->cursor(), 15);
    }

    void sameIsOfferedAsInTheCommandLine()
    {
        Window window;
        for (const QByteArray &key : {QByteArray("a"), QByteArray("\xfe"), QByteArray("b c"), QByteArray("a\"'")})
            window.keys.add(key);
        for (const char *line : {"g", "GET ", "GET a", "SET a ", "SET a b ", "SET a v ttl=", "INCR a ", "STAT ", "FLUSH ", "TOUCH a 5",
                                 "# x", "bogus x", "SET a h", "GAT b\" ", "STAT detail "}) {
            window.editor->setText({});
            window.editor->setFocus();
            QTest::keyClicks(window.editor, QLatin1String(line));
            const QStringList inEditor = offeredBy(window.editor);
            window.field->clear();
            window.field->setFocus();
            QTest::keyClicks(window.field, QLatin1String(line));
            QCOMPARE(inEditor, offeredBy(window.field));
        }
    }

    void offerGoesWithTheFocusTheLineAndTheView()
    {
        const Window window;
        window.type(QStringLiteral("NOOP g"));
        window.press(Qt::Key_Return);
        window.type(QStringLiteral("g"));
        QVERIFY(window.offered() != QStringLiteral("-"));
        window.field->setFocus();
        QCOMPARE(window.offered(), QStringLiteral("-"));
        window.editor->setFocus();
        window.type(QStringLiteral("e"));
        QVERIFY(window.offered() != QStringLiteral("-"));
        window.editor->jumpTo(1, 1);
        QTRY_COMPARE(window.offered(), QStringLiteral("-"));
        window.editor->jumpTo(2, 2);
        window.type(QStringLiteral("e"));
        QVERIFY(window.offered() != QStringLiteral("-"));
        window.editor->setFixedHeight(150);
        QTRY_COMPARE(window.offered(), QStringLiteral("-"));
    }

    void tipAloneLeavesTheLinesBelowToBeRead()
    {
        const Window window;
        window.editor->setText("NOOP\n\n\n\nNOOP\n");
        window.editor->jumpTo(4, 1);
        window.type(QStringLiteral("SET k value"));
        QVERIFY(!listOf(window.editor)->isVisible());
        const auto y = int(window.editor->send(ByteEditor::SCI_POINTYFROMPOSITION, 0, window.editor->cursor()));
        const int line = window.editor->viewport()->mapToGlobal(QPoint(0, y)).y();
        const QWidget *popup = tipOf(window.editor)->window();
        QVERIFY(popup->geometry().bottom() <= line);
        window.type(QStringLiteral(" t"));
        QVERIFY(listOf(window.editor)->isVisible());
        QVERIFY(popup->geometry().top() > line);
    }

    void offerIsNoLargerThanItsContent()
    {
        const Window window;
        window.type(QStringLiteral("SETQ k v t"));
        const QWidget *popup = tipOf(window.editor)->window();
        const int withList = popup->height();
        const int wide = popup->width();
        window.press(Qt::Key_Return);
        window.type(QStringLiteral("QUIT "));
        QCOMPARE(popup->height(), tipOf(window.editor)->sizeHint().height() + 2);
        QVERIFY(popup->width() < wide);
        window.press(Qt::Key_Return);
        window.type(QStringLiteral("SETQ k v t"));
        QCOMPARE(popup->height(), withList);
    }

    void lineOfALongValueCostsNothing()
    {
        const Window window;
        window.editor->setText("SET k " + QByteArray(2 * LineCompletion::longestLine, 'v') + ' ');
        window.editor->jumpTo(1, window.editor->length() + 1);
        window.type(QStringLiteral("t"));
        QVERIFY(!tipOf(window.editor)->isVisible());
    }

    void clickTakesAWord()
    {
        const Window window;
        window.type(QStringLiteral("STAT se"));
        QTreeWidget *list = listOf(window.editor);
        QVERIFY(list->isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->topLevelItem(0)).center());
        QCOMPARE(window.editor->text(), QByteArray("STAT settings"));
        QCOMPARE(window.offered(), QStringLiteral("-"));
    }
};

QTEST_MAIN(TestScriptAssist)
#include "tst_scriptassist.moc"

#include "tests/maderun.h"
#include "tests/person.h"
#include "tests/privatehome.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/scriptcheck.h"
#include "ui/workbench/scriptkeys.h"
#include "ui/workbench/scripttabs.h"

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTextBrowser>

namespace {

class Writer : public Person
{
public:
    ScriptTabs *tabs() const { return see<ScriptTabs>("scriptTabs"); }
    ScriptEditor *editor() const { return tabs()->page()->editor(); }
    ScriptCheck *check() const { return tabs()->page()->check(); }
    CommandBar *bar() const { return see<CommandBar>("commandBar"); }
    QList<QByteArray> keys(QByteArrayView prefix) const { return bar()->keys()->find(prefix, 100); }
    /// What it says of the first problem.
    QString problem() const { return check()->problems().isEmpty() ? QString() : check()->problems().first().error.text; }
};

} // namespace

class TestScriptLanguage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.use()); }
    void init() { m_folder.clearSettings(); }

    void storeOverTheServersLimitIsDoubtfulOnceItIsKnown()
    {
        RealServer small({QStringLiteral("-I"), QStringLiteral("4096"), QStringLiteral("-o"), QStringLiteral("slab_chunk_max=4096")});
        RealServer usual;
        QVERIFY2(small.start(), qPrintable(small.errorString()));
        QVERIFY2(usual.start(), qPrintable(usual.errorString()));
        const Writer writer;
        writer.editor()->setText("NOOP\nSET k " + QByteArray(5000, 'v') + '\n');
        QTRY_VERIFY(writer.check()->isFinished());
        QVERIFY(writer.problem().isEmpty());
        writer.connectTo(small);
        QTRY_VERIFY2(writer.problem().contains(QStringLiteral("item_size_max is 4096")), qPrintable(writer.problem()));
        QTRY_VERIFY(writer.see<QPushButton>("scriptProblem")->isVisible());
        QVERIFY(writer.editor()->problemAt(15));
        QTest::keyClick(writer.editor(), Qt::Key_F8);
        QCOMPARE(writer.editor()->currentLine(), 2);
        QTest::keyClick(writer.editor(), Qt::Key_N, Qt::ControlModifier);
        writer.editor()->setText("SET k " + QByteArray(5000, 'v')); // in a script that came later
        QTRY_VERIFY(writer.problem().contains(QStringLiteral("item_size_max is 4096")));
        writer.click("disconnectButton");
        QTRY_COMPARE(writer.state(), QStringLiteral("Not connected"));
        QVERIFY(!writer.problem().isEmpty());
        writer.connectTo(usual);
        QTRY_VERIFY(writer.check()->isFinished() && writer.problem().isEmpty());
    }

    void valueFileIsLookedForInTheFolderOfTheScript()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("a.mcb")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("SET k file:value.bin\n") > 0);
        file.close();
        const Writer writer;
        writer.tabs()->openFile(file.fileName());
        QTRY_VERIFY(writer.problem().contains(QStringLiteral("no existing file")));
        QVERIFY2(writer.problem().contains(folder.path()), qPrintable(writer.problem()));
        QFile value(folder.filePath(QStringLiteral("value.bin")));
        QVERIFY(value.open(QIODevice::WriteOnly));
        QTest::keyClick(writer.editor(), Qt::Key_Return);
        QTRY_VERIFY(writer.check()->isFinished() && writer.problem().isEmpty());
    }

    void keysOfTheScriptAreOfferedInTheCommandLineToo()
    {
        const Writer writer;
        writer.editor()->setText("SET user:1 x\nGET 'user 2'\n# GET user:3\nTOUCH user:4\nSTAT user:5\nGAT hex:7573FF");
        QTRY_COMPARE(writer.keys("us").size(), 4);
        QCOMPARE(writer.keys("us"), (QList<QByteArray>{"user:1", "user 2", "user:4", "us\xff"}));
    }

    void whatIsBeingWrittenIsNoKeyYet()
    {
        Writer writer;
        QVERIFY(writer.activate());
        writer.editor()->setFocus();
        QTest::keyClicks(writer.editor(), QStringLiteral("GET unfinish"));
        QTRY_VERIFY(writer.check()->isFinished());
        QVERIFY(writer.keys("unf").isEmpty());
        QTest::keyClicks(writer.editor(), QStringLiteral("ed"));
        QTest::keyClick(writer.editor(), Qt::Key_Return);
        QTRY_COMPARE(writer.keys("unf"), QList<QByteArray>{"unfinished"});
    }

    void commandLineKeepsItsPrivacy()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        const Writer writer;
        writer.connectTo(server);
        QTRY_COMPARE(writer.page(), QStringLiteral("hintReady"));
        writer.command(QStringLiteral(" GET secret:1"));
        QTRY_COMPARE(writer.rows(), 1);
        QTRY_VERIFY(writer.see<QWidget>("runCommandButton")->isEnabled());
        writer.command(QStringLiteral("GET open:1"));
        QTRY_COMPARE(writer.cell(0, 2), QStringLiteral("open:1"));
        QVERIFY(writer.keys("secret").isEmpty());
        QCOMPARE(writer.keys("open").size(), 1);
    }

    void keysOfResultsAreGathered()
    {
        KeyHistory keys;
        gatherKeys(MadeRun().hit("a", "1").silent(Opcode::SetQ, "b").answer(Opcode::Stat, "items").cut().hit("\xff", "2").segments(), keys);
        QCOMPARE(keys.find("", 10), (QList<QByteArray>{"\xff", "b", "a"}));
    }

    void ofManyKeysSomeAreGatheredEvenly()
    {
        KeyHistory keys;
        gatherKeys(manyHits(
                       200'000, [](int i) { return QByteArray::number(i).rightJustified(6, '0'); }, [](int) { return QByteArray(); }),
                   keys);
        QVERIFY(keys.size() > 100 && keys.size() < 1000);
        for (const char *part : {"00", "04", "09", "15", "19"})
            QVERIFY2(!keys.find(part, 1).isEmpty(), part);

        KeyHistory more;
        ScriptEditor editor;
        QByteArray text;
        for (int i = 0; i < 200'000; ++i)
            text += "GET " + QByteArray::number(i).rightJustified(6, '0') + '\n';
        editor.setText(text);
        editor.jumpTo(100'001, 1);
        gatherKeys(editor, more);
        QVERIFY(more.size() > 1000 && more.size() < 5000);
        QCOMPARE(more.find("", 3), (QList<QByteArray>{"100000", "099999", "100001"}));
        for (const char *part : {"00", "04", "09", "15", "19"})
            QVERIFY2(!more.find(part, 1).isEmpty(), part);
    }

    void helpIsOfTheCommandWhereOneIs()
    {
        Writer writer;
        QVERIFY(writer.activate());
        auto *line = writer.see<QLineEdit>("command");
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("touch k 5"));
        writer.editor()->setText("NOOP\n  incrq n 5\n");
        writer.editor()->jumpTo(2, 5);
        QTest::keyClick(&writer.window(), Qt::Key_F1, Qt::ShiftModifier);
        const auto shown = [&writer] {
            return writer.see<QTextBrowser>("commandHelpPage")->toPlainText().section(QLatin1Char('\n'), 0, 0);
        };
        QTRY_COMPARE(shown(), QStringLiteral("INCREMENTQ"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1, Qt::ShiftModifier); // again, now from the help
        QCOMPARE(shown(), QStringLiteral("INCREMENTQ"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(writer.editor()->hasFocus());
        line->setFocus();
        QTest::keyClick(&writer.window(), Qt::Key_F1, Qt::ShiftModifier);
        QCOMPARE(shown(), QStringLiteral("TOUCH"));
    }

private:
    PrivateHome m_folder;
};

QTEST_MAIN(TestScriptLanguage)
#include "tst_scriptlanguage.moc"

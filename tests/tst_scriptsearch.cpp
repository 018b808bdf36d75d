#include "ui/workbench/byteeditor.h"
#include "ui/workbench/scriptlook.h"
#include "ui/workbench/scriptsearch.h"

#include <QSignalSpy>
#include <QTest>

using Option = SearchPattern::Option;
using Direction = ScriptSearch::Direction;

class TestScriptSearch : public QObject
{
    Q_OBJECT

private slots:
    void patternFindsItsMatches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("options");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("matches");
        const int expression = int(Option::RegularExpression);
        const int matchCase = int(Option::MatchCase);
        QTest::addRow("bytes") << u"get"_qs << matchCase << QByteArray("get GET\nget") << QByteArrayList{"get", "get"};
        QTest::addRow("any case") << u"get"_qs << 0 << QByteArray("get GET\nGeT") << QByteArrayList{"get", "GET", "GeT"};
        QTest::addRow("any case beyond ASCII") << u"\u00c4"_qs << 0 << QByteArray("\xc3\xa4 \xc3\x84 \xe4")
                                               << QByteArrayList{"\xc3\xa4", "\xc3\x84"};
        QTest::addRow("signs are themselves") << u"a.c"_qs << 0 << QByteArray("abc a.c") << QByteArrayList{"a.c"};
        QTest::addRow("expression") << u"user:\\d+$"_qs << expression << QByteArray("GET user:1\r\nGET user:22 x\nGET user:3")
                                    << QByteArrayList{"user:1", "user:3"};
        QTest::addRow("expression among bytes that are no UTF-8")
            << u"b+"_qs << expression << QByteArray("\xff\xe4 bb \xf0\x9f\x98\x80 b\xff") << QByteArrayList{"bb", "b"};
        QTest::addRow("a dot is one character")
            << u"<.>"_qs << expression << QByteArray("<\xf0\x9f\x98\x80> <\xff> <ab>") << QByteArrayList{"<\xf0\x9f\x98\x80>", "<\xff>"};
        QTest::addRow("empty matches are none") << u"x*"_qs << expression << QByteArray("axxb") << QByteArrayList{"xx"};
        QTest::addRow("no expression") << u"(a"_qs << expression << QByteArray("(a") << QByteArrayList{};
        QTest::addRow("nothing") << QString() << 0 << QByteArray("a") << QByteArrayList{};
    }
    void patternFindsItsMatches()
    {
        QFETCH(const QString, pattern);
        QFETCH(const int, options);
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArrayList, matches);
        std::vector<TextMatch> found;
        SearchPattern(pattern, SearchPattern::Options(options)).find(text, 1000, found);
        QByteArrayList words;
        for (const TextMatch &match : found)
            words.append(text.sliced(match.begin - 1000, match.end - match.begin));
        QCOMPARE(words, matches);
    }

    void wrongExpressionIsExplained()
    {
        const SearchPattern pattern(QStringLiteral("(a"), Option::RegularExpression);
        QVERIFY(pattern.isEmpty());
        QVERIFY(!pattern.error().isEmpty());
    }

    void expressionThatNeverEndsIsGivenUp()
    {
        std::vector<TextMatch> found;
        SearchPattern(QStringLiteral("(a+)+$"), Option::RegularExpression).find(QByteArray(60, 'a') + "b", 0, found);
        QVERIFY(found.empty());
    }

    void goesOnInBothDirectionsAndAround()
    {
        ByteEditor editor;
        editor.setText("a x a x a");
        ScriptSearch search(&editor);
        const QSignalSpy found(&search, &ScriptSearch::found);
        search.setPattern(SearchPattern(QStringLiteral("a"), {}));
        QTRY_COMPARE(search.count(), 3);
        search.findFrom(0);
        QCOMPARE(editor.selectionStart(), 0);
        QCOMPARE(search.selectedNumber(), 1);
        search.find(Direction::Forward);
        QCOMPARE(search.selectedNumber(), 2);
        search.find(Direction::Forward);
        search.find(Direction::Forward);
        QCOMPARE(search.selectedNumber(), 1);
        QVERIFY(found.last().first().toBool());
        search.find(Direction::Backward);
        QCOMPARE(search.selectedNumber(), 3);
        QVERIFY(found.last().first().toBool());
        search.find(Direction::Backward);
        QCOMPARE(search.selectedNumber(), 2);
        QVERIFY(!found.last().first().toBool());
    }

    void nothingFoundIsTold()
    {
        ByteEditor editor;
        editor.setText("a");
        ScriptSearch search(&editor);
        const QSignalSpy notFound(&search, &ScriptSearch::notFound);
        search.setPattern(SearchPattern(QStringLiteral("b"), {}));
        search.findFrom(0);
        QTRY_COMPARE(notFound.size(), 1);
    }

    void lastMatchOfALongTextIsFound()
    {
        ByteEditor editor;
        editor.setText(QByteArray("GET something\n").repeated(400'000) + "SET needle 1\n");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("n[e]+dle"), Option::RegularExpression));
        search.findFrom(0);
        QTRY_COMPARE_WITH_TIMEOUT(editor.selectionStart(), editor.length() - 9, 60'000);
        QVERIFY(search.isFinished());
        QCOMPARE(search.count(), 1);
    }

    void changeOfTheTextIsFollowed()
    {
        ByteEditor editor;
        editor.setText("a b");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("a"), {}));
        QTRY_COMPARE(search.count(), 1);
        editor.replace(3, 3, " aa");
        search.find(Direction::Backward);
        QTRY_COMPARE(search.count(), 3);
        QTRY_VERIFY(search.isFinished());
    }

    void oneIsReplacedAndTheNextIsSelected()
    {
        ByteEditor editor;
        editor.setText("GET a\nGET b\n");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("(g)et"), Option::RegularExpression));
        search.findFrom(0);
        QTRY_COMPARE(search.selectedNumber(), 1);
        search.replace("\\1\\1Q");
        QTRY_COMPARE(editor.text(), QByteArray("GGQ a\nGET b\n"));
        QTRY_COMPARE(editor.selectionStart(), 6);
        editor.undo();
        QCOMPARE(editor.text(), QByteArray("GET a\nGET b\n"));
    }

    void allAreReplacedInOneStep()
    {
        ByteEditor editor;
        const QByteArray before = QByteArray("GET user:17 \xff\r\nNOOP\n").repeated(30'000);
        editor.setText(before);
        editor.select(editor.lineStart(501), editor.lineStart(501));
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("user:(\\d)(\\d)"), Option::RegularExpression));
        const QSignalSpy replaced(&search, &ScriptSearch::replacedAll);
        const QSignalSpy modified(&editor, &ByteEditor::modificationChanged);
        search.replaceAll("u:$2\\1\\t\\\\");
        QTRY_COMPARE(modified.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(replaced.size(), 1, 60'000);
        QCOMPARE(replaced.first().first().toLongLong(), 30'000);
        QVERIFY(editor.text() == QByteArray("GET u:71\t\\ \xff\r\nNOOP\n").repeated(30'000));
        QCOMPARE(editor.currentLine(), 501);
        QVERIFY(!editor.isReadOnly());
        editor.undo();
        QTRY_VERIFY(!editor.isUnwinding());
        QVERIFY(editor.text() == before);
        QVERIFY(!editor.isModified());
    }

    void anotherPatternTakesBackWhatIsBeingReplaced()
    {
        ByteEditor editor;
        const QByteArray before = QByteArray("GET a\n").repeated(300'000);
        editor.setText(before);
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("GET"), {}));
        const QSignalSpy ended(&search, &ScriptSearch::replacingEnded);
        const QSignalSpy replaced(&search, &ScriptSearch::replacedAll);
        search.replaceAll("TOUCH");
        QTRY_VERIFY(editor.text() != before);
        QVERIFY(search.isReplacing());
        search.setPattern({}); // the bar is closed, or something else is typed there
        QCOMPARE(ended.size(), 1);
        QVERIFY(replaced.isEmpty());
        QVERIFY(!search.isReplacing());
        QTRY_VERIFY(!editor.isUnwinding());
        QVERIFY(!editor.isReadOnly());
        QVERIFY(editor.text() == before);
        editor.replace(0, 0, "x");
        editor.replace(0, 0, "y");
        editor.undo();
        QCOMPARE(editor.bytes(0, 2).toByteArray(), QByteArray("xG")); // steps of undo are steps again
    }

    void anotherTextEndsWhatIsBeingReplaced()
    {
        ByteEditor editor;
        editor.setText(QByteArray("GET a\n").repeated(300'000));
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("GET"), {}));
        const QSignalSpy ended(&search, &ScriptSearch::replacingEnded);
        search.replaceAll("TOUCH");
        QTRY_VERIFY(editor.isModified());
        QVERIFY(search.isReplacing());
        editor.setText("GET b\nGET c\n"); // it is loaded again
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(editor.text(), QByteArray("GET b\nGET c\n"));
        QTRY_COMPARE(search.count(), 2);
    }

    void oneAfterTheOtherIsReplacedFarDownToo()
    {
        ByteEditor editor;
        editor.setText(QByteArray(100, '#').append('\n').repeated(400'000) + "GET a\nGET b\nGET c\n");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("GET"), {}));
        QTRY_VERIFY(search.isFinished());
        search.find(Direction::Forward);
        QTRY_COMPARE(editor.currentLine(), 400'001);
        for (int i = 0; i < 2; ++i) {
            search.replace("TOUCH"); // before the search has come there again
            QTRY_COMPARE(editor.currentLine(), 400'002 + i);
        }
        QCOMPARE(editor.line(400'001).toByteArray(), QByteArray("TOUCH a"));
        QCOMPARE(editor.line(400'002).toByteArray(), QByteArray("TOUCH b"));
        QCOMPARE(editor.line(400'003).toByteArray(), QByteArray("GET c"));
    }

    void manyReplacementsAreUndoneTogetherAndDoneAgain()
    {
        ByteEditor editor;
        const QByteArray before = QByteArray("GET user:17\n").repeated(400'000);
        const QByteArray after = QByteArray("GET u17\n").repeated(400'000);
        editor.setText(before);
        editor.replace(0, 0, "# first\n");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("user:"), {}));
        const QSignalSpy replaced(&search, &ScriptSearch::replacedAll);
        search.replaceAll("u");
        QTRY_COMPARE_WITH_TIMEOUT(replaced.size(), 1, 60'000);
        editor.replace(0, 0, "# last\n");
        qint64 length = editor.length();
        connect(&editor, &ByteEditor::edited, &editor, [&length](qint64, qint64 inserted) { length += inserted; });
        for (int round = 0; round < 2; ++round) {
            editor.undo();
            QVERIFY(editor.text() == "# first\n" + after); // what came behind it is a step of its own
            editor.undo();
            QVERIFY(editor.isUnwinding());
            QVERIFY(editor.isReadOnly());
            editor.undo(); // in vain: it goes on
            QTRY_VERIFY(!editor.isUnwinding());
            QVERIFY(!editor.isReadOnly());
            QVERIFY(editor.text() == "# first\n" + before);
            QCOMPARE(length, editor.length());
            editor.undo();
            QVERIFY(editor.text() == before);
            QVERIFY(!editor.isModified());
            editor.redo();
            editor.redo();
            QTRY_VERIFY(!editor.isUnwinding());
            QVERIFY(editor.text() == "# first\n" + after);
            editor.redo();
            QVERIFY(editor.text() == "# last\n# first\n" + after);
            QVERIFY(editor.isModified());
        }
    }

    void keysUndoManyReplacementsToo()
    {
        ByteEditor editor;
        const QByteArray before = QByteArray("GET user:17\n").repeated(200'000);
        editor.setText(before);
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("user:"), {}));
        const QSignalSpy replaced(&search, &ScriptSearch::replacedAll);
        search.replaceAll("u");
        QTRY_COMPARE_WITH_TIMEOUT(replaced.size(), 1, 60'000);
        QTest::keyClick(&editor, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(editor.isUnwinding());
        QTRY_VERIFY(!editor.isUnwinding());
        QVERIFY(editor.text() == before);
        QTest::keyClick(&editor, Qt::Key_Y, Qt::ControlModifier);
        QTRY_VERIFY(editor.text() == QByteArray("GET u17\n").repeated(200'000));
        QTRY_VERIFY(!editor.isUnwinding());
    }

    void replacementOfPlainTextIsTakenAsItIs()
    {
        ByteEditor editor;
        editor.setText("a");
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("a"), {}));
        search.replaceAll("\\1$0");
        QTRY_COMPARE(editor.text(), QByteArray("\\1$0"));
    }

    void matchesInSightAreMarked()
    {
        ByteEditor editor;
        editor.resize(300, 200);
        editor.show();
        QVERIFY(QTest::qWaitForWindowExposed(&editor));
        editor.setText(QByteArray("GET key\n").repeated(5'000));
        ScriptSearch search(&editor);
        search.setPattern(SearchPattern(QStringLiteral("key"), {}));
        QTRY_VERIFY(search.isFinished());
        const auto isMarked = [&editor](qint64 line) {
            return editor.send(ByteEditor::SCI_INDICATORVALUEAT, int(ScriptMark::Match), editor.lineStart(line) + 4) > 0;
        };
        QVERIFY(isMarked(1));
        QVERIFY(!isMarked(4'000));
        editor.setTopLine(3'999);
        QTRY_VERIFY(isMarked(4'000));
        QVERIFY(!isMarked(1));
        search.setPattern({});
        QVERIFY(!isMarked(4'000));
    }
};

QTEST_MAIN(TestScriptSearch)
#include "tst_scriptsearch.moc"

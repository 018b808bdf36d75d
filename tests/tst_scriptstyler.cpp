#include "ui/workbench/scriptstyler.h"

#include <QTest>

/// One letter a style, in the order of ScriptStyle.
static const char letters[] = "?.#CQukvs\\peanog!";

class TestScriptStyler : public QObject
{
    Q_OBJECT

private slots:
    void wordsHaveTheStyleOfWhatTheyAre_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("styles");
        const auto row = [](const char *name, const char *line, const char *styles) {
            QTest::addRow("%s", name) << QByteArray(line) << QByteArray(styles);
        };
        row("empty", "", "");
        row("blanks", " \t ", "...");
        row("comment", " # GET a", ".#######");
        row("read", "get key", "CCC.kkk");
        row("quiet", "GETKQ k", "QQQQQ.k");
        row("unknown", "GIT k v", "uuu.v.v");
        row("store", "SET k v ttl=5m flags=0x2", "CCC.k.v.oooonn.oooooonnn");
        row("option as a value", "SET k ttl=5", "CCC.k.vvvvv");
        row("option of another command", "GET k ttl=5", "CCC.k.!!!!n");
        row("one word too many", "GET k more", "CCC.k.!!!!");
        row("comment behind", "GET k # why", "CCC.k.#####");
        row("double quotes", "SET k \"a\\n\\x41\\u{20AC}b\"", "CCC.k.ss\\\\\\\\\\\\\\\\\\\\\\\\\\\\ss");
        row("single quotes", "SET k 'a\\n' ttl='1h'", "CCC.k.sssss.oooossss");
        row("quoted key", "GET \"a\\tb\"", "CCC.kk\\\\kk");
        row("hex", "SET hex:6162 base64:YQ==", "CCC.ppppeeee.pppppppeeee");
        row("wrong hex", "SET hex:zz v", "CCC.!!!!!!.v");
        row("file", "SET k file:\"a b\" ttl=1", "CCC.k.pppppaaaaa.oooon");
        row("counter", "incrq n 5 initial=2", "QQQQQ.k.n.oooooooon");
        row("statistics", "STAT detail on", "CCCC.gggggg.gg");
        row("no end of a quote", "SET k \"a b", "CCC.k.ssss");
        row("wrong escape", "SET k \"a\\qb\" ttl=1", "CCC.k.ss!!ssssssss");
        row("bytes that are no UTF-8", "GET \xff\xfe", "CCC.kk");
        row("carriage return in front of the end", "NOOP", "CCCC");
    }
    void wordsHaveTheStyleOfWhatTheyAre()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const QByteArray, styles);
        QCOMPARE(styled(line), styles);
    }

    void everyByteHasAStyleWhateverTheLine()
    {
        ScriptStyler styler;
        const QByteArrayList lines{"SET k \"",
                                   "SET k '",
                                   "SET k file:",
                                   "SET k file:\"",
                                   "SET k base64:",
                                   "\"GET\" k",
                                   "SET k \"\\",
                                   "SET k \"\\x",
                                   "SET k \"\\u{",
                                   "SET k v ttl=",
                                   "SET k v ttl=\"",
                                   "STAT 'a",
                                   "INCR k 'x",
                                   "#",
                                   "=",
                                   "SET = =",
                                   QByteArray("GET a\0b \0", 9)};
        for (const QByteArray &line : lines) {
            for (qsizetype length = 0; length <= line.size(); ++length) {
                QByteArray styles(length, '\0');
                styler.style(line.first(length), styles.data());
                QVERIFY2(!styles.contains('\0'), line.constData());
            }
        }
    }

    void longLineIsStyledByItsBeginning()
    {
        const QByteArray line = "SET k \"" + QByteArray(200'000, 'x') + "\" ttl=5";
        const QByteArray styles = styled(line);
        QCOMPARE(styles.first(8), QByteArray("CCC.k.ss"));
        QCOMPARE(styles.back(), 's');
    }

private:
    static QByteArray styled(const QByteArray &line)
    {
        ScriptStyler styler;
        QByteArray styles(line.size(), '\0');
        styler.style(line, styles.data());
        for (char &style : styles)
            style = letters[int(style)];
        return styles;
    }
};

QTEST_APPLESS_MAIN(TestScriptStyler)
#include "tst_scriptstyler.moc"

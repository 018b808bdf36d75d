#include "app/itemedit/difference.h"
#include "app/itemedit/jsonmerge.h"
#include "app/itemedit/linemerge.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

/// What differs in two values, and how two changes of one go together.
class TestDifference : public QObject
{
    Q_OBJECT

private:
    /// In short: "=2 -1+2 =3".
    static QByteArray shape(const Difference &difference)
    {
        QByteArrayList words;
        for (const DiffBlock &block : difference.blocks) {
            if (block.isSame)
                words.append('=' + QByteArray::number(block.beforeCount));
            else
                words.append('-' + QByteArray::number(block.beforeCount) + '+' + QByteArray::number(block.afterCount));
        }
        return words.join(' ');
    }
    /// The greatest number of elements in common, worked out in the plainest way.
    static qint64 longestCommon(const std::vector<quint32> &one, const std::vector<quint32> &other)
    {
        std::vector<std::vector<qint64>> table(one.size() + 1, std::vector<qint64>(other.size() + 1));
        for (size_t i = 1; i <= one.size(); ++i) {
            for (size_t j = 1; j <= other.size(); ++j)
                table[i][j] = one[i - 1] == other[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
        }
        return table[one.size()][other.size()];
    }
    static std::vector<quint32> made(QRandomGenerator &random, int longest, quint32 letters)
    {
        std::vector<quint32> all(size_t(random.bounded(longest)));
        for (quint32 &one : all)
            one = random.bounded(letters);
        return all;
    }
    /// That the blocks lead from the one to the other, and in turn.
    static qint64 sameCount(const std::vector<quint32> &one, const std::vector<quint32> &other, const std::vector<DiffBlock> &blocks)
    {
        qint64 before = 0;
        qint64 after = 0;
        qint64 same = 0;
        for (size_t i = 0; i < blocks.size(); ++i) {
            const DiffBlock &block = blocks[i];
            if (block.before != before || block.after != after || (i > 0 && block.isSame == blocks[i - 1].isSame))
                return -1;
            if (block.isSame
                && (block.beforeCount != block.afterCount
                    || !std::equal(one.begin() + before, one.begin() + before + block.beforeCount, other.begin() + after)))
                return -1;
            same += block.isSame ? block.beforeCount : 0;
            before += block.beforeCount;
            after += block.afterCount;
        }
        return before == qint64(one.size()) && after == qint64(other.size()) ? same : -1;
    }

private slots:
    void linesAreTakenApartByTheirEnds()
    {
        const DiffLines lines("one\r\n\ntwo");
        QCOMPARE(lines.count(), 3);
        QCOMPARE(lines.at(0), QByteArrayView("one"));
        QCOMPARE(lines.whole(0), QByteArrayView("one\r\n"));
        QCOMPARE(lines.at(1), QByteArrayView(""));
        QCOMPARE(lines.at(2), QByteArrayView("two"));
        QCOMPARE(DiffLines().count(), 0);
        QCOMPARE(DiffLines("one\n").count(), 1);
    }

    void changesAreFound_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("same") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << QByteArray("=2");
        QTest::newRow("all new") << QByteArray() << QByteArray("a\nb\n") << QByteArray("-0+2");
        QTest::newRow("all gone") << QByteArray("a\nb") << QByteArray() << QByteArray("-2+0");
        QTest::newRow("one of three") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n") << QByteArray("=1 -1+1 =1");
        QTest::newRow("added") << QByteArray("a\nc\n") << QByteArray("a\nb\nc\n") << QByteArray("=1 -0+1 =1");
        QTest::newRow("line end") << QByteArray("a\nb") << QByteArray("a\nb\n") << QByteArray("=1 -1+1");
        QTest::newRow("moved") << QByteArray("a\nb\nc\nd\n") << QByteArray("b\nc\nd\na\n") << QByteArray("-1+0 =3 -0+1");
    }

    void changesAreFound()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(shape(*compareLines(before, after)), "expected");
    }

    void itIsTheShortest()
    {
        QRandomGenerator random(20'261);
        for (int round = 0; round < 3'000; ++round) {
            const quint32 letters = 1 + random.bounded(5U);
            const std::vector<quint32> one = made(random, 24, letters);
            const std::vector<quint32> other = made(random, 24, letters);
            QCOMPARE(sameCount(one, other, shortestDifference(one, other)), longestCommon(one, other));
        }
    }

    void whatTakesTooLongCountsAsChanged()
    {
        QRandomGenerator random(7);
        const std::vector<quint32> one = made(random, 3'000, 2'000);
        const std::vector<quint32> other = made(random, 3'000, 2'000);
        QVERIFY(sameCount(one, other, shortestDifference(one, other, {.mostSteps = 3})) >= 0);
        const std::atomic_bool stop = true;
        QVERIFY(sameCount(one, other, shortestDifference(one, other, {.cancelled = &stop})) >= 0);
        QVERIFY(sameCount(one, other, shortestDifference(one, other, {.longest = std::chrono::milliseconds(0)})) >= 0);
    }

    void bytesAreComparedOneByOne()
    {
        QCOMPARE(shape(*compareBytes("\x01\x02\x03\x04", "\x01\x02\x09\x04")), QByteArray("=2 -1+1 =1"));
        QCOMPARE(shape(*compareBytes("abcdef", "abXcdef")), QByteArray("=2 -0+1 =4"));
        QCOMPARE(shape(*compareBytes("abcdefghij", "aXcYefghZj")), QByteArray("=1 -3+3 =4 -1+1 =1")); // one is the same by chance
        QCOMPARE(shape(*compareBytes("aaa", "aa")), QByteArray("=2 -1+0"));
        QCOMPARE(shape(*compareBytes("", "a")), QByteArray("-0+1"));
        QByteArray large(4'000'000, 'x');
        QByteArray changed = large;
        changed[17] = 'y';
        changed[3'999'000] = 'z';
        QCOMPARE(shape(*compareBytes(large, changed)), QByteArray("=17 -1+1 =3998982 -1+1 =999"));
    }

    void noCharacterIsCutInALine()
    {
        const LineChange change = changeWithin("caf\xc3\xa9 au", "caf\xc3\xa8 au");
        QCOMPARE(change.head, 3);
        QCOMPARE(change.tail, 3);
        const LineChange end = changeWithin("\xc3\xa9", "\xc2\xa9"); // their last bytes are the same
        QCOMPARE(end.head, 0);
        QCOMPARE(end.tail, 0);
        QCOMPARE(changeWithin("abc", "abXc").tail, 1);
        QCOMPARE(changeWithin("aa", "aaa").head, 2);
    }

    void changesOfBothGoTogether()
    {
        const MergeNames names{"yours", "the server's"};
        const QByteArray base = "a\nb\nc\nd\ne\n";
        MergedText merged = mergeLines(base, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n", names);
        QCOMPARE(merged.text, QByteArray("A\nb\nc\nd\nE\nf\n"));
        QCOMPARE(merged.conflicts, 0);
        merged = mergeLines(base, "a\nb\nx\nd\ne\n", "a\nb\nx\nd\ne\n", names); // the same twice
        QCOMPARE(merged.text, QByteArray("a\nb\nx\nd\ne\n"));
        QCOMPARE(merged.conflicts, 0);
        merged = mergeLines(base, base, "b\nc\n", names);
        QCOMPARE(merged.text, QByteArray("b\nc\n"));
        merged = mergeLines(base, "c\nd\n", base, names);
        QCOMPARE(merged.text, QByteArray("c\nd\n"));
    }

    void conflictsAreMarked()
    {
        const MergeNames names{"yours", "theirs"};
        const MergedText merged = mergeLines("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\nd\n", names);
        QCOMPARE(merged.text, QByteArray("a\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> theirs\nc\nd\n"));
        QCOMPARE(merged.conflicts, 1);
        QCOMPARE(markedConflicts(merged.text, names), 1);
        QCOMPARE(markedConflicts("<<<<<<< another's\n", names), 0);
        QCOMPARE(markedConflicts("<<<<<<< yours\nmine\n", names), 1); // half of the marks taken away
        QCOMPARE(markedConflicts("theirs\n>>>>>>> theirs\n", names), 1);
        QCOMPARE(mergeLines("a", "b", "c", names).text, QByteArray("<<<<<<< yours\nb\n=======\nc\n>>>>>>> theirs\n"));
        // Lines that touch are one conflict.
        QCOMPARE(mergeLines("a\nb\n", "x\nb\n", "a\ny\n", names).conflicts, 1);
    }

    void jsonIsMergedByMember_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("mine");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("merged"); // empty: both have changed the same
        const auto add = [](const char *name, const char *base, const char *mine, const char *theirs, const char *merged) {
            QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs) << QByteArray(merged);
        };
        add("two members", R"({"a":1,"b":2.50})", R"({"a":9,"b":2.50})", R"({"a":1,"b":3.00})", R"({"a":9,"b":3.00})");
        add("deep down", R"({"a":{"x":1,"y":[1,2]}})", R"({"a":{"x":2,"y":[1,2]}})", R"({"a":{"x":1,"y":[1,3]}})",
            R"({"a":{"x":2,"y":[1,3]}})");
        add("blanks of theirs stay", R"({"a":1,"b":2})", R"({"a":9,"b":2})", "{ \"a\" : 1,\n  \"b\" : 3 }\n",
            "{ \"a\" : 9,\n  \"b\" : 3 }\n");
        add("blanks alone are no change", R"({"a":1,"b":2})", "{\n  \"a\": 9,\n  \"b\": 2\n}", "{ \"a\":1, \"b\":2 }",
            "{ \"a\":9, \"b\":2 }");
        add("both add a member", R"({"a":1})", R"({"a":1,"m":2})", R"({"a":1,"t":3})", R"({"a":1,"m":2,"t":3})");
        add("a first member", R"({"a":1, "b":2})", R"({"m":0, "a":1, "b":2})", R"({"a":1, "b":3})", R"({"m":0, "a":1, "b":3})");
        add("both add the same", R"({})", R"({"m":2})", R"({ "m" : 2 })", R"({ "m" : 2 })");
        add("both add one name", R"({})", R"({"m":2})", R"({"m":3})", "");
        add("one takes away, the other changes another", R"({"a":1,"b":2})", R"({"b":2})", R"({"a":1,"b":3})", R"({"b":3})");
        add("one takes away what the other changes", R"({"a":1,"b":2})", R"({"b":2})", R"({"a":5,"b":2})", "");
        add("one changes what the other takes away", R"({"a":1,"b":2})", R"({"a":5,"b":2})", R"({"b":2})", "");
        add("the last one taken away", R"({"a":1})", R"({})", R"({"a":1,"b":2})", R"({"b":2})");
        add("both change one number", R"({"a":1,"b":2})", R"({"a":2,"b":2})", R"({"a":3,"b":2})", "");
        add("both change one number to the same", R"({"a":1,"b":1})", R"({"a":2,"b":5})", R"({"a":2,"b":1})", R"({"a":2,"b":5})");
        add("elements", "[1,2,3]", "[9,2,3]", "[1,2,8]", "[9,2,8]");
        add("elements side by side", "[1,2]", "[9,2]", "[1,8]", "[9,8]");
        add("an element added and one changed", "[1,2,3]", "[1,2,3,4]", "[0,2,3]", "[0,2,3,4]");
        add("one added behind one that is changed", "[1]", "[9]", "[1, 2]", "[9, 2]");
        add("elements taken away at both ends", "[1,2,3,4]", "[2,3,4]", "[1,2,3]", "[2,3]");
        add("both add at one end", "[1]", "[1,2]", "[1,3]", "");
        add("an object in a list", R"([{"n":1,"m":1},{"n":2}])", R"([{"n":5,"m":1},{"n":2}])", R"([{"n":1,"m":7},{"n":2}])",
            R"([{"n":5,"m":7},{"n":2}])");
        add("blanks that differ", R"({"a":1, "b":2,"c":3})", R"({"a":9, "b":2,"c":3})", R"({"a":1, "b":2,"c":4})",
            R"({"a":9, "b":2,"c":4})");
        add("another type", R"({"a":[1],"b":1})", R"({"a":"x","b":1})", R"({"a":[1],"b":2})", R"({"a":"x","b":2})");
        add("another type on both sides", R"({"a":[1]})", R"({"a":"x"})", R"({"a":{"y":1}})", "");
        add("a name twice", R"({"a":1,"a":2})", R"({"a":1,"a":3})", R"({"a":5,"a":2})", "");
        add("a name twice, on one side only changed", R"({"x":{"a":1,"a":2},"b":1})", R"({"x":{"a":1,"a":3},"b":1})",
            R"({"x":{"a":1,"a":2},"b":2})", R"({"x":{"a":1,"a":3},"b":2})");
        add("a name twice, and another one changed", R"({"a":1,"a":2,"b":1})", R"({"a":1,"a":2,"b":2})", R"({"a":5,"a":2,"b":1})", "");
        add("the first one taken away", "{\n  \"a\": 1, \"b\": 2, \"c\": 3\n}", "{\n  \"b\": 2, \"c\": 3\n}",
            "{\n  \"a\": 1, \"b\": 2, \"c\": 4\n}", "{\n  \"b\": 2, \"c\": 4\n}");
        add("the last one taken away, with blanks", R"({"a":1 ,"b":2 })", R"({"a":1 })", R"({"a":5 ,"b":2 })", R"({"a":5 })");
        add("escapes stay", R"({"a":"\u00e9","b":1})", R"({"a":"\u00e9","b":2})", R"({"a":"\u00e9","b":1,"c":"\/"})",
            R"({"a":"\u00e9","b":2,"c":"\/"})");
        add("no JSON", R"({"a":1})", R"({"a":)", R"({"a":2})", "");
    }

    void jsonIsMergedByMember()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        QFETCH(QByteArray, merged);
        const std::optional<QByteArray> text = mergeJson(base, mine, theirs);
        QCOMPARE(text.value_or(QByteArray()), merged);
        if (text) { // what one side alone has changed comes out the same
            QCOMPARE(mergeJson(base, base, theirs).value_or(QByteArray()), theirs);
            QCOMPARE(mergeJson(base, mine, base).has_value(), true);
        }
    }

    /// Each side changes, adds and takes away members of its own, in objects in objects, and with blanks of its own.
    void whatBothChangeApartIsMergedWhateverItIs()
    {
        QRandomGenerator random(11);
        const auto changed = [&random](QJsonObject object, const QString &side, int rest) {
            for (int member = rest; member < 12; member += 2) {
                const QString name = QStringLiteral("k%1").arg(member);
                const int deed = int(random.bounded(4));
                if (deed == 0)
                    object.remove(name);
                else if (deed == 1)
                    object.insert(name, QJsonArray{side, int(random.bounded(100))});
                else if (deed == 2)
                    object.insert(side + QString::number(member), QJsonObject{{QStringLiteral("x"), member}});
            }
            return object;
        };
        const auto written = [&random](const QJsonObject &object) {
            return QJsonDocument(object).toJson(random.bounded(2) == 0 ? QJsonDocument::Compact : QJsonDocument::Indented);
        };
        const auto read = [](const QByteArray &json) { return QJsonDocument::fromJson(json).object(); };
        const QString inner = QStringLiteral("inner");
        for (int round = 0; round < 300; ++round) {
            QJsonObject base;
            for (int member = 0; member < 12; ++member)
                base.insert(QStringLiteral("k%1").arg(member), int(random.bounded(100)));
            QJsonObject mine = changed(base, QStringLiteral("m"), 0);
            QJsonObject theirs = changed(base, QStringLiteral("t"), 1);
            mine.insert(inner, changed(base, QStringLiteral("m"), 1));
            theirs.insert(inner, changed(base, QStringLiteral("t"), 0));
            QJsonObject outer = base;
            outer.insert(inner, base);
            const auto together = [](const QJsonObject &before, const QJsonObject &one, const QJsonObject &other) {
                QJsonObject merged = one;
                const QStringList names = before.keys() + other.keys();
                for (const QString &name : names) {
                    if (before.value(name) != other.value(name) && !other.contains(name))
                        merged.remove(name);
                    else if (before.value(name) != other.value(name))
                        merged.insert(name, other.value(name));
                }
                return merged;
            };
            QJsonObject expected = together(outer, mine, theirs);
            expected.insert(inner, together(base, mine.value(inner).toObject(), theirs.value(inner).toObject()));
            const std::optional<QByteArray> merged = mergeJson(written(outer), written(mine), written(theirs));
            QVERIFY(merged);
            QCOMPARE(read(*merged), expected);
        }
    }

    void aMergeOfOneSideIsThatSide()
    {
        QRandomGenerator random(11);
        const auto text = [&random] {
            QByteArray out;
            for (int i = int(random.bounded(30U)); i > 0; --i)
                out.append(char('a' + random.bounded(4))).append('\n');
            return out;
        };
        for (int round = 0; round < 500; ++round) {
            const QByteArray base = text();
            const QByteArray other = text();
            QCOMPARE(mergeLines(base, other, base, {}).text, other);
            QCOMPARE(mergeLines(base, base, other, {}).text, other);
            QCOMPARE(mergeLines(base, other, other, {}).text, other);
        }
    }
};

QTEST_GUILESS_MAIN(TestDifference)
#include "tst_difference.moc"

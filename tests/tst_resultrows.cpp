#include "app/results/rowfilter.h"
#include "app/results/rowfinder.h"
#include "app/results/roworder.h"
#include "tests/maderun.h"
#include "tests/sanitized.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <numeric>
#include <random>

namespace {

using Rows = std::vector<int>;

Rows matching(const RunResults &results, const RowFilter &filter)
{
    Rows rows;
    RowMatcher matcher(filter);
    for (qsizetype i = 0; i < results.segments().size(); ++i)
        matcher.append(rows, *results.segments()[i], results.beginOf(i));
    return rows;
}

Rows withText(const RunResults &results, const QByteArray &text)
{
    return matching(results, {.text = text});
}

Rows ordered(const RunResults &results, ResultColumn column, Qt::SortOrder order = Qt::AscendingOrder)
{
    Rows rows(size_t(results.size()));
    std::iota(rows.begin(), rows.end(), 0);
    return sortedRows(results, rows, {.column = int(column), .order = order});
}

quint8 kinds(std::initializer_list<OutcomeKind> list)
{
    quint8 bits = 0;
    for (const OutcomeKind kind : list)
        bits |= quint8(1 << int(kind));
    return bits;
}

MadeRun mixedRun()
{
    MadeRun run;
    run.hit("user:1", "Hello World", 3, 90)
        .answer(Opcode::Get, "user:2", Status::KeyNotFound, "Not found")
        .silent(Opcode::SetQ, "setting")
        .cut(std::chrono::milliseconds(5));
    run.number("counter", 4711).answer(Opcode::Add, "user:1", Status::KeyExists, "Data exists for key.");
    run.notSent(Opcode::Delete, "gone", QStringLiteral("Cancelled before it was sent."));
    run.unanswered(Opcode::Set, "lost", QStringLiteral("The server hung up.")).cut(std::chrono::milliseconds(9));
    run.statistics({{"pid", "77"}, {"version", "1.6.18"}});
    return run;
}

} // namespace

namespace QTest {
template <> char *toString(const Rows &rows)
{
    QByteArray text;
    for (const int row : rows)
        text += QByteArray::number(row) + ' ';
    return qstrdup(text.left(300).constData());
}
} // namespace QTest

class TestResultRows : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsSeenThroughAnEmptyFilter()
    {
        const RunResults results = mixedRun().results();
        QCOMPARE(results.size(), 8);
        QCOMPARE(matching(results, {}), (Rows{0, 1, 2, 3, 4, 5, 6, 7}));
        QVERIFY(RowFilter().isEmpty());
    }

    void outcomesAreFilteredByKind()
    {
        const RunResults results = mixedRun().results();
        QCOMPARE(matching(results, {.kinds = kinds({OutcomeKind::Success})}), (Rows{0, 2, 3, 7}));
        QCOMPARE(matching(results, {.kinds = kinds({OutcomeKind::Miss})}), Rows{1});
        QCOMPARE(matching(results, {.kinds = kinds({OutcomeKind::Failure, OutcomeKind::NotSent, OutcomeKind::Unknown})}), (Rows{4, 5, 6}));
        QCOMPARE(matching(results, {.kinds = 0}), Rows());
        QCOMPARE(matching(results, {.kinds = kinds({OutcomeKind::Success}), .text = "user"}), Rows{0});
    }

    void textIsSoughtInCommandKeyValueAndMessage()
    {
        const RunResults results = mixedRun().results();
        QCOMPARE(withText(results, "USER:1"), (Rows{0, 4}));
        QCOMPARE(withText(results, "hello w"), Rows{0});
        QCOMPARE(withText(results, "setq"), Rows{2});
        QCOMPARE(withText(results, "set"), (Rows{2, 6})); // SETQ with its key, and SET
        QCOMPARE(withText(results, "471"), Rows{3});
        QCOMPARE(withText(results, "not found"), Rows{1});
        QCOMPARE(withText(results, "exists for"), Rows{4});
        QCOMPARE(withText(results, "before it was"), Rows{5});
        QCOMPARE(withText(results, "hung up"), Rows{6});
        QCOMPARE(withText(results, "1.6.18"), Rows{7});
        QCOMPARE(withText(results, "VERSION"), Rows{7});
        QCOMPARE(withText(results, "nowhere"), Rows());
    }

    void textThatOnlyAHeaderOrTwoNeighboursHaveIsNotFound()
    {
        MadeRun run;
        run.hit("ab", "xy", 0x71717171).hit("cd", "zz");
        const RunResults results = run.results();
        QCOMPARE(withText(results, "bc"), Rows());                  // the end of one key and the beginning of the next
        QCOMPARE(withText(results, "qqqq"), Rows());                // flags
        QCOMPARE(withText(results, QByteArray("\x81", 1)), Rows()); // the magic
        QCOMPARE(withText(results, "y"), Rows{0});
        QCOMPARE(withText(results, "d"), Rows{1});
    }

    void rowsFoundAreThoseThatAPlainSearchFinds()
    {
        std::mt19937 random(4711);
        MadeRun run;
        std::vector<std::pair<QByteArray, QByteArray>> items;
        for (int i = 0; i < 3000; ++i) {
            QByteArray key;
            QByteArray value;
            const int keySize = 1 + int(random() % 6);
            const int valueSize = int(random() % 90);
            for (int j = 0; j < keySize; ++j)
                key += char('a' + random() % 3);
            for (int j = 0; j < valueSize; ++j)
                value += char("aAbB\0\xff"[random() % 6]);
            items.emplace_back(key, value);
            run.hit(key, value);
            if (random() % 100 == 0)
                run.cut();
        }
        const RunResults results = run.results();
        for (const QByteArray &text : {QByteArray("a"), QByteArray("ab"), QByteArray("bba"), QByteArray("b\xff"), QByteArray("Aab")}) {
            Rows expected;
            for (int i = 0; i < int(items.size()); ++i) {
                const QByteArray lower = text.toLower();
                if (items[size_t(i)].first.toLower().contains(lower) || items[size_t(i)].second.toLower().contains(lower))
                    expected.push_back(i);
            }
            QCOMPARE(withText(results, text), expected);
        }
    }

    void everyColumnOrdersItsRows()
    {
        MadeRun run;
        run.hit("b", "2", 5, 30).hit("a", "1", 4, 40).cut(std::chrono::milliseconds(3));
        run.hit("c", "3", 6, 20).answer(Opcode::Add, "a", Status::KeyExists, "0", 0).cut(std::chrono::milliseconds(8));
        const RunResults results = run.results();
        QCOMPARE(ordered(results, ResultColumn::Line, Qt::DescendingOrder), (Rows{3, 2, 1, 0}));
        QCOMPARE(ordered(results, ResultColumn::Command), (Rows{3, 0, 1, 2}));
        QCOMPARE(ordered(results, ResultColumn::Key), (Rows{1, 3, 0, 2}));
        QCOMPARE(ordered(results, ResultColumn::Value), (Rows{3, 1, 0, 2}));
        QCOMPARE(ordered(results, ResultColumn::Flags), (Rows{3, 1, 0, 2}));
        QCOMPARE(ordered(results, ResultColumn::Cas, Qt::DescendingOrder), (Rows{1, 0, 2, 3}));
        QCOMPARE(ordered(results, ResultColumn::Outcome, Qt::DescendingOrder), (Rows{3, 0, 1, 2}));
        QCOMPARE(ordered(results, ResultColumn::Time, Qt::DescendingOrder), (Rows{2, 3, 0, 1}));
    }

    void equalRowsKeepTheOrderOfTheScriptBothWays()
    {
        MadeRun run;
        for (int i = 0; i < 600; ++i)
            run.hit(QByteArray::number(i % 3), QByteArray(40, 'v') + char('0' + i % 2), quint32(i % 3));
        const RunResults results = run.results();
        for (const ResultColumn column : {ResultColumn::Key, ResultColumn::Value, ResultColumn::Flags, ResultColumn::Command}) {
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                const Rows rows = ordered(results, column, order);
                for (size_t i = 1; i < rows.size(); ++i) {
                    const ResultRow a = results.at(rows[i - 1]);
                    const ResultRow b = results.at(rows[i]);
                    const bool same = column == ResultColumn::Key ? a.key() == b.key()
                        : column == ResultColumn::Value           ? *a.outcome().value == *b.outcome().value
                        : column == ResultColumn::Flags           ? a.outcome().flags == b.outcome().flags
                                                                  : true;
                    QVERIFY(!same || rows[i - 1] < rows[i]);
                }
            }
        }
    }

    void bytesAreOrderedAsAPlainComparisonOrdersThem()
    {
        std::mt19937 random(42);
        MadeRun run;
        std::vector<QByteArray> values;
        for (int i = 0; i < 4000; ++i) {
            QByteArray value = QByteArray("prefix").repeated(int(random() % 4));
            const int size = int(random() % 12);
            for (int j = 0; j < size; ++j)
                value += char("a\0\xff"
                              "b"[random() % 4]);
            values.push_back(value);
            run.hit("k", value);
        }
        const RunResults results = run.results();
        Rows expected(values.size());
        std::iota(expected.begin(), expected.end(), 0);
        const auto less = [&values](int a, int b) {
            const QByteArray &x = values[size_t(a)];
            const QByteArray &y = values[size_t(b)];
            return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end(), [](char p, char q) { return uchar(p) < uchar(q); });
        };
        std::ranges::stable_sort(expected, less);
        QCOMPARE(ordered(results, ResultColumn::Value), expected);
        std::iota(expected.begin(), expected.end(), 0);
        std::ranges::stable_sort(expected, [&less](int a, int b) { return less(b, a); });
        QCOMPARE(ordered(results, ResultColumn::Value, Qt::DescendingOrder), expected);
    }

    void longTextsThatDifferLateDoNotExhaustTheStack()
    {
        MadeRun run;
        for (int i = 0; i < 1500; ++i)
            run.hit("k", QByteArray(i * 8, 'x'));
        const RunResults results = run.results();
        const Rows rows = ordered(results, ResultColumn::Value, Qt::DescendingOrder);
        for (size_t i = 0; i < rows.size(); ++i)
            QCOMPARE(rows[i], 1499 - int(i));
    }

    void firstPageIsTheBeginningOfTheOrder()
    {
        const RunResults results = [] {
            RunResults made;
            const SegmentList segments = manyHits(
                50'000, [](int i) { return QByteArray("key:") + QByteArray::number((i * 7919) % 50'000).rightJustified(6, '0'); },
                [](int i) { return QByteArray("a long common beginning ") + QByteArray::number(i % 1000); });
            for (const auto &segment : segments)
                made.append(segment);
            return made;
        }();
        for (const ResultColumn column : {ResultColumn::Key, ResultColumn::Value}) {
            Rows first;
            Rows rows(size_t(results.size()));
            std::iota(rows.begin(), rows.end(), 0);
            const SortWatch watch{.pageSize = 100, .firstPage = [&first](Rows &&page) { first = std::move(page); }, .isCancelled = {}};
            rows = sortedRows(results, rows, {.column = int(column), .order = Qt::DescendingOrder}, watch);
            QCOMPARE(first.size(), size_t(100));
            QVERIFY(std::equal(first.begin(), first.end(), rows.begin()));
        }
    }

    void finderAnswersTheLatestQuestionOnly()
    {
        RunResults results;
        const SegmentList segments = manyHits(
            200'000, [](int i) { return QByteArray::number(i); }, [](int) { return QByteArray("value"); });
        for (const auto &segment : segments)
            results.append(segment);
        RowFinder finder;
        std::vector<size_t> sizes;
        connect(&finder, &RowFinder::found, this, [&sizes](const RowFinder::Rows &rows, int) { sizes.push_back(rows->size()); });
        QSignalSpy found(&finder, &RowFinder::found);
        finder.find(results, {.text = "1"}, {});
        finder.find(results, {.text = "2"}, {.column = int(ResultColumn::Value)});
        finder.find(results, {.text = "199999"}, {});
        QVERIFY(finder.isBusy());
        QTRY_COMPARE(found.size(), 1);
        QVERIFY(!finder.isBusy());
        QThreadPool::globalInstance()->waitForDone();
        finder.find(results, {.text = "19999"}, {});
        QTRY_COMPARE(found.size(), 2);
        QCOMPARE(sizes, (std::vector<size_t>{1, 12})); // 19999, 119999, and 199990 to 199999
    }

    void finderGivesTheBeginningFirst()
    {
        RunResults results;
        const SegmentList segments = manyHits(
            100'000, [](int i) { return QByteArray::number(i); }, [](int) { return QByteArray("value"); });
        for (const auto &segment : segments)
            results.append(segment);
        RowFinder finder;
        RowFinder::Rows first;
        RowFinder::Rows all;
        connect(&finder, &RowFinder::beginningFound, this, [&first](const RowFinder::Rows &rows) { first = rows; });
        connect(&finder, &RowFinder::found, this, [&all](const RowFinder::Rows &rows, int) { all = rows; });
        finder.find(results, {.text = "val"}, {.column = int(ResultColumn::Key), .order = Qt::DescendingOrder});
        QTRY_VERIFY(all);
        QVERIFY(first);
        QCOMPARE(all->size(), size_t(100'000));
        QVERIFY(std::equal(first->begin(), first->end(), all->begin()));
        QCOMPARE(results.at(all->front()).key(), QByteArrayView("99999"));
    }

    void aMillionRowsAreFilteredAndSorted()
    {
        constexpr int million = isSanitized ? 100'000 : 1'000'000;
        RunResults results;
        const SegmentList segments = manyHits(
            million, [](int i) { return QByteArray("user:") + QByteArray::number((i * 7919LL) % million).rightJustified(8, '0'); },
            [](int i) { return QByteArray(80, 'x') + QByteArray::number(i); });
        for (const auto &segment : segments)
            results.append(segment);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(withText(results, "X" + QByteArray::number(million - 1)).size(), size_t(1));
        qInfo("text: %lld ms", timer.restart());
        QCOMPARE(withText(results, "0").size(), size_t(million));
        qInfo("text that all have: %lld ms", timer.restart());
        QCOMPARE(matching(results, {.kinds = kinds({OutcomeKind::Failure})}).size(), size_t(0));
        qInfo("kind: %lld ms", timer.restart());
        QCOMPARE(ordered(results, ResultColumn::Key).size(), size_t(million));
        qInfo("by key: %lld ms", timer.restart());
        QCOMPARE(ordered(results, ResultColumn::Cas, Qt::DescendingOrder).front(), million - 1);
        qInfo("by CAS: %lld ms", timer.restart());
        QCOMPARE(ordered(results, ResultColumn::Value).size(), size_t(million));
        qInfo("by value: %lld ms", timer.restart());
    }
};

QTEST_GUILESS_MAIN(TestResultRows)
#include "tst_resultrows.moc"

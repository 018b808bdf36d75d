#include "app/results/bytefinder.h"
#include "app/results/bytesearch.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using Begins = std::vector<qsizetype>;

class TestByteFinder : public QObject
{
    Q_OBJECT

private slots:
    void matchesFollowEachOther()
    {
        QCOMPARE(findBytes("abcABCabc", {.bytes = "abc", .exact = true}).begins, (Begins{0, 6}));
        QCOMPARE(findBytes("abcABCabc", {.bytes = "aBc", .exact = false}).begins, (Begins{0, 3, 6}));
        QCOMPARE(findBytes("aaaaa", {.bytes = "aa", .exact = true}).begins, (Begins{0, 2}));
        QCOMPARE(findBytes(QByteArrayView("\0\xff\0\xff\0", 5), {.bytes = QByteArray("\xff\0", 2), .exact = true}).begins, (Begins{1, 3}));
        QVERIFY(findBytes("abc", {}).begins.empty());
        QVERIFY(findBytes("", {.bytes = "a", .exact = true}).begins.empty());
        QVERIFY(findBytes("ab", {.bytes = "abc", .exact = false}).begins.empty());
    }

    /// Of few different bytes, so that much is nearly what is sought; long enough for what is looked at in stretches and for what is left.
    void everyOccurrenceIsFoundInTurn()
    {
        QRandomGenerator random(11);
        std::vector<quint64> places;
        for (int round = 0; round < 2'000; ++round) {
            QByteArray bytes(random.bounded(300), Qt::Uninitialized);
            for (char &byte : bytes)
                byte = "aAbB@`\xff\0"[random.bounded(8)];
            const qsizetype length = random.bounded(1, 12);
            const QByteArray sought = bytes.mid(random.bounded(300), length).leftJustified(length, 'a');
            const ByteSearch search(sought);
            Begins expected;
            Begins found;
            for (qsizetype i = 0; i + length <= bytes.size(); ++i) {
                if (bytes.mid(i, length).toLower() == sought.toLower())
                    expected.push_back(i);
            }
            QCOMPARE(search.mark(bytes, places), qsizetype(expected.size()));
            QCOMPARE(places.size(), size_t(bytes.size() / 64 + 2));
            for (size_t i = 0; i < 64 * places.size(); ++i) {
                if ((places[i / 64] >> (i % 64) & 1U) != 0)
                    found.push_back(qsizetype(i));
            }
            QCOMPARE(found, expected);
            const qsizetype middle = bytes.size() / 2;
            const auto next = std::ranges::lower_bound(expected, middle);
            QCOMPARE(search.find(bytes, middle), next == expected.end() ? -1 : *next);
        }
    }

    void nothingIsLostBetweenTheParts_data()
    {
        QTest::addColumn<bool>("exact");
        QTest::addRow("exact") << true;
        QTest::addRow("in any case") << false;
    }
    void nothingIsLostBetweenTheParts()
    {
        QFETCH(const bool, exact);
        constexpr qsizetype part = 1024 * 1024;
        QByteArray bytes(3 * part + 10, '.');
        Begins expected;
        for (const qsizetype place : {part - 3, part, 2 * part - 1, 2 * part + 3, 3 * part + 6}) {
            bytes.replace(place == part ? part + 1 : place, 4, "abcd");
            expected.push_back(place == part ? part + 1 : place);
        }
        QCOMPARE(findBytes(bytes, {.bytes = "abcd", .exact = exact}).begins, expected);
        QCOMPARE(findBytes(QByteArray(2 * part, 'a'), {.bytes = "aaa", .exact = exact}).begins.size(), size_t(2 * part / 3));
    }

    void tooManyAreCut()
    {
        const QByteArray bytes(qsizetype(ByteFinder::mostMatches) + 5, 'a');
        const ByteMatches matches = findBytes(bytes, {.bytes = "a", .exact = true});
        QCOMPARE(matches.begins.size(), ByteFinder::mostMatches);
        QVERIFY(matches.isCut);
        QVERIFY(!findBytes(QByteArrayView(bytes).first(qsizetype(ByteFinder::mostMatches)), {.bytes = "a", .exact = true}).isCut);
    }

    void firstFromAPlace()
    {
        const ByteMatches matches = findBytes("..a..a", {.bytes = "a", .exact = true});
        QCOMPARE(matches.firstFrom(0), 0U);
        QCOMPARE(matches.firstFrom(2), 0U);
        QCOMPARE(matches.firstFrom(3), 1U);
        QCOMPARE(matches.firstFrom(6), 2U);
    }

    void theLastQuestionWins()
    {
        const auto bytes = std::make_shared<QByteArray>(QByteArray(40'000'000, '.') + "end");
        ByteFinder finder;
        QList<ByteFinder::Matches> found;
        connect(&finder, &ByteFinder::found, this, [&found](const ByteFinder::Matches &matches) { found.append(matches); });
        for (const char *sought : {"none", "nor this", "end"})
            finder.find(*bytes, bytes, {.bytes = sought, .exact = false});
        QVERIFY(finder.isBusy());
        QTRY_COMPARE(found.size(), 1);
        QVERIFY(!finder.isBusy());
        QCOMPARE(found.first()->begins, (Begins{40'000'000}));
    }

    void bytesStayAsLongAsTheyAreSearched()
    {
        auto bytes = std::make_shared<QByteArray>(50'000'000, '.');
        {
            ByteFinder finder;
            finder.find(*bytes, bytes, {.bytes = "x", .exact = false});
        }
        const std::weak_ptr<QByteArray> watched = bytes;
        bytes.reset();
        QTRY_VERIFY(watched.expired());
    }
};

QTEST_GUILESS_MAIN(TestByteFinder)
#include "tst_bytefinder.moc"

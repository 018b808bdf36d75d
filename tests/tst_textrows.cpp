#include "ui/results/textrows.h"

#include <QTest>

#include <random>
#include <set>

class TestTextRows : public QObject
{
    Q_OBJECT

private slots:
    void linesAreRows()
    {
        QCOMPARE(all("one\ntwo\n\nthree", 80), (QByteArrayList{"one", "two", "", "three"}));
        QCOMPARE(all("one\n", 80), (QByteArrayList{"one", ""}));
        QCOMPARE(all("\n", 80), (QByteArrayList{"", ""}));
        QCOMPARE(all("", 80), (QByteArrayList{""}));
    }

    void longLinesAreBroken()
    {
        QCOMPARE(all("abcdefgh\nij", 3), (QByteArrayList{"abc", "def", "gh", "ij"}));
        QCOMPARE(all("abcdef\n", 3), (QByteArrayList{"abc", "def", ""}));
        QCOMPARE(all("a\tb", 9), (QByteArrayList{"a       b"}));
        QCOMPARE(all("abc\td", 9), (QByteArrayList{"abc     d"}));
    }

    void whatIsNotPrintableIsWrittenOutAndNotTorn()
    {
        QCOMPARE(all(QByteArray("a\0b\xff\r", 5), 80), (QByteArrayList{"a\\0b\\xFF\\r"}));
        QCOMPARE(all("abc\xff"
                     "d",
                     5),
                 (QByteArrayList{"abc", "\\xFFd"}));
        QCOMPARE(all("\xff", 2), (QByteArrayList{"\\xFF"}));
        QCOMPARE(all("a\xc2\xa0"
                     "b",
                     80),
                 (QByteArrayList{"a\\u{A0}b"}));
        QCOMPARE(all("\xe2\x82", 80), (QByteArrayList{"\\xE2\\x82"}));
        const TextRows rows(QByteArrayView("a\x01\x02z"), 80);
        const TextRows::Row row = rows.written(0);
        QCOMPARE(row.escapes.size(), 1U);
        QCOMPARE(row.escapes.front(), std::pair(1, 8));
        QCOMPARE(row.characterAt(2), 5);
        QCOMPARE(row.offsets.back(), 4);
    }

    void wideCharactersTakeTwoColumns()
    {
        QCOMPARE(all("\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad", 5), (QByteArrayList{"\xe4\xb8\xad\xe4\xb8\xad", "\xe4\xb8\xad"}));
        QCOMPARE(all("e\xcc\x81"
                     "e\xcc\x81",
                     1),
                 (QByteArrayList{"e\xcc\x81", "e\xcc\x81"}));
    }

    void endIsInFrontOfTheBreak()
    {
        const QByteArray text("abcdef\xc3\xa4g\n");
        const TextRows rows(text, 7);
        QCOMPARE(rows.end(0), 6); // the last character of the row begins there
        QCOMPARE(rows.next(0), 8);
        QCOMPARE(rows.end(8), 9); // in front of the line feed
        QCOMPARE(rows.next(8), 10);
        QCOMPARE(rows.next(10), -1);
        QCOMPARE(rows.last(), 10);
    }

    void everyPlaceKnowsItsRow_data()
    {
        QTest::addColumn<QByteArray>("text");
        std::mt19937 random(4711);
        const auto made = [&random](qsizetype size, const QByteArray &pieces, int every) {
            QByteArray text;
            while (text.size() < size)
                text += random() % unsigned(every) == 0 ? '\n' : pieces[qsizetype(random() % unsigned(pieces.size()))];
            return text;
        };
        constexpr qsizetype size = 200'000; // more than three stretches, between which long lines are broken
        QTest::addRow("lines") << made(size, "abcdefgh ", 40);
        QTest::addRow("long lines") << made(size, "abcdefgh ", 30'000);
        QTest::addRow("few line ends") << made(size, "abcdefgh ", 100'000);
        QTest::addRow("one line") << QByteArray(size, 'x');
        QTest::addRow("one line of a multiple") << QByteArray(4 * stretch, 'x');
        QTest::addRow("one line of a multiple, ended") << QByteArray(4 * stretch - 1, 'x') + '\n';
        QTest::addRow("three bytes each") << QByteArray("\xe2\x82\xac").repeated(size / 3);
        QTest::addRow("four bytes each") << "x" + QByteArray("\xf0\x9f\x98\x80").repeated(size / 4);
        QTest::addRow("continuations alone") << QByteArray(size, '\x80');
        QTest::addRow("any bytes") << made(
            size,
            [] {
                QByteArray bytes;
                for (int byte = 0; byte < 256; ++byte)
                    bytes += char(byte);
                return bytes;
            }(),
            20'000);
        QTest::addRow("marks without end") << "e" + QByteArray("\xcc\x81").repeated(size / 2);
    }
    void everyPlaceKnowsItsRow()
    {
        QFETCH(const QByteArray, text);
        const TextRows rows(text, 77);
        std::vector<qsizetype> starts;
        for (qsizetype row = 0; row >= 0; row = rows.next(row)) {
            QVERIFY(starts.empty() || row > starts.back());
            starts.push_back(row);
        }
        // Each place around the ends of stretches, and both ends of rows there and of some between: the way to a place begins up to two
        // stretches before it.
        std::set<qsizetype> offsets{0, text.size()};
        const size_t some = 1 + starts.size() / 100;
        for (size_t i = 1; i < starts.size(); ++i) {
            const qsizetype behind = starts[i] % stretch;
            if (i % some == 0 || behind < 400 || behind > stretch - 400)
                offsets.insert({starts[i] - 1, starts[i]});
        }
        for (qsizetype end = stretch; end < text.size(); end += stretch) {
            for (qsizetype offset = end - 20; offset < std::min(end + 5, text.size()); ++offset)
                offsets.insert(offset);
        }
        for (const qsizetype offset : offsets) {
            const qsizetype row = rows.rowAt(offset);
            const qsizetype expected = *std::prev(std::ranges::upper_bound(starts, offset));
            if (row != expected)
                QCOMPARE(std::pair(offset, row), std::pair(offset, expected));
        }
        QCOMPARE(rows.last(), starts.back());
        for (size_t i = 0; i < starts.size(); i += 37) {
            QCOMPARE(rows.back(starts[i], 1), starts[i == 0 ? 0 : i - 1]);
            QCOMPARE(rows.back(starts[i], 50), starts[i < 50 ? 0 : i - 50]);
        }
        QCOMPARE(rows.back(starts.back(), qsizetype(starts.size()) + 5), 0);
    }

    void noPlaceOfALongTextIsFarAway()
    {
        const QByteArray text(200 * 1024 * 1024, 'x');
        const TextRows rows(text, 100);
        for (qsizetype offset = 0; offset < text.size(); offset += 999'983)
            QVERIFY(rows.rowAt(offset) <= offset && offset - rows.rowAt(offset) < 100);
        const qsizetype last = rows.last();
        QVERIFY(rows.back(last, 100) > text.size() - 100 * 110);
    }

private:
    static constexpr qsizetype stretch = 64 * 1024;

    static QByteArrayList all(QByteArrayView text, int columns)
    {
        const TextRows rows(text, columns);
        QByteArrayList written;
        for (qsizetype row = 0; row >= 0; row = rows.next(row))
            written.append(rows.written(row).text.toUtf8());
        return written;
    }
};

QTEST_GUILESS_MAIN(TestTextRows)
#include "tst_textrows.moc"

#include "connection/text/metadumpparser.h"
#include "connection/text/textline.h"
#include "tests/recordedtext.h"

#include <QTest>

using State = MetadumpParser::State;

namespace {

/// A listed key that outlives its segment.
struct Row
{
    QByteArray key;
    qint64 expiry = ListedKey::never;
    qint64 lastAccess = 0;
    quint64 cas = 0;
    quint32 size = 0;
    quint8 slabClass = 0;
    bool fetched = false;
    std::optional<quint32> flags{};

    bool operator==(const Row &) const = default;
};

struct Reading
{
    State state = State::Listing;
    QByteArray line;
    QList<Row> rows;
};

Row rowOf(const ListedKey &key)
{
    return {key.key.toByteArray(), key.expiry, key.lastAccess, key.cas, key.size, key.slabClass, key.fetched, key.flags};
}

void takeRows(MetadumpParser &parser, QList<Row> &rows)
{
    for (const KeySegment &segment : parser.takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            rows += rowOf(segment.at(i));
    }
}

template <typename FeedTo> Reading readFrom(FeedTo feedTo)
{
    MetadumpParser parser;
    feedTo([&](QByteArrayView bytes) { return parser.take(bytes); });
    Reading reading{parser.state(), parser.line(), {}};
    parser.closeSegment();
    takeRows(parser, reading.rows);
    return reading;
}

Reading read(const QByteArray &bytes)
{
    return readFrom([&](auto take) {
        feed(
            bytes, [&](qsizetype) { return bytes.size(); }, take);
    });
}

/// The rows of a recorded list, taken apart another way.
QList<Row> expectedRows(const QByteArray &bytes)
{
    QList<Row> rows;
    const QByteArrayList lines = bytes.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith("key="))
            continue;
        Row row;
        const QByteArrayList fields = line.split(' ');
        for (const QByteArray &field : fields) {
            const QByteArray value = field.mid(field.indexOf('=') + 1);
            if (field.startsWith("key="))
                row.key = QByteArray::fromPercentEncoding(value);
            else if (field.startsWith("exp="))
                row.expiry = value.toLongLong();
            else if (field.startsWith("la="))
                row.lastAccess = value.toLongLong();
            else if (field.startsWith("cas="))
                row.cas = value.toULongLong();
            else if (field.startsWith("fetch="))
                row.fetched = value == "yes";
            else if (field.startsWith("cls="))
                row.slabClass = quint8(value.toUInt());
            else if (field.startsWith("size="))
                row.size = value.toUInt();
            else if (field.startsWith("flags="))
                row.flags = value.toUInt();
        }
        rows += row;
    }
    return rows;
}

} // namespace

class TestMetadumpParser : public QObject
{
    Q_OBJECT

private slots:
    void recordedListsReadTheSameInEverySlicing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const QByteArray &version : recordedVersions()) {
            for (const char *name : {"metadump_all", "metadump_hash", "metadump_1", "metadump_1_2", "metadump_63"}) {
                if (version != "1.5.22" || qstrcmp(name, "metadump_hash") != 0)
                    QTest::addRow("%s %s", name, version.constData()) << recordedText(version, name);
            }
        }
        const QByteArray newest = recordedText("1.6.24", "metadump_all").replace("\nkey", " \nkey").prepend("OK\r\n");
        QTest::newRow("leading OK, trailing spaces") << newest;
        QTest::newRow("nothing, with an OK") << QByteArray("OK\r\nEND\r\n");
        QTest::newRow("carriage returns") << recordedText("1.6.18", "metadump_all").replace("\r\n", "\n").replace("\n", "\r\n");
    }

    void recordedListsReadTheSameInEverySlicing()
    {
        QFETCH(QByteArray, bytes);
        const QList<Row> expected = expectedRows(QByteArray(bytes).replace("\r\n", "\n"));
        inEverySlicing(bytes, [&](auto feedTo) {
            const Reading reading = readFrom(feedTo);
            QCOMPARE(reading.state, State::Over);
            QCOMPARE(reading.rows, expected);
        });
    }

    void theFieldsOfEachVersionAreRead()
    {
        Reading reading = read("key=a%20b exp=1795341245 la=1795337645 cas=18446744073709551615 fetch=yes cls=63 size=4294967295 "
                               "flags=4294967295 ext_page=1 ext_offset=77 \nEND\r\n");
        QCOMPARE(reading.state, State::Over);
        QCOMPARE(reading.rows, QList<Row>({{"a b", 1795341245, 1795337645, ~quint64(0), 4294967295U, 63, true, 4294967295U}}));
        // 1.4.31 to 1.5.3 told less.
        reading = read("key=k exp=-1 la=5 cas=6 fetch=no\nEND\r\n");
        QCOMPARE(reading.rows, QList<Row>({{"k", ListedKey::never, 5, 6, 0, 0, false, std::nullopt}}));
        reading = read("key=k\nEND\r\n");
        QCOMPARE(reading.rows, QList<Row>({{.key = "k"}}));
    }

    void flagsThatAreNotToldAreNotZero()
    {
        const Reading reading = read("key=a exp=-1 la=1 cas=1 fetch=no cls=1 size=64\n"
                                     "key=b exp=-1 la=1 cas=1 fetch=no cls=1 size=64 flags=0\n"
                                     "key=c exp=-1 la=1 cas=1 fetch=no cls=1 size=64 flags=7\n"
                                     "key=d exp=-1 la=1 cas=1 fetch=no cls=1 size=64\nEND\r\n");
        QCOMPARE(reading.rows.size(), 4);
        QVERIFY(!reading.rows[0].flags);
        QCOMPARE(reading.rows[1].flags, std::optional<quint32>(0));
        QCOMPARE(reading.rows[2].flags, std::optional<quint32>(7));
        QVERIFY(!reading.rows[3].flags);
    }

    void fieldsAreToldByTheirNamesInAnyOrder()
    {
        const Reading reading = read("key=k size=64 new=what%20ever flags=3 cls=2 fetch=yes cas=9 odd la=8 exp=7\nEND\r\n");
        QCOMPARE(reading.state, State::Over);
        QCOMPARE(reading.rows, QList<Row>({{"k", 7, 8, 9, 64, 2, true, 3U}}));
    }

    void refusalsEndTheList_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const QByteArray &version : recordedVersions()) {
            for (const char *name : {"metadump_64", "metadump_foo", "no_crawler_metadump", "X_metadump", "Y_unauth"})
                QTest::addRow("%s %s", name, version.constData()) << recordedText(version, name);
        }
        QTest::newRow("hash before 1.6.9") << recordedText("1.5.22", "metadump_hash");
        QTest::newRow("busy") << QByteArray("BUSY currently processing crawler request\r\n");
        QTest::newRow("locked") << QByteArray("ERROR locked try again later\r\n");
    }

    void refusalsEndTheList()
    {
        QFETCH(QByteArray, bytes);
        inEverySlicing(bytes, [&](auto feedTo) {
            const Reading reading = readFrom(feedTo);
            QCOMPARE(reading.state, State::Refused);
            QCOMPARE(reading.line, bytes.trimmed());
        });
    }

    void nothingToLookThroughIsAnEmptyList() { QCOMPARE(read("NOTSTARTED no items to crawl\r\n").state, State::Over); }

    void whatMakesNoSenseIsMalformed_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"key=",
                                 "key= exp=-1",
                                 "key=%4",
                                 "key=a%zz exp=-1",
                                 "key=a exp=",
                                 "key=a exp=x",
                                 "key=a exp=-2",
                                 "key=a exp=-",
                                 "key=a exp=1x",
                                 "key=a exp=99999999999999999999",
                                 "key=a la=-1",
                                 "key=a cas=18446744073709551616",
                                 "key=a fetch=maybe",
                                 "key=a fetch=yesno",
                                 "key=a fetch=",
                                 "key=a cls=256",
                                 "key=a size=4294967296",
                                 "key=a size=-1",
                                 "key=a flags=4294967296",
                                 "key=a exp=-1la=1",
                                 "OK",
                                 "STAT a 1",
                                 "",
                                 "\xff\xfe",
                                 "HTTP/1.1 400 Bad Request",
                                 "END of it"})
            QTest::addRow("%s", line) << QByteArray(line);
        QTest::newRow("NUL") << QByteArray("key=a exp=\0", 11);
        QTest::newRow("long key") << "key=" + QByteArray(251, 'k') + " exp=-1";
        QTest::newRow("longer key") << "key=" + QByteArray(10'000, 'k') + " exp=-1";
        QTest::newRow("long decoded key") << "key=" + QByteArray("%41").repeated(251) + " exp=-1";
    }

    void whatMakesNoSenseIsMalformed()
    {
        QFETCH(QByteArray, line);
        const QByteArray before = "key=first exp=-1 la=1 cas=1 fetch=no cls=1 size=64\n";
        const Reading reading = read(before + line + "\nkey=after exp=-1\nEND\r\n");
        QCOMPARE(reading.state, State::Malformed);
        QCOMPARE(reading.line, line);
        QCOMPARE(reading.rows.size(), 1);
    }

    void theLongestKeysAreListed()
    {
        const QByteArray plain(250, 'k');
        const Reading reading = read("key=" + plain + " exp=-1\nkey=" + QByteArray("%FF").repeated(250) + " exp=-1\nEND\r\n");
        QCOMPARE(reading.state, State::Over);
        QCOMPARE(reading.rows.size(), 2);
        QCOMPARE(reading.rows[0].key, plain);
        QCOMPARE(reading.rows[1].key, QByteArray(250, '\xff'));
    }

    void aLateTimeIsAsLateAsItCanBe()
    {
        const Reading reading = read("key=k exp=99999999999 la=99999999999\nEND\r\n");
        QCOMPARE(reading.rows.constFirst().expiry, 4294967295);
        QCOMPARE(reading.rows.constFirst().lastAccess, 4294967295);
    }

    void whatFollowsTheEndIsLeft()
    {
        MetadumpParser parser;
        const QByteArray bytes = "key=k exp=-1\nEND\r\nVERSION 1\r\n";
        QCOMPARE(parser.take(bytes), bytes.indexOf("VERSION"));
        QCOMPARE(parser.state(), State::Over);
    }

    void manyKeysComeInFullSegments()
    {
        constexpr int count = 100'000;
        QByteArray bytes;
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(i);
            bytes += "key=a%2F" + number + (i % 3 == 0 ? QByteArray(i % 200, 'x') : QByteArray()) + " exp=" + QByteArray::number(i + 1)
                + " la=" + number + " cas=" + number + (i % 2 == 0 ? " fetch=yes" : " fetch=no") + " cls=1 size=" + number + "\n";
        }
        bytes += "END\r\n";
        MetadumpParser parser;
        feed(
            bytes, [](qsizetype begin) { return begin + 256 * 1024; }, [&](QByteArrayView waiting) { return parser.take(waiting); });
        QCOMPARE(parser.state(), State::Over);
        QCOMPARE(parser.keyCount(), count);
        const std::vector<KeySegment> segments = parser.takeSegments();
        qint64 held = 0;
        qint64 keyBytes = 0;
        int index = 0;
        for (const KeySegment &segment : segments) {
            QVERIFY(segment.size() == KeySegment::usualSize || &segment == &segments.back());
            held += segment.byteSize();
            keyBytes += segment.keys().size();
            for (qsizetype i = 0; i < segment.size(); ++i, ++index) {
                const Row expected{"a/" + QByteArray::number(index) + (index % 3 == 0 ? QByteArray(index % 200, 'x') : QByteArray()),
                                   index + 1,
                                   index,
                                   quint64(index),
                                   quint32(index),
                                   1,
                                   index % 2 == 0,
                                   std::nullopt};
                if (rowOf(segment.at(i)) != expected)
                    QCOMPARE(rowOf(segment.at(i)).key, expected.key);
            }
        }
        QCOMPARE(index, count);
        QCOMPARE(held, parser.byteCount());
        QVERIFY2(held <= keyBytes + 32 * count, qPrintable(QString::number(held - keyBytes)));
    }

    void aSegmentMayBeClosedBeforeItIsFull()
    {
        MetadumpParser parser;
        QCOMPARE(parser.take("key=a exp=-1\n"), 13);
        QVERIFY(!parser.hasSegments());
        parser.closeSegment();
        parser.closeSegment();
        std::vector<KeySegment> segments = parser.takeSegments();
        QCOMPARE(segments.size(), size_t(1));
        QCOMPARE(segments.front().size(), 1);
        QCOMPARE(segments.front().byteSize(), 1 + 24 + 4);
        QCOMPARE(parser.take("key=b exp=-1\nEND\r\n"), 18);
        segments = parser.takeSegments();
        QCOMPARE(segments.front().key(0).toByteArray(), QByteArray("b"));
    }

    void whatIsDiscardedIsReadToItsEndWhateverItSays()
    {
        MetadumpParser parser;
        QCOMPARE(parser.take("key=a exp=-1\n"), 13);
        parser.discard();
        const QByteArray garbage = "key=b exp=-1\nkey= nonsense\n\n\xff\nkey=ERROR\n";
        QCOMPARE(parser.take(garbage), garbage.size());
        QCOMPARE(parser.state(), State::Listing);
        QCOMPARE(parser.take("END\r\n"), 5);
        QCOMPARE(parser.state(), State::Over);
        QCOMPARE(parser.keyCount(), 1);
    }
};

QTEST_APPLESS_MAIN(TestMetadumpParser)
#include "tst_metadumpparser.moc"

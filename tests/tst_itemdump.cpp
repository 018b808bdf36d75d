#include "app/itemdump/casdoubt.h"
#include "app/itemdump/itemdumpformat.h"
#include "app/itemdump/itemdumpreader.h"
#include "app/itemdump/itemreport.h"
#include "tests/dumpsample.h"

#include <QTest>

namespace {

struct Read
{
    QList<DumpedItem> items;
    DumpOrigin origin;
    Error error;
};

Read readAll(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    ItemDumpReader reader(&buffer, QStringLiteral("some file"));
    Read read;
    read.error = reader.readHeader();
    if (read.error)
        return read;
    read.origin = reader.origin();
    DumpedItem item;
    ItemDumpReader::Next next = reader.next(item);
    for (; next == ItemDumpReader::Next::Item; next = reader.next(item))
        read.items.append(item);
    if (next == ItemDumpReader::Next::Failed)
        read.error = reader.error();
    return read;
}

const DumpOrigin &origin()
{
    static const DumpOrigin made{.server = QStringLiteral("cache.example:11211 – ü"),
                                 .time = 1'790'000'000,
                                 .place = QStringLiteral("10.0.0.1:11211 via ü@bastion (SSH)"),
                                 .process = {.pid = 4'711, .start = 1'780'000'000}};
    return made;
}

} // namespace

/// The file of a dump, and the report on its keys.
class TestItemDump : public QObject
{
    Q_OBJECT

private slots:
    void itemsComeBackAsTheyWere()
    {
        const Read read = readAll(dumpOf(sampleItems(), origin()));
        QVERIFY2(!read.error, qPrintable(read.error.text));
        QCOMPARE(read.origin, origin());
        QCOMPARE(read.items, sampleItems());
    }

    void aDumpOfTheFirstVersionIsRead()
    {
        using Format = ItemDumpFormat;
        QByteArray header = Format::magic.toByteArray();
        Format::append(header, quint16(1));
        Format::append(header, quint16(4));
        Format::append(header, qint64(1'790'000'000));
        header += "here";
        Format::append(header, Format::checksum(header));
        const qsizetype newer = dumpOf({}, {}).size() - 30; // its header
        const Read read = readAll(header + dumpOf(sampleItems(), {}).sliced(newer));
        QVERIFY2(!read.error, qPrintable(read.error.text));
        QCOMPARE(read.items, sampleItems());
        QCOMPARE(read.origin, (DumpOrigin{.server = QStringLiteral("here"), .time = 1'790'000'000}));
        QVERIFY(!read.origin.process.isKnown());
        // Its CAS tell nothing, wherever they are compared.
        ServerSettings server;
        server.process = {.pid = 7, .start = 8};
        QVERIFY(!casDoubt(read.origin, {}, server).isEmpty());
    }

    void noItemsAreADumpToo()
    {
        const Read read = readAll(dumpOf({}, {}));
        QVERIFY(!read.error);
        QVERIFY(read.items.isEmpty());
    }

    void aLargeValueComesBack()
    {
        const QList<DumpedItem> items{{.key = "large", .value = QByteArray(5 * 1024 * 1024 + 3, 'x')}};
        QCOMPARE(readAll(dumpOf(items, {})).items, items);
    }

    void aServersNameIsCutAtAWholeCharacter()
    {
        const QString name = QString(400, QChar(0x20ac)); // three bytes each
        const Read read = readAll(dumpOf({}, {.server = name, .time = 1, .place = name}));
        QVERIFY(!read.error);
        for (const QString &text : {read.origin.server, read.origin.place}) {
            QVERIFY(text.size() > 300);
            QVERIFY(name.startsWith(text));
        }
    }

    /// Each byte is seen to be wrong, and what came before it is whole.
    void everyChangedByteIsDamage()
    {
        const QByteArray whole = dumpOf(sampleItems(), origin());
        for (qsizetype i = 0; i < whole.size(); ++i) {
            for (const char change : {'\x01', '\x80', '\xff'}) {
                QByteArray bytes = whole;
                bytes[i] = char(bytes.at(i) ^ change);
                const Read read = readAll(bytes);
                QVERIFY2(read.error.code == Error::Code::Invalid, qPrintable(QString::number(i)));
                QVERIFY(!read.error.text.isEmpty());
                QCOMPARE(read.items, sampleItems().mid(0, read.items.size()));
            }
        }
    }

    void everyCutIsDamage()
    {
        const QByteArray whole = dumpOf(sampleItems(), origin());
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const Read read = readAll(whole.first(size));
            QVERIFY2(read.error.code == Error::Code::Invalid, qPrintable(QString::number(size)));
        }
        QCOMPARE(readAll(whole + 'x').error.code, Error::Code::Invalid);
    }

    void aMissingItemIsDamage()
    {
        const QList<DumpedItem> items = sampleItems();
        const QByteArray one = dumpOf(items.first(1), origin());
        const QByteArray none = dumpOf({}, origin());
        QByteArray bytes = none.chopped(30) + one.last(30); // its end tells of one item
        QCOMPARE(readAll(bytes).error.code, Error::Code::Invalid);
    }

    void otherFilesAreToldApart()
    {
        QVERIFY(readAll("hello").error.text.contains(QStringLiteral("no file of dumped items")));
        QVERIFY(readAll({}).error.text.contains(QStringLiteral("no file of dumped items")));
        QVERIFY(readAll("SlabKeys and more of it").error.text.contains(QStringLiteral("no file of dumped items")));
        QByteArray newer = dumpOf({}, origin());
        newer[8] = 3;
        QVERIFY(readAll(newer).error.text.contains(QStringLiteral("newer")));
    }

    /// The length is one that the checksum vouches for: even then no memory is asked for that the file does not fill.
    void aHugeLengthCostsNothing()
    {
        QByteArray head;
        ItemDumpFormat::append(head, quint16(1));
        ItemDumpFormat::append(head, quint32(ItemDumpFormat::longestValue));
        ItemDumpFormat::append(head, quint32(0));
        ItemDumpFormat::append(head, qint64(-1));
        ItemDumpFormat::append(head, quint64(0));
        ItemDumpFormat::append(head, ItemDumpFormat::checksum(head));
        const QByteArray bytes = dumpOf({}, origin()).chopped(30) + head + "kvvv";
        QCOMPARE(readAll(bytes).error.code, Error::Code::Invalid);
    }

    void aReportKeepsKeysFatesAndReasons()
    {
        ItemReport report;
        report.add("a", ItemFate::Dumped);
        report.add(QByteArray("\x00b", 2), ItemFate::Refused, QStringLiteral("Because."));
        report.add("c", ItemFate::Dumped);
        QCOMPARE(report.size(), 3);
        QCOMPARE(report.key(0), QByteArrayView("a"));
        QCOMPARE(report.key(1), QByteArrayView("\x00b", 2));
        QCOMPARE(report.fate(1), ItemFate::Refused);
        QCOMPARE(report.reason(1), QStringLiteral("Because."));
        QCOMPARE(report.reason(2), QString());
        QCOMPARE(report.count(ItemFate::Dumped), 2);
        for (int i = 0; i < 2'000; ++i)
            report.add("x", ItemFate::Refused, QString::number(i));
        QCOMPARE(report.count(ItemFate::Refused), 2'001);
        QCOMPARE(report.reason(3), QStringLiteral("0"));
        QCOMPARE(report.reason(report.size() - 1), QString());
    }
};

QTEST_GUILESS_MAIN(TestItemDump)
#include "tst_itemdump.moc"

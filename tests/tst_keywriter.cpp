#include "app/commands/commandparser.h"
#include "app/keyspace/keystore.h"
#include "app/keyspace/keywriter.h"
#include "tests/keysample.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <numeric>

using Format = KeyWriter::Format;

namespace {

KeyListing smallListing()
{
    KeySegment segment;
    KeySegment::Fields fields;
    fields.cas = 0xffffffffffffffff;
    fields.expiry = 1'300;
    fields.lastAccess = 940;
    fields.size = 71;
    fields.slabClass = 2;
    fields.flags = 0;
    fields.marks = KeySegment::fetchedMark | KeySegment::flagsMark;
    KeySample::append(segment, "user:1", fields);
    KeySample::append(segment, "a \"b\",\r\nc");
    KeySample::append(segment, QByteArrayView("\x00\xff", 2));
    KeyListing listing(1'000);
    listing.append(std::move(segment));
    return listing;
}

QByteArray written(Format format, const KeyListing &listing, const std::vector<int> &indexes, qsizetype enough = 1'000'000)
{
    const KeyWriter writer(format);
    QByteArray all;
    writer.writeHeader(all);
    for (size_t at = 0; at < indexes.size();) {
        QByteArray out;
        at = writer.write(out, listing, indexes, at, enough);
        all += out;
    }
    return all;
}

} // namespace

class TestKeyWriter : public QObject
{
    Q_OBJECT

private slots:
    void jsonHasWhatWasTold()
    {
        QCOMPARE(written(Format::JsonLines, smallListing(), {2, 0, 1}),
                 QByteArray("{\"keyBase64\":\"AP8=\",\"fetched\":false}\n"
                            "{\"key\":\"user:1\",\"size\":71,\"expires\":1300,\"ttl\":300,\"accessed\":940,\"idle\":60,\"fetched\":true,"
                            "\"cas\":18446744073709551615,\"flags\":0,\"class\":2}\n"
                            "{\"key\":\"a \\\"b\\\",\\r\\nc\",\"fetched\":false}\n"));
    }

    void csvHasTheSameFields()
    {
        QCOMPARE(written(Format::Csv, smallListing(), {0, 1, 2}),
                 QByteArray("key,keyBase64,size,expires,ttl,accessed,idle,fetched,cas,flags,class\r\n"
                            "user:1,,71,1300,300,940,60,true,18446744073709551615,0,2\r\n"
                            "\"a \"\"b\"\",\r\nc\",,,,,,,false,,,\r\n"
                            ",AP8=,,,,,,false,,,\r\n"));
    }

    /// Each line is understood as a command for just that key.
    void theScriptReadsEachKey()
    {
        KeyStore store(KeySample::now);
        store.append(KeySample().segment(0, 5'000));
        const KeyListing &listing = store.listing();
        std::vector<int> indexes(size_t(listing.size()));
        std::iota(indexes.begin(), indexes.end(), 0);
        QByteArrayList lines = written(Format::Script, listing, indexes).split('\n');
        QVERIFY(lines.takeFirst().startsWith('#'));
        QVERIFY(lines.takeLast().isEmpty());
        QCOMPARE(lines.size(), listing.size());
        CommandParser parser;
        for (int i = 0; i < listing.size(); ++i) {
            const bool understood = parser.parse(lines.at(i)) == CommandParser::Result::Command;
            const Command &command = parser.parsed().command;
            if (!understood || command.opcode != Opcode::GetK || command.key != listing.key(i))
                QFAIL(lines.at(i).constData());
        }
    }

    void portionsComeToTheSame_data()
    {
        QTest::addColumn<Format>("format");
        QTest::newRow("json") << Format::JsonLines;
        QTest::newRow("csv") << Format::Csv;
        QTest::newRow("script") << Format::Script;
    }

    void portionsComeToTheSame()
    {
        QFETCH(Format, format);
        KeyStore store(KeySample::now);
        store.append(KeySample(KeySample::Flags::Told).segment(0, 1'000));
        const std::vector<int> indexes{999, 3, 500, 0};
        QCOMPARE(written(format, store.listing(), indexes, 1), written(format, store.listing(), indexes));
        QCOMPARE(written(format, store.listing(), indexes).count('\n'), qsizetype(4 + (format == Format::JsonLines ? 0 : 1)));
    }
};

QTEST_APPLESS_MAIN(TestKeyWriter)
#include "tst_keywriter.moc"

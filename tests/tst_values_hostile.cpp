#include "app/values/bytelook.h"
#include "app/values/compression.h"
#include "app/values/valuechain.h"
#include "tests/valuesample.h"

#include <QTest>

#include <QtEndian>

#include <zlib.h>

#include <atomic>

namespace {

constexpr qsizetype million = 1'000'000;

DecodeLimits smallLimits()
{
    DecodeLimits limits;
    limits.greatestOutput = million;
    limits.greatestNodes = 100'000;
    return limits;
}

/// Whatever the bytes are, the tree has no cycle, is as deep as it may be, and can be written.
void check(Serialization serialization, const QByteArray &bytes)
{
    const DecodeLimits limits = smallLimits();
    const Decoded decoded = deserialize(serialization, Primitive::None, bytes, limits);
    QVERIFY(!decoded.tree.isEmpty() || decoded.fault);
    qint32 seen = 0;
    for (qint32 node = decoded.tree.root(); node != ValueTree::none; node = decoded.tree.following(node, decoded.tree.root())) {
        QVERIFY(++seen <= decoded.tree.nodeCount());
        QVERIFY(decoded.tree.at(node).end <= quint32(bytes.size()));
    }
    const QByteArray json = jsonText(decoded.tree, decoded.tree.root(), JsonLayout::Compact, limits);
    QVERIFY(json.size() < 20 * million);
}

QByteArray zeros(Compression compression, int megabytes)
{
    const QByteArray block(int(million), '\0');
    z_stream stream{};
    const int window = compression == Compression::Gzip ? MAX_WBITS + 16 : compression == Compression::Deflate ? -MAX_WBITS : MAX_WBITS;
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(2 * int(million), '\0');
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    for (int done = 0; done < megabytes; ++done) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(block.data()));
        stream.avail_in = uInt(block.size());
        deflate(&stream, done + 1 == megabytes ? Z_FINISH : Z_NO_FLUSH);
    }
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace

class TestValuesHostile : public QObject
{
    Q_OBJECT

private slots:
    void survivesWhatIsCutOrChangedAnywhere_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        const QList<ValueSample> samples = valueSamples();
        for (const ValueSample &sample : samples)
            QTest::newRow(sample.name.constData()) << sample.serialization << sample.bytes;
    }

    void survivesWhatIsCutOrChangedAnywhere()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            check(serialization, bytes.first(at));
            for (const int change : {0x01, 0x80, 0xff, 0x10}) {
                QByteArray changed = bytes;
                changed[at] = char(changed.at(at) ^ change);
                check(serialization, changed);
            }
        }
        // What is of one format is read as each of the others.
        for (int other = 0; other <= int(Serialization::Protobuf); ++other)
            check(Serialization(other), bytes);
        const ByteLook look = lookAtBytes(bytes, LookFor::Anything, smallLimits());
        QVERIFY(!look.step.reason.isEmpty());
    }

    void depthIsBounded_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        const auto times = [](const QByteArray &part) { return part.repeated(int(million)); };
        QTest::newRow("JSON lists") << Serialization::Json << times("[");
        QTest::newRow("JSON objects") << Serialization::Json << times("{\"\":");
        QTest::newRow("MessagePack") << Serialization::MessagePack << times("\x91");
        QTest::newRow("MessagePack keys") << Serialization::MessagePack << times("\x81");
        QTest::newRow("CBOR") << Serialization::Cbor << times("\x81");
        QTest::newRow("CBOR, no ends") << Serialization::Cbor << times("\x9f");
        QTest::newRow("PHP") << Serialization::Php << times("a:1:{i:0;");
        QTest::newRow("igbinary") << Serialization::Igbinary << QByteArray("\0\0\0\2", 4) + times(QByteArray("\x14\x01\x06\0", 4));
        QTest::newRow("pickle") << Serialization::Pickle << "\x80\x02" + times("]") + times("a").chopped(1) + '.';
        QTest::newRow("pickle of tuples") << Serialization::Pickle << "\x80\x02)" + QByteArray("\x85").repeated(90'000) + '.';
        QTest::newRow("Marshal") << Serialization::Marshal << "\x04\x08" + times("[\x06");
        QTest::newRow("Marshal variables") << Serialization::Marshal << "\x04\x08" + times("I");
        QTest::newRow("Marshal objects") << Serialization::Marshal
                                         << "\x04\x08"
                + times(QByteArray("U:\x06"
                                   "A"));
        QTest::newRow("Storable") << Serialization::Storable << "\x05\x0b" + times(QByteArray("\x02\0\0\0\x01", 5));
        QTest::newRow("Java") << Serialization::Java
                              << QByteArray::fromHex("aced0005 75 72 0001 41 0000000000000000 02 0000 78 70")
                + times(QByteArray::fromHex("00000001 75 71 007e0000"));
        QTest::newRow("Protocol Buffers") << Serialization::Protobuf << times("\x0b");
        QByteArray bson;
        for (int left = 20'000; left > 0; --left) {
            QByteArray size(4, '\0');
            qToLittleEndian(qint32(left * 8), size.data());
            bson += size
                + QByteArray("\x03"
                             "a\0",
                             3);
        }
        QTest::newRow("BSON") << Serialization::Bson << bson;
    }

    void depthIsBounded()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        const Decoded decoded = deserialize(serialization, Primitive::None, bytes, DecodeLimits());
        QCOMPARE(decoded.fault.kind, DecodeFault::Kind::TooDeep);
        QVERIFY(jsonText(decoded.tree, decoded.tree.root(), JsonLayout::Indented, DecodeLimits()).size() < 20 * million);
    }

    /// Each claims four billion parts and has none.
    void countsAreNotBelieved_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("MessagePack") << Serialization::MessagePack << QByteArray::fromHex("ddffffffff");
        QTest::newRow("MessagePack map") << Serialization::MessagePack << QByteArray::fromHex("dfffffffff");
        QTest::newRow("MessagePack text") << Serialization::MessagePack << QByteArray::fromHex("dbffffffff61");
        QTest::newRow("CBOR") << Serialization::Cbor << QByteArray::fromHex("9bffffffffffffffff");
        QTest::newRow("CBOR bytes") << Serialization::Cbor << QByteArray::fromHex("5bffffffffffffffff00");
        QTest::newRow("PHP") << Serialization::Php << QByteArray("a:4294967295:{");
        QTest::newRow("PHP text") << Serialization::Php << QByteArray("s:18446744073709551615:\"a");
        QTest::newRow("igbinary") << Serialization::Igbinary << QByteArray::fromHex("0000000216ffffffff");
        QTest::newRow("pickle") << Serialization::Pickle << QByteArray::fromHex("80048dffffffffffffffff61");
        QTest::newRow("pickle number") << Serialization::Pickle << QByteArray::fromHex("80028bffffffff");
        QTest::newRow("Marshal") << Serialization::Marshal << QByteArray::fromHex("04085b04ffffffff");
        QTest::newRow("Storable") << Serialization::Storable << QByteArray::fromHex("050b02ffffffff");
        QTest::newRow("Java") << Serialization::Java
                              << QByteArray::fromHex("aced0005 75 72 0002 5b49 0000000000000000 02 0000 78 70 ffffffff");
        QTest::newRow("Protocol Buffers") << Serialization::Protobuf << QByteArray::fromHex("0affffffff0f");
        QTest::newRow("BSON") << Serialization::Bson << QByteArray::fromHex("ffffff7f 02 6100 ffffff7f");
    }

    void countsAreNotBelieved()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        QCOMPARE(deserialize(serialization, Primitive::None, bytes, DecodeLimits()).fault.kind, DecodeFault::Kind::CutShort);
    }

    /// Each level holds the one before it twice: a hundred levels are 2^100 parts for who follows them all.
    void sharedPartsStaySmall()
    {
        QByteArray pickle = "\x80\x02]q";
        pickle += QByteArray(1, '\0');
        for (int level = 1; level < 100; ++level)
            pickle += "](h" + QByteArray(1, char(level - 1)) + 'h' + QByteArray(1, char(level - 1)) + "eq" + QByteArray(1, char(level));
        const Decoded decoded = deserialize(Serialization::Pickle, Primitive::None, pickle + '.', DecodeLimits());
        QVERIFY(!decoded.fault);
        QVERIFY(decoded.tree.nodeCount() < 500);
        QCOMPARE(asJson(decoded.tree), R"([{"$ref":"?"},{"$ref":"?"}])"); // the levels below were only on the stack
    }

    void partsAreBounded()
    {
        DecodeLimits limits;
        limits.greatestNodes = 1'000;
        const Decoded decoded = deserialize(Serialization::Json, Primitive::None, '[' + QByteArray("1,").repeated(2'000) + "1]", limits);
        QCOMPARE(decoded.fault.kind, DecodeFault::Kind::TooMany);
        QCOMPARE(decoded.tree.at(decoded.tree.root()).memberCount, 999);
    }

    void canBeCancelled()
    {
        const std::atomic_bool cancelled = true;
        DecodeLimits limits;
        limits.cancelled = &cancelled;
        QCOMPARE(deserialize(Serialization::Json, Primitive::None, "[1]", limits).fault.kind, DecodeFault::Kind::Cancelled);
        QCOMPARE(decompress(Compression::Zlib, zeros(Compression::Zlib, 1), limits).fault.kind, DecodeFault::Kind::Cancelled);
    }

    void decompressionIsBounded_data()
    {
        QTest::addColumn<Compression>("compression");
        QTest::addColumn<QByteArray>("bytes");
        for (const Compression compression : {Compression::Zlib, Compression::Gzip, Compression::Deflate})
            QTest::addRow("%s", qPrintable(compressionName(compression))) << compression << zeros(compression, 100);
        // Three million zeros, by zstd, lz4 and the brotli of Node.js.
        const auto fromFile = [](const char *name) {
            QFile file(QStringLiteral(TEST_DATA "/values/") + QLatin1String(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTest::newRow("zstd") << Compression::Zstd << fromFile("zeros.zst");
        QTest::newRow("brotli") << Compression::Brotli << fromFile("zeros.br");
        QTest::newRow("LZ4") << Compression::Lz4Frame << fromFile("zeros.lz4");
        QTest::newRow("LZ4 block") << Compression::Lz4Block
                                   << QByteArray::fromHex("1f000100") + QByteArray(100'000, '\xff') + QByteArray::fromHex("00500000000000");
        QTest::newRow("FastLZ") << Compression::FastLz << QByteArray::fromHex("0000") + QByteArray::fromHex("e0ff00").repeated(10'000);
        QTest::newRow("FastLZ 2") << Compression::FastLz
                                  << QByteArray::fromHex("2000e0") + QByteArray(100'000, '\xff') + QByteArray::fromHex("0000");
        QTest::newRow("LZF") << Compression::Lzf << QByteArray::fromHex("0000") + QByteArray::fromHex("e0ff00").repeated(10'000);
        QTest::newRow("Snappy") << Compression::Snappy
                                << QByteArray::fromHex("80c2d72f0000") + QByteArray::fromHex("fe0100").repeated(700'000);
    }

    void decompressionIsBounded()
    {
        QFETCH(Compression, compression);
        QFETCH(QByteArray, bytes);
        DecodeLimits limits;
        limits.greatestOutput = million;
        const Decompressed result = decompress(compression, bytes, limits);
        QCOMPARE(result.fault.kind, DecodeFault::Kind::TooLarge);
        QVERIFY(result.bytes.size() <= million);
    }

    void compressedBytesCanBeCutOrChangedAnywhere()
    {
        const QByteArray bytes = zeros(Compression::Zlib, 1).first(200);
        const DecodeLimits limits = smallLimits();
        for (int compression = 0; compression <= int(Compression::Lzf); ++compression) {
            for (qsizetype at = 0; at < bytes.size(); ++at) {
                QByteArray changed = bytes;
                changed[at] = char(changed.at(at) ^ 0x55);
                QVERIFY(decompress(Compression(compression), changed, limits).bytes.size() <= limits.greatestOutput);
                QVERIFY(decompress(Compression(compression), bytes.first(at), limits).bytes.size() <= limits.greatestOutput);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestValuesHostile)
#include "tst_values_hostile.moc"

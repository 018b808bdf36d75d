#include "app/sandbox/recordeditems.h"
#include "app/values/recompression.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

constexpr Compression all[] = {Compression::Zlib,     Compression::Gzip,   Compression::Deflate, Compression::Zstd,   Compression::Lz4Frame,
                               Compression::Lz4Block, Compression::Snappy, Compression::Brotli,  Compression::FastLz, Compression::Lzf};

ValueReading readAs(Serialization serialization, const QByteArray &bytes)
{
    return readValue(bytes, 0, ClientLibrary::Unknown, DecodeLimits(),
                     {CompressionStep{}, SerializationStep{serialization, Primitive::None, Certainty::Chosen, {}}});
}

/// The first node with this text.
qint32 nodeWith(const ValueTree &tree, QByteArrayView text)
{
    for (qint32 node = 0; node < tree.nodeCount(); ++node) {
        if (tree.text(node) == text)
            return node;
    }
    return ValueTree::none;
}

QByteArray otherText(const ValueTree &tree, qint32 node)
{
    switch (tree.at(node).type) {
    case ValueType::Boolean:
        return tree.text(node) == "true" ? "false" : "true";
    case ValueType::Integer:
        return tree.text(node) == "7" ? "8" : "7";
    case ValueType::Real:
        return tree.text(node) == "0.5" ? "1.5" : "0.5";
    default:
        return tree.text(node).toByteArray() + "\xc3\xa9 longer";
    }
}

} // namespace

class TestValuesWriting : public QObject
{
    Q_OBJECT

private slots:
    void whatIsCompressedIsReadAgain_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QRandomGenerator random(7);
        QByteArray noise(100000, '\0');
        for (char &byte : noise)
            byte = char(random.bounded(256));
        QByteArray sentences;
        for (int i = 0; i < 5000; ++i)
            sentences += "item " + QByteArray::number(i * 7919 % 1000) + " of many; ";
        QTest::newRow("one byte") << QByteArray("x");
        QTest::newRow("as long as the end that stays literal") << QByteArray(13, 'x');
        QTest::newRow("one byte, often") << QByteArray(70000, 'x');
        QTest::newRow("noise") << noise;
        QTest::newRow("sentences") << sentences;
        QTest::newRow("far apart") << sentences + noise.first(9000) + sentences;
    }

    void whatIsCompressedIsReadAgain()
    {
        QFETCH(QByteArray, bytes);
        for (const Compression compression : all) {
            const Decompressed again = decompress(compression, compressed(compression, bytes), DecodeLimits());
            QVERIFY2(!again.fault && again.bytes == bytes, qPrintable(compressionName(compression) + again.fault.text));
        }
    }

    void repetitionMakesItSmaller()
    {
        for (const Compression compression : all)
            QVERIFY2(compressed(compression, QByteArray(70000, 'x')).size() < 5000, qPrintable(compressionName(compression)));
    }

    void unchangedBytesStayAsTheyWereStored()
    {
        // Of another level than is written here.
        const QByteArray stored = qCompress(QByteArray(5000, 'x'), 9).mid(4);
        const ValueReading reading = readValue(stored, 0x18, ClientLibrary::Pylibmc, DecodeLimits());
        QCOMPARE(writeValue(stored, reading, reading.bytes, DecodeLimits()).stored, stored);
        const WrittenValue changed = writeValue(stored, reading, QByteArray(5000, 'y'), DecodeLimits());
        QVERIFY2(changed.isWritten(), qPrintable(changed.fault));
        QCOMPARE(readValue(changed.stored, 0x18, ClientLibrary::Pylibmc, DecodeLimits()).bytes, QByteArray(5000, 'y'));
    }

    /// Each value that a library stored, with one byte more at its end, goes the way back and comes again.
    void everyRecordedValueGoesBack()
    {
        int compressedOnes = 0;
        for (const Command &item : recordedItems()) {
            const ValueReading reading = readValue(item.value, item.flags, ClientLibrary::Unknown, DecodeLimits());
            QCOMPARE(writeValue(item.value, reading, reading.bytes, DecodeLimits()).stored, item.value);
            const WrittenValue written = writeValue(item.value, reading, reading.bytes + 'z', DecodeLimits());
            QVERIFY2(written.isWritten(), (item.key + ": " + written.fault.toUtf8()).constData());
            const ChosenSteps same{reading.compression, SerializationStep{}};
            QCOMPARE(readValue(written.stored, item.flags, ClientLibrary::Unknown, DecodeLimits(), same).bytes, reading.bytes + 'z');
            compressedOnes += reading.compression.compression != Compression::None ? 1 : 0;
        }
        QVERIFY(compressedOnes > 10);
    }

    void damagedValuesAreNotWritten()
    {
        const QByteArray stored = qCompress(QByteArray(5000, 'x')).mid(4).chopped(3);
        const ValueReading reading = readValue(stored, 0x18, ClientLibrary::Pylibmc, DecodeLimits());
        QVERIFY(reading.compressionFault);
        QVERIFY(!writeValue(stored, reading, "other", DecodeLimits()).isWritten());
        QVERIFY(!whyNotWritable(reading).isEmpty());
    }

    void aScalarIsPutInTheOthersPlace_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("changed");
        const auto add = [](const char *name, Serialization serialization, const QByteArray &bytes, const char *before, const char *text,
                            const QByteArray &changed) {
            QTest::newRow(name) << serialization << bytes << QByteArray(before) << QByteArray(text) << changed;
        };
        const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
        add("JSON, a text", Serialization::Json, R"({ "a" : "old", "a": 1.50 })", "old", "n\"e\nw/",
            "{ \"a\" : \"n\\\"e\\nw/\", \"a\": 1.50 }");
        add("JSON, a number", Serialization::Json, "[1, 2.50]", "2.50", "3.00", "[1, 3.00]");
        add("JSON, a key", Serialization::Json, R"({"a":1})", "a", "b", R"({"b":1})");
        add("JSON behind a mark of UTF-8", Serialization::Json, "\xef\xbb\xbf[1]", "1", "20", "\xef\xbb\xbf[20]");
        add("JSON, true", Serialization::Json, "[true,null]", "true", "false", "[false,null]");
        add("MessagePack, a text", Serialization::MessagePack, hex("82a161a178a16201"), "x", "yz", hex("82a161a2797aa16201"));
        add("MessagePack, a number", Serialization::MessagePack, hex("9201c3"), "1", "-200", hex("92d1ff38c3"));
        add("MessagePack, a real of 4 bytes", Serialization::MessagePack, hex("91ca40500000"), "3.25", "0.5", hex("91ca3f000000"));
        add("CBOR, a text", Serialization::Cbor, hex("82617802"), "x", "yz", hex("8262797a02"));
        add("CBOR, a negative number", Serialization::Cbor, hex("8102"), "2", "-500", hex("813901f3"));
        add("PHP, a text", Serialization::Php, R"(a:2:{i:0;s:1:"x";i:1;b:1;})", "x", "é", "a:2:{i:0;s:2:\"é\";i:1;b:1;}");
        add("PHP, a truth value", Serialization::Php, "a:1:{i:5;b:1;}", "true", "false", "a:1:{i:5;b:0;}");
        add("BSON, a text", Serialization::Bson, hex("160000000361000e0000000278000200000041000000"), "A", "BCD",
            hex("18000000036100100000000278000400000042434400"
                "0000"));
        add("igbinary, a number", Serialization::Igbinary, hex("000000021401060006ff"), "255", "-256",
            hex("00000002140106000901"
                "00"));
        add("igbinary, a text", Serialization::Igbinary, hex("0000000214010600110178"), "x", "yz",
            hex("000000021401060011027"
                "97a"));
        add("pickle 4, a text in its frame", Serialization::Pickle, hex("80049505000000000000008c0178942e"), "x", "yz",
            hex("80049506000000000000008c02797a942e"));
        add("pickle 2, a number", Serialization::Pickle, hex("80024b052e"), "5", "70000", hex("80024a701101002e"));
        add("Marshal, a text with its encoding", Serialization::Marshal,
            hex("0408492206780"
                "63a064554"),
            "x", "yz",
            hex("040849"
                "2207797a063a064554"));
        add("Marshal, a number", Serialization::Marshal, hex("04085b066906"), "1", "-129", hex("04085b0669ff7f"));
        add("a whole number", Serialization::Integer, "42", "42", "-7", "-7");
    }

    /// The streams are what Java, Perl and Protocol Buffers write themselves for the value with the other text.
    void aScalarOfAStreamIsPutInTheOthersPlace_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("changed");
        const auto add = [](const char *name, Serialization serialization, const QByteArray &hex, const char *before,
                            const QByteArray &text, const QByteArray &changed) {
            QTest::newRow(name) << serialization << QByteArray::fromHex(hex) << QByteArray(before) << text << QByteArray::fromHex(changed);
        };
        const QByteArray integer =
            "aced0005737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c7565787200106a617661"
            "2e6c616e672e4e756d62657286ac951d0b94e08b0200007870";
        const QByteArray character = "aced0005737200136a6176612e6c616e672e4368617261637465"
                                     "72348b47d96b1a267802000143000576616c75657870";
        const QByteArray truth = "aced0005737200116a6176612e6c616e672e426f6f6c65616ecd207280d59cfaee0200015a000576616c75657870";
        const QByteArray array = "aced0005757200025b42acf317f8060854e00200007870";
        const QByteArray longText(70'000, 'x');
        add("Java, a text", Serialization::Java, "aced000574000368c3a9", "h\u00e9", "yes", "aced0005740003796573");
        add("Java, a text that becomes long", Serialization::Java, "aced000574000161", "a", longText,
            "aced00057c0000000000011170" + longText.toHex());
        add("Java, a text that becomes short", Serialization::Java, "aced00057c000000000000000161", "a", "b", "aced000574000162");
        add("Java, a text beyond the first characters", Serialization::Java, "aced000574000161", "a", QByteArray("\xf0\x9f\x98\x80\0", 5),
            "aced0005740008eda0bdedb880c080");
        add("Java, an Integer", Serialization::Java, integer + "fffffffb", "-5", "70000", integer + "00011170");
        add("Java, a Boolean", Serialization::Java, truth + "01", "true", "false", truth + "00");
        add("Java, a Character", Serialization::Java, character + "0078", "x", "\u00e9", character + "00e9");
        // (list, list, "other"): the list that is meant twice keeps its number.
        const QByteArray pair =
            "aced0005757200135b4c6a6176612e6c616e672e4f626a6563743b90ce589f1073296c020000787000000003"
            "737200136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a6578700000000177040000000174";
        add("Java, in a list that is in two places", Serialization::Java, pair + "0002696e7871007e00027400056f74686572", "in", "it's",
            pair + "0004697427737871007e00027400056f74686572");
        add("Java, beside a list that is in two places", Serialization::Java, pair + "0002696e7871007e00027400056f74686572", "other", "x",
            pair + "0002696e7871007e000274000178");
        add("Java, an array of bytes", Serialization::Java, array + "00000001ff", "\xff", QByteArray("\x80"), array + "0000000180");
        add("Storable, a text of bytes", Serialization::Storable, "050b0a026869", "hi", "hello", "050b0a0568656c6c6f");
        add("Storable, a text that gets characters", Serialization::Storable, "050b0a026869", "hi", "\u00e9", "050b1702c3a9");
        add("Storable, a text among others that are bytes", Serialization::Storable, "050b02000000020a0161170161", "a", "b",
            "050b02000000020a0162170161");
        add("Storable, a text beside one in Latin-1", Serialization::Storable, "050b03000000020a04636166e900000001610a01780000000162", "x",
            "n\u00e9", "050b03000000020a04636166e9000000016117036ec3a90000000162");
        add("Storable, a key beside bytes", Serialization::Storable, "050b03000000010a02c3a90000000161", "a", "\u00e9",
            "050b03000000010a02c3a900000002c3a9");
        add("Storable, bytes that stay bytes", Serialization::Storable, "050b0a02c3a9", "\u00e9", "\u00e8", "050b0a02c3a8");
        add("Storable, a long text, little-endian", Serialization::Storable,
            "040b08313233343536373804080808"
            "0a0161",
            "a", QByteArray(300, 'x'), "040b08313233343536373804080808012c010000" + QByteArray(300, 'x').toHex());
        add("Storable, a number in network order", Serialization::Storable, "050b02000000010881", "1", "-70000",
            "050b020000000109fffeee90");
        add("Storable, a number", Serialization::Storable,
            "040b08313233343536373804080808020100000006"
            "2c01000000000000",
            "300", "5000000000", "040b0831323334353637380408080802010000000600f2052a01000000");
        add("Storable, a real", Serialization::Storable, "040b083132333435363738040808080201000000070000000000000c40", "3.5", "0.1",
            "040b083132333435363738040808080201000000079a9999999999b93f");
        add("Storable, a key", Serialization::Storable, "050b030000000108810000000161", "a", "bc", "050b03000000010881000000026263");
        add("Storable, a key of characters", Serialization::Storable, "050b1900000000011705c3a9e298ba0100000003e298ba", "\u263a", "k",
            "050b1900000000011705c3a9e298ba00000000016b");
        add("Storable, in an object", Serialization::Storable, "050b11094170703a3a5573657203000000010881000000016e", "1", "2",
            "050b11094170703a3a5573657203000000010882000000016e");
        add("protobuf, a varint", Serialization::Protobuf, "089601", "150", "1", "0801");
        add("protobuf, the largest varint", Serialization::Protobuf, "0805", "5", "18446744073709551615", "08ffffffffffffffffff01");
        add("protobuf, fixed32", Serialization::Protobuf, "2502000000", "2", "258", "2502010000");
        add("protobuf, a text", Serialization::Protobuf, "120774657374696e67", "testing", "t", "120174");
        // { 3: { 1: "a", 2: 5 } }: of 5 bytes, then of 205, whose size takes two.
        add("protobuf, in a message whose size gets longer", Serialization::Protobuf, "1a050a01611005", "a", QByteArray(200, 'y'),
            "1acd010ac801" + QByteArray(200, 'y').toHex() + "1005");
        add("protobuf, in a message in a message", Serialization::Protobuf,
            "0a071a050896011001"
            "1001",
            "150", "3",
            "0a061a0408031001"
            "1001");
        add("protobuf, a field's number", Serialization::Protobuf, "1a03089601", "1", "200", "1a04c00c9601");
        add("protobuf, in a group", Serialization::Protobuf, "1b08051c", "5", "300", "1b08ac021c");
    }

    void aScalarOfAStreamIsPutInTheOthersPlace() { aScalarIsPutInTheOthersPlace(); }

    void aScalarIsPutInTheOthersPlace()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, changed);
        const ValueReading reading = readAs(serialization, bytes);
        QCOMPARE(reading.value.fault.text, QString());
        const qint32 node = nodeWith(reading.value.tree, before);
        QVERIFY(node != ValueTree::none);
        QCOMPARE(whyNotSplicable(reading, node), QString());
        const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
        QCOMPARE(spliced.fault, QString());
        QCOMPARE(spliced.bytes.toHex(), changed.toHex());
    }

    void whatWouldChangeMoreIsRefused_data()
    {
        QTest::addColumn<Serialization>("serialization");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("text");
        const auto add = [](const char *name, Serialization serialization, const char *hex, const QByteArray &before, const char *text) {
            QTest::newRow(name) << serialization << QByteArray::fromHex(hex) << before << QByteArray(text);
        };
        // (x, x): the second is what the first was remembered as.
        add("pickle, a text in two places", Serialization::Pickle,
            "80028c01787101680186"
            "2e",
            "x", "y");
        // ["x", "x"]: the second is the number of the first.
        add("igbinary, a text in two places", Serialization::Igbinary,
            "00000002140206001101780601"
            "0e00",
            "x", "y");
        add("igbinary, a text that gets no number any more", Serialization::Igbinary,
            "000000021403060011017806011101790602"
            "0e01",
            "x", "");
        add("Marshal, a number that becomes an object", Serialization::Marshal, "04085b066906", "1", "4611686018427387904");
        add("BSON, a number of 4 bytes", Serialization::Bson, "0c0000001061000500000000", "5", "5000000000");
        add("a number that is none", Serialization::MessagePack, "9101", "1", "one");
        add("a number with a zero before it", Serialization::Json, "5b315d", "1", "01");
        add("a text that is none", Serialization::Json, "5b2278225d", "x", "\xff");
        add("JSON, a name that is there already", Serialization::Json, "7b2261223a312c2262223a327d", "a", "b");
        add("Java, a text in two places", Serialization::Java,
            "aced0005757200135b4c6a6176612e6c616e672e4f626a6563743b90ce589f1073296c0200007870000000027400017871007e0002", "x", "y");
        const char *const odd = "aced00057372000547244f64640000000000000001030001490001617870000000017704000000057400017378";
        add("Java, a block that only a class can read", Serialization::Java, odd, QByteArray("\0\0\0\5", 4), "1");
        add("Java, a class", Serialization::Java, "aced0005767200106a6176612e6c616e672e537472696e67a0f0a4387a3bb3420200007870",
            "java.lang.String", "java.lang.Object");
        add("Java, a key that is kept in order", Serialization::Java,
            "aced0005737200116a6176612e7574696c2e547265654d61700cc1f63e2d256ae60300014c000a636f6d70617261746f727400164c6a6176612f7574696c2f"
            "436f6d70617261746f723b7870707704000000027400016170740001627078",
            "a", "c");
        add("Java, in a list that is a key kept in order", Serialization::Java,
            "aced0005737200116a6176612e7574696c2e547265654d61700cc1f63e2d256ae60300014c000a636f6d70617261746f727400164c6a6176612f7574696c2f"
            "436f6d70617261746f723b7870707704000000017372"
            "00136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a6578700000000177040000000174000161787078",
            "a", "c");
        const char *const integer = "aced0005737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c75657870fffffffb";
        add("Java, an Integer that is too large", Serialization::Java, integer, "-5", "2147483648");
        add("Storable, a text in two places", Serialization::Storable, "050b02000000020a01610000000001", "a", "b");
        add("Storable, a number too large for network order", Serialization::Storable, "050b02000000010881", "1", "5000000000");
        add("Storable, a key that needs a hash of another type", Serialization::Storable, "050b030000000108810000000161", "a", "\xc3\xa9");
        add("protobuf, a number that is none", Serialization::Protobuf, "089601", "150", "-1");
        add("protobuf, a field that is none", Serialization::Protobuf, "089601", "1", "536870912");
        add("protobuf, a group's number", Serialization::Protobuf, "1b08011c", "3", "4");
        add("protobuf, bytes that would be read as a text", Serialization::Protobuf, "2202ffff", "\xff\xff", "text");
    }

    void whatWouldChangeMoreIsRefused()
    {
        QFETCH(Serialization, serialization);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, text);
        const ValueReading reading = readAs(serialization, bytes);
        QCOMPARE(reading.value.fault.text, QString());
        const qint32 node = nodeWith(reading.value.tree, before);
        QVERIFY(node != ValueTree::none);
        const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
        QVERIFY(!spliced.fault.isEmpty());
        QCOMPARE(spliced.bytes, QByteArray());
    }

    void containersAndOtherTypesAreNotChangedAlone()
    {
        const ValueReading reading = readAs(Serialization::Json, R"({"a":null})");
        QVERIFY(!whyNotSplicable(reading, reading.value.tree.root()).isEmpty());
        QVERIFY(!whyNotSplicable(reading, reading.value.tree.firstMember(reading.value.tree.root())).isEmpty());
        const ValueReading damaged = readAs(Serialization::Json, R"(["a",)");
        QVERIFY(!whyNotSplicable(damaged, nodeWith(damaged.value.tree, "a")).isEmpty());
    }

    /// An ArrayList says how many elements it has, in a field and in a block.
    void whatACollectionKeepsForItselfIsNotChanged()
    {
        const ValueReading reading =
            readAs(Serialization::Java,
                   QByteArray::fromHex("aced0005737200136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a65787000"
                                       "00000177040000000174000161"
                                       "78"));
        const ValueTree &tree = reading.value.tree;
        QCOMPARE(reading.value.fault.text, QString());
        QVERIFY(whyNotSplicable(reading, nodeWith(tree, "a")).isEmpty());
        const qint32 size = nodeWith(tree, "1");
        QVERIFY(size != ValueTree::none);
        QVERIFY(!whyNotSplicable(reading, size).isEmpty());
    }

    /// Whatever was recorded: each change is as asked for and nothing else, or refused.
    void everyScalarOfTheRecordedValuesIsChanged()
    {
        int changed = 0;
        int refused = 0;
        for (const Command &item : recordedItems()) {
            const ValueReading reading = readValue(item.value, item.flags, ClientLibrary::Unknown, DecodeLimits());
            const ValueTree &tree = reading.value.tree;
            for (qint32 node = 0; node < std::min(tree.nodeCount(), 20); ++node) {
                if (!whyNotSplicable(reading, node).isEmpty())
                    continue;
                const QByteArray text = otherText(tree, node);
                const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
                if (!spliced.fault.isEmpty()) {
                    ++refused;
                    continue;
                }
                ++changed;
                const Decoded again =
                    deserialize(reading.serialization.serialization, reading.serialization.primitive, spliced.bytes, DecodeLimits());
                QCOMPARE(again.fault.text, QString());
                QCOMPARE(again.tree.text(node).toByteArray(), text);
            }
        }
        qInfo("%d changed, %d refused", changed, refused);
        QVERIFY(changed > 200);
        QVERIFY(refused * 5 < changed);
    }
};

QTEST_GUILESS_MAIN(TestValuesWriting)
#include "tst_values_writing.moc"

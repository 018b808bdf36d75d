#include "app/values/valuechain.h"
#include "tests/valuesample.h"

#include <QTest>

class TestValuesChain : public QObject
{
    Q_OBJECT

private slots:
    /// The tables of the libraries' sources, with values made by hand.
    void flagsOfALibraryDecide_data()
    {
        QTest::addColumn<ClientLibrary>("library");
        QTest::addColumn<quint32>("flags");
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("json");
        const auto add = [](const char *name, ClientLibrary library, quint32 flags, const char *hex, const char *json) {
            QTest::newRow(name) << library << flags << QByteArray::fromHex(hex) << QByteArray(json);
        };
        add("Enyim, raw", ClientLibrary::Enyim, 0xfa52, "00ff", R"("\u0000ÿ")");
        add("Enyim, null", ClientLibrary::Enyim, 0x102, "", "null");
        add("Enyim, bool", ClientLibrary::Enyim, 0x103, "01", "true");
        add("Enyim, char", ClientLibrary::Enyim, 0x104, "e900", R"("é")");
        add("Enyim, sbyte", ClientLibrary::Enyim, 0x105, "ff", "-1");
        add("Enyim, byte", ClientLibrary::Enyim, 0x106, "ff", "255");
        add("Enyim, short", ClientLibrary::Enyim, 0x107, "feff", "-2");
        add("Enyim, int", ClientLibrary::Enyim, 0x109, "2a000000", "42");
        add("Enyim, ulong", ClientLibrary::Enyim, 0x10c, "ffffffffffffffff", "18446744073709551615");
        add("Enyim, float", ClientLibrary::Enyim, 0x10d, "00005040", "3.25");
        add("Enyim, double", ClientLibrary::Enyim, 0x10e, "0000000000000a40", "3.25");
        // 2009-02-13T23:31:30Z is 633,701,646,900,000,000 ticks; the kind UTC is 1 in the two highest bits.
        add("Enyim, DateTime", ClientLibrary::Enyim, 0x110, "00f50d554a5ccb48", R"("2009-02-13T23:31:30Z")");
        add("Enyim, string", ClientLibrary::Enyim, 0x112, "c3a9", R"("é")");
        add("spymemcached, negative int", ClientLibrary::Spymemcached, 0x200, "fffffffb", "-5");
        add("spymemcached, int without its zeros", ClientLibrary::Spymemcached, 0x200, "c8", "200");
        add("spymemcached, zero", ClientLibrary::Xmemcached, 0x300, "", "0");
        add("spymemcached, date", ClientLibrary::Spymemcached, 0x400, "011f71fb04cb", R"("2009-02-13T23:31:30.123Z")");
        add("Whalin, char", ClientLibrary::Whalin, 0x10, "000000e9", R"("é")");
        add("node-memcached, number", ClientLibrary::NodeMemcached, 8, "2d312e35", "-1.5");
        add("pylibmc, true", ClientLibrary::Pylibmc, 2, "31", "true");
        add("python-memcached, one", ClientLibrary::PythonMemcached, 2, "31", "1");
        add("php-memcached, with flags of the application", ClientLibrary::PhpMemcached, 0x12340001, "37", "7");
        add("JSON that an application encoded", ClientLibrary::Memjs, 0, "5b315d", "[1]");
        add("a number that is text", ClientLibrary::Memjs, 0, "3432", R"("42")");
    }

    void flagsOfALibraryDecide()
    {
        QFETCH(ClientLibrary, library);
        QFETCH(quint32, flags);
        QFETCH(QByteArray, stored);
        QFETCH(QByteArray, json);
        const ValueReading reading = readValue(stored, flags, library, DecodeLimits());
        QCOMPARE(reading.value.fault.text, QString());
        QCOMPARE(asJson(reading.value.tree), json);
        QVERIFY(reading.serialization.reason.contains(clientLibraryName(library)));
    }

    void sameFlagsMeanOtherThingsElsewhere()
    {
        QCOMPARE(compressionByFlags(ClientLibrary::Pylibmc, 8)->compression, Compression::Zlib);
        QCOMPARE(compressionByFlags(ClientLibrary::Dalli, 8)->compression, Compression::None);
        QCOMPARE(compressionByFlags(ClientLibrary::Spymemcached, 2)->compression, Compression::Gzip);
        QVERIFY(!compressionByFlags(ClientLibrary::NodeMemcached, 2));
        QCOMPARE(flagWords(ClientLibrary::Pylibmc, 24), QStringLiteral("text, zlib"));
        QCOMPARE(flagWords(ClientLibrary::PhpMemcached, 0x54), QStringLiteral("serialized, FastLZ"));
        QCOMPARE(flagWords(ClientLibrary::Gomemcache, 3), QString());
    }

    void whatIsChosenCounts()
    {
        ChosenSteps chosen;
        chosen.compression = CompressionStep{.certainty = Certainty::Chosen};
        chosen.serialization = SerializationStep{.serialization = Serialization::Text, .certainty = Certainty::Chosen};
        const ValueReading reading = readValue("[1]", 0, ClientLibrary::Unknown, DecodeLimits(), chosen);
        QCOMPARE(reading.serialization.certainty, Certainty::Chosen);
        QCOMPARE(asJson(reading.value.tree), "\"[1]\"");
    }

    void saysWhyAndHowSure()
    {
        const ValueReading guessed = readValue("42", 0, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(guessed.serialization.serialization, Serialization::Integer);
        QCOMPARE(guessed.serialization.certainty, Certainty::Guess);
        const ValueReading found = readValue("a:1:{i:0;i:7;}", 0, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(found.serialization.certainty, Certainty::Likely);
        QCOMPARE(found.serialization.reason, QStringLiteral("The bytes begin like PHP and decode whole."));
    }

    void jsonBehindAMarkOfUtf8IsJson()
    {
        for (const char *json : {" {\"a\": [1]}", "[]", "\"text\"", "null"}) {
            const ValueReading reading = readValue(QByteArray("\xef\xbb\xbf") + json, 0, ClientLibrary::Unknown, DecodeLimits());
            QCOMPARE(reading.serialization.serialization, Serialization::Json);
            QCOMPARE(reading.serialization.certainty, Certainty::Likely);
            QVERIFY(!reading.value.fault);
        }
        QCOMPARE(readValue("\xef\xbb\xbfnull and void", 0, ClientLibrary::Unknown, DecodeLimits()).serialization.serialization,
                 Serialization::Text);
    }

    /// Damage is told, and what could be read is there.
    void damagedValuesShowWhatTheyCan()
    {
        const QByteArray stored = QByteArray::fromHex("789cedc1");
        const ValueReading reading = readValue(stored, 8 | 16, ClientLibrary::Pylibmc, DecodeLimits());
        QCOMPARE(reading.compressionFault.kind, DecodeFault::Kind::CutShort);
        const ValueReading cut = readValue("(lp0\nI1\naI2", 1, ClientLibrary::PythonMemcached, DecodeLimits());
        QCOMPARE(cut.value.fault.kind, DecodeFault::Kind::CutShort);
    }

    /// Without a library that says so, what only begins like something compressed is taken as it is, which is told with the place.
    void whatBeginsCompressedAndIsDamagedSaysSo()
    {
        QByteArray stored = QByteArray::fromHex("789ccb48cdc9c90700062c0215");
        QCOMPARE(readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits()).bytes, "hello");
        stored[8] = char(stored.at(8) ^ 0x55);
        const ValueReading reading = readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(reading.bytes, stored);
        QCOMPARE(reading.compression.compression, Compression::None);
        QVERIFY(!reading.compressionFault);
        QVERIFY(reading.damage);
        QVERIFY2(reading.damage.text.startsWith(QStringLiteral("The value begins like zlib, but is damaged at byte ")),
                 qPrintable(reading.damage.text));
        QVERIFY(reading.damage.offset > 2 && reading.damage.offset <= stored.size());
        QCOMPARE(reading.compression.reason, reading.damage.text);
        // A text can begin so.
        QVERIFY(!readValue("hCan this be a text?", 0, ClientLibrary::Unknown, DecodeLimits()).damage);
    }

    void everyLibraryHasItsName()
    {
        for (size_t index = 0; index < clientLibraryNames.size(); ++index)
            QCOMPARE(clientLibrary(clientLibraryName(ClientLibrary(index))), ClientLibrary(index));
        QCOMPARE(clientLibrary(QStringLiteral("another")), ClientLibrary::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestValuesChain)
#include "tst_values_chain.moc"

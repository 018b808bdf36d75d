#include "app/values/valuereader.h"

#include "app/keyspace/keypattern.h"
#include "app/values/chosenwords.h"
#include "app/values/textencoding.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"
#include "tests/envelopesample.h"
#include "tests/valuesample.h"

#include <QSignalSpy>
#include <QTest>

#include <zlib.h>

namespace {

StoredValue valueOf(const QByteArray &bytes, quint32 flags = 0, ClientLibrary library = ClientLibrary::Unknown)
{
    const auto owner = std::make_shared<const QByteArray>(bytes);
    return {*owner, owner, flags, library};
}

QByteArray compressed(const QByteArray &bytes)
{
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), '\0');
    if (compress2(reinterpret_cast<Bytef *>(out.data()), &size, reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()), 9)
        != Z_OK)
        qFatal("zlib");
    out.truncate(qsizetype(size));
    return out;
}

/// A JSON list that takes its time.
QByteArray longJson()
{
    QByteArray json = "[0";
    for (int i = 1; i < 100'000; ++i)
        json += ", " + QByteArray::number(i);
    return json + ']';
}

/// A text as Django signs it, which signatures of other ones do for as long as nobody has the key: as base64 of JSON, compressed if the
/// sample is.
QByteArray signedWith(const EnvelopeSample &sample, const QByteArray &text)
{
    constexpr auto form = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const QByteArray json = '"' + text + '"';
    const QByteArray value = sample.stored.startsWith('.') ? '.' + compressed(json).toBase64(form) : json.toBase64(form);
    return value + sample.stored.mid(sample.stored.indexOf(':'));
}

/// A sample with another text in the place of one; empty: that cannot be.
QByteArray storedWith(const EnvelopeSample &sample, const ValueReading &reading, qint32 node, const QByteArray &text)
{
    const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
    return spliced.fault.isEmpty() ? writeValue(sample.stored, reading, spliced.bytes, DecodeLimits()).stored : QByteArray();
}

} // namespace

class TestValueReader : public QObject
{
    Q_OBJECT

private slots:
    void littleIsThereAtOnce()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf(R"({"a": [1, 2]})"));
        QVERIFY(reader.reading());
        QVERIFY(!reader.isBusy());
        QCOMPARE(reader.reading()->serialization.serialization, Serialization::Json);
        QCOMPARE(asJson(reader.reading()->value.tree), QByteArray(R"({"a":[1,2]})"));
        QCOMPARE(finished.count(), 0);
    }

    void muchComesLater()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf(longJson()));
        QVERIFY(!reader.reading());
        QVERIFY(reader.isBusy());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!reader.isBusy());
        QCOMPARE(reader.reading()->value.tree.at(reader.reading()->value.tree.root()).memberCount, 100'000);
    }

    /// Little that becomes much is not read in the thread of the window.
    void littleThatBecomesMuchComesLater()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        const QByteArray stored = compressed(QByteArray(5'000'000, 'a'));
        QVERIFY(stored.size() < ValueReader::mostAtOnce);
        reader.read(valueOf(stored));
        QVERIFY(!reader.reading());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(reader.reading()->bytes.size(), 5'000'000);
        QVERIFY(!reader.reading()->compressionFault);
    }

    /// Whether it is read at once, or later since its content is larger than what is: the same comes of it.
    void envelopesOfAnySizeAreFound_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<qsizetype>("size");
        const QList<EnvelopeSample> samples = envelopeSamples();
        for (const EnvelopeSample &sample : samples) {
            if (sample.envelope == Envelope::None)
                continue;
            for (const qsizetype size : {qsizetype(1), ValueReader::mostOutputAtOnce - 40, 2 * ValueReader::mostOutputAtOnce})
                QTest::addRow("%s %s %lld", sample.name.constData(), sample.key.constData(), qlonglong(size)) << sample.key << size;
        }
    }

    void envelopesOfAnySizeAreFound()
    {
        QFETCH(QByteArray, key);
        QFETCH(qsizetype, size);
        QList<EnvelopeSample> samples = envelopeSamples();
        samples.removeIf([&key](const EnvelopeSample &each) { return each.key != key; });
        const EnvelopeSample sample = samples.constFirst();
        const ValueReading small = readValue(sample.stored, sample.flags, ClientLibrary::Unknown, DecodeLimits());
        const ValueTree &tree = small.value.tree;
        qint32 node = tree.root();
        const auto isChangeable = [&small, &tree](qint32 each) {
            return tree.at(each).type == ValueType::Text && !tree.at(each).isShared && whyNotSplicable(small, each).isEmpty();
        };
        while (node != ValueTree::none && !isChangeable(node))
            node = tree.following(node, tree.root());
        if (node == ValueTree::none)
            return; // it has no text that could be longer
        for (const QByteArray &part : {QByteArray("x"), QByteArray("of many letters, 1 2 3 4 5 6 7 8 9 0; ")}) {
            const QByteArray text = part.repeated(size / part.size() + 1).first(size);
            const QByteArray stored =
                sample.envelope == Envelope::DjangoSigned ? signedWith(sample, text) : storedWith(sample, small, node, text);
            QVERIFY(!stored.isEmpty());
            ValueReader reader;
            reader.read(valueOf(stored, sample.flags));
            QTRY_VERIFY(reader.reading());
            const ValueReading &reading = *reader.reading();
            QCOMPARE(reading.envelope.envelope, sample.envelope);
            QCOMPARE(reading.envelopeFault.text, QString());
            QVERIFY(reading.envelopeFacts == small.envelopeFacts);
            QCOMPARE(reading.value.fault.text, QString());
            QCOMPARE(reading.value.tree.path(reading.value.tree.root()), "$");
            QVERIFY(asJson(reading.value.tree).contains(text));
        }
    }

    void latestQuestionWins()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf(longJson()));
        reader.read(valueOf(QByteArray(1'000'000, ' ') + "7"));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(reader.reading()->bytes.back(), '7');

        reader.read(valueOf(longJson()));
        reader.read(valueOf("8"));
        QCOMPARE(reader.reading()->bytes, QByteArray("8"));
        reader.read(valueOf(longJson()));
        reader.stop();
        QVERIFY(!reader.reading());
        QVERIFY(!reader.isBusy());
        reader.read(valueOf(longJson() + ' '));
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(reader.reading()->bytes.back(), ' ');
    }

    /// Also of a reading that has to be moved after the tree was made.
    void treePointsIntoTheBytesThatAreKept()
    {
        std::weak_ptr<const void> alive;
        SharedReading reading;
        {
            ValueReader reader;
            const StoredValue value = valueOf(R"(["kept"])");
            alive = value.owner;
            reader.read(value);
            reading = reader.reading();
            QCOMPARE(reading->bytes.constData(), value.bytes.data()); // not copied
        }
        QVERIFY(!alive.expired());
        QCOMPARE(reading->value.tree.bytes().data(), reading->bytes.constData());
        QCOMPARE(asJson(reading->value.tree), QByteArray(R"(["kept"])"));
        reading.reset();
        QVERIFY(alive.expired());

        ValueReading moved = readValue(compressed(R"({"b": "kept"})"), 0, ClientLibrary::Unknown, DecodeLimits());
        const SharedReading shared = shareReading(std::move(moved));
        QCOMPARE(shared->value.tree.bytes().data(), shared->bytes.constData());
        QCOMPARE(asJson(shared->value.tree), QByteArray(R"({"b":"kept"})"));
    }

    void libraryAndChoiceDecide()
    {
        ValueReader reader;
        reader.read(valueOf("42", 2, ClientLibrary::Pymemcache));
        QCOMPARE(reader.reading()->serialization.serialization, Serialization::Integer);
        ChosenSteps chosen;
        chosen.serialization = SerializationStep{Serialization::Text, Primitive::None, Certainty::Chosen};
        reader.read(valueOf("42", 2, ClientLibrary::Pymemcache), chosen);
        QCOMPARE(reader.reading()->serialization.serialization, Serialization::Text);
        QCOMPARE(reader.reading()->serialization.certainty, Certainty::Chosen);
    }

    void encodingIsSeenInTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<TextEncoding>("encoding");
        QTest::addColumn<QByteArray>("text");
        const auto add = [](const char *name, const QByteArray &bytes, TextEncoding encoding, const char *text) {
            QTest::newRow(name) << bytes << encoding << QByteArray(text);
        };
        add("ASCII", "plain text", TextEncoding::Utf8, "plain text");
        add("marked, little-endian", QByteArray::fromHex("fffee9002000"), TextEncoding::Utf16Le, "é ");
        add("marked, big-endian", QByteArray::fromHex("feff00e9"), TextEncoding::Utf16Be, "é");
        add("little-endian", QByteArray("t\0e\0x\0t\0", 8), TextEncoding::Utf16Le, "text");
        add("big-endian", QByteArray("\0t\0e\0x\0t", 8), TextEncoding::Utf16Be, "text");
        add("zeros", QByteArray(8, '\0'), TextEncoding::Utf8, nullptr);
        add("nothing", QByteArray(), TextEncoding::Utf8, "");
    }
    void encodingIsSeenInTheFirstBytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(TextEncoding, encoding);
        QFETCH(QByteArray, text);
        QCOMPARE(guessTextEncoding(bytes), encoding);
        if (!text.isNull())
            QCOMPARE(inUtf8(bytes, encoding), text);
    }

    void textIsWholeWhereverItIsCut()
    {
        // A character of two units across each place where a portion ends.
        QString text(QLatin1String("x"));
        for (int i = 0; i < 100'000; ++i)
            text += QString::fromUcs4(U"\U0001F600", 1);
        const QByteArray bytes(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        constexpr auto own = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? TextEncoding::Utf16Le : TextEncoding::Utf16Be;
        QCOMPARE(inUtf8(bytes, own), text.toUtf8());
        QCOMPARE(inUtf8(bytes + 'a', own), text.toUtf8() + "\xef\xbf\xbd");
        QCOMPARE(inUtf8("caf\xe9", TextEncoding::Latin1), QByteArray("café"));
    }

    void choiceIsKeptInWords()
    {
        for (int i = 0; i <= int(Compression::Lzf); ++i) {
            ChosenSteps steps;
            steps.compression = CompressionStep{Compression(i), i % 3 == 0 ? 4 : 0, Certainty::Chosen};
            const ChosenSteps read = chosenSteps(chosenWords(steps));
            QVERIFY(read.compression && !read.serialization);
            QCOMPARE(read.compression->compression, Compression(i));
            QCOMPARE(read.compression->prefixSize, steps.compression->prefixSize);
            QCOMPARE(read.compression->certainty, Certainty::Chosen);
        }
        for (int i = 0; i <= int(Serialization::BinaryNumber); ++i) {
            ChosenSteps steps;
            const auto primitive = Serialization(i) == Serialization::BinaryNumber ? Primitive::BigReal : Primitive::None;
            steps.serialization = SerializationStep{Serialization(i), primitive, Certainty::Chosen};
            const ChosenSteps read = chosenSteps(chosenWords(steps));
            QVERIFY(read.serialization && !read.compression);
            QCOMPARE(read.serialization->serialization, Serialization(i));
            QCOMPARE(read.serialization->primitive, primitive);
        }
        QCOMPARE(chosenWords({}), ChosenWords());
        QCOMPARE(chosenWords(chosenSteps({QStringLiteral("zlib+4"), QStringLiteral("number:big-time")})),
                 (ChosenWords{QStringLiteral("zlib+4"), QStringLiteral("number:big-time")}));
        for (const char *word :
             {"nonsense", "zlib+", "zlib+x", "zlib+99", "zlib+-1", "number:", "number:none", "number:x", "+", "binary-number"}) {
            const ChosenSteps steps = chosenSteps({QLatin1String(word), QLatin1String(word)});
            QVERIFY2(!steps.serialization, word);
            QVERIFY2(!steps.compression || steps.compression->prefixSize == 0, word);
        }
    }

    void patternIsMadeFromAKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArrayList>("fitting");
        QTest::addColumn<QByteArrayList>("others");
        QTest::newRow("folder") << QByteArray("session:7") << "session:*" << QByteArrayList{"session:", "session:a:b"}
                                << QByteArrayList{"session", "xsession:1"};
        QTest::newRow("deep") << QByteArray("a:b.c") << "a:b.*" << QByteArrayList{"a:b.x"} << QByteArrayList{"a:bx"};
        QTest::newRow("none") << QByteArray("plain") << "plain" << QByteArrayList{} << QByteArrayList{"plain2"};
        QTest::newRow("wildcards") << QByteArray("a*b?:c") << "a\\*b\\?:*" << QByteArrayList{"a*b?:d"}
                                   << QByteArrayList{"axb?:c", "a*bx:c"};
        QTest::newRow("bytes") << QByteArray("\xff\x01 \"\\:x") << QString() << QByteArrayList{QByteArray("\xff\x01 \"\\:y")}
                               << QByteArrayList{"x"};
    }
    void patternIsMadeFromAKey()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, pattern);
        QFETCH(QByteArrayList, fitting);
        QFETCH(QByteArrayList, others);
        const QString made = patternAround(key, ":.");
        if (!pattern.isNull())
            QCOMPARE(made, pattern);
        const std::optional<KeyGlob> glob = keyPattern(made);
        QVERIFY2(glob, qPrintable(made));
        QVERIFY(glob->matches(key));
        for (const QByteArray &one : std::as_const(fitting))
            QVERIFY2(glob->matches(one), one.constData());
        for (const QByteArray &one : std::as_const(others))
            QVERIFY2(!glob->matches(one), one.constData());
    }

    void whatIsNoPatternIsRefused()
    {
        for (const char *text : {"", " ", "a b", "\\q", "\"open", "a* size>7"})
            QVERIFY2(!keyPattern(QLatin1String(text)), text);
    }
};

QTEST_GUILESS_MAIN(TestValueReader)
#include "tst_valuereader.moc"

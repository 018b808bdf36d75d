#include "app/values/chosenwords.h"
#include "app/values/envelopereading.h"
#include "app/values/keyform.h"
#include "app/values/recompression.h"
#include "app/values/valuesplice.h"
#include "app/values/valuewriting.h"
#include "tests/envelopesample.h"
#include "tests/valuesample.h"

#include <QTest>

namespace {

ValueReading readSample(const EnvelopeSample &sample, const ChosenSteps &chosen = {})
{
    return readValue(sample.stored, sample.flags, ClientLibrary::Unknown, DecodeLimits(), chosen);
}

ChosenSteps chosenEnvelope(Envelope envelope)
{
    ChosenSteps steps;
    steps.envelope = EnvelopeStep{envelope, {}, Certainty::Chosen, {}};
    return steps;
}

EnvelopeSample sampleOf(const QByteArray &key)
{
    const QList<EnvelopeSample> samples = envelopeSamples();
    for (const EnvelopeSample &sample : samples) {
        if (sample.key == key)
            return sample;
    }
    return {};
}

} // namespace

class TestValuesEnvelopes : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheFrameworkWasGiven_data()
    {
        QTest::addColumn<QByteArray>("key");
        const QList<EnvelopeSample> samples = envelopeSamples();
        QVERIFY(samples.size() > 100);
        for (const EnvelopeSample &sample : samples)
            QTest::addRow("%s %s", sample.name.constData(), sample.key.constData()) << sample.key;
    }

    void isWhatTheFrameworkWasGiven()
    {
        QFETCH(QByteArray, key);
        const EnvelopeSample sample = sampleOf(key);
        const ValueReading reading = readSample(sample);
        QCOMPARE(reading.compressionFault.text, QString());
        QCOMPARE(reading.envelopeFault.text, QString());
        QCOMPARE(reading.value.fault.text, QString());
        QCOMPARE(reading.envelope.envelope, sample.envelope);
        QVERIFY(reading.envelope.reason.endsWith(QLatin1Char('.')));
        QCOMPARE(asJson(reading.value.tree), sample.json);
        QCOMPARE(reading.value.tree.path(reading.value.tree.root()), "$");
    }

    void itsOwnExpiryAndVersionAreWhatTheFrameworkSays_data() { isWhatTheFrameworkWasGiven_data(); }
    void itsOwnExpiryAndVersionAreWhatTheFrameworkSays()
    {
        QFETCH(QByteArray, key);
        const EnvelopeSample sample = sampleOf(key);
        if (sample.envelope == Envelope::None)
            return;
        const EnvelopeFacts facts = readSample(sample).envelopeFacts;
        const QJsonValue expiry = sample.facts.value(QLatin1String("expiry"));
        QCOMPARE(facts.expiry.has_value(), expiry.isDouble());
        if (expiry.isDouble())
            QVERIFY(std::abs(double(*facts.expiry) - expiry.toDouble() * 1000) <= 1);
        QCOMPARE(QString::fromUtf8(facts.version), sample.facts.value(QLatin1String("version")).toString());
        if (const QJsonValue made = sample.facts.value(QLatin1String("signed")); made.isDouble())
            QVERIFY(facts.made && std::abs(double(*facts.made) / 1000 - made.toDouble()) <= 1);
    }

    /// It looks like Symfony's, with a member that has no name.
    void anObjectOfSomebodyElseIsNoEnvelope()
    {
        const QByteArray stored = QByteArray::fromHex("80044301a929528c066162636465664e734e612e");
        const ValueReading reading = readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(reading.serialization.serialization, Serialization::Pickle);
        QCOMPARE(reading.envelope.envelope, Envelope::None);
        const ChosenSteps chosen = chosenEnvelope(Envelope::SymfonyItem);
        QVERIFY(readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits(), chosen).envelopeFault);
    }

    void tagsAreTold()
    {
        QList<EnvelopeSample> samples = envelopeSamples();
        samples.removeIf([](const EnvelopeSample &sample) { return !sample.key.startsWith("sf64") || !sample.key.endsWith("tagged"); });
        QCOMPARE(samples.size(), 2);
        for (const EnvelopeSample &sample : std::as_const(samples))
            QCOMPARE(readSample(sample).envelopeFacts.tags, (QList<QByteArray>{"first", "second"}));
    }

    void costIsTold()
    {
        int told = 0;
        const QList<EnvelopeSample> samples = envelopeSamples();
        for (const EnvelopeSample &sample : samples) {
            if (!sample.key.endsWith("computed"))
                continue;
            // It slept 3 ms; who is busy takes longer.
            const std::optional<qint64> cost = readSample(sample).envelopeFacts.cost;
            QVERIFY(cost && *cost >= 3 && *cost < 1000);
            ++told;
        }
        QVERIFY(told >= 16);
    }

    void whatGoesBackUnchangedIsWhatWasStored_data() { isWhatTheFrameworkWasGiven_data(); }
    void whatGoesBackUnchangedIsWhatWasStored()
    {
        QFETCH(QByteArray, key);
        const EnvelopeSample sample = sampleOf(key);
        const ValueReading reading = readSample(sample);
        QCOMPARE(writeValue(sample.stored, reading, reading.bytes, DecodeLimits()).stored, sample.stored);
    }

    void bytesAloneAreReadAsTheyWere_data() { isWhatTheFrameworkWasGiven_data(); }
    void bytesAloneAreReadAsTheyWere()
    {
        QFETCH(QByteArray, key);
        const ValueReading reading = readSample(sampleOf(key));
        const ValueReading again = readValue(reading.bytes, 0, ClientLibrary::Unknown, DecodeLimits(), stepsOfBytes(reading));
        QCOMPARE(again.envelopeFault.text, QString());
        QCOMPARE(asJson(again.value.tree), asJson(reading.value.tree));
        QCOMPARE(again.bytes, reading.bytes);
    }

    void aChangedPartKeepsTheEnvelope_data() { isWhatTheFrameworkWasGiven_data(); }
    void aChangedPartKeepsTheEnvelope()
    {
        QFETCH(QByteArray, key);
        const EnvelopeSample sample = sampleOf(key);
        const ValueReading reading = readSample(sample);
        const ValueTree &tree = reading.value.tree;
        int changed = 0;
        for (qint32 node = tree.root(); node != ValueTree::none; node = tree.following(node, tree.root())) {
            const ValueType type = tree.at(node).type;
            if ((type != ValueType::Text && type != ValueType::Integer) || !whyNotSplicable(reading, node).isEmpty())
                continue;
            // Longer than one byte of Marshal's counts, so that sizes around it grow too.
            const QByteArray text = type == ValueType::Text ? QByteArray(300, 'z') : QByteArray("7654321");
            const SplicedValue spliced = splicedValue(reading, node, text, DecodeLimits());
            if (!spliced.fault.isEmpty())
                continue; // shared
            const WrittenValue written = writeValue(sample.stored, reading, spliced.bytes, DecodeLimits());
            if (sample.envelope == Envelope::DjangoSigned) {
                QVERIFY(!written.isWritten());
                QVERIFY(whyNotWritable(reading).contains(QLatin1String("secret key")));
                return;
            }
            QCOMPARE(written.fault, QString());
            EnvelopeSample again = sample;
            again.stored = written.stored;
            const ValueReading read = readSample(again);
            QCOMPARE(read.envelope.envelope, sample.envelope);
            QCOMPARE(read.envelopeFacts, reading.envelopeFacts);
            QCOMPARE(read.value.tree.text(node), text);
            ++changed;
            break;
        }
        QVERIFY(changed > 0 || sample.json == "null" || sample.key.contains("longlist"));
    }

    void aTextThatTheEnvelopeDoesNotAllowIsRefused()
    {
        const EnvelopeSample ascii = sampleOf("rails71:ascii");
        const ValueReading reading = readSample(ascii);
        QCOMPARE(reading.bytes, "hello");
        QVERIFY(writeValue(ascii.stored, reading, "olleh", DecodeLimits()).isWritten());
        QVERIFY(!writeValue(ascii.stored, reading, "h\xc3\xa9llo", DecodeLimits()).isWritten());
        const EnvelopeSample text = sampleOf("rails71:text");
        QVERIFY(writeValue(text.stored, readSample(text), "h\xc3\xa9", DecodeLimits()).isWritten());
        QVERIFY(!writeValue(text.stored, readSample(text), "\xff", DecodeLimits()).isWritten());
    }

    void noneCanBeChosen()
    {
        const ValueReading reading = readSample(sampleOf("rails61:int"), chosenEnvelope(Envelope::None));
        QCOMPARE(reading.envelope.envelope, Envelope::None);
        QVERIFY(asJson(reading.value.tree).startsWith("{\"@value\":42,"));
    }

    void oneThatDoesNotFitSaysSo_data()
    {
        QTest::addColumn<Envelope>("envelope");
        QTest::addColumn<QByteArray>("stored");
        for (int i = int(Envelope::RailsEntry); i <= int(Envelope::DjangoSigned); ++i)
            QTest::newRow(qPrintable(envelopeName(Envelope(i)))) << Envelope(i) << QByteArray(R"({"a":1})");
        QTest::newRow("damaged") << Envelope::Rails71 << QByteArray::fromHex("001182000000000000f0bfffffffff789c0000");
    }

    void oneThatDoesNotFitSaysSo()
    {
        QFETCH(Envelope, envelope);
        QFETCH(QByteArray, stored);
        const ValueReading reading = readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits(), chosenEnvelope(envelope));
        QVERIFY(reading.envelopeFault);
        QCOMPARE(reading.envelope.certainty, Certainty::Chosen);
        if (!reading.wrapping)
            QCOMPARE(asJson(reading.value.tree), stored);
        else
            QVERIFY(!whyNotWritable(reading).isEmpty());
    }

    void whatOnlyBeginsLikeOneIsNone_data()
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("too short") << QByteArray::fromHex("001101000000000000f0bfffff");
        QTest::newRow("no such type") << QByteArray::fromHex("001109000000000000f0bfffffffff61");
        QTest::newRow("version behind the end") << QByteArray::fromHex("001102000000000000f0bfff00000061");
        QTest::newRow("damaged inside") << QByteArray::fromHex("001182000000000000f0bfffffffff789c0000");
        QTest::newRow("no list") << QByteArray::fromHex("0004087b00");
        QTest::newRow("list of four") << QByteArray::fromHex("0004085b0930303030");
        QTest::newRow("no time") << QByteArray("a:1:{s:10:\"\x9d\x01\x02\x03\x04\x01\x02\x03\x04_\";i:1;}", 27);
        QTest::newRow("signature too short") << QByteArray("NDI:1xXx7j:Y-RZeQ3r");
        QTest::newRow("three words") << "aGVsbG8:abcdef:" + QByteArray(43, 'a');
    }

    void whatOnlyBeginsLikeOneIsNone()
    {
        QFETCH(QByteArray, stored);
        const ValueReading reading = readValue(stored, 0, ClientLibrary::Unknown, DecodeLimits());
        QCOMPARE(reading.envelope.envelope, Envelope::None);
        QVERIFY(!reading.envelopeFault);
        QCOMPARE(reading.bytes, stored);
    }

    void survivesWhatIsCutOrChangedAnywhere_data() { isWhatTheFrameworkWasGiven_data(); }
    void survivesWhatIsCutOrChangedAnywhere()
    {
        QFETCH(QByteArray, key);
        const EnvelopeSample sample = sampleOf(key);
        DecodeLimits limits;
        limits.greatestOutput = 1 << 16;
        limits.greatestNodes = 2'000;
        const qsizetype most = std::min<qsizetype>(sample.stored.size(), 120);
        for (int chosen = -1; chosen <= int(Envelope::DjangoSigned); ++chosen) {
            const ChosenSteps steps = chosen < 0 ? ChosenSteps() : chosenEnvelope(Envelope(chosen));
            for (qsizetype at = 0; at < most; ++at) {
                QByteArray changed = sample.stored;
                changed[at] = char(changed.at(at) ^ 0x41);
                for (const QByteArray &stored : {sample.stored.first(at), changed}) {
                    const ValueReading reading = readValue(stored, sample.flags, ClientLibrary::Unknown, limits, steps);
                    QVERIFY(reading.value.tree.isEmpty() || reading.value.tree.nodeCount() <= limits.greatestNodes);
                    QVERIFY(reading.bytes.size() <= std::max<qsizetype>(limits.greatestOutput, stored.size()));
                }
            }
        }
    }

    void aBombInsideEndsAtTheLimit()
    {
        DecodeLimits limits;
        limits.greatestOutput = 1 << 20;
        const QByteArray bomb = compressed(Compression::Zlib, QByteArray(64 << 20, '\0'));
        const QByteArray head = QByteArray::fromHex("001183000000000000f0bfffffffff");
        const ValueReading reading = readValue(head + bomb, 0, ClientLibrary::Unknown, limits, chosenEnvelope(Envelope::Rails71));
        QCOMPARE(reading.envelopeFault.kind, DecodeFault::Kind::TooLarge);
        QVERIFY(reading.bytes.size() <= limits.greatestOutput);
        const QByteArray django =
            '.' + bomb.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + ":1xXx7j:" + QByteArray(43, 'a');
        QCOMPARE(readValue(django, 0, ClientLibrary::Unknown, limits, chosenEnvelope(Envelope::DjangoSigned)).envelopeFault.kind,
                 DecodeFault::Kind::TooLarge);
    }

    void keysTellTheirFramework_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *key, const char *words) { QTest::newRow(key) << QByteArray(key) << QString::fromLatin1(words); };
        row(":3:text", "Django: text, version 3");
        row(":1:django.contrib.sessions.cacheabc", "Django: django.contrib.sessions.cacheabc, version 1");
        row(":1:", "");
        row(":x:y", "");
        row("user:1:name", "");
        row("laravel_cache:text", "Laravel: text");
        row("laravel_cache_:0123456789012345678901234567890123456789:users", "Laravel: users, with tags");
        row("wp_:1:options:alloptions", "WordPress: alloptions in the group options");
        row("1:post_meta:12", "WordPress: 12 in the group post_meta");
        row("app:posts:12", "");
        row("options:other", "");
        row("", "");
    }

    void keysTellTheirFramework()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, words);
        QCOMPARE(keyFormWords(keyForm(key)), words);
    }

    void isRememberedInWords()
    {
        for (int i = 0; i <= int(Envelope::DjangoSigned); ++i) {
            const ChosenSteps steps = chosenSteps(chosenWords(chosenEnvelope(Envelope(i))));
            QVERIFY(steps.envelope);
            QCOMPARE(steps.envelope->envelope, Envelope(i));
        }
        ChosenSteps own;
        own.envelope = EnvelopeStep{Envelope::None, {.name = QStringLiteral("My own: one")}, Certainty::Chosen, {}};
        QCOMPARE(chosenWords(own).envelope, QStringLiteral("own:My own: one"));
        const ChosenSteps again = chosenSteps(chosenWords(own));
        QCOMPARE(again.envelope->decoder.name, QStringLiteral("My own: one"));
        QVERIFY(!again.envelope->decoder.isSetUp());
        QVERIFY(!chosenSteps({QString(), QString(), QStringLiteral("nonsense")}).envelope);
    }
};

QTEST_GUILESS_MAIN(TestValuesEnvelopes)
#include "tst_values_envelopes.moc"

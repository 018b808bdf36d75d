#include "app/values/owndecoderlist.h"
#include "app/values/owndecoderrun.h"
#include "app/values/valuereader.h"
#include "app/values/valuewriting.h"
#include "tests/patience.h"
#include "tests/valuesample.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace {

OwnDecoder decoderOf(const QString &line, std::chrono::milliseconds limit = 30s)
{
    OwnDecoder decoder{.name = QStringLiteral("Test"), .limit = limit};
    splitCommandLine(line, decoder);
    return decoder;
}

OwnDecoder scriptOf(const QString &script, std::chrono::milliseconds limit = 30s)
{
    return {QStringLiteral("Test"), QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, OwnDecoder::Input::Decompressed, limit};
}

ChosenSteps chosenOwn(const OwnDecoder &decoder)
{
    ChosenSteps steps;
    steps.envelope = EnvelopeStep{Envelope::None, decoder, Certainty::Chosen, {}};
    return steps;
}

StoredValue valueOf(const QByteArray &bytes)
{
    const auto owner = std::make_shared<const QByteArray>(bytes);
    return {*owner, owner, 0, ClientLibrary::Unknown};
}

/// What a decoder makes of some bytes.
struct Made
{
    QByteArray output{};
    DecodeFault fault{};
};

Made madeBy(const OwnDecoder &decoder, const QByteArray &input)
{
    OwnDecoderRun run;
    QSignalSpy finished(&run, &OwnDecoderRun::finished);
    run.start(decoder, input, nullptr);
    if (!finished.isEmpty() || !finished.wait(20'000))
        return {"no end", {}};
    return {run.output(), run.fault()};
}

/// Whether there is no such process any more, or only its exit code is left.
bool isGone(const QByteArray &process)
{
    QFile told(QStringLiteral("/proc/%1/cmdline").arg(QString::fromLatin1(process.trimmed())));
    return !told.open(QIODevice::ReadOnly) || told.readAll().isEmpty();
}

} // namespace

class TestOwnDecoders : public QObject
{
    Q_OBJECT

private slots:
    void aListIsKept()
    {
        const QList<OwnDecoder> decoders{
            {QStringLiteral("One"), QStringLiteral("/bin/cat"), {QStringLiteral("a b"), QString()}, OwnDecoder::Input::Stored, 1500ms},
            {QStringLiteral("Zwö"), QStringLiteral("jq"), {}, OwnDecoder::Input::Decompressed, OwnDecoder::usualLimit},
        };
        QCOMPARE(ownDecodersOf(ownDecodersText(decoders)), decoders);
        QCOMPARE(ownDecodersOf({}), QList<OwnDecoder>());
    }

    void whatIsNoDecoderIsLeftOut()
    {
        QCOMPARE(ownDecodersOf("[1, {}, {\"name\": \"x\"}, {\"program\": \"cat\"}]").size(), 0);
        QCOMPARE(ownDecodersOf(R"([{"name":"x","program":"cat"},{"name":"x","program":"rm"}])").size(), 1);
        QCOMPARE(ownDecodersOf(R"([{"name":"x","program":"./cat"}])").size(), 0);
        const QList<OwnDecoder> bounded = ownDecodersOf(R"([{"name":"x","program":"cat","milliseconds":1e18}])");
        QCOMPARE(bounded.value(0).limit, OwnDecoder::longestLimit);
        QVERIFY(ownDecodersOf("[" + QByteArray(R"({"name":"x","program":"cat"},)").repeated(1000) + "0]").size() <= mostOwnDecoders);
    }

    void aCommandLineIsWordsAndNoShell_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << QStringLiteral("jq .") << QStringList{QStringLiteral("jq"), QStringLiteral(".")};
        QTest::newRow("held together") << QStringLiteral("python3 -c \"import sys; print(1)\"")
                                       << QStringList{QStringLiteral("python3"), QStringLiteral("-c"),
                                                      QStringLiteral("import sys; print(1)")};
        QTest::newRow("a shell's signs") << QStringLiteral("cat $HOME | rm > *")
                                         << QStringList{QStringLiteral("cat"), QStringLiteral("$HOME"), QStringLiteral("|"),
                                                        QStringLiteral("rm"),  QStringLiteral(">"),     QStringLiteral("*")};
    }

    void aCommandLineIsWordsAndNoShell()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        const OwnDecoder decoder = decoderOf(line);
        QCOMPARE(QStringList(decoder.program) + decoder.arguments, words);
        QCOMPARE(decoderOf(commandLine(decoder)), decoder);
    }

    void everyCommandIsReadAgain()
    {
        OwnDecoder decoder{.program = QStringLiteral("/opt/my tools/x"),
                           .arguments = {QString(), QStringLiteral("a\"b"), QStringLiteral("\"c d\""), QStringLiteral("e\tf"),
                                         QStringLiteral("it's"), QStringLiteral("\\'\"")}};
        OwnDecoder again;
        splitCommandLine(commandLine(decoder), again);
        QCOMPARE(again, decoder);
    }

    void bytesGoInAndComeOut()
    {
        QByteArray all;
        for (int i = 0; i < 1'000'000; ++i)
            all += char(i * 7);
        const Made made = madeBy(decoderOf(QStringLiteral("cat")), all);
        QCOMPARE(made.fault.text, QString());
        QVERIFY(made.output == all);
        QCOMPARE(madeBy(decoderOf(QStringLiteral("tr a-z A-Z")), "hello").output, "HELLO");
        QCOMPARE(madeBy(decoderOf(QStringLiteral("printf %s $HOME")), {}).output, "$HOME");
    }

    void oneThatDoesNotReadIsNoFault()
    {
        const Made made = madeBy(decoderOf(QStringLiteral("printf x")), QByteArray(1'000'000, 'a'));
        QCOMPARE(made.fault.text, QString());
        QCOMPARE(made.output, "x");
    }

    void faultsSayWhatHappened_data()
    {
        QTest::addColumn<OwnDecoder>("decoder");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("exit code and words") << scriptOf(QStringLiteral("echo first >&2; echo second >&2; exit 3"))
                                             << QStringList{QStringLiteral("3"), QStringLiteral("first\nsecond")};
        QTest::newRow("many words") << scriptOf(QStringLiteral("seq 1 100000 >&2; exit 1")) << QStringList{QStringLiteral("1\n2\n3")};
        QTest::newRow("killed") << scriptOf(QStringLiteral("kill -SEGV $$")) << QStringList{QStringLiteral("crashed")};
        QTest::newRow("no program") << decoderOf(QStringLiteral("/nowhere/to/be/found")) << QStringList{QStringLiteral("not be started")};
        QTest::newRow("not set up") << OwnDecoder{.name = QStringLiteral("Gone")}
                                    << QStringList{QStringLiteral("Gone"), QStringLiteral("not set up any more")};
        QTest::newRow("takes too long") << scriptOf(QStringLiteral("sleep 1000"), 200ms)
                                        << QStringList{QStringLiteral("time limit of 0.2 s")};
        QTest::newRow("writes too much") << decoderOf(QStringLiteral("yes")) << QStringList{QStringLiteral("wrote more than")};
    }

    void faultsSayWhatHappened()
    {
        QFETCH(OwnDecoder, decoder);
        QFETCH(QStringList, said);
        const Made made = madeBy(decoder, "x");
        QCOMPARE(made.fault.kind, DecodeFault::Kind::Command);
        for (const QString &words : std::as_const(said))
            QVERIFY2(made.fault.text.contains(words), qPrintable(made.fault.text));
        QVERIFY(made.fault.text.contains(decoder.name));
        QVERIFY(made.fault.text.size() < 5000);
        QVERIFY(made.output.size() <= OwnDecoder::mostOutput);
    }

    void allThatItStartedIsKilledAtTheLimit()
    {
        const Made made = madeBy(scriptOf(QStringLiteral("trap '' TERM; sleep 1000 & echo $!; wait"), 500ms), {});
        QCOMPARE(made.fault.kind, DecodeFault::Kind::Command);
        QTRY_VERIFY(isGone(made.output));
    }

    void whatItLeavesBehindIsKilledToo()
    {
        const Made made = madeBy(scriptOf(QStringLiteral("sleep 1000 >/dev/null 2>&1 & echo $!")), {});
        QCOMPARE(made.fault.text, QString());
        QTRY_VERIFY(isGone(made.output));
    }

    void stoppingItSaysNothing()
    {
        OwnDecoderRun run;
        QSignalSpy finished(&run, &OwnDecoderRun::finished);
        run.start(scriptOf(QStringLiteral("sleep 1000")), "x", nullptr);
        run.stop();
        QVERIFY(!run.isRunning());
        run.start(decoderOf(QStringLiteral("cat")), "next", nullptr);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(run.output(), "next");
        QCOMPARE(finished.count(), 1);
    }

    /// Why it could not begin is told a moment later, when another one may run.
    void theFaultOfAnEarlierRunIsNotThatOfTheNext()
    {
        OwnDecoderRun run;
        QSignalSpy finished(&run, &OwnDecoderRun::finished);
        run.start({}, "x", nullptr);
        run.start(decoderOf(QStringLiteral("cat")), "next", nullptr);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(run.fault().text, QString());
        QCOMPARE(run.output(), "next");
        QCOMPARE(finished.count(), 1);
    }

    void whatItMadeIsReadFurther()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf("anything"), chosenOwn(scriptOf(QStringLiteral("echo '{\"a\": [1, 2]}'"))));
        QVERIFY(reader.isBusy());
        QVERIFY(!reader.reading());
        QVERIFY(finished.wait(Patience::usual));
        const SharedReading reading = reader.reading();
        QVERIFY(reading);
        QCOMPARE(reading->serialization.serialization, Serialization::Json);
        QCOMPARE(asJson(reading->value.tree), QByteArray(R"({"a":[1,2]})"));
        QCOMPARE(reading->envelope.decoder.name, QStringLiteral("Test"));
        QVERIFY(whyNotWritable(*reading).contains(QLatin1String("Test")));
        QVERIFY(!writeValue("anything", *reading, "other", DecodeLimits()).isWritten());
    }

    void whereItFailsTheBytesAreShown()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf("[1]"), chosenOwn(decoderOf(QStringLiteral("false"))));
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(reader.reading()->envelopeFault.kind, DecodeFault::Kind::Command);
        QCOMPARE(asJson(reader.reading()->value.tree), QByteArray("[1]"));
    }

    void readsWhatItAskedFor_data()
    {
        QTest::addColumn<OwnDecoder::Input>("input");
        QTest::addColumn<QByteArray>("read");
        const QByteArray packed = QByteArray::fromHex("789ccb48cdc9c90700062c0215");
        QTest::newRow("decompressed") << OwnDecoder::Input::Decompressed << QByteArray("hello");
        QTest::newRow("stored") << OwnDecoder::Input::Stored << packed;
    }

    void readsWhatItAskedFor()
    {
        QFETCH(OwnDecoder::Input, input);
        QFETCH(QByteArray, read);
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        OwnDecoder decoder = decoderOf(QStringLiteral("cat"));
        decoder.input = input;
        ChosenSteps steps = chosenOwn(decoder);
        steps.serialization = SerializationStep{Serialization::Bytes, Primitive::None, Certainty::Chosen, {}};
        reader.read(valueOf(QByteArray::fromHex("789ccb48cdc9c90700062c0215")), steps);
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(reader.reading()->bytes, read);
    }

    void theLatestValueWins()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        reader.read(valueOf("first"), chosenOwn(scriptOf(QStringLiteral("sleep 1000"))));
        reader.read(valueOf("second"));
        QVERIFY(reader.reading());
        QCOMPARE(reader.reading()->bytes, "second");
        reader.read(valueOf("third"), chosenOwn(decoderOf(QStringLiteral("cat"))));
        QVERIFY(finished.wait(Patience::usual));
        QCOMPARE(reader.reading()->bytes, "third");
        QCOMPARE(finished.count(), 1);
    }

    void muchIsReadToo()
    {
        ValueReader reader;
        QSignalSpy finished(&reader, &ValueReader::finished);
        const QByteArray much(8 << 20, 'm');
        reader.read(valueOf(much), chosenOwn(decoderOf(QStringLiteral("cat"))));
        QVERIFY(finished.wait(20'000));
        QCOMPARE(reader.reading()->envelopeFault.text, QString());
        QVERIFY(reader.reading()->bytes == much);
    }
};

QTEST_GUILESS_MAIN(TestOwnDecoders)
#include "tst_owndecoders.moc"

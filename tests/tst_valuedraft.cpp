#include "app/itemedit/valuedraft.h"
#include "app/values/valuewriting.h"
#include "tests/envelopesample.h"

#include <QTest>

namespace {

SharedReading readingOf(const QByteArray &stored, const EnvelopeSample &sample)
{
    return shareReading(readValue(stored, sample.flags, ClientLibrary::Unknown, DecodeLimits()));
}

} // namespace

/// A value that is being changed, in each of the forms that it has.
class TestValueDraft : public QObject
{
    Q_OBJECT

private slots:
    void whatIsInAnEnvelopeIsChangedInside_data()
    {
        QTest::addColumn<int>("number");
        const QList<EnvelopeSample> samples = envelopeSamples();
        for (int i = 0; i < samples.size(); ++i) {
            const SharedReading reading = readingOf(samples.at(i).stored, samples.at(i));
            if (reading->wrapping && reading->bytes.contains("llo") && whyNotWritable(*reading).isEmpty())
                QTest::newRow(samples.at(i).key.constData()) << i;
        }
    }

    void whatIsInAnEnvelopeIsChangedInside()
    {
        QFETCH(int, number);
        const EnvelopeSample sample = envelopeSamples().at(number);
        const SharedReading before = readingOf(sample.stored, sample);
        ValueDraft draft;
        draft.begin({.key = sample.key, .stored = sample.stored, .reading = before, .flags = sample.flags});
        QVERIFY(!draft.hasOneStage());
        QCOMPARE(draft.decodedBase(), before->bytes);
        const QByteArray changed = QByteArray(before->bytes).replace("llo", "LLO");
        draft.setBytes(ValueDraft::Stage::Decoded, changed);
        QTRY_VERIFY(draft.reading());
        QVERIFY2(!draft.reading()->value.fault, qPrintable(draft.reading()->value.fault.text));
        QCOMPARE(draft.reading()->serialization.serialization, before->serialization.serialization);
        const WrittenValue written = writeValue(sample.stored, *before, changed, DecodeLimits());
        QVERIFY2(written.isWritten(), qPrintable(written.fault));
        const SharedReading after = readingOf(written.stored, sample);
        QCOMPARE(after->bytes, changed);
        QCOMPARE(after->envelope.envelope, before->envelope.envelope);
        QCOMPARE(after->envelopeFacts, before->envelopeFacts);

        // The same as stored bytes.
        draft.reset();
        draft.setBytes(ValueDraft::Stage::Stored, written.stored);
        QTRY_VERIFY(draft.decoded());
        QCOMPARE(*draft.decoded(), changed);
        draft.setBytes(ValueDraft::Stage::Stored, sample.stored);
        QVERIFY(!draft.isChanged());
    }

    /// What is left of it must not go out as the whole, nor the whole be put into an envelope once more.
    void whereTheEnvelopeBreaksNothingIsDecoded()
    {
        const QList<EnvelopeSample> samples = envelopeSamples();
        int broken = 0;
        for (const EnvelopeSample &sample : samples) {
            const SharedReading before = readingOf(sample.stored, sample);
            if (!before->wrapping || before->envelope.envelope != Envelope::Rails71)
                continue;
            ValueDraft draft;
            draft.begin({.key = sample.key, .stored = sample.stored, .reading = before, .flags = sample.flags});
            QByteArray other = sample.stored;
            other[0] = char(other[0] + 1);
            draft.setBytes(ValueDraft::Stage::Stored, other);
            QTRY_VERIFY(draft.reading());
            QVERIFY(!draft.decoded());
            QVERIFY(draft.whyNotDecoded().endsWith(QLatin1Char('.')));
            draft.reset();
            QCOMPARE(draft.decoded(), std::optional(before->bytes));
            ++broken;
        }
        QVERIFY(broken > 10);
    }

    void aValueThatIsNotReadHasOneForm()
    {
        ValueDraft draft;
        draft.begin({.key = "key", .stored = "bytes"});
        QVERIFY(draft.hasOneStage());
        draft.setBytes(ValueDraft::Stage::Stored, "other");
        QVERIFY(draft.isChanged());
        QCOMPARE(draft.stage(), ValueDraft::Stage::Decoded);
        draft.setBytes(ValueDraft::Stage::Decoded, "bytes");
        QVERIFY(!draft.isChanged());
    }
};

QTEST_GUILESS_MAIN(TestValueDraft)
#include "tst_valuedraft.moc"

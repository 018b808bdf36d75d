#include "app/itemedit/valuedraft.h"

#include "app/itemedit/valuedifference.h"
#include "app/values/envelopereading.h"

#include <utility>

ValueDraft::ValueDraft(QObject *parent)
    : QObject(parent)
{
    connect(&m_reader, &ValueReader::finished, this, &ValueDraft::readingChanged);
}

void ValueDraft::begin(const Base &base)
{
    m_base = base;
    // A reading may have but borrowed its bytes, and the draft goes further than it.
    m_decodedBase = base.reading ? QByteArrayView(base.reading->bytes).toByteArray() : base.stored;
    reset();
}

void ValueDraft::end()
{
    m_base = {};
    m_decodedBase.clear();
    reset();
}

bool ValueDraft::hasOneStage() const
{
    const SharedReading &read = m_base.reading;
    return !read || (read->compression.compression == Compression::None && !read->wrapping && read->envelope.decoder.name.isEmpty());
}

std::optional<QByteArray> ValueDraft::decoded() const
{
    if (m_stage == Stage::Decoded)
        return m_bytes;
    const SharedReading &read = reading();
    return read && whyNotDecoded().isEmpty() ? std::optional(QByteArrayView(read->bytes).toByteArray()) : std::nullopt;
}

QString ValueDraft::whyNotDecoded() const
{
    const SharedReading &read = reading();
    if (m_stage != Stage::Stored || !read)
        return {};
    if (read->compressionFault)
        return read->compressionFault.text;
    if (m_base.reading->wrapping && !read->wrapping)
        return tr("This is no %1 any more.").arg(envelopeName(m_base.reading->envelope.envelope));
    return m_base.reading->wrapping ? read->envelopeFault.text : QString();
}

void ValueDraft::setBytes(Stage stage, const QByteArray &bytes, const OneLineJson &brokenOf)
{
    if (stage == Stage::Stored && hasOneStage()) {
        setBytes(Stage::Decoded, bytes, brokenOf);
        return;
    }
    const bool isOtherForm = std::exchange(m_brokenOf, brokenOf) != brokenOf;
    if (stage == m_stage && bytes == m_bytes) {
        if (isOtherForm)
            emit changed();
        return;
    }
    if (bytes == (stage == Stage::Stored ? m_base.stored : m_decodedBase)) {
        reset();
        return;
    }
    m_stage = stage;
    m_bytes = bytes;
    m_isChanged = true;
    // As it was read at first, whatever else it might be now.
    ChosenSteps steps{.compression = CompressionStep{}, .serialization = SerializationStep{}, .envelope = EnvelopeStep{}};
    if (m_base.reading)
        steps = stage == Stage::Stored ? stepsOf(m_base.reading) : stepsOfBytes(*m_base.reading);
    const auto owner = std::make_shared<const QByteArray>(bytes);
    m_reader.read({*owner, owner, m_base.flags, m_base.library}, steps);
    emit changed();
}

void ValueDraft::reset()
{
    m_reader.stop();
    m_stage = Stage::Decoded;
    m_bytes = m_decodedBase;
    m_brokenOf = {};
    m_isChanged = false;
    emit changed();
}

#include "app/values/valuereader.h"

#include "connection/borrowed.h"

#include <QtConcurrentRun>

#include <utility>

namespace {

SharedReading readingOf(const StoredValue &value, const ChosenSteps &chosen, const DecodeLimits &limits)
{
    // Not a copy, whatever its size: the owner is kept with the reading.
    return shareReading(readValue(borrowed(value.bytes), value.flags, value.library, limits, chosen), value.owner);
}

bool isCut(const ValueReading &reading)
{
    return reading.compressionFault.kind == DecodeFault::Kind::TooLarge || reading.envelopeFault.kind == DecodeFault::Kind::TooLarge
        || reading.value.fault.kind == DecodeFault::Kind::TooLarge || reading.isEnvelopeCut;
}

} // namespace

ValueReader::ValueReader(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ValueReader::take);
    connect(&m_run, &OwnDecoderRun::finished, this, &ValueReader::takeMade);
}

ValueReader::~ValueReader()
{
    stop();
}

template <typename Read> void ValueReader::readLater(const Read &read)
{
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run([read, cancelled = m_cancelled] {
        DecodeLimits limits;
        limits.cancelled = cancelled.get();
        return read(limits);
    }));
}

void ValueReader::read(const StoredValue &value, const ChosenSteps &chosen)
{
    stop();
    m_chosen = chosen;
    m_wantsDecoder = chosen.envelope && !chosen.envelope->decoder.name.isEmpty();
    if (value.bytes.size() <= mostAtOnce) {
        DecodeLimits few;
        few.greatestOutput = mostOutputAtOnce;
        SharedReading reading = readingOf(value, chosen, few);
        if (!isCut(*reading)) {
            if (m_wantsDecoder) {
                m_cancelled = std::make_shared<std::atomic_bool>(false);
                takeBeforeDecoder(std::move(reading));
            } else {
                m_reading = std::move(reading);
            }
            return;
        }
    }
    readLater([value, chosen](const DecodeLimits &limits) { return readingOf(value, chosen, limits); });
}

void ValueReader::stop()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_watcher.setFuture({});
    m_run.stop();
    m_before.reset();
    m_reading.reset();
}

void ValueReader::take()
{
    if (!m_cancelled || !m_watcher.future().isValid() || m_watcher.future().resultCount() == 0)
        return;
    SharedReading reading = m_watcher.future().takeResult();
    if (std::exchange(m_wantsDecoder, false))
        return takeBeforeDecoder(std::move(reading));
    m_reading = std::move(reading);
    m_cancelled.reset();
    emit finished();
}

void ValueReader::takeBeforeDecoder(SharedReading reading)
{
    m_wantsDecoder = false;
    m_before = std::move(reading);
    m_run.start(m_before->envelope.decoder, m_before->bytes, m_before);
}

/// What it made is read further; where it failed, what it was given.
void ValueReader::takeMade()
{
    const QByteArray made = m_run.fault() ? m_before->bytes : m_run.output();
    readLater([before = std::exchange(m_before, nullptr), made, fault = m_run.fault(), chosen = m_chosen](const DecodeLimits &limits) {
        ValueReading reading = readMade(*before, made, limits, chosen);
        reading.envelopeFault = fault;
        return shareReading(std::move(reading), before);
    });
}

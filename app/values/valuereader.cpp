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
    return reading.compressionFault.kind == DecodeFault::Kind::TooLarge || reading.value.fault.kind == DecodeFault::Kind::TooLarge;
}

} // namespace

ValueReader::ValueReader(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ValueReader::take);
}

ValueReader::~ValueReader()
{
    stop();
}

void ValueReader::read(const StoredValue &value, const ChosenSteps &chosen)
{
    stop();
    if (value.bytes.size() <= mostAtOnce) {
        DecodeLimits few;
        few.greatestOutput = mostOutputAtOnce;
        SharedReading reading = readingOf(value, chosen, few);
        if (!isCut(*reading)) {
            m_reading = std::move(reading);
            return;
        }
    }
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run([value, chosen, cancelled = m_cancelled] {
        DecodeLimits limits;
        limits.cancelled = cancelled.get();
        return readingOf(value, chosen, limits);
    }));
}

void ValueReader::stop()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_watcher.setFuture({});
    m_reading.reset();
}

void ValueReader::take()
{
    if (!m_cancelled || !m_watcher.future().isValid() || m_watcher.future().resultCount() == 0)
        return;
    m_reading = m_watcher.future().takeResult();
    m_cancelled.reset();
    emit finished();
}

#include "app/itemedit/valueencoding.h"

#include "app/itemedit/valuedraft.h"
#include "app/values/valuewriting.h"

#include <QtConcurrentRun>

ValueEncoding::ValueEncoding(QObject *parent)
    : QObject(parent)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ValueEncoding::take);
}

ValueEncoding::~ValueEncoding()
{
    cancel();
}

void ValueEncoding::encode(const ValueDraft &draft)
{
    cancel();
    const ValueDraft::Base &base = draft.base();
    EditedValue value{.key = base.key, .base = base.stored, .reading = base.reading, .before = draft.decodedBase()};
    const bool isStored = draft.stage() == ValueDraft::Stage::Stored;
    if (isStored || !base.reading)
        value.stored = draft.bytes();
    // Stored bytes that say nothing any more stand for themselves.
    value.after = isStored ? draft.decoded().value_or(draft.bytes()) : draft.bytes();
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_watcher.setFuture(QtConcurrent::run([value, isDone = isStored || !base.reading, cancelled = m_cancelled]() -> Outcome {
        if (isDone)
            return {value, {}};
        DecodeLimits limits;
        limits.cancelled = cancelled.get();
        const WrittenValue written = writeValue(value.base, *value.reading, value.after, limits);
        Outcome outcome{value, written.fault};
        outcome.value.stored = written.stored;
        return outcome;
    }));
}

void ValueEncoding::cancel()
{
    if (m_cancelled)
        m_cancelled->store(true, std::memory_order_relaxed);
    m_cancelled.reset();
    m_watcher.setFuture({});
}

void ValueEncoding::take()
{
    if (!m_cancelled || m_watcher.future().resultCount() == 0)
        return;
    const Outcome outcome = m_watcher.future().takeResult();
    m_cancelled.reset();
    if (outcome.fault.isEmpty())
        emit finished(outcome.value);
    else
        emit failed(outcome.fault);
}

#include "connection/batchreply.h"

#include "connection/requeststream.h"

#include <QElapsedTimer>

#include <utility>

using namespace std::chrono_literals;

namespace {

/// How long commands that are not sent any more may be given their outcome at a stretch.
constexpr auto tellingSlice = 4ms;
constexpr int betweenLooks = 32; // commands; looking at the clock takes as long as one of them
/// Results are told of at most so often: each time costs whoever shows them.
constexpr auto tellingPause = 20ms;

} // namespace

BatchReply::BatchReply(RequestStream *stream, CommandSource source, Checking checking)
    : m_stream(stream)
    , m_source(std::move(source))
    , m_checking(checking)
{
}

BatchReply::~BatchReply()
{
    if (m_stream) {
        m_stream->forget(static_cast<ResultSink *>(this));
        m_stream->forget(this);
    }
}

bool BatchReply::isSending() const
{
    return m_stream && m_drainStatus == Status::Success;
}

void BatchReply::cancel()
{
    if (m_sourceEnded || m_drainStatus != Status::Success)
        return;
    endSource(Status::Cancelled, tr("Cancelled before it was sent."));
    if (m_stream)
        m_stream->stopSourcing(this);
}

void BatchReply::resume()
{
    if (m_sourceEnded)
        return;
    if (m_drainStatus == Status::Success && m_stream)
        m_stream->resume(this);
    else
        wake();
}

/// Outcomes come in many small stretches while a batch runs: they are told of together, the last ones at once.
void BatchReply::wake()
{
    const bool complete = m_sourceEnded && outcomeCount() == m_sourced;
    const bool draining = m_drainStatus != Status::Success;
    const qint64 since = m_lastDelivery.isValid() ? m_lastDelivery.elapsed() : tellingPause.count();
    if (!complete && !draining && since < tellingPause.count()) {
        if (!m_deliveryTimer.isActive())
            m_deliveryTimer.start(int(tellingPause.count() - since), this);
    } else if (!std::exchange(m_wakeQueued, true)) {
        QMetaObject::invokeMethod(this, &BatchReply::deliver, Qt::QueuedConnection);
    }
}

void BatchReply::timerEvent(QTimerEvent *)
{
    deliver();
}

/// Ends, unsent, all that the source still gives. It has its turn once what was sent has its outcomes, so that the order stays.
void BatchReply::endSource(Status status, const QString &reason)
{
    if (m_sourceEnded || m_drainStatus != Status::Success)
        return;
    m_drainStatus = status;
    m_drainReason = reason;
    wake();
}

void BatchReply::deliver()
{
    m_wakeQueued = false;
    m_deliveryTimer.stop();
    m_lastDelivery.start();
    if (m_finished)
        return;
    if (m_drainStatus != Status::Success && !m_sourceEnded && outcomeCount() == m_sourced)
        drain();
    const QPointer<BatchReply> guard(this);
    if (const qint64 count = outcomeCount(); count != m_announced) {
        m_announced = count;
        emit resultsReady();
    }
    if (!guard || !m_sourceEnded || outcomeCount() != m_sourced || m_finished)
        return;
    m_finished = true;
    if (m_stream)
        m_stream->remove(this);
    emit finished();
}

void BatchReply::drain()
{
    QElapsedTimer elapsed;
    elapsed.start();
    for (int i = 0; i % betweenLooks != 0 || std::chrono::nanoseconds(elapsed.nsecsElapsed()) < tellingSlice; ++i) {
        m_next.refusal = Status::Success;
        // A source that waits has nothing that could be sent or not: it is over.
        if (m_source(m_next) != SourceState::Next) {
            m_sourceEnded = true;
            return;
        }
        ++m_sourced;
        const bool refused = m_next.refusal != Status::Success;
        addWithout(m_next.command.opcode, refused ? m_next.refusal : m_drainStatus, Basis::NotSent,
                   refused ? m_next.reason : m_drainReason);
    }
    wake();
}

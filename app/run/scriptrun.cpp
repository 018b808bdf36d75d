#include "app/run/scriptrun.h"

#include "app/run/commandfeed.h"
#include "app/run/steppedrun.h"

ScriptRun::ScriptRun(Connection *connection, std::unique_ptr<ScriptSource> source, const Options &options, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_options(options)
    , m_feed(std::make_unique<CommandFeed>(std::move(source)))
{
    connect(m_feed.get(), &CommandFeed::warned, this, &ScriptRun::warned);
}

ScriptRun::~ScriptRun() = default;

void ScriptRun::start()
{
    m_clock.start();
    if (m_options.mode == Mode::Each)
        startSteps();
    else
        startBatch();
}

void ScriptRun::startBatch()
{
    m_feed->setClockOffset(m_connection->server().clockOffset);
    m_batch = m_connection->executeBatch(
        [this](SourcedCommand &sourced) {
            const SourceState state = m_feed->next(sourced, m_batch->isSending());
            if (state == SourceState::Next)
                m_pending.append(m_feed->lineNumber(), sourced.command.key);
            return state;
        },
        m_options.checking);
    connect(m_feed.get(), &CommandFeed::readable, m_batch.get(), &BatchReply::resume);
    connect(m_batch.get(), &BatchReply::resultsReady, this, &ScriptRun::takeSegments);
    connect(m_batch.get(), &BatchReply::finished, this, &ScriptRun::finishBatch);
}

void ScriptRun::startSteps()
{
    m_feed->setClockOffset(m_connection->server().clockOffset);
    m_steps = std::make_unique<SteppedRun>(m_connection, m_feed.get(), m_options.checking);
    connect(m_steps.get(), &SteppedRun::segmentReady, this, &ScriptRun::segmentReady);
    connect(m_steps.get(), &SteppedRun::finished, this, &ScriptRun::finish);
    m_steps->start(m_clock);
}

void ScriptRun::cancel()
{
    if (m_finished)
        return;
    m_cancelled = true;
    if (m_steps) {
        m_steps->cancel();
    } else if (m_batch) {
        m_feed->stop();
        m_batch->cancel();
        m_batch->resume(); // a dry stream has come to its end
    }
}

qint64 ScriptRun::outcomeCount() const
{
    return m_outcomeCount + (m_steps ? m_steps->outcomeCount() : 0);
}

qint64 ScriptRun::bytesWritten() const
{
    return (m_batch ? m_batch->bytesWritten() : 0) + (m_steps ? m_steps->bytesWritten() : 0);
}

const Error &ScriptRun::error() const
{
    return m_feed->error();
}

void ScriptRun::takeSegments()
{
    const std::chrono::milliseconds arrived(m_clock.elapsed());
    for (ResultSegment &results : m_batch->takeSegments()) {
        if (results.isEmpty())
            continue;
        m_outcomeCount += results.size();
        RequestColumns requests = m_pending.take(results.size());
        emit segmentReady(std::make_shared<const RunSegment>(RunSegment{std::move(requests), std::move(results), arrived}));
    }
}

void ScriptRun::finishBatch()
{
    takeSegments();
    if (m_feed->atEnd()) {
        finish();
        return;
    }
    // The batch ended while a stream was dry: what it still brings has its outcome too.
    startSteps();
    if (m_cancelled)
        m_steps->cancel();
    else
        m_steps->endRest(Status::NotConnected, tr("Not sent: the connection is at its end."));
}

void ScriptRun::finish()
{
    m_finished = true;
    emit finished();
}

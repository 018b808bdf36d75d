#include "connection/requeststream.h"

#include "connection/commandcheck.h"
#include "connection/mutationswatch.h"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

/// Commands that are refused take no bytes: their number is bounded too.
constexpr int mostPerPortion = 16'384;
/// What may be without an answer while more is written: enough to keep the server busy, little enough for a quick cancel.
constexpr qint64 mostPending = 32'768;
constexpr qint64 mostPendingBytes = 8 * 1024 * 1024;

/// Reading and writing give way to the rest of the program after this long.
constexpr auto slice = 4ms;
/// See updateCoalescing(): bytes worth a read, and how long fewer wait; longer while there is more to write than to read.
constexpr int worthReading = 128 * 1024;
constexpr auto readDelay = 2ms;
constexpr auto idleReadDelay = 20ms;
constexpr qsizetype pendingWorthWaiting = 128;
constexpr qint64 mostPerRead = 512 * 1024;
/// Bytes of a value that is looked at by itself where the server does not tell its limit.
constexpr qsizetype largestUnlooked = 512 * 1024;
/// A line of text in place of an answer is waited for so long, and no longer than this.
constexpr auto textPatience = 250ms;
constexpr qsizetype longestText = 1024;
/// See nudge().
constexpr auto nudgeDelay = 250ms;

} // namespace

RequestStream::RequestStream(quint32 maximumBody, QObject *parent)
    : QObject(parent)
    , m_matcher(maximumBody)
{
    m_readTimer.setSingleShot(true);
    m_readTimer.setTimerType(Qt::PreciseTimer);
    m_writeTimer.setSingleShot(true);
    m_watchdog.setSingleShot(true);
    m_textTimer.setSingleShot(true);
    m_nudgeTimer.setSingleShot(true);
    connect(&m_readTimer, &QTimer::timeout, this, &RequestStream::readSocket);
    connect(&m_writeTimer, &QTimer::timeout, this, &RequestStream::writeBatches);
    connect(&m_watchdog, &QTimer::timeout, this, &RequestStream::checkProgress);
    connect(&m_textTimer, &QTimer::timeout, this, [this] { fail({Error::Code::TextOnly, {}}); });
    connect(&m_nudgeTimer, &QTimer::timeout, this, &RequestStream::nudge);
    connect(&m_transport, &Transport::tunnelled, this, &RequestStream::tunnelled);
    connect(&m_transport, &Transport::securing, this, &RequestStream::securing);
    connect(&m_transport, &Transport::opened, this, [this] {
        m_usable = true;
        emit opened();
    });
    connect(&m_transport, &Transport::failed, this, &RequestStream::fail);
    connect(&m_transport, &Transport::readable, this, &RequestStream::readLater);
    connect(&m_transport, &Transport::drained, this, [this] {
        noteTaken();
        writeBatches();
    });
}

RequestStream::~RequestStream()
{
    end(Status::Closed, {});
}

void RequestStream::open(const ServerAddress &address, const TlsOptions &tls, const std::shared_ptr<SshLink> &link)
{
    m_transport.open(address, tls, link);
}

void RequestStream::setRequestTimeout(std::chrono::milliseconds timeout)
{
    m_requestTimeout = timeout;
    m_watchdog.stop();
    touchWatchdog();
}

void RequestStream::setServer(const ServerSettings &server)
{
    m_server = server;
    // Not before: a NOOP ahead of the login would end the connection.
    m_nudges = m_transport.isEncrypted();
    m_surelyFits = surelyFits(server);
    if (!server.itemSizeMax) // whether a large one is let out, is to be looked at
        m_surelyFits = largestUnlooked;
    m_portion.setServerKeepsStep(server.version.startsWith("1.4.") || server.version.startsWith("1.5."));
}

QString RequestStream::refusalText()
{
    return tr("Not sent: this connection is read-only.");
}

std::unique_ptr<CommandReply> RequestStream::ask(const Command &command)
{
    std::unique_ptr<CommandReply> reply(new CommandReply(this));
    if (!isUsable()) {
        reply->addWithout(command.opcode, Status::NotConnected, Basis::NotSent, tr("Not sent: the connection is at its end."));
        reply->wake();
        return reply;
    }
    if (!permits(m_access, command)) {
        reply->addWithout(command.opcode, Status::Refused, Basis::NotSent, refusalText());
        reply->wake();
        return reply;
    }
    SourcedCommand sourced{.command = command};
    refuseWhileWatched(sourced, m_server, m_place);
    if (sourced.refusal != Status::Success) {
        reply->addWithout(command.opcode, sourced.refusal, Basis::NotSent, sourced.reason);
        reply->wake();
        return reply;
    }
    m_portion.appendAlone(command, reply.get());
    m_quitting = loudForm(command.opcode) == Opcode::Quit;
    flushPortion(nullptr);
    return reply;
}

std::unique_ptr<BatchReply> RequestStream::askBatch(CommandSource source, Checking checking)
{
    std::unique_ptr<BatchReply> batch(new BatchReply(this, std::move(source), checking));
    m_batches.push_back(batch.get());
    resume(batch.get());
    return batch;
}

void RequestStream::resume(BatchReply *batch)
{
    if (std::ranges::find(m_sourcing, batch) == m_sourcing.end())
        m_sourcing.push_back(batch);
    m_writeTimer.start(0ms);
}

void RequestStream::stopSourcing(BatchReply *batch)
{
    std::erase(m_sourcing, batch);
    closeSilences();
}

void RequestStream::forget(ResultSink *sink)
{
    m_matcher.forget(sink);
}

void RequestStream::forget(BatchReply *batch)
{
    remove(batch);
    stopSourcing(batch);
}

void RequestStream::remove(BatchReply *batch)
{
    std::erase(m_batches, batch);
}

void RequestStream::end(Status lost, const QString &reason)
{
    m_failed = true;
    m_usable = false;
    const qint64 taken = m_written - m_transport.untaken();
    m_transport.abort();
    m_readTimer.stop();
    m_writeTimer.stop();
    m_watchdog.stop();
    m_textTimer.stop();
    m_nudgeTimer.stop();
    m_sourcing.clear();
    m_matcher.endAll(taken, lost, reason);
    for (BatchReply *batch : std::exchange(m_batches, {}))
        batch->endSource(Status::NotConnected, reason);
}

/// While a batch runs the server answers in many small writes: a few large reads of them cost far less. The system waits for enough bytes
/// where it can; a timer reads what does not become so much, and all where it cannot.
void RequestStream::updateCoalescing()
{
    const bool wanted = m_matcher.pendingCount() >= pendingWorthWaiting && !m_batches.empty() && !m_failed;
    if (wanted != m_coalescing) {
        m_coalescing = wanted;
        m_systemCoalesces = m_transport.setLeastReadable(wanted ? worthReading : 1) && wanted;
    }
    if (!m_coalescing || !m_systemCoalesces)
        return;
    // Once all is written the last answers are what everybody waits for.
    const std::chrono::milliseconds delay = m_sourcing.empty() ? readDelay : idleReadDelay;
    if (!m_readTimer.isActive() || m_readTimer.remainingTimeAsDuration() > delay)
        m_readTimer.start(delay);
}

void RequestStream::readLater()
{
    if (!m_coalescing || m_systemCoalesces)
        readSocket();
    else if (!m_readTimer.isActive())
        m_readTimer.start(readDelay);
}

void RequestStream::readSocket()
{
    QElapsedTimer elapsed;
    elapsed.start();
    m_readTimer.stop();
    while (!m_failed) {
        if (!m_text.isEmpty()) {
            readText();
            return;
        }
        char *space = m_matcher.space();
        const qint64 asked = std::min<qint64>(m_matcher.spaceLeft(), mostPerRead);
        const qint64 count = m_transport.read(space, asked);
        if (count < 0) {
            // After the answers that came before it have reached those who asked: a refused login says more than its end.
            m_usable = false;
            QMetaObject::invokeMethod(
                this, [this, error = m_transport.endError()] { handleEnd(error); }, Qt::QueuedConnection);
            return;
        }
        if (count == 0)
            break;
        const bool more = count == asked;
        m_heardAnything = true;
        m_received += count;
        m_lastProgress.start();
        m_awaited = m_written;
        const ResponseMatcher::Result result = m_matcher.received(count);
        const QByteArrayView unparsed = m_matcher.unparsed();
        if (result == ResponseMatcher::Result::Malformed && m_matcher.answerCount() == 0 && !unparsed.isEmpty()
            && quint8(unparsed.front()) != ResponseHeader::magic) {
            m_text = unparsed.toByteArray();
        } else if (result == ResponseMatcher::Result::Malformed) {
            fail({Error::Code::Protocol,
                  tr("The server broke the binary protocol: %1. The connection cannot be trusted any more.").arg(m_matcher.fault())});
        } else if (result == ResponseMatcher::Result::Desynchronised) {
            fail({Error::Code::Desynchronised, tr("The server did not know a command, after which it loses step; connecting again.")});
        }
        if (std::chrono::nanoseconds(elapsed.nsecsElapsed()) > slice) {
            m_readTimer.start(0ms);
            break;
        }
        // With little under way it is worth looking at once whether the server has hung up behind its answer.
        if (!more && m_text.isEmpty() && m_matcher.pendingCount() >= pendingWorthWaiting)
            break;
    }
    if (m_quitting && m_matcher.pendingCount() == 0)
        fail({Error::Code::Quit, tr("The connection was closed, as QUIT asked.")});
    updateCoalescing();
    if (!m_failed)
        writeBatches();
}

/// Whoever does not speak the binary protocol says why in a line of text; it is worth waiting for its end.
void RequestStream::readText()
{
    m_textTimer.start(textPatience);
    char bytes[longestText];
    qint64 count = 1;
    while (count > 0 && m_text.size() < longestText && !m_text.contains('\n')) {
        count = m_transport.read(bytes, sizeof(bytes));
        if (count > 0)
            m_text.append(bytes, count);
    }
    if (count < 0 || m_text.contains('\n') || m_text.size() >= longestText)
        fail({Error::Code::TextOnly, {}});
}

void RequestStream::handleEnd(const Error &error)
{
    if (m_failed)
        return;
    if (m_transport.endedCleanly())
        m_matcher.endOfStream(m_written - m_transport.untaken());
    if (m_quitting && m_matcher.pendingCount() == 0)
        fail({Error::Code::Quit, tr("The connection was closed, as QUIT asked.")});
    else
        fail(error);
}

void RequestStream::writeBatches()
{
    QElapsedTimer elapsed;
    elapsed.start();
    while (!m_failed && !m_sourcing.empty() && m_transport.backlog() == 0 && hasRoom()) {
        if (std::chrono::nanoseconds(elapsed.nsecsElapsed()) > slice) {
            m_writeTimer.start(0ms);
            return;
        }
        BatchReply *batch = m_sourcing.front();
        std::rotate(m_sourcing.begin(), m_sourcing.begin() + 1, m_sourcing.end());
        const Sourcing sourcing = fillPortion(batch);
        if (sourcing != Sourcing::GoesOn)
            std::erase(m_sourcing, batch);
        // Commands that are refused wait behind silent ones: these must not wait for more to follow.
        if (sourcing != Sourcing::GoesOn || !hasRoom())
            m_portion.appendEnd();
        flushPortion(batch);
    }
}

/// Asks the source for one more; whatever comes is in `batch->m_next` then.
inline SourceState RequestStream::source(BatchReply *batch)
{
    batch->m_next.refusal = Status::Success;
    const SourceState state = batch->m_source(batch->m_next);
    batch->m_sourced += state == SourceState::Next ? 1 : 0;
    return state;
}

RequestStream::Sourcing RequestStream::fillPortion(BatchReply *batch)
{
    const SourcedCommand &next = batch->m_next;
    const qint64 most = batch->m_sourced + mostPerPortion;
    qsizetype refusedBytes = 0;
    SourceState state = SourceState::Next;
    bool atHand = false; // what the source gave last has not been dealt with
    while (atHand || (batch->m_sourced < most && m_portion.size() + refusedBytes < RequestPortion::usualSize && hasRoom())) {
        if (!atHand)
            state = source(batch);
        atHand = false;
        if (state == SourceState::Waiting)
            return Sourcing::Paused;
        if (state == SourceState::End) {
            batch->m_sourceEnded = true;
            batch->wake();
            return Sourcing::Over;
        }
        if (isUsual(next)) {
            atHand = appendAlike(batch, most - batch->m_sourced, refusedBytes, &state);
        } else if (appendUnusual(batch) == Sourcing::Over) {
            return Sourcing::Over;
        } else if (next.refusal != Status::Success) {
            refusedBytes += next.command.key.size() + next.command.value.size();
        }
        if (m_portion.isBarrierDue())
            m_portion.appendBarrier();
    }
    return Sourcing::GoesOn;
}

/// Appends the usual command at hand and those like it that follow, at most `more`, as far as there is room. True: then came what is unlike
/// them, with `state`.
bool RequestStream::appendAlike(BatchReply *batch, qint64 more, qsizetype refusedBytes, SourceState *state)
{
    const SourcedCommand &next = batch->m_next;
    const Opcode opcode = next.command.opcode;
    const qint64 commands = std::min({more + 1, mostPending - m_matcher.pendingCount(), qint64(m_portion.commandsToBarrier())});
    const qint64 bytes = std::min({RequestPortion::usualSize - m_portion.size() - refusedBytes, mostPendingBytes - m_matcher.pendingBytes(),
                                   m_portion.bytesToBarrier()});
    bool atHand = true;
    m_portion.appendAlike(opcode, batch, quint32(std::max<qint64>(1, commands)), std::max<qint64>(1, bytes), [&]() -> const Command * {
        if (!atHand) {
            *state = source(batch);
            atHand = *state != SourceState::Next || next.command.opcode != opcode || !isUsual(next);
            return atHand ? nullptr : &next.command;
        }
        atHand = false;
        return &next.command;
    });
    return atHand;
}

RequestStream::Sourcing RequestStream::appendUnusual(BatchReply *batch)
{
    SourcedCommand &next = batch->m_next;
    if (next.refusal == Status::Success && !permits(m_access, next.command)) {
        next.refusal = Status::Refused;
        next.reason = refusalText();
    }
    if (batch->m_checking == Checking::Strict)
        checkCommand(next, m_server);
    refuseWhileWatched(next, m_server, m_place);
    checkHeader(next);
    if (m_quitting) {
        next.refusal = Status::NotConnected;
        next.reason = tr("Not sent: an earlier command closed the connection.");
    }
    const Opcode opcode = next.command.opcode;
    if (next.refusal != Status::Success) {
        m_matcher.expectNothing(opcode, next.refusal, next.reason, batch);
        return Sourcing::GoesOn;
    }
    m_portion.appendOfBatch(next.command, batch);
    if (loudForm(opcode) == Opcode::Quit) {
        m_quitting = true;
        batch->endSource(Status::NotConnected, tr("Not sent: an earlier command closed the connection."));
        return Sourcing::Over;
    }
    return Sourcing::GoesOn;
}

/// Quiet commands of a batch that nobody goes on with would wait for an answer for ever.
void RequestStream::closeSilences()
{
    if (!isUsable() || !m_portion.isOpen())
        return;
    m_portion.appendBarrier();
    flushPortion(nullptr);
}

void RequestStream::flushPortion(BatchReply *batch)
{
    const qsizetype size = m_portion.size();
    if (size == 0)
        return;
    touchWatchdog();
    const bool goesOn = m_matcher.pendingBytes() == size || (batch && batch->m_bytesWritten > 0);
    const bool written = writePortion(batch);
    m_portion.clear();
    if (!written) {
        // There may be answers still to be read: reading finds the end, and its cause.
        m_readTimer.start(0ms);
        return;
    }
    if (goesOn)
        m_awaited = m_written;
    noteTaken();
    updateCoalescing();
}

/// Servers before 1.6.39 leave what shares a TLS record with the end of a stored value lying until more comes: so what they are to answer
/// last, and with it the last thing that comes, has a record of its own.
bool RequestStream::writePortion(BatchReply *batch)
{
    const qsizetype size = m_portion.size();
    const qsizetype first = m_transport.isEncrypted() ? m_portion.lastBarrierAt() : 0;
    for (const auto &[from, count] : {std::pair{qsizetype(0), first}, std::pair{first, size - first}}) {
        if (count == 0)
            continue;
        if (!m_transport.write(m_portion.bytes() + from, count))
            return false;
        m_written += count;
        if (batch)
            batch->m_bytesWritten += count;
    }
    if (m_nudges && !m_nudgeTimer.isActive())
        m_nudgeTimer.start(nudgeDelay);
    return true;
}

/// A barrier more, once in a silence: it wakes a server that has left what we sent lying all the same.
void RequestStream::nudge()
{
    if (!isUsable() || m_matcher.pendingCount() == 0)
        return;
    const auto since = std::chrono::milliseconds(m_lastProgress.elapsed());
    if (since >= nudgeDelay && m_transport.backlog() == 0 && m_nudgedAt != m_received) {
        m_nudgedAt = m_received;
        m_portion.appendBarrier();
        flushPortion(nullptr);
    }
    m_nudgeTimer.start(since < nudgeDelay ? nudgeDelay - since : nudgeDelay);
}

bool RequestStream::hasRoom() const
{
    return m_matcher.pendingCount() < mostPending && m_matcher.pendingBytes() < mostPendingBytes;
}

void RequestStream::touchWatchdog()
{
    if (m_requestTimeout > 0ms && !m_watchdog.isActive() && !m_failed && m_matcher.pendingCount() > 0) {
        m_lastProgress.start();
        m_watchdog.start(m_requestTimeout);
    }
}

void RequestStream::noteTaken()
{
    const qint64 before = std::exchange(m_taken, m_written - m_transport.backlog());
    if (before < std::min(m_taken, m_awaited))
        m_lastProgress.start();
}

void RequestStream::checkProgress()
{
    // What is waiting to be read counts: the program itself may have been busy.
    readSocket();
    if (m_failed || !m_usable || m_matcher.pendingCount() == 0)
        return;
    const auto since = std::chrono::milliseconds(m_lastProgress.elapsed());
    if (since < m_requestTimeout) {
        m_watchdog.start(m_requestTimeout - since);
        return;
    }
    fail({Error::Code::RequestTimeout,
          tr("The server has not answered for %L1 s; the connection was given up.").arg(double(m_requestTimeout.count()) / 1000.0)});
}

void RequestStream::fail(const Error &error)
{
    if (m_failed)
        return;
    m_failed = true;
    m_usable = false;
    m_sourcing.clear();
    m_writeTimer.stop();
    m_readTimer.stop();
    m_watchdog.stop();
    m_textTimer.stop();
    m_nudgeTimer.stop();
    emit failed(error);
}

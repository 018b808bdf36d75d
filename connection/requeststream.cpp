#include "connection/requeststream.h"

#include "connection/commandcheck.h"
#include "connection/protocol/request.h"

#include <algorithm>
#include <cstring>

using namespace std::chrono_literals;

namespace {

constexpr qsizetype portionSize = 256 * 1024;
/// Commands that are refused take no bytes: their number is bounded too.
constexpr int mostPerPortion = 16'384;
/// A barrier follows at the latest after so many commands or bytes, so that the outcomes of silent commands come while a batch runs.
constexpr int barrierCommands = 2000;
constexpr qint64 barrierBytes = 1024 * 1024;
/// How much may be without an answer before a batch waits: enough to keep the server busy, little enough for a quick cancel.
constexpr qsizetype mostPending = 32'768;
constexpr qint64 mostPendingBytes = 8 * 1024 * 1024;

/// Reading and writing give way to the rest of the program after this long.
constexpr auto slice = 4ms;
/// While a batch runs the server answers in many small writes: waiting a little makes a few large reads of them.
constexpr auto readDelay = 2ms;
constexpr qsizetype pendingWorthWaiting = 128;
constexpr qint64 mostPerRead = 512 * 1024;
/// A line of text in place of an answer is waited for so long, and no longer than this.
constexpr auto textPatience = 250ms;
constexpr qsizetype longestText = 1024;

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
    connect(&m_readTimer, &QTimer::timeout, this, &RequestStream::readSocket);
    connect(&m_writeTimer, &QTimer::timeout, this, &RequestStream::writeBatches);
    connect(&m_watchdog, &QTimer::timeout, this, &RequestStream::checkProgress);
    connect(&m_textTimer, &QTimer::timeout, this, [this] { fail({Error::Code::TextOnly, {}}); });
    connect(&m_transport, &Transport::opened, this, [this] {
        m_usable = true;
        emit opened();
    });
    connect(&m_transport, &Transport::failed, this, &RequestStream::fail);
    connect(&m_transport, &Transport::readable, this, &RequestStream::readLater);
    connect(&m_transport, &Transport::drained, this, [this] {
        m_lastProgress.restart();
        writeBatches();
    });
}

RequestStream::~RequestStream()
{
    end(Status::Closed, {});
}

void RequestStream::open(const ServerAddress &address)
{
    m_transport.open(address);
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
    m_surelyFits = surelyFits(server);
    m_keepsStep = server.version.startsWith("1.4.") || server.version.startsWith("1.5.");
}

std::unique_ptr<CommandReply> RequestStream::ask(const Command &command)
{
    std::unique_ptr<CommandReply> reply(new CommandReply(this));
    appendCommand(command, reply.get());
    if (command.opcode == Opcode::Quit || command.opcode == Opcode::QuitQ)
        m_quitting = true;
    else if (isQuiet(command.opcode) || command.opcode == Opcode::Stat)
        appendBarrier();
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
    std::erase(m_batches, batch);
    stopSourcing(batch);
}

void RequestStream::end(Status lost, const QString &reason)
{
    m_failed = true;
    m_usable = false;
    const qint64 taken = m_written - m_transport.backlog();
    m_transport.abort();
    m_readTimer.stop();
    m_writeTimer.stop();
    m_watchdog.stop();
    m_textTimer.stop();
    m_sourcing.clear();
    m_matcher.endAll(taken, lost, reason);
    for (BatchReply *batch : std::exchange(m_batches, {}))
        batch->endSource(Status::NotConnected, reason);
}

void RequestStream::readLater()
{
    m_readable = true;
    if (m_matcher.pendingCount() < pendingWorthWaiting || m_batches.empty())
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
        m_readable = false;
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
        m_lastProgress.restart();
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
        if (!more && m_text.isEmpty())
            break;
    }
    if (m_quitting && m_matcher.pendingCount() == 0)
        fail({Error::Code::ClosedByServer, tr("The connection was closed, as QUIT asked.")});
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
    if (error.code == Error::Code::ClosedByServer)
        m_matcher.endOfStream(m_written - m_transport.backlog());
    if (m_quitting && m_matcher.pendingCount() == 0)
        fail({Error::Code::ClosedByServer, tr("The connection was closed, as QUIT asked.")});
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
        // Answers that are there already would be lost if the server had hung up and writing failed.
        if (m_readable && m_matcher.pendingCount() > 0) {
            readSocket();
            return;
        }
        BatchReply *batch = m_sourcing.front();
        std::rotate(m_sourcing.begin(), m_sourcing.begin() + 1, m_sourcing.end());
        if (fillPortion(batch) != Sourcing::GoesOn) {
            std::erase(m_sourcing, batch);
            if (m_sinceBarrier > 0)
                appendBarrier();
        }
        flushPortion(batch);
    }
}

RequestStream::Sourcing RequestStream::fillPortion(BatchReply *batch)
{
    Sourcing sourcing = Sourcing::GoesOn;
    for (int i = 0; i < mostPerPortion && sourcing == Sourcing::GoesOn && m_portionSize < portionSize && hasRoom(); ++i)
        sourcing = appendNext(batch);
    return sourcing;
}

RequestStream::Sourcing RequestStream::appendNext(BatchReply *batch)
{
    SourcedCommand &next = batch->m_next;
    next.refusal = Status::Success;
    const SourceState state = batch->m_source(next);
    if (state == SourceState::Waiting)
        return Sourcing::Paused;
    if (state == SourceState::End) {
        batch->m_sourceEnded = true;
        batch->wake();
        return Sourcing::Over;
    }

    ++batch->m_sourced;
    if (!isSurelyFine(next.command)) {
        if (batch->m_checking == Checking::Strict)
            checkCommand(next, m_server);
        checkHeader(next);
    }
    if (m_quitting) {
        next.refusal = Status::NotConnected;
        next.reason = tr("Not sent: an earlier command closed the connection.");
    }
    const Opcode opcode = next.command.opcode;
    if (next.refusal != Status::Success) {
        m_matcher.expectNothing(opcode, next.refusal, next.reason, batch);
        return Sourcing::GoesOn;
    }
    if (opcode == Opcode::Quit || opcode == Opcode::QuitQ) {
        if (m_sinceBarrier > 0)
            appendBarrier();
        appendCommand(next.command, batch);
        m_quitting = true;
        m_sinceBarrier = 0;
        batch->endSource(Status::NotConnected, tr("Not sent: an earlier command closed the connection."));
        return Sourcing::Over;
    }
    appendCommand(next.command, batch);
    if (opcode == Opcode::Stat || m_sinceBarrier >= barrierCommands || m_bytesSinceBarrier >= barrierBytes)
        appendBarrier();
    return Sourcing::GoesOn;
}

void RequestStream::appendCommand(const Command &command, ResultSink *sink)
{
    const qsizetype size = requestSize(command);
    if (m_portionSize + size > m_portionCapacity) {
        const qsizetype capacity = std::max(portionSize + portionSize / 4, m_portionSize + size);
        auto larger = std::make_unique_for_overwrite<char[]>(size_t(capacity));
        if (m_portionSize > 0)
            std::memcpy(larger.get(), m_portion.get(), size_t(m_portionSize));
        m_portion = std::move(larger);
        m_portionCapacity = capacity;
    }
    const quint32 opaque = m_matcher.expect(command.opcode, size, sink, mayDesync(command.opcode));
    writeRequest(m_portion.get() + m_portionSize, command, opaque);
    m_portionSize += size;
    m_bytesSinceBarrier += size;
    ++m_sinceBarrier;
}

void RequestStream::appendBarrier()
{
    appendCommand({.opcode = Opcode::Noop}, nullptr);
    m_sinceBarrier = 0;
    m_bytesSinceBarrier = 0;
}

/// Quiet commands of a batch that nobody goes on with would wait for an answer for ever.
void RequestStream::closeSilences()
{
    if (m_failed || m_sinceBarrier == 0)
        return;
    appendBarrier();
    flushPortion(nullptr);
}

void RequestStream::flushPortion(BatchReply *batch)
{
    if (m_portionSize == 0)
        return;
    const qsizetype size = std::exchange(m_portionSize, 0);
    touchWatchdog();
    const qint64 backlog = m_transport.backlog();
    if (!m_transport.write(m_portion.get(), size)) {
        // There may be answers still to be read: reading finds the end, and its cause.
        m_readTimer.start(0ms);
        return;
    }
    m_written += size;
    if (batch)
        batch->m_bytesWritten += size;
    if (m_transport.backlog() < backlog + size)
        m_lastProgress.restart();
    if (m_portionCapacity > 4 * portionSize) {
        m_portion.reset();
        m_portionCapacity = 0;
    }
}

void RequestStream::touchWatchdog()
{
    if (m_requestTimeout > 0ms && !m_watchdog.isActive() && !m_failed && m_matcher.pendingCount() > 0) {
        m_lastProgress.start();
        m_watchdog.start(m_requestTimeout);
    }
}

void RequestStream::checkProgress()
{
    // What is waiting to be read counts: the program itself may have been busy.
    if (m_readable || m_transport.backlog() == 0)
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
    emit failed(error);
}

/// memcached 1.6 answers an unknown opcode that has extras or a key, then takes as many bytes again from the next request. SASL commands
/// and STAT are known to every server that does so.
bool RequestStream::mayDesync(Opcode opcode) const
{
    return !m_keepsStep && (has(opcode, OpcodeTrait::WithKey) || has(opcode, OpcodeTrait::Expiring));
}

/// Spares the usual command the checks one by one.
bool RequestStream::isSurelyFine(const Command &command) const
{
    return size_t(command.key.size() - 1) < size_t(Command::longestKey) && command.value.size() <= m_surelyFits;
}

bool RequestStream::hasRoom() const
{
    return m_matcher.pendingCount() < mostPending && m_matcher.pendingBytes() < mostPendingBytes;
}

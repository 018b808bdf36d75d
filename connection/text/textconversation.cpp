#include "connection/text/textconversation.h"

#include "connection/ssh/sshlink.h"
#include "connection/text/loginexchange.h"
#include "connection/text/textline.h"
#include "connection/text/textrefusal.h"

#include <cstring>
#include <utility>

using namespace std::chrono_literals;

namespace {

/// Reading gives way to the rest of the program after this long.
constexpr auto slice = 4ms;
/// Of an answer in bulk: bytes worth a read, and how long fewer wait.
constexpr int worthReading = 256 * 1024;
constexpr auto readDelay = 5ms;
/// More than is worth a read and a line, and little enough to stay in the processor's cache.
constexpr qsizetype bufferSize = 512 * 1024;
static_assert(bufferSize > 2 * longestTextLine);

} // namespace

TextConversation::TextConversation(const ConnectionOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_login(std::make_shared<LoginExchange>(options.credentials))
    , m_bytes(std::make_unique_for_overwrite<char[]>(size_t(bufferSize)))
{
    m_readTimer.setSingleShot(true);
    m_readTimer.setTimerType(Qt::PreciseTimer);
    m_watchdog.setSingleShot(true);
    m_connectTimer.setSingleShot(true);
    connect(&m_readTimer, &QTimer::timeout, this, &TextConversation::readSocket);
    connect(&m_watchdog, &QTimer::timeout, this, &TextConversation::checkProgress);
    connect(&m_connectTimer, &QTimer::timeout, this, &TextConversation::giveUpLogin);
    connect(&m_transport, &Transport::opened, this, &TextConversation::begin);
    connect(&m_transport, &Transport::failed, this, &TextConversation::fail);
    connect(&m_transport, &Transport::readable, this, &TextConversation::readLater);
    connect(&m_transport, &Transport::drained, this, [this] {
        m_lastProgress.start();
        writePortions();
    });
}

TextConversation::~TextConversation()
{
    close({Error::Code::ClosedByServer, {}});
}

void TextConversation::open()
{
    m_options.shareTunnel();
    const auto startTimer = [this] {
        if (m_options.connectTimeout > 0ms && !m_loggedIn && !m_over)
            m_connectTimer.start(m_options.connectTimeout);
    };
    // A question of ssh takes as long as it takes, and so does one that it asks by itself, perhaps.
    if (m_options.link) {
        connect(m_options.link.get(), &SshLink::questionAsked, &m_connectTimer, &QTimer::stop);
        connect(m_options.link.get(), &SshLink::questionClosed, &m_connectTimer, startTimer);
        connect(&m_transport, &Transport::tunnelled, &m_connectTimer, startTimer);
    }
    if (!m_options.link || m_options.link->asking() == SshAsking::Through)
        startTimer();
    m_transport.open(m_options.address, m_options.tls, m_options.link);
}

const QByteArray &TextConversation::version() const
{
    return m_login->version();
}

void TextConversation::begin()
{
    m_opened = true;
    m_exchange = m_login;
    touchWatchdog();
    writePortions();
}

void TextConversation::ask(std::shared_ptr<TextExchange> exchange)
{
    Q_ASSERT(isIdle());
    m_exchange = std::move(exchange);
    updateCoalescing();
    touchWatchdog();
    writePortions();
}

void TextConversation::writePortions()
{
    while (m_exchange && m_opened && !m_over && m_transport.backlog() == 0) {
        const QByteArray portion = m_exchange->nextPortion();
        if (portion.isEmpty())
            return;
        m_lastProgress.start();
        if (!m_transport.write(portion.constData(), portion.size())) {
            // There may be an answer still to be read: reading finds the end, and its cause.
            m_readTimer.start(0ms);
            return;
        }
    }
}

/// An answer in bulk comes in many small writes: a few large reads of them cost far less. The system waits for enough bytes where it can; a
/// timer reads what does not become so much, and all where it cannot.
void TextConversation::updateCoalescing()
{
    const bool wanted = m_exchange && !m_over && m_exchange->flow() == TextExchange::Flow::Bulk;
    if (wanted != m_coalescing) {
        m_coalescing = wanted;
        m_systemCoalesces = m_transport.setLeastReadable(wanted ? worthReading : 1) && wanted;
    }
    if (m_systemCoalesces && !m_readTimer.isActive())
        m_readTimer.start(readDelay);
}

void TextConversation::readLater()
{
    if (!m_coalescing || m_systemCoalesces)
        readSocket();
    else if (!m_readTimer.isActive())
        m_readTimer.start(readDelay);
}

void TextConversation::readSocket()
{
    QElapsedTimer elapsed;
    elapsed.start();
    m_readTimer.stop();
    while (!m_over) {
        const qint64 asked = bufferSize - m_filled;
        const qint64 count = m_transport.read(m_bytes.get() + m_filled, asked);
        if (count < 0) {
            // After the answers that came before it have reached those who asked: a refusal says more than its end.
            QMetaObject::invokeMethod(
                this, [this, error = m_transport.endError()] { handleEnd(error); }, Qt::QueuedConnection);
            return;
        }
        if (count == 0)
            break;
        m_heardAnything = true;
        m_lastProgress.start();
        m_filled += count;
        if (!takeBytes())
            return;
        if (std::chrono::nanoseconds(elapsed.nsecsElapsed()) > slice) {
            m_readTimer.start(0ms);
            break;
        }
        if (m_coalescing && count < asked)
            break;
    }
    updateCoalescing();
    writePortions();
}

bool TextConversation::takeBytes()
{
    const QByteArrayView bytes(m_bytes.get(), m_filled);
    if (!m_exchange) {
        fail(malformedLine(bytes.first(std::min(m_filled, longestTextLine))));
        return false;
    }
    const qsizetype taken = m_exchange->take(bytes);
    m_filled -= taken;
    std::memmove(m_bytes.get(), m_bytes.get() + taken, size_t(m_filled));
    switch (m_exchange->progress()) {
    case TextExchange::Progress::Open:
        if (m_filled <= longestTextLine)
            return true;
        fail({Error::Code::MalformedLine,
              tr("The server sent a line of more than %Ln bytes (“%1”), which no memcached does. The connection was closed.", nullptr,
                 int(longestTextLine))
                  .arg(quotedLine(QByteArrayView(m_bytes.get(), m_filled)))});
        return false;
    case TextExchange::Progress::Malformed:
        fail(m_exchange->refusal());
        return false;
    case TextExchange::Progress::Complete:
    case TextExchange::Progress::Refused:
        endExchange();
        return false;
    }
    return false;
}

void TextConversation::endExchange()
{
    const std::shared_ptr<TextExchange> exchange = std::exchange(m_exchange, nullptr);
    const bool refused = exchange->progress() == TextExchange::Progress::Refused;
    m_watchdog.stop();
    updateCoalescing();
    if (!m_loggedIn) {
        if (refused) {
            fail(exchange->refusal());
            return;
        }
        m_loggedIn = true;
        m_connectTimer.stop();
    }
    if (!refused || !exchange->isToBeAskedAgain())
        exchange->finish(refused ? exchange->refusal() : Error());
    if (m_filled > 0)
        fail(malformedLine(QByteArrayView(m_bytes.get(), std::min(m_filled, longestTextLine))));
    else
        emit idle();
}

void TextConversation::handleEnd(const Error &error)
{
    if (!m_over)
        fail(explained(error));
}

void TextConversation::giveUpLogin()
{
    const double seconds = double(m_options.connectTimeout.count()) / 1000.0;
    if (!m_opened)
        fail({Error::Code::ConnectTimeout,
              tr("No connection to %1 within %L2 s. Check the address and the firewalls between.")
                  .arg(m_options.address.text())
                  .arg(seconds)});
    else
        fail(explained({Error::Code::RequestTimeout, tr("The server began to answer, but was not ready within %L1 s.").arg(seconds)}));
}

void TextConversation::touchWatchdog()
{
    const auto patience = m_exchange->patience(m_options.requestTimeout);
    m_lastProgress.start();
    if (patience > 0ms)
        m_watchdog.start(patience);
}

void TextConversation::checkProgress()
{
    // What is waiting to be read counts: the program itself may have been busy.
    const std::shared_ptr<TextExchange> exchange = m_exchange;
    readSocket();
    if (m_over || !m_exchange || m_exchange != exchange)
        return;
    const auto patience = exchange->patience(m_options.requestTimeout);
    if (patience <= 0ms)
        return;
    const auto since = std::chrono::milliseconds(m_lastProgress.elapsed());
    if (since < patience) {
        m_watchdog.start(patience - since);
        return;
    }
    fail(explained({Error::Code::RequestTimeout,
                    tr("The server has not answered for %L1 s; the connection was given up.").arg(double(patience.count()) / 1000.0)}));
}

/// Says of an error on the way to the login what it means there.
Error TextConversation::explained(const Error &error) const
{
    if (m_loggedIn || m_heardAnything || !m_opened)
        return error;
    if (error.code == Error::Code::RequestTimeout)
        return {Error::Code::Silent,
                tr("The server accepted the connection but said nothing. It may be frozen, want TLS, or speak the binary protocol only.")};
    // A memcached that speaks binary only closes in an orderly way once it has read the 24 bytes of a header; see LoginExchange.
    // Through a tunnel, every end looks like one.
    if (m_transport.endedCleanly() && !m_options.tunnel)
        return {Error::Code::BinaryOnly,
                tr("The server closed the connection at the first line of text: it speaks the binary protocol only (-S or -B binary). Keys "
                   "cannot be listed and nothing can be watched there.")};
    return {
        Error::Code::ClosedAtOnce,
        tr("The server closed the connection before it said anything. It may want TLS, speak the binary protocol only, or have too many "
           "connections.")};
}

void TextConversation::close(const Error &error)
{
    m_over = true;
    m_transport.abort();
    m_readTimer.stop();
    m_watchdog.stop();
    m_connectTimer.stop();
    if (const std::shared_ptr<TextExchange> exchange = std::exchange(m_exchange, nullptr))
        exchange->finish(error);
}

void TextConversation::fail(const Error &error)
{
    if (m_over)
        return;
    m_over = true;
    // The transport tells how it ended until it is aborted; nothing of it is asked any more.
    close(error);
    emit failed(error);
}

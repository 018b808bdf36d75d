#include "connection/text/keydump.h"

#include "connection/retire.h"

#include <utility>

namespace {

/// So often a busy server is asked.
constexpr int mostAttempts = 10;

} // namespace

KeyDump::KeyDump(const ConnectionOptions &options, const std::shared_ptr<KeyDumpExchange> &exchange)
    : m_options(options)
    , m_exchange(exchange)
    , m_backoff(options.backoff)
{
    m_options.shareTunnel();
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &KeyDump::goOn);
    m_exchange->setAbandonedCall([this] { abandon(); });
}

KeyDump::~KeyDump()
{
    m_exchange->setAbandonedCall({});
}

void KeyDump::start()
{
    m_started = true;
    m_conversation = std::make_unique<TextConversation>(m_options);
    connect(m_conversation.get(), &TextConversation::idle, this, &KeyDump::goOn);
    connect(m_conversation.get(), &TextConversation::failed, this, &KeyDump::end);
    m_conversation->open();
}

void KeyDump::stop()
{
    const Error error{Error::Code::Stopped, tr("The program ended.")};
    m_over = true;
    m_retryTimer.stop();
    if (m_conversation)
        m_conversation->close(error);
    m_exchange->finish(error);
}

/// The connection is ready: after the login, after an answer, or when a busy server has had time.
void KeyDump::goOn()
{
    if (m_exchange->isFinished() || (m_asked && m_exchange->progress() == TextExchange::Progress::Complete)) {
        end({});
        return;
    }
    if (m_asked && m_exchange->progress() == TextExchange::Progress::Refused) {
        askLater();
        return;
    }
    if (m_attempts == 0)
        m_exchange->prepare(m_conversation->version());
    if (++m_attempts == mostAttempts)
        m_exchange->giveUpRetrying();
    m_asked = true;
    m_conversation->ask(m_exchange);
}

void KeyDump::askLater()
{
    m_asked = false;
    const bool busy = m_exchange->refusal().code != Error::Code::UnknownClass;
    m_exchange->prepareAgain();
    m_retryTimer.start(busy ? m_backoff.next() : std::chrono::milliseconds(0));
}

/// Before the server lists anything there is nothing to be read to its end.
void KeyDump::abandon()
{
    if (m_asked)
        QMetaObject::invokeMethod(this, &KeyDump::drainingBegan, Qt::QueuedConnection);
    else
        QMetaObject::invokeMethod(
            this,
            [this] {
                end({Error::Code::Stopped, {}});
            },
            Qt::QueuedConnection);
}

void KeyDump::end(const Error &error)
{
    if (std::exchange(m_over, true))
        return;
    m_retryTimer.stop();
    m_exchange->finish(error);
    if (TextConversation *conversation = retire(m_conversation, this))
        conversation->close(error);
    emit over();
}

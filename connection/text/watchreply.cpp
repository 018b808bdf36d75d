#include "connection/text/watchreply.h"

#include "connection/retire.h"

#include <algorithm>
#include <utility>

namespace {

/// Anything else could be a command of its own.
bool isWord(const QByteArray &word)
{
    return !word.isEmpty() && word.size() <= 64
        && std::ranges::all_of(word, [](char byte) { return (byte >= 'a' && byte <= 'z') || byte == '_'; });
}

} // namespace

WatchReply::WatchReply(const ConnectionOptions &options, const std::shared_ptr<WatchExchange> &watch,
                       const std::optional<QByteArray> &agreed)
    : TextReply(watch)
    , m_options(options)
    , m_agreed(agreed)
    , m_watch(watch)
{
    m_watch->setAbandonedCall([this] { hangUp(); });
    const auto bad = std::ranges::find_if_not(m_watch->words(), isWord);
    if (bad != m_watch->words().cend())
        m_watch->finish({Error::Code::Invalid, tr("“%1” is nothing that can be watched.").arg(QString::fromUtf8(*bad))});
    else
        open(m_watch);
}

WatchReply::~WatchReply()
{
    m_watch->setAbandonedCall({});
    hangUp();
}

/// Asks over a new connection: one that watches takes no further commands.
void WatchReply::open(const std::shared_ptr<WatchExchange> &exchange)
{
    hangUp();
    m_asked = exchange;
    if (exchange->words().contains("mutations"))
        m_mutations = std::make_unique<MutationsWatch>(m_options.place());
    m_conversation = std::make_unique<TextConversation>(m_options);
    connect(m_conversation.get(), &TextConversation::idle, this, &WatchReply::goOn);
    connect(m_conversation.get(), &TextConversation::failed, this, &WatchReply::end);
    m_conversation->open();
}

void WatchReply::goOn()
{
    const TextExchange::Progress progress = m_asked->progress();
    if (progress == TextExchange::Progress::Open) {
        if (const Error risk = danger())
            end(risk);
        else
            m_conversation->ask(m_asked);
    } else if (m_asked != m_watch) {
        takeProbe();
    } else if (m_watch->isFinished()) {
        hangUp();
    } else {
        m_unprobed = m_watch->words();
        probeNext();
    }
}

/// Known only now: where a server was before, another one may have come back.
Error WatchReply::danger() const
{
    const QByteArray &version = m_conversation->version();
    if (!m_asked->words().contains("mutations") || !MutationsWatch::endangers(version) || version == m_agreed)
        return {};
    const QString server =
        version.isEmpty() ? tr("This server does not tell its version") : tr("This server is memcached %1").arg(QString::fromUtf8(version));
    return {Error::Code::WatchDangerous,
            tr("%1. Before 1.6.42, a memcached whose stores are watched can crash, so they are not watched until you agree to that. Choose "
               "anew what is watched.")
                .arg(server)};
}

void WatchReply::takeProbe()
{
    if (m_asked->progress() == TextExchange::Progress::Complete)
        m_known += m_asked->words();
    else if (m_asked->refusal().code == Error::Code::UnknownCommand)
        m_unknown += m_asked->words();
    else {
        end(m_asked->refusal());
        return;
    }
    probeNext();
}

void WatchReply::probeNext()
{
    if (!m_unprobed.isEmpty()) {
        open(std::make_shared<WatchExchange>(QByteArrayList{m_unprobed.takeFirst()}, WatchExchange::Purpose::Probe));
    } else if (m_known.isEmpty()) {
        end({Error::Code::UnknownCommand,
             tr("The server knows nothing of what was to be watched (%1).").arg(QString::fromUtf8(m_unknown.join(", ")))});
    } else {
        m_watch->setWords(m_known);
        open(m_watch);
    }
}

void WatchReply::end(const Error &error)
{
    hangUp();
    m_watch->finish(error);
}

void WatchReply::hangUp()
{
    // An exchange that is still asked ends with it.
    if (TextConversation *conversation = retire(m_conversation, this))
        conversation->close({Error::Code::Stopped, {}});
    m_mutations.reset();
}

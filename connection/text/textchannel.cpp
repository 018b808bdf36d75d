#include "connection/text/textchannel.h"

#include "connection/retire.h"
#include "connection/text/metakey.h"
#include "connection/text/textconversation.h"

#include <algorithm>
#include <utility>

TextChannel::TextChannel(const ConnectionOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    m_options.shareTunnel();
}

TextChannel::~TextChannel()
{
    const Error error{Error::Code::Stopped, tr("The connection was closed from here.")};
    if (m_conversation)
        m_conversation->close(error);
    for (const std::shared_ptr<TextExchange> &exchange : m_waiting)
        exchange->finish(error);
}

std::unique_ptr<VersionReply> TextChannel::version()
{
    const auto exchange = std::make_shared<LoginExchange>(m_options.credentials);
    ask(exchange);
    return std::unique_ptr<VersionReply>(new VersionReply(exchange));
}

Error TextChannel::readOnly()
{
    return {Error::Code::NotPermitted, tr("Not sent: this connection is read-only.")};
}

std::unique_ptr<StatisticsReply> TextChannel::statistics(const QByteArray &group)
{
    const auto exchange = std::make_shared<StatisticsExchange>(group);
    // A line end would begin a command of its own.
    if (std::ranges::any_of(group, [](char byte) { return quint8(byte) < ' ' || byte == '\x7f'; }) || group.size() > 200)
        exchange->finish({Error::Code::Invalid, tr("There can be no group of statistics by this name.")});
    else if (m_options.access == Access::ReadOnly && !onlyReadsStatistics(group))
        exchange->finish(readOnly());
    else
        ask(exchange);
    return std::unique_ptr<StatisticsReply>(new StatisticsReply(exchange));
}

std::unique_ptr<CachedumpReply> TextChannel::cachedump(int slabClass)
{
    const auto exchange = std::make_shared<CachedumpExchange>(slabClass);
    if (slabClass < 1 || slabClass > 63)
        exchange->finish({Error::Code::UnknownClass, tr("There is no slab class %1: they are 1 to 63.").arg(slabClass)});
    else
        ask(exchange);
    return std::unique_ptr<CachedumpReply>(new CachedumpReply(exchange));
}

std::unique_ptr<PeekReply> TextChannel::peek(const QList<QByteArray> &keys, PeekParts parts)
{
    const auto exchange = std::make_shared<PeekExchange>(keys, parts, m_options.maximumBody);
    ask(exchange);
    return std::unique_ptr<PeekReply>(new PeekReply(exchange));
}

std::unique_ptr<StoreReply> TextChannel::store(const MetaStore &store)
{
    const auto exchange = std::make_shared<StoreExchange>(store);
    if (m_options.access == Access::ReadOnly)
        exchange->finish(readOnly());
    else if (metaKey(store.key).isEmpty())
        exchange->finish(unnamableKey(store.key));
    else
        ask(exchange);
    return std::unique_ptr<StoreReply>(new StoreReply(exchange));
}

std::unique_ptr<WatchReply> TextChannel::watch(const QByteArrayList &words, const std::optional<QByteArray> &agreed)
{
    const auto exchange = std::make_shared<WatchExchange>(words.isEmpty() ? QByteArrayList{QByteArrayLiteral("fetchers")} : words,
                                                          WatchExchange::Purpose::Watch);
    return std::unique_ptr<WatchReply>(new WatchReply(m_options, exchange, agreed));
}

void TextChannel::ask(const std::shared_ptr<TextExchange> &exchange)
{
    m_waiting.push_back(exchange);
    askNext();
}

void TextChannel::askNext()
{
    while (!m_waiting.empty()) {
        if (!m_conversation) {
            m_conversation = std::make_unique<TextConversation>(m_options);
            connect(m_conversation.get(), &TextConversation::idle, this, &TextChannel::askNext);
            connect(m_conversation.get(), &TextConversation::failed, this, &TextChannel::dropConversation);
            m_conversation->open();
        }
        if (!m_conversation->isIdle())
            return;
        const std::shared_ptr<TextExchange> exchange = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (exchange->isAbandoned())
            continue;
        if (const Error objection = exchange->objection(m_conversation->version()))
            exchange->finish(objection);
        else
            m_conversation->ask(exchange);
    }
}

/// One that never came to its login answers for all that waited for it; of one that was lost later they do not depend.
void TextChannel::dropConversation(const Error &error)
{
    if (!retire(m_conversation, this)->isLoggedIn()) {
        for (const std::shared_ptr<TextExchange> &exchange : std::exchange(m_waiting, {}))
            exchange->finish(error);
    }
    askNext();
}

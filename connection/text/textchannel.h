#pragma once

#include "connection/connection.h"
#include "connection/text/cachedumpreply.h"
#include "connection/text/peekreply.h"
#include "connection/text/statisticsreply.h"
#include "connection/text/storereply.h"
#include "connection/text/versionreply.h"
#include "connection/text/watchreply.h"

#include <QObject>

#include <deque>
#include <memory>
#include <optional>

class TextConversation;

/// What only the text protocol can say to a memcached, or all that can be said to one that speaks text only. Questions go one after
/// another over one connection, which opens with the first of them and stays; a lost one is opened anew by the next question. To list the
/// keys see KeyDumps.
class TextChannel : public QObject
{
    Q_OBJECT

public:
    /// Only the address, the credentials, the access, the time-outs and the largest body (of a value) of `options` matter.
    explicit TextChannel(const ConnectionOptions &options, QObject *parent = nullptr);
    /// Questions without an answer end as Stopped; watches go on.
    ~TextChannel() override;

    [[nodiscard]] std::unique_ptr<VersionReply> version();
    /// `stats`, or `stats <group>`: "conns" is one that only the text protocol has.
    [[nodiscard]] std::unique_ptr<StatisticsReply> statistics(const QByteArray &group = {});
    /// `stats cachedump`: some of the items of a slab class (1 to 63), where a server lists its keys in no other way. It is a read.
    [[nodiscard]] std::unique_ptr<CachedumpReply> cachedump(int slabClass);
    /// Looks at the items under `keys` (`mg`, from memcached 1.6.10 on) without touching them, not even the mark that somebody has read
    /// them.
    [[nodiscard]] std::unique_ptr<PeekReply> peek(const QList<QByteArray> &keys, PeekParts parts = PeekParts::WithValue);
    /// Stores an item (`ms`, from memcached 1.6.10 on).
    [[nodiscard]] std::unique_ptr<StoreReply> store(const MetaStore &store);
    /// Watches what the server does ("fetchers", "mutations", "evictions", "connevents", "deletions", …), over a connection of its own.
    /// A server whose mutations must not be watched (see MutationsWatch::endangers()) is not asked for them, and the reply ends as
    /// WatchDangerous, unless it is of the version for which a person has `agreed` to the risk (empty: it does not tell its version).
    [[nodiscard]] std::unique_ptr<WatchReply> watch(const QByteArrayList &words, const std::optional<QByteArray> &agreed = std::nullopt);

private:
    [[nodiscard]] static Error readOnly();
    void ask(const std::shared_ptr<TextExchange> &exchange);
    void askNext();
    void dropConversation(const Error &error);

    ConnectionOptions m_options;
    std::unique_ptr<TextConversation> m_conversation;
    std::deque<std::shared_ptr<TextExchange>> m_waiting;
};

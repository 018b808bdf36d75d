#pragma once

#include "connection/text/cachedumpexchange.h"
#include "connection/text/textreply.h"

/// The handle of one slab class's `stats cachedump`: see CachedumpExchange for what it leaves out.
class CachedumpReply : public TextReply
{
    Q_OBJECT

public:
    /// How many items have come so far.
    [[nodiscard]] qint64 keyCount() const { return m_exchange->keyCount(); }
    [[nodiscard]] qint64 unreadableCount() const { return m_exchange->unreadableCount(); }
    /// Meaningful once finished.
    [[nodiscard]] bool isCutOff() const { return m_exchange->isCutOff(); }
    /// The items that have come since the last call.
    [[nodiscard]] std::vector<KeySegment> takeSegments() { return m_exchange->takeSegments(); }

private:
    friend class TextChannel;
    explicit CachedumpReply(const std::shared_ptr<CachedumpExchange> &exchange)
        : TextReply(exchange)
        , m_exchange(exchange)
    {
    }

    std::shared_ptr<CachedumpExchange> m_exchange;
};

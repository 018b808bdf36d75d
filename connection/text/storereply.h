#pragma once

#include "connection/text/storeexchange.h"
#include "connection/text/textreply.h"

/// The handle of an `ms`.
class StoreReply : public TextReply
{
    Q_OBJECT

public:
    /// Meaningful once finished without an error.
    [[nodiscard]] StoreOutcome outcome() const { return m_store->outcome(); }
    /// Of the item that was stored; 0: the server does not tell (before 1.6.13).
    [[nodiscard]] quint64 cas() const { return m_store->cas(); }

private:
    friend class TextChannel;
    explicit StoreReply(const std::shared_ptr<StoreExchange> &store)
        : TextReply(store)
        , m_store(store)
    {
    }

    std::shared_ptr<StoreExchange> m_store;
};

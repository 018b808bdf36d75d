#pragma once

#include "connection/text/peekexchange.h"
#include "connection/text/textreply.h"

/// The handle of a look at items that changes nothing about them.
class PeekReply : public TextReply
{
    Q_OBJECT

public:
    /// How many keys have been answered so far.
    [[nodiscard]] qint64 answeredCount() const { return m_peek->answeredCount(); }
    /// What was found since the last call: one for each key, in the order they were asked for.
    [[nodiscard]] std::vector<PeekedItem> takeItems() { return m_peek->takeItems(); }

private:
    friend class TextChannel;
    explicit PeekReply(const std::shared_ptr<PeekExchange> &peek)
        : TextReply(peek)
        , m_peek(peek)
    {
    }

    std::shared_ptr<PeekExchange> m_peek;
};

#pragma once

#include "connection/text/statisticsexchange.h"
#include "connection/text/textreply.h"

/// The handle of a `stats` asked over the text protocol.
class StatisticsReply : public TextReply
{
    Q_OBJECT

public:
    /// In the server's order; whole once finished without an error. See also clientConnections().
    [[nodiscard]] const TextStatistics &statistics() const { return m_exchange->statistics(); }

private:
    friend class TextChannel;
    explicit StatisticsReply(const std::shared_ptr<StatisticsExchange> &exchange)
        : TextReply(exchange)
        , m_exchange(exchange)
    {
    }

    std::shared_ptr<StatisticsExchange> m_exchange;
};

#pragma once

#include "connection/text/loginexchange.h"
#include "connection/text/textreply.h"

/// The handle of a `version` asked over the text protocol.
class VersionReply : public TextReply
{
    Q_OBJECT

public:
    /// Such as "1.6.18"; empty: the server does not say. Meaningful once finished.
    [[nodiscard]] const QByteArray &version() const { return m_exchange->version(); }

private:
    friend class TextChannel;
    explicit VersionReply(const std::shared_ptr<LoginExchange> &exchange)
        : TextReply(exchange)
        , m_exchange(exchange)
    {
    }

    std::shared_ptr<LoginExchange> m_exchange;
};

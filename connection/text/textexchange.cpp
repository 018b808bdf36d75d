#include "connection/text/textexchange.h"

#include "connection/text/textrefusal.h"
#include "connection/text/textreply.h"

TextExchange::~TextExchange() = default;

void TextExchange::finish(const Error &error)
{
    if (m_finished)
        return;
    m_finished = true;
    closeResults();
    m_error = error;
    wake();
}

void TextExchange::abandon()
{
    if (std::exchange(m_abandoned, true))
        return;
    discard();
    if (m_abandonedCall)
        m_abandonedCall();
}

void TextExchange::refuse(const Error &refusal)
{
    m_progress = Progress::Refused;
    m_refusal = refusal;
}

void TextExchange::refuseLine(QByteArrayView line)
{
    if (const std::optional<Error> refusal = refusalIn(line))
        refuse(*refusal);
    else
        fail(malformedLine(line));
}

void TextExchange::fail(const Error &error)
{
    m_progress = Progress::Malformed;
    m_refusal = error;
}

void TextExchange::wake()
{
    if (m_reply)
        m_reply->wake();
}

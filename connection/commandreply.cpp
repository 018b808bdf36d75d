#include "connection/commandreply.h"

#include "connection/requeststream.h"

CommandReply::CommandReply(RequestStream *stream)
    : m_stream(stream)
{
}

CommandReply::~CommandReply()
{
    if (m_stream)
        m_stream->forget(static_cast<ResultSink *>(this));
}

Outcome CommandReply::outcome() const
{
    return lastSegment().isEmpty() ? Outcome() : lastSegment().outcome(0);
}

void CommandReply::wake()
{
    QMetaObject::invokeMethod(this, &CommandReply::finish, Qt::QueuedConnection);
}

void CommandReply::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    emit finished();
}

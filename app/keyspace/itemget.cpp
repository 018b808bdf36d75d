#include "app/keyspace/itemget.h"

ItemGet::ItemGet(const ConnectionOptions &options, const QByteArray &key, QObject *parent)
    : QObject(parent)
    , m_key(key)
{
    connect(&m_connection, &Connection::stateChanged, this, &ItemGet::follow);
    ConnectionOptions once = options;
    once.retry = false;
    QMetaObject::invokeMethod(
        this, [this, once] { m_connection.open(once); }, Qt::QueuedConnection);
}

ItemGet::~ItemGet()
{
    m_connection.disconnect(this); // it hangs up on its way down
}

void ItemGet::follow(Connection::State state)
{
    if (state == Connection::State::Ready && !m_batch) {
        m_batch = m_connection.executeBatch({Command{.opcode = Opcode::Get, .key = m_key}});
        connect(m_batch.get(), &BatchReply::finished, this, &ItemGet::take);
    } else if (state == Connection::State::Failed && !m_batch) {
        // A loss behind that is told by the outcome.
        fail(m_connection.error());
    }
}

void ItemGet::take()
{
    std::vector<ResultSegment> segments = m_batch->takeSegments();
    if (segments.empty() || segments.front().isEmpty())
        return fail({Error::Code::Protocol, tr("The server gave no answer.")});
    m_segment = std::make_shared<const ResultSegment>(std::move(segments.front()));
    const Outcome answer = outcome();
    if (answer.basis != Basis::Answer)
        return fail({Error::Code::Network, answer.message()});
    if (!answer.succeeded() && answer.status != Status::KeyNotFound)
        return fail({Error::Code::CommandRefused, tr("The server answered the GET with: %1").arg(answer.message())});
    emit finished();
}

void ItemGet::fail(const Error &error)
{
    m_error = error;
    emit finished();
}

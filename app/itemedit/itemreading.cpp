#include "app/itemedit/itemreading.h"

#include "app/keyspace/itemlook.h"
#include "connection/retire.h"
#include "connection/text/keysegment.h"

#include <utility>

ItemReading::ItemReading(Connection *connection, const QByteArray &key, PeekParts parts, Way way, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_place(connection->options().place())
    , m_parts(parts)
{
    m_looks.since = QDateTime::currentDateTime();
    if (way == Way::Get) {
        m_get = connection->execute({.opcode = Opcode::Get, .key = key});
        connect(m_get.get(), &CommandReply::finished, this, &ItemReading::takeGet);
        return;
    }
    m_channel = std::make_unique<TextChannel>(connection->options());
    m_peek = m_channel->peek({key}, parts);
    connect(m_peek.get(), &PeekReply::finished, this, &ItemReading::takePeek);
}

ItemReading::~ItemReading() = default;

void ItemReading::takePeek()
{
    PeekReply *reply = retire(m_peek, this);
    std::vector<PeekedItem> items = reply->takeItems();
    const Error error = reply->error();
    retire(m_channel, this);
    if (items.empty()) {
        m_looks.lose(1, error.code);
        end(meansNoPeeking(error.code) ? State::GetOnly : State::Failed, error);
        return;
    }
    PeekedItem &found = items.front();
    m_looks.count(found.state);
    if (found.state == PeekedItem::State::Refused) {
        end(State::GetOnly, {Error::Code::CommandRefused, found.reason});
        return;
    }
    if (found.state == PeekedItem::State::Miss) {
        end(State::Missing);
        return;
    }
    const qint64 left = found.answer.timeToLive.value_or(MetaAnswer::never);
    m_item.expiry = left == MetaAnswer::never || !m_connection ? ListedKey::never : m_connection->server().time() + left;
    m_item.flags = found.answer.flags.value_or(0);
    m_item.cas = found.answer.cas.value_or(0);
    m_item.value = std::move(found.value);
    m_item.size = m_parts == PeekParts::WithValue ? qint64(m_item.value.size()) : qint64(found.answer.size.value_or(0));
    end(State::Found);
}

void ItemReading::takeGet()
{
    const CommandReply *reply = retire(m_get, this);
    const Outcome outcome = reply->outcome();
    m_looks.byGet = outcome.sent() ? 1 : 0;
    if (outcome.basis == Basis::NoAnswer) {
        m_looks.unknown = 1;
        end(State::Failed, {Error::Code::Network, outcome.message()});
    } else if (outcome.status == Status::KeyNotFound) {
        m_looks.misses = 1;
        end(State::Missing);
    } else if (!outcome.succeeded()) {
        end(State::Failed, {Error::Code::CommandRefused, tr("The server answered the GET with: %1").arg(outcome.message())});
    } else {
        m_looks.hits = 1;
        m_item.value = outcome.value.value_or(QByteArrayView()).toByteArray();
        m_item.size = m_item.value.size();
        m_item.flags = outcome.flags.value_or(0);
        m_item.cas = outcome.cas;
        end(State::Found);
    }
}

void ItemReading::end(State state, const Error &error)
{
    m_state = state;
    m_error = error;
    emit finished();
}

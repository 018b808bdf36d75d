#include "app/itemedit/itemexchange.h"

#include "app/commands/readabletext.h"
#include "connection/retire.h"
#include "connection/text/keysegment.h"

#include <algorithm>
#include <utility>

ItemExchange::ItemExchange(Connection *connection, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_place(connection->options().place())
{
}

ItemExchange::~ItemExchange() = default;

void ItemExchange::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (isFinished()) // left already
                return;
            const QString reason = hindrance();
            if (m_cancelled)
                end(Result::NotSent, tr("Cancelled: nothing was sent."));
            else if (!reason.isEmpty())
                end(Result::NotSent, reason);
            else
                begin();
        },
        Qt::QueuedConnection);
}

/// Where it leads to another server by now, there is none for us any more.
Connection *ItemExchange::connection() const
{
    return m_connection && m_connection->options().place() == m_place ? m_connection.data() : nullptr;
}

QString ItemExchange::objection(const Connection *connection)
{
    if (connection && connection->options().access == Access::ReadOnly)
        return tr("Nothing was sent: this connection is read-only.");
    if (!connection || !connection->isReady())
        return tr("Nothing was sent: there is no connection to the server.");
    return {};
}

void ItemExchange::send(Connection *connection, const Command &command, const TakeOutcome &take)
{
    m_take = take;
    m_server = connection->server();
    m_reply = connection->execute(command);
    connect(m_reply.get(), &CommandReply::finished, this, &ItemExchange::takeReply);
}

void ItemExchange::takeReply()
{
    const CommandReply *reply = retire(m_reply, this);
    const Outcome outcome = reply->outcome();
    std::exchange(m_take, {})(outcome);
}

void ItemExchange::read(const QByteArray &key, ItemReading::Way way, const std::function<void(ReadItem &&)> &take)
{
    m_readKey = key;
    m_takeItem = take;
    m_reading = std::make_unique<ItemReading>(m_connection, key, PeekParts::WithValue, way);
    connect(m_reading.get(), &ItemReading::finished, this, &ItemExchange::takeReading);
}

void ItemExchange::takeReading()
{
    const ItemReading *reading = retire(m_reading, this);
    m_looks.add(reading->looks());
    switch (reading->state()) {
    case ItemReading::State::Missing:
        end(Result::Missing,
            tr("%1 is not there any more: it has expired, or was deleted or evicted. Nothing was changed.").arg(shown(m_readKey)));
        return;
    case ItemReading::State::Asking:
    case ItemReading::State::GetOnly:
    case ItemReading::State::Failed:
        end(Result::Refused, tr("Nothing was changed, since %1 could not be read: %2").arg(shown(m_readKey), reading->error().text));
        return;
    case ItemReading::State::Found:
        break;
    }
    if (m_cancelled)
        end(Result::NotSent, tr("Cancelled: nothing was changed."));
    else if (!connection())
        end(Result::NotSent, objection(connection()));
    else
        std::exchange(m_takeItem, {})(ReadItem(reading->item()));
}

void ItemExchange::leave()
{
    if (isFinished())
        return;
    m_cancelled = true;
    abandon();
    if (!m_reply) {
        retire(m_reading, this);
        end(m_deeds.empty() ? Result::NotSent : Result::Partly, tr("Cancelled: nothing was changed."));
        return;
    }
    retire(m_reply, this);
    end(Result::Unknown,
        tr("You did not wait for the answer, so that it may have been done or not. Read the item again, once the server answers, to see."));
}

void ItemExchange::end(Result result, const QString &text)
{
    m_result = result;
    m_text = text;
    emit finished();
}

void ItemExchange::endOtherwise(const Outcome &outcome)
{
    end(outcome.basis == Basis::NoAnswer      ? Result::Unknown
            : outcome.basis == Basis::NotSent ? Result::NotSent
                                              : Result::Refused,
        failureText(outcome));
}

QString ItemExchange::shown(const QByteArray &key)
{
    return tr("“%1”").arg(shownBytes(key));
}

QString ItemExchange::failureText(const Outcome &outcome)
{
    switch (outcome.basis) {
    case Basis::NotSent:
        return tr("Nothing was sent: %1").arg(outcome.message());
    case Basis::NoAnswer:
        return tr("The connection was lost before the answer came, so that it may have been done or not. Read the item again to see.");
    default:
        break;
    }
    switch (outcome.status) {
    case Status::ValueTooLarge:
        return tr("Nothing was changed: the item is larger than this server takes.");
    case Status::OutOfMemory:
        return tr("Nothing was changed: the server has no memory left for it.");
    default:
        return tr("Nothing was changed. The server answered: %1").arg(outcome.message());
    }
}

Command copyingCommand(Opcode opcode, const QByteArray &key, const ReadItem &item, const std::optional<KeyTtl> &ttl, qint64 itemNow,
                       qint64 now)
{
    Command command{.opcode = opcode, .key = key, .value = item.value, .flags = item.flags};
    if (ttl)
        command.expiry = ttl->wireExpiry(now);
    else if (item.expiry && *item.expiry != ListedKey::never)
        command.expiry = KeyTtl{KeyTtl::Form::After, std::max<qint64>(1, *item.expiry - itemNow)}.wireExpiry(now);
    return command;
}

ReadItem storedItem(const Command &command, quint64 cas, qint64 now)
{
    ReadItem item{.size = qint64(command.value.size()), .flags = command.flags, .cas = cas, .expiry = ListedKey::never};
    if (command.expiry > 0)
        item.expiry = command.expiry <= Command::longestRelativeExpiry ? now + qint64(command.expiry) : qint64(command.expiry);
    return item;
}

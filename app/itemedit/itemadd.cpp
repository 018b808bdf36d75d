#include "app/itemedit/itemadd.h"

Command NewItem::command(qint64 now) const
{
    return {.opcode = Opcode::Add, .key = key, .value = value, .flags = flags, .expiry = ttl.wireExpiry(now)};
}

ItemAdd::ItemAdd(Connection *connection, const NewItem &item, QObject *parent)
    : ItemExchange(connection, parent)
    , m_item(item)
{
}

void ItemAdd::begin()
{
    send(connection(), m_item.command(connection()->server().time()), [this](const Outcome &outcome) { take(outcome); });
}

void ItemAdd::take(const Outcome &outcome)
{
    if (outcome.succeeded()) {
        const qint64 now = connection() ? connection()->server().time() : 0;
        note({.kind = ItemDeed::Kind::Created, .key = m_item.key, .after = storedItem(m_item.command(now), outcome.cas, now)});
        end(Result::Done, tr("%1 is stored.").arg(shown(m_item.key)));
    } else if (outcome.status == Status::KeyExists || outcome.status == Status::NotStored) {
        end(Result::Exists,
            tr("Nothing was stored: %1 is there already. Choose another key, or edit the one that is there.").arg(shown(m_item.key)));
    } else {
        endOtherwise(outcome);
    }
}

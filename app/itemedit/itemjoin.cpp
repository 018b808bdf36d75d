#include "app/itemedit/itemjoin.h"

Command ItemPart::command() const
{
    return {.opcode = place == Place::Behind ? Opcode::Append : Opcode::Prepend, .key = key, .value = bytes, .cas = cas};
}

ItemJoin::ItemJoin(Connection *connection, const ItemPart &part, const ReadItem &before, QObject *parent)
    : ItemExchange(connection, parent)
    , m_part(part)
    , m_before(before)
{
}

void ItemJoin::begin()
{
    send(connection(), m_part.command(), [this](const Outcome &outcome) { take(outcome); });
}

void ItemJoin::take(const Outcome &outcome)
{
    const QString key = shown(m_part.key);
    const bool behind = m_part.place == ItemPart::Place::Behind;
    if (outcome.succeeded()) {
        const bool whole = m_part.cas != 0 && m_before.size == m_before.value.size();
        const ReadItem after{
            .size = m_before.size + m_part.bytes.size(), .flags = m_before.flags, .cas = outcome.cas, .expiry = m_before.expiry};
        note({.kind = ItemDeed::Kind::Rewritten, .key = m_part.key, .after = after, .before = m_before, .isKnown = whole});
        const int count = int(m_part.bytes.size());
        end(Result::Done,
            behind ? tr("Appended %Ln bytes to %1.", nullptr, count).arg(key) : tr("Prepended %Ln bytes to %1.", nullptr, count).arg(key));
    } else if (outcome.status == Status::KeyExists) {
        end(Result::Changed,
            tr("Nothing was changed: %1 was rewritten since it was read. Look at it again before you try again.").arg(key));
    } else if (outcome.status == Status::NotStored || outcome.status == Status::KeyNotFound) {
        end(Result::Refused, tr("Nothing was changed: %1 is not there any more, or would become larger than this server takes.").arg(key));
    } else {
        endOtherwise(outcome);
    }
}

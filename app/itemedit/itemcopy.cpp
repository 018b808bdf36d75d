#include "app/itemedit/itemcopy.h"

#include "connection/retire.h"

#include <utility>

ItemCopy::ItemCopy(Connection *source, Connection *target, const CopyPlan &plan, QObject *parent)
    : ItemExchange(source, parent)
    , m_target(target)
    , m_plan(plan)
{
}

/// The source is only read.
QString ItemCopy::hindrance() const
{
    if (!connection() || !connection()->isReady())
        return tr("Nothing was sent: there is no connection to the server.");
    const QString reason = objection(m_target);
    return reason.isEmpty() || m_plan.targetName.isEmpty() ? reason : tr("%1: %2").arg(m_plan.targetName, reason);
}

void ItemCopy::begin()
{
    read(m_plan.key, m_plan.way, [this](ReadItem &&item) { prepare(std::move(item)); });
}

/// What is to be replaced is read before, without a trace. Where that cannot be, it is replaced all the same, and not put back.
void ItemCopy::prepare(ReadItem &&item)
{
    m_item = std::move(item);
    const bool keeps = m_plan.existing == CopyPlan::Existing::Replaced && m_plan.replaced.cas != 0 && objection(m_target).isEmpty();
    if (!keeps) {
        store(m_item);
        return;
    }
    m_former = std::make_unique<ItemReading>(m_target, m_plan.newKey, PeekParts::WithValue);
    connect(m_former.get(), &ItemReading::finished, this, &ItemCopy::takeFormer);
}

void ItemCopy::takeFormer()
{
    const ItemReading *former = retire(m_former, this);
    m_isFormerKnown = former->state() == ItemReading::State::Found && former->item().cas == m_plan.replaced.cas;
    if (m_isFormerKnown)
        m_plan.replaced = former->item();
    if (isCancelled())
        end(Result::NotSent, tr("Cancelled: nothing was changed."));
    else if (!connection()) // its page went meanwhile
        end(Result::NotSent, objection(connection()));
    else
        store(m_item);
}

void ItemCopy::abandon()
{
    retire(m_former, this);
}

/// REPLACE and not SET: a SET that is too large for the server deletes what is there.
void ItemCopy::store(const ReadItem &item)
{
    const QString reason = objection(m_target);
    if (!reason.isEmpty()) {
        end(Result::NotSent, reason);
        return;
    }
    const bool replaces = m_plan.existing == CopyPlan::Existing::Replaced;
    Command command = copyingCommand(replaces ? Opcode::Replace : Opcode::Add, m_plan.newKey, item, m_plan.ttl,
                                     connection()->server().time(), m_target->server().time());
    command.cas = replaces ? m_plan.replaced.cas : 0;
    m_stored = storedItem(command, 0, m_target->server().time());
    send(m_target, command, [this](const Outcome &outcome) { take(outcome); });
}

QString ItemCopy::place() const
{
    return m_plan.targetName.isEmpty() ? shown(m_plan.newKey) : tr("%1 on %2").arg(shown(m_plan.newKey), m_plan.targetName);
}

void ItemCopy::take(const Outcome &outcome)
{
    const bool replaces = m_plan.existing == CopyPlan::Existing::Replaced;
    if (outcome.succeeded()) {
        m_stored.cas = outcome.cas;
        note({.kind = replaces ? ItemDeed::Kind::Rewritten : ItemDeed::Kind::Created,
              .key = m_plan.newKey,
              .after = m_stored,
              .before = m_plan.replaced,
              .isKnown = !replaces || m_isFormerKnown});
        end(Result::Done, tr("%1 is copied to %2.").arg(shown(m_plan.key), place()));
    } else if (replaces && outcome.status == Status::KeyExists) {
        end(Result::Changed, tr("Nothing was copied: %1 was rewritten since it was looked at. Look at it again.").arg(place()));
    } else if (replaces && (outcome.status == Status::KeyNotFound || outcome.status == Status::NotStored)) {
        end(Result::Missing, tr("Nothing was copied: %1 is not there any more. Try again without replacing.").arg(place()));
    } else if (outcome.status == Status::KeyExists || outcome.status == Status::NotStored) {
        end(Result::Exists, tr("Nothing was copied: %1 is there already.").arg(place()));
    } else {
        endOtherwise(outcome);
    }
}

#include "app/itemedit/itemrename.h"

#include <utility>

ItemRename::ItemRename(Connection *connection, const RenamePlan &plan, QObject *parent)
    : ItemExchange(connection, parent)
    , m_plan(plan)
{
}

void ItemRename::begin()
{
    read(m_plan.key, m_plan.way, [this](ReadItem &&item) { add(std::move(item)); });
}

void ItemRename::add(ReadItem &&item)
{
    m_item = std::move(item);
    const qint64 now = connection()->server().time();
    const Command command = copyingCommand(Opcode::Add, m_plan.newKey, m_item, m_plan.ttl, now, now);
    m_stored = storedItem(command, 0, now);
    send(connection(), command, [this](const Outcome &outcome) { takeAdd(outcome); });
}

void ItemRename::takeAdd(const Outcome &outcome)
{
    const QString old = shown(m_plan.key);
    const QString fresh = shown(m_plan.newKey);
    if (outcome.basis == Basis::NoAnswer) {
        end(Result::Unknown,
            tr("The connection was lost while %1 was being stored: it may be there, as a copy. %2 is as it was.").arg(fresh, old));
        return;
    }
    if (outcome.status == Status::KeyExists || outcome.status == Status::NotStored) {
        end(Result::Exists, tr("Nothing was renamed: %1 is there already. Choose another key, or delete that one first.").arg(fresh));
        return;
    }
    if (!outcome.succeeded()) {
        endOtherwise(outcome);
        return;
    }
    m_stored.cas = outcome.cas;
    note({.kind = ItemDeed::Kind::Created, .key = m_plan.newKey, .after = m_stored});
    if (isCancelled()) {
        takeBack(tr("Cancelled."));
        return;
    }
    if (!connection()) {
        end(Result::Partly, tr("%1 is stored. %2 is as it was, since there is no connection any more.").arg(fresh, old));
        return;
    }
    m_isDeleting = true;
    send(connection(), {.opcode = Opcode::Delete, .key = m_plan.key, .cas = m_item.cas},
         [this](const Outcome &deleted) { takeDelete(deleted); });
}

void ItemRename::noteDeleted()
{
    note({.kind = ItemDeed::Kind::Deleted, .key = m_plan.key, .before = m_item});
}

/// The old one may be gone: undo adds it before it removes the new one, and where that is not possible, removes nothing.
void ItemRename::abandon()
{
    if (m_isDeleting)
        noteDeleted();
}

void ItemRename::takeDelete(const Outcome &outcome)
{
    m_isDeleting = false;
    const QString old = shown(m_plan.key);
    const QString fresh = shown(m_plan.newKey);
    if (outcome.succeeded()) {
        noteDeleted();
        end(Result::Done, tr("%1 is called %2 now.").arg(old, fresh));
    } else if (outcome.status == Status::KeyNotFound) {
        noteDeleted(); // which undo has to put back
        end(Result::Done, tr("%1 is stored. %2 went by itself in between: it has expired, or somebody deleted it.").arg(fresh, old));
    } else if (outcome.status == Status::KeyExists) {
        takeBack(tr("%1 was rewritten by somebody in between.").arg(old));
    } else if (outcome.basis == Basis::NoAnswer) {
        noteDeleted(); // maybe: undo adds it, and else removes nothing
        end(Result::Unknown,
            tr("%1 is stored. The connection was lost while %2 was being deleted: it may be there still. Look at it, and delete it if it "
               "is.")
                .arg(fresh, old));
    } else if (outcome.basis == Basis::NotSent) {
        end(Result::Partly,
            tr("%1 is stored. The connection was lost then, and %2 was not deleted: both are there. Delete it, or the new one.")
                .arg(fresh, old));
    } else {
        takeBack(tr("The server did not delete %1: %2").arg(old, outcome.message()));
    }
}

void ItemRename::takeBack(const QString &reason)
{
    m_reason = reason;
    if (!connection() || m_stored.cas == 0) {
        end(Result::Partly, tr("%1 Nothing was renamed: %2 is there as a copy.").arg(reason, shown(m_plan.newKey)));
        return;
    }
    send(connection(), {.opcode = Opcode::Delete, .key = m_plan.newKey, .cas = m_stored.cas},
         [this](const Outcome &outcome) { takeTakenBack(outcome); });
}

void ItemRename::takeTakenBack(const Outcome &outcome)
{
    const QString fresh = shown(m_plan.newKey);
    if (outcome.succeeded() || outcome.status == Status::KeyNotFound) {
        forgetDeeds();
        end(isCancelled() ? Result::NotSent : Result::Changed, tr("%1 Nothing was renamed: %2 was taken back.").arg(m_reason, fresh));
    } else if (outcome.status == Status::KeyExists) {
        end(Result::Partly,
            tr("%1 Nothing was renamed. %2 stays as a copy, since somebody has written to it already.").arg(m_reason, fresh));
    } else {
        end(Result::Partly, tr("%1 Nothing was renamed, and %2 may stay as a copy: %3").arg(m_reason, fresh, outcome.message()));
    }
}

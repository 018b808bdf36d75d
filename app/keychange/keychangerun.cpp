#include "app/keychange/keychangerun.h"

#include "app/keyspace/itemexpiry.h"
#include "connection/borrowed.h"

#include <utility>

KeyChangeRun::KeyChangeRun(Connection *connection, UndoJournal *journal, const RunKeys &keys, const KeyChange &change,
                           const Options &options, QObject *parent)
    : KeyRun(connection, keys, options.perSecond, lookFor(change, options), parent)
    , m_journal(journal)
    , m_change(change)
    , m_options(options)
{
    if (!m_journal || options.undo == Undo::None)
        return;
    m_step = m_journal->begin(UndoStep::kindOf(change.kind), connection->options().place(), connection->server());
}

KeyChangeRun::~KeyChangeRun()
{
    if (m_step && m_step->recording)
        m_journal->end(m_step);
}

KeyRun::Look KeyChangeRun::lookFor(const KeyChange &change, const Options &options)
{
    if (change.kind == KeyChange::Kind::Delete)
        return options.undo == Undo::None ? Look::None : Look::Value;
    return options.recheck == Recheck::None ? Look::None : Look::Metadata;
}

QString KeyChangeRun::doubt(const KeyListing &listing, const Connection &connection)
{
    if (!listing.process().isAnother(connection.server().process))
        return {};
    return tr("The server was restarted since these keys were listed and counts its CAS anew, so that nothing tells which of them were "
              "rewritten. List the keys again.");
}

Error KeyChangeRun::objection() const
{
    if (const QString text = doubt(keys().listing, *connection()); !text.isEmpty())
        return {Error::Code::Invalid, tr("Nothing was sent. %1").arg(text)};
    if (m_change.kind == KeyChange::Kind::SetTtl && m_change.ttl.isPast(serverTime()))
        return {Error::Code::Invalid, tr("Nothing was sent: by the server's clock this time has passed.")};
    return KeyRun::objection();
}

KeyListing::Place KeyChangeRun::placeOf(int position) const
{
    return keys().listing.placeOf(keys().indexAt(position));
}

qint64 KeyChangeRun::bytesOf(int position) const
{
    const KeyListing::Place place = placeOf(position);
    return m_change.kind == KeyChange::Kind::Delete ? qint64(place.segment->itemSize(place.index)) : 0;
}

std::optional<KeyRun::Candidate> KeyChangeRun::judge(int position, PeekedItem &&item)
{
    if (item.state == PeekedItem::State::Refused)
        return judgeUnreadable(position, item.reason);
    if (item.state == PeekedItem::State::Miss) {
        settle(position, KeyOutcome::Gone);
        return {};
    }
    const KeyListing::Place place = placeOf(position);
    const quint64 listed = place.segment->cas(place.index);
    const quint64 found = item.answer.cas.value_or(0);
    if (listed == 0 && m_options.unguarded == Unguarded::Skipped) {
        settle(position, KeyOutcome::Unguarded);
        return {};
    }
    if (listed != 0 && found != listed) {
        settle(position, KeyOutcome::Changed);
        return {};
    }
    // With the CAS of just now, what is deleted is what was kept, at least.
    Candidate candidate{.position = position, .cas = found};
    if (!m_step || keep(candidate, place, std::move(item)))
        return candidate;
    if (m_options.undo == Undo::WhatFits)
        return candidate;
    m_ranOutOfRoom = true;
    stopTaking();
    return {};
}

/// A long key with bytes that the text protocol cannot name.
std::optional<KeyRun::Candidate> KeyChangeRun::judgeUnreadable(int position, const QString &reason)
{
    const KeyListing::Place place = placeOf(position);
    const bool guarded = place.segment->cas(place.index) != 0;
    if (m_change.kind == KeyChange::Kind::Delete && m_options.undo == Undo::WhatFits) {
        if (guarded || m_options.unguarded == Unguarded::Taken)
            return Candidate{.position = position};
        settle(position, KeyOutcome::Unguarded);
        return {};
    }
    refuse(position, reason);
    return {};
}

bool KeyChangeRun::keep(Candidate &candidate, const KeyListing::Place &place, PeekedItem &&item)
{
    UndoEntry entry{.key = place.segment->key(place.index).toByteArray(),
                    .value = std::move(item.value),
                    .cas = item.answer.cas.value_or(0),
                    .formerCas = item.answer.cas.value_or(0),
                    .expiry = itemExpiry(item.answer, place.segment->expiry(place.index), serverTime()),
                    .flags = item.answer.flags.value_or(0),
                    .way = m_change.kind == KeyChange::Kind::Delete ? UndoEntry::Way::PutBack : UndoEntry::Way::Retime};
    candidate.entry = m_journal->keep(m_step, std::move(entry));
    return candidate.entry >= 0;
}

bool KeyChangeRun::compose(const Candidate &candidate, Command &command)
{
    const KeyListing::Place place = placeOf(candidate.position);
    const QByteArrayView key = place.segment->key(place.index);
    const quint64 listed = place.segment->cas(place.index);
    command.key = borrowed(key); // the listing stays
    if (listed == 0 && m_options.unguarded == Unguarded::Skipped) {
        settle(candidate.position, KeyOutcome::Unguarded);
        return false;
    }
    if (m_change.kind == KeyChange::Kind::Delete) {
        command.opcode = Opcode::DeleteQ;
        command.cas = listed != 0 ? listed : candidate.cas;
    } else {
        command.opcode = Opcode::Touch;
        command.expiry = m_change.ttl.wireExpiry(serverTime());
        if (candidate.entry >= 0)
            m_step->entries[size_t(candidate.entry)].set = m_change.ttl.expiry(serverTime());
    }
    return true;
}

/// What may have been carried out stays in the journal: to put it back overwrites nothing.
void KeyChangeRun::noteEnd(const Candidate &candidate, KeyOutcome outcome)
{
    if (candidate.entry >= 0 && outcome != KeyOutcome::Done && outcome != KeyOutcome::Unknown)
        m_journal->drop(m_step, candidate.entry);
}

void KeyChangeRun::wrapUp()
{
    const int done = outcomes().count(KeyOutcome::Done);
    const int unknown = outcomes().count(KeyOutcome::Unknown);
    if (m_step) {
        m_step->done = done;
        m_step->unknown = unknown;
        m_journal->end(m_step);
    } else if (m_journal && done + unknown > 0) {
        m_journal->noteLost();
    }
}

#include "app/keychange/undorun.h"

#include <algorithm>
#include <utility>

namespace {

using Way = UndoEntry::Way;

/// Seconds by which what is left of a TTL may be told wrong: fractions are cut off on both sides.
constexpr qint64 tolerance = 3;

/// Keys that are looked at for the clock once.
constexpr size_t preparedAtOnce = 512;

} // namespace

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, int perSecond, QObject *parent)
    : UndoRun(connection, journal, journal->latestStep(), perSecond, parent)
{
}

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, const std::shared_ptr<UndoStep> &step, int perSecond, QObject *parent)
    : KeyRun(connection, {}, perSecond, step->kind == UndoStep::Kind::SetTtl ? Look::Metadata : Look::None, parent)
    , m_journal(journal)
    , m_step(step)
{
    expect(m_step->kept);
    m_entries.reserve(size_t(m_step->kept));
}

UndoRun::~UndoRun() = default;

Error UndoRun::objection() const
{
    const QString place = connection()->options().place();
    if (place != m_step->place)
        return {Error::Code::Invalid, tr("Nothing was sent: this was done on %1, and this is %2.").arg(m_step->place, place)};
    if (!m_step->process.isAnother(connection()->server().process))
        return KeyRun::objection();
    if (m_step->kind == UndoStep::Kind::SetTtl)
        return {
            Error::Code::Invalid,
            tr("Nothing was sent: the server was restarted since then, and the items whose TTL was set are gone. List the keys again, and "
               "set the TTL of those that need another one.")};
    // What was deleted is added, which needs no CAS.
    if (std::ranges::any_of(m_step->entries, [](const UndoEntry &entry) { return !entry.key.isEmpty() && entry.way != Way::PutBack; }))
        return {Error::Code::Invalid,
                tr("Nothing was sent: the server was restarted since then and counts its CAS anew, so that nothing "
                   "tells whether the item is still the one that was stored.")};
    return KeyRun::objection();
}

bool UndoRun::prepare(const QDeadlineTimer &deadline)
{
    while (m_prepared < m_step->entries.size()) {
        const QByteArray &key = m_step->entries[m_prepared].key;
        if (!key.isEmpty()) { // it is kept still
            std::copy(key.begin(), key.end(), m_names.keySpace());
            m_names.append(key.size(), {});
            m_entries.push_back(int(m_prepared));
        }
        if (m_names.isFull())
            closeNames();
        if (++m_prepared % preparedAtOnce == 0 && deadline.hasExpired())
            return false;
    }
    closeNames();
    setKeys({.listing = std::exchange(m_listing, {})});
    return true;
}

void UndoRun::closeNames()
{
    if (m_names.isEmpty())
        return;
    m_names.squeeze();
    m_listing.append(std::exchange(m_names, {}));
}

/// Whether what it was would have expired by now.
bool UndoRun::isOver(const UndoEntry &entry) const
{
    return entry.way != UndoEntry::Way::Remove && entry.expiry != ListedKey::never && entry.expiry <= serverTime();
}

/// A TTL: whether the key is as the run left it.
std::optional<KeyRun::Candidate> UndoRun::judge(int position, PeekedItem &&item)
{
    const int number = m_entries[size_t(position)];
    const UndoEntry &entry = m_step->entries[size_t(number)];
    const Candidate candidate{.position = position, .entry = number};
    if (item.state == PeekedItem::State::Refused) {
        refuse(position, item.reason);
        return {};
    }
    KeyOutcome outcome = KeyOutcome::Done;
    if (item.state == PeekedItem::State::Miss || isOver(entry)) {
        outcome = KeyOutcome::Gone;
    } else {
        const qint64 left = item.answer.timeToLive.value_or(MetaAnswer::never);
        const bool never = left == MetaAnswer::never;
        const bool same = never || entry.set == ListedKey::never ? never == (entry.set == ListedKey::never)
                                                                 : std::abs(serverTime() + left - entry.set) <= tolerance;
        if (item.answer.cas.value_or(0) != entry.cas || !same)
            outcome = KeyOutcome::Changed;
    }
    if (outcome == KeyOutcome::Done)
        return candidate;
    settle(position, outcome);
    noteEnd(candidate, outcome);
    return {};
}

/// Whether the entry at `position` waits for the one before it in this run.
bool UndoRun::follows(int position) const
{
    return position > 0 && entryAt(position).after == UndoEntry::After::Previous
        && m_entries[size_t(position)] == m_entries[size_t(position) - 1] + 1;
}

bool UndoRun::isHeldBack(int position) const
{
    return follows(position) && outcomes().at(position - 1) == KeyOutcome::NotSent;
}

bool UndoRun::compose(const Candidate &candidate, Command &command)
{
    const UndoEntry &entry = entryAt(candidate.position);
    command.key = keys().at(candidate.position).toByteArray();
    if (entry.key.isEmpty() || isOver(entry)) {
        settle(candidate.position, KeyOutcome::Gone);
        return false;
    }
    if (entry.after == UndoEntry::After::Previous) { // which was not put back
        refuse(candidate.position, tr("Left as it is, since the item that it was before was not put back."));
        return false;
    }
    if ((entry.way == Way::Restore || entry.way == Way::Remove) && entry.cas == 0) {
        refuse(candidate.position, tr("Left as it is: without a CAS nothing tells whether somebody has written a newer one."));
        return false;
    }
    command.expiry = wireExpiryOf(entry.expiry);
    command.value = entry.value;
    command.flags = entry.flags;
    command.cas = 0;
    switch (entry.way) {
    case Way::PutBack:
        command.opcode = m_step->kind == UndoStep::Kind::Delete ? Opcode::AddQ : Opcode::Add; // another may wait for its answer
        break;
    case Way::Retime:
        command.opcode = Opcode::Touch;
        break;
    case Way::Restore:
        command.opcode = Opcode::Replace; // a SET for which there is no room removes what was there, whatever the CAS says
        command.cas = entry.cas;
        break;
    case Way::Remove:
        command.opcode = Opcode::Delete;
        command.cas = entry.cas;
        break;
    }
    return true;
}

/// What was not sent, refused or may not have come can be tried again.
void UndoRun::noteEnd(const Candidate &candidate, KeyOutcome outcome)
{
    const size_t number = size_t(m_entries[size_t(candidate.position)]);
    std::deque<UndoEntry> &entries = m_step->entries;
    const bool done = outcome == KeyOutcome::Done;
    if (done && number + 1 < entries.size())
        entries[number + 1].after = UndoEntry::After::Nothing;
    const bool isLeft = outcome == KeyOutcome::Refused
        && ((number > 0 && entries[number].after == UndoEntry::After::Previous && entries[number - 1].key.isEmpty())
            || (entries[number].cas == 0 && entries[number].way != Way::PutBack && entries[number].way != Way::Retime));
    if (done || outcome == KeyOutcome::Changed || outcome == KeyOutcome::Gone || isLeft)
        m_journal->drop(m_step, int(number));
}

void UndoRun::wrapUp()
{
    m_journal->end(m_step);
}

#include "app/keychange/undorun.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace {

using Way = UndoEntry::Way;

/// Keys that are looked at for the clock once.
constexpr size_t preparedAtOnce = 512;

} // namespace

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, int perSecond, QObject *parent)
    : UndoRun(connection, journal, journal->latestStep(), perSecond, parent)
{
}

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, const std::shared_ptr<UndoStep> &step, int perSecond, QObject *parent)
    : KeyRun(connection, {}, perSecond, lookFor(*step), parent)
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

/// Only single items are restored: their TTL is looked at.
KeyRun::Look UndoRun::lookFor(const UndoStep &step)
{
    const bool isSingle = step.kind == UndoStep::Kind::Save || step.kind == UndoStep::Kind::Change;
    const bool looks = step.kind == UndoStep::Kind::SetTtl || (isSingle && std::ranges::any_of(step.entries, &UndoEntry::keepsTtl));
    return looks ? Look::Metadata : Look::None;
}

bool UndoRun::prepare(const QDeadlineTimer &deadline)
{
    if (!prepareNames(deadline) || !findOlder(deadline))
        return false;
    QThreadPool::globalInstance()->start([positions = std::exchange(m_positions, {})] {}); // a million of them take their time
    setKeys({.listing = std::exchange(m_listing, {})});
    return true;
}

bool UndoRun::prepareNames(const QDeadlineTimer &deadline)
{
    if (!m_stepsBefore) {
        m_stepsBefore.emplace();
        if (m_step->kind != UndoStep::Kind::SetTtl) // which leaves the CAS as it is
            m_stepsBefore = m_journal->stepsBefore(m_step);
    }
    while (m_prepared < m_step->entries.size()) {
        const QByteArray &key = m_step->entries[m_prepared].key;
        if (!key.isEmpty()) { // it is kept still
            std::copy(key.begin(), key.end(), m_names.keySpace());
            m_names.append(key.size(), {});
            if (!m_stepsBefore->empty())
                m_positions.insert(key, int(m_entries.size()));
            m_entries.push_back(int(m_prepared));
        }
        if (m_names.isFull())
            closeNames();
        if (++m_prepared % preparedAtOnce == 0 && deadline.hasExpired())
            return false;
    }
    closeNames();
    return true;
}

bool UndoRun::findOlder(const QDeadlineTimer &deadline)
{
    while (!m_stepsBefore->empty()) {
        const std::shared_ptr<UndoStep> &step = m_stepsBefore->back();
        while (m_searched < step->entries.size()) {
            const UndoEntry &entry = step->entries[m_searched];
            if (const auto position = m_positions.constFind(entry.key); !entry.key.isEmpty() && position != m_positions.cend())
                m_older.emplace(*position, OlderEntry{step, m_searched});
            if (++m_searched % preparedAtOnce == 0 && deadline.hasExpired())
                return false;
        }
        m_searched = 0;
        m_stepsBefore->pop_back();
    }
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

std::optional<KeyRun::Candidate> UndoRun::judge(int position, PeekedItem &&item)
{
    switch (entryAt(position).way) {
    case Way::Retime:
        return judgeTtl(position, item);
    case Way::Restore:
        return judgeStored(position, item);
    case Way::PutBack:
    case Way::Remove:
        break;
    }
    return Candidate{.position = position};
}

/// Whether the key is as the run left it.
std::optional<KeyRun::Candidate> UndoRun::judgeTtl(int position, const PeekedItem &item)
{
    const UndoEntry &entry = entryAt(position);
    if (item.state == PeekedItem::State::Refused) {
        refuse(position, item.reason);
        return {};
    }
    if (item.state == PeekedItem::State::Miss || isOver(entry))
        return leave(position, KeyOutcome::Gone);
    const qint64 left = item.answer.timeToLive.value_or(MetaAnswer::never);
    const qint64 expiry = left == MetaAnswer::never ? ListedKey::never : serverTime() + left;
    if (item.answer.cas.value_or(0) != entry.cas || !isSameExpiry(expiry, entry.set))
        return leave(position, KeyOutcome::Changed);
    return Candidate{.position = position};
}

/// What TTL it has now; its CAS is seen to when it is sent. Where it cannot be asked for, the former TTL is all there is.
std::optional<KeyRun::Candidate> UndoRun::judgeStored(int position, const PeekedItem &item)
{
    if (item.state == PeekedItem::State::Miss && entryAt(position).cas != 0)
        return leave(position, KeyOutcome::Gone);
    Candidate candidate{.position = position};
    if (item.state == PeekedItem::State::Hit)
        candidate.expiry = itemExpiry(item.answer, entryAt(position).set, serverTime());
    return candidate;
}

std::optional<KeyRun::Candidate> UndoRun::leave(int position, KeyOutcome outcome)
{
    settle(position, outcome);
    noteEnd({.position = position}, outcome);
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
    const bool keepsTtl = entry.keepsTtl() && candidate.expiry;
    if (entry.key.isEmpty() || (!keepsTtl && isOver(entry))) {
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
    command.expiry = wireExpiryOf(keepsTtl ? *candidate.expiry : entry.expiry);
    command.value = entry.value;
    command.flags = entry.flags;
    command.cas = 0;
    switch (entry.way) {
    case Way::PutBack:
        // Another entry of this run may wait for its answer, and one of a step before, or who is told of it, for its CAS.
        command.opcode =
            m_step->kind == UndoStep::Kind::Delete && !isTold() && !m_older.contains(candidate.position) ? Opcode::AddQ : Opcode::Add;
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

/// What is put back has another CAS: by that, what was done to it before can be taken back too.
void UndoRun::handOn(int position, quint64 cas)
{
    const quint64 former = entryAt(position).formerCas;
    const auto [first, last] = m_older.equal_range(position);
    for (auto older = first; cas != 0 && former != 0 && older != last; ++older) {
        UndoEntry &entry = older->second.step->entries[older->second.number];
        if (entry.cas == former && !entry.key.isEmpty())
            entry.cas = cas;
    }
}

void UndoRun::tell(const Candidate &candidate)
{
    const UndoEntry &entry = entryAt(candidate.position);
    UndoneItem item{.key = entry.key, .way = entry.way};
    if (entry.way != Way::Remove) {
        item.size = entry.value.size();
        item.expiry = entry.keepsTtl() && candidate.expiry ? *candidate.expiry : entry.expiry;
        item.cas = candidate.given;
        item.flags = entry.flags;
    }
    m_items.push_back(std::move(item));
}

/// Only what is as it was, or can never be again, is not kept: the rest can be tried again.
void UndoRun::noteEnd(const Candidate &candidate, KeyOutcome outcome)
{
    const size_t number = size_t(m_entries[size_t(candidate.position)]);
    std::deque<UndoEntry> &entries = m_step->entries;
    const UndoEntry &entry = entries[number];
    const bool done = outcome == KeyOutcome::Done;
    if (done)
        handOn(candidate.position, candidate.given);
    if (done && isTold() && entry.way != Way::Retime)
        tell(candidate);
    if (done && number + 1 < entries.size())
        entries[number + 1].after = UndoEntry::After::Nothing;
    const bool isLeft = outcome == KeyOutcome::Refused
        && ((number > 0 && entry.after == UndoEntry::After::Previous && entries[number - 1].key.isEmpty())
            || (entry.cas == 0 && entry.way != Way::PutBack && entry.way != Way::Retime));
    const bool hasFailed = outcome == KeyOutcome::Changed || outcome == KeyOutcome::Gone;
    const bool isPast = hasFailed && (entry.way == Way::Retime || (outcome == KeyOutcome::Gone && entry.way != Way::Restore));
    if (done || isLeft || isPast)
        m_journal->drop(m_step, int(number));
    else
        m_hasFailed |= hasFailed;
}

void UndoRun::wrapUp()
{
    m_journal->end(m_step);
    if (m_hasFailed && m_step->kept > 0)
        m_journal->putOff(m_step);
}

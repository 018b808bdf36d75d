#include "app/keychange/undorun.h"

#include <algorithm>
#include <utility>

namespace {

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
    : KeyRun(connection, {}, perSecond, step->kind == KeyChange::Kind::Delete ? Look::None : Look::Metadata, parent)
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
    // What was deleted is added, which needs no CAS.
    if (m_step->kind == KeyChange::Kind::SetTtl && m_step->process.isAnother(connection()->server().process))
        return {
            Error::Code::Invalid,
            tr("Nothing was sent: the server was restarted since then, and the items whose TTL was set are gone. List the keys again, and "
               "set the TTL of those that need another one.")};
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

bool UndoRun::isOver(qint64 expiry) const
{
    return expiry != ListedKey::never && expiry <= serverTime();
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
    if (item.state == PeekedItem::State::Miss || isOver(entry.expiry)) {
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

bool UndoRun::compose(const Candidate &candidate, Command &command)
{
    const UndoEntry &entry = m_step->entries[size_t(m_entries[size_t(candidate.position)])];
    command.key = keys().at(candidate.position).toByteArray();
    if (entry.key.isEmpty() || isOver(entry.expiry)) {
        settle(candidate.position, KeyOutcome::Gone);
        return false;
    }
    command.expiry = wireExpiryOf(entry.expiry);
    if (m_step->kind == KeyChange::Kind::SetTtl) {
        command.opcode = Opcode::Touch;
        return true;
    }
    command.opcode = Opcode::AddQ;
    command.value = entry.value;
    command.flags = entry.flags;
    return true;
}

/// What was not sent, refused or may not have come can be tried again.
void UndoRun::noteEnd(const Candidate &candidate, KeyOutcome outcome)
{
    if (outcome == KeyOutcome::Done || outcome == KeyOutcome::Changed || outcome == KeyOutcome::Gone)
        m_journal->drop(m_step, m_entries[size_t(candidate.position)]);
}

void UndoRun::wrapUp()
{
    m_journal->end(m_step);
}

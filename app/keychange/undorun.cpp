#include "app/keychange/undorun.h"

#include <utility>

namespace {

/// Seconds by which what is left of a TTL may be told wrong: fractions are cut off on both sides.
constexpr qint64 tolerance = 3;

std::vector<int> keptEntries(const UndoStep &step)
{
    std::vector<int> kept;
    kept.reserve(size_t(step.kept));
    for (size_t i = 0; i < step.entries.size(); ++i) {
        if (!step.entries[i].key.isEmpty())
            kept.push_back(int(i));
    }
    return kept;
}

RunKeys keysOf(const UndoStep &step, const std::vector<int> &entries)
{
    auto keys = std::make_shared<std::vector<QByteArray>>();
    keys->reserve(entries.size());
    for (const int entry : entries)
        keys->push_back(step.entries[size_t(entry)].key);
    return {.own = std::move(keys)};
}

} // namespace

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, int perSecond, QObject *parent)
    : UndoRun(connection, journal, journal->latestStep(), keptEntries(*journal->latest()), perSecond, parent)
{
}

UndoRun::UndoRun(Connection *connection, UndoJournal *journal, const std::shared_ptr<UndoStep> &step, std::vector<int> &&entries,
                 int perSecond, QObject *parent)
    : KeyRun(connection, keysOf(*step, entries), perSecond, step->kind == KeyChange::Kind::Delete ? Look::None : Look::Metadata, parent)
    , m_journal(journal)
    , m_step(step)
    , m_entries(std::move(entries))
{
}

UndoRun::~UndoRun() = default;

Error UndoRun::objection() const
{
    const QString place = connection()->options().place();
    if (place != m_step->place)
        return {Error::Code::Invalid, tr("Nothing was sent: this was done on %1, and this is %2.").arg(m_step->place, place)};
    return KeyRun::objection();
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

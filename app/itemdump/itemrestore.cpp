#include "app/itemdump/itemrestore.h"

#include "app/itemdump/casdoubt.h"
#include "app/itemdump/restoringcommand.h"
#include "connection/retire.h"

#include <utility>

ItemRestore::ItemRestore(QObject *parent)
    : QObject(parent)
{
}

ItemRestore::~ItemRestore() = default;

void ItemRestore::start(const QString &path, Connection *connection, Policy policy)
{
    Q_ASSERT(!isRunning());
    m_connection = connection;
    m_policy = policy;
    m_items.clear();
    m_at = 0;
    m_isSecondNext = false;
    m_pending.clear();
    m_report = std::make_shared<ItemReport>();
    m_reported = m_report;
    m_cancelled = false;
    m_error = {};
    if (connection->options().access == Access::ReadOnly)
        m_error = {Error::Code::NotPermitted, tr("Nothing was restored: this connection is read-only.")};
    else if (!connection->isReady())
        m_error = {Error::Code::Network, tr("Nothing was restored: there is no connection to the server.")};
    m_portions = std::make_unique<DumpPortions>(path);
    connect(m_portions.get(), &DumpPortions::ready, this, &ItemRestore::takePortion);
    m_batch = connection->executeBatch([this](SourcedCommand &sourced) { return nextCommand(sourced); });
    connect(m_batch.get(), &BatchReply::resultsReady, this, &ItemRestore::takeOutcomes);
    connect(m_batch.get(), &BatchReply::finished, this, &ItemRestore::end);
}

void ItemRestore::cancel()
{
    if (!isRunning() || m_cancelled)
        return;
    m_cancelled = true;
    m_batch->cancel();
    m_batch->resume();
}

SourceState ItemRestore::nextCommand(SourcedCommand &sourced)
{
    const qint64 now = m_connection->server().time();
    while (!m_cancelled && !m_error && m_batch && m_batch->isSending()) {
        if (!hasItem())
            return m_portions->atEnd() && !m_portions->isReading() ? SourceState::End : SourceState::Waiting;
        const DumpedItem &item = m_items[m_at];
        const bool isSecond = std::exchange(m_isSecondNext, false);
        if (!isSecond && hasExpired(item, now)) {
            m_report->add(item.key, ItemFate::Expired);
            ++m_at;
            continue;
        }
        sourced.refusal = Status::Success;
        sourced.reason.clear();
        sourced.command = restoringCommand(item, m_policy == Policy::Replace || isSecond ? Opcode::SetQ : Opcode::AddQ, now);
        const bool isFirst = !isSecond && m_policy == Policy::ReplaceUnchanged && item.cas != 0;
        if (isSecond)
            sourced.command.cas = item.cas;
        m_pending.push_back({item.key,
                             isFirst        ? Pending::Role::First
                                 : isSecond ? Pending::Role::Second
                                            : Pending::Role::Whole,
                             item.cas != 0});
        if (isFirst)
            m_isSecondNext = true;
        else
            ++m_at;
        return SourceState::Next;
    }
    return SourceState::End;
}

/// Whether there is an item at m_at; sees to it that the next ones are being read.
bool ItemRestore::hasItem()
{
    if (m_at == m_items.size()) {
        m_items = m_portions->take();
        m_at = 0;
    }
    if (!m_portions->isReading() && !m_portions->atEnd() && m_items.empty())
        m_portions->readNext();
    return m_at < m_items.size();
}

void ItemRestore::takePortion()
{
    if (m_portions->error() && !m_error)
        m_error = m_portions->error();
    // A connection that is lost has an error of its own.
    if (m_policy == Policy::ReplaceUnchanged && !m_error && m_connection->isReady()) {
        const QString doubt = casDoubt(m_portions->origin(), m_connection->options(), m_connection->server());
        if (!doubt.isEmpty())
            m_error = {
                Error::Code::Invalid,
                tr("Nothing was restored: which keys are unchanged cannot be told, since %1. Choose to leave keys as they are, or to "
                   "replace them.")
                    .arg(doubt)};
    }
    if (m_batch)
        m_batch->resume();
}

void ItemRestore::takeOutcomes()
{
    for (const ResultSegment &segment : m_batch->takeSegments()) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            take(segment.outcome(i));
    }
    emit progressed(m_report->size());
}

void ItemRestore::take(const Outcome &outcome)
{
    if (m_pending.empty())
        return;
    const Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    judge(pending, outcome);
}

void ItemRestore::judge(const Pending &pending, const Outcome &outcome)
{
    const bool isThere = outcome.status == Status::KeyExists || outcome.status == Status::NotStored;
    if (pending.role == Pending::Role::First) {
        m_firstFate = outcome.succeeded() ? ItemFate::Restored : isThere ? ItemFate::Kept : ItemFate::Refused;
        return;
    }
    if (pending.role == Pending::Role::Second && m_firstFate == ItemFate::Restored) {
        m_report->add(pending.key, ItemFate::Restored); // there is nothing for the check to be about
        return;
    }
    if (outcome.succeeded())
        m_report->add(pending.key, ItemFate::Restored);
    else if (isThere && pending.role == Pending::Role::Second)
        m_report->add(pending.key, ItemFate::Changed);
    else if (isThere)
        m_report->add(pending.key, ItemFate::Kept,
                      m_policy == Policy::ReplaceUnchanged && !pending.hasCas ? tr("The dump has no CAS of it.") : QString());
    else if (outcome.status == Status::KeyNotFound && pending.role == Pending::Role::Second)
        m_report->add(pending.key, ItemFate::Refused, tr("It went while it was being restored."));
    else
        m_report->add(pending.key, outcome.status == Status::ValueTooLarge ? ItemFate::TooLarge : ItemFate::Refused, outcome.message());
}

void ItemRestore::end()
{
    takeOutcomes();
    if (!m_error && !m_cancelled && !m_connection->isReady())
        m_error = {Error::Code::ClosedByServer, tr("The connection was lost before all was restored.")};
    retire(m_portions, this); // cancelled, it may be reading still
    retire(m_batch, this);    // it is just telling us
    emit finished();
}

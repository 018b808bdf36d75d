#include "app/itemedit/itemcounter.h"

#include <QLocale>

#include <algorithm>

Command CounterStep::command(qint64 now) const
{
    Command command{
        .opcode = way == Way::Up ? Opcode::Increment : Opcode::Decrement, .key = key, .expiry = Command::doNotCreate, .delta = delta};
    if (start) {
        command.initial = start->number;
        command.expiry = std::min(start->ttl.wireExpiry(now), Command::doNotCreate - 1);
    }
    return command;
}

Command CounterStep::making(qint64 now) const
{
    return {.opcode = Opcode::Add, .key = key, .value = QByteArray::number(start->number), .expiry = start->ttl.wireExpiry(now)};
}

ItemCounter::ItemCounter(Connection *connection, const CounterStep &step, const std::optional<ReadItem> &before, Absence absence,
                         QObject *parent)
    : ItemExchange(connection, parent)
    , m_step(step)
    , m_before(before)
    , m_absence(absence)
{
}

void ItemCounter::begin()
{
    if (m_before || m_absence == Absence::NotRead || !m_step.start)
        count(m_step);
    else
        send(connection(), m_step.making(connection()->server().time()), [this](const Outcome &outcome) { takeMade(outcome); });
}

void ItemCounter::count(const CounterStep &step)
{
    send(connection(), step.command(connection()->server().time()), [this](const Outcome &outcome) { take(outcome); });
}

/// Where somebody was faster, theirs is counted.
void ItemCounter::takeMade(const Outcome &outcome)
{
    if (outcome.succeeded()) {
        m_number = m_step.start->number;
        const qint64 now = connection()->server().time();
        note({.kind = ItemDeed::Kind::Created, .key = m_step.key, .after = storedItem(m_step.making(now), outcome.cas, now)});
        end(Result::Done, tr("%1 is made, and is %2 now.").arg(shown(m_step.key), QLocale().toString(m_number)));
    } else if (outcome.status != Status::KeyExists && outcome.status != Status::NotStored) {
        endOtherwise(outcome);
    } else if (isCancelled()) {
        end(Result::NotSent, tr("Cancelled: nothing was changed."));
    } else if (const QString obstacle = objection(connection()); !obstacle.isEmpty()) {
        end(Result::NotSent, obstacle);
    } else {
        m_step.start.reset();
        count(m_step);
    }
}

void ItemCounter::take(const Outcome &outcome)
{
    if (outcome.succeeded() && outcome.number) {
        m_number = *outcome.number;
        noteChange(outcome.cas);
        QString text = tr("%1 is %2 now.").arg(shown(m_step.key), QLocale().toString(m_number));
        if (wrappedRound())
            text += u' ' + tr("It went past the largest number, 18446744073709551615, and began again at 0.");
        else if (m_step.way == CounterStep::Way::Down && m_number == 0 && !maybeMade())
            text += u' ' + tr("0 is the least that a counter can be.");
        if (!deeds().back().isKnown)
            text += u' ' + noUndoText();
        end(Result::Done, text);
    } else if (outcome.status == Status::NonNumeric) {
        end(Result::NotNumber,
            tr("Nothing was changed: memcached cannot count with the value of %1. It has to be a number up to 18446744073709551615, "
               "written in digits only.")
                .arg(shown(m_step.key)));
    } else if (outcome.status == Status::KeyNotFound || outcome.status == Status::NotStored) {
        end(Result::Missing,
            tr("Nothing was changed: %1 does not exist. Choose a number to begin with to create it.").arg(shown(m_step.key)));
    } else {
        endOtherwise(outcome);
    }
}

QString ItemCounter::noUndoText() const
{
    if (!m_before)
        return tr("This cannot be undone, since the item was not read before.");
    return maybeMade() ? tr("This cannot be undone, since nothing tells whether it was counted or made anew.")
                       : tr("This cannot be undone, since somebody else has counted too.");
}

/// The number that it was follows from the one that it is, whatever others have counted since it was read.
void ItemCounter::noteChange(quint64 cas)
{
    ReadItem after{.size = QByteArray::number(m_number).size(), .cas = cas};
    if (!m_before) {
        if (maybeMade())
            after.expiry = m_step.start->ttl.expiry(connection()->server().time());
        note({.kind = ItemDeed::Kind::Created, .key = m_step.key, .after = after, .isKnown = false});
        return;
    }
    const bool up = m_step.way == CounterStep::Way::Up;
    bool isNumber = false;
    const quint64 was = m_before->value.trimmed().toULongLong(&isNumber);
    const quint64 next = up ? was + m_step.delta : was - std::min(was, m_step.delta);
    const bool asExpected = isNumber && next == m_number;
    if (maybeMade()) {
        noteMaybeMade(after, asExpected);
        return;
    }
    after.size = std::max(after.size, m_before->size); // blanks fill what a shorter number leaves
    after.flags = m_before->flags;
    after.expiry = m_before->expiry;
    ItemDeed deed{.kind = ItemDeed::Kind::Rewritten, .key = m_step.key, .after = after, .before = *m_before};
    if (!asExpected) { // somebody else has counted too
        deed.isKnown = up || m_number > 0;
        deed.before.value = QByteArray::number(up ? m_number - m_step.delta : m_number + m_step.delta);
        deed.before.size = deed.before.value.size();
    }
    note(std::move(deed));
}

/// What was read may have gone before the command came. Nothing is taken back then: that would write back what is over.
void ItemCounter::noteMaybeMade(ReadItem after, bool asExpected)
{
    const qint64 now = connection()->server().time();
    const bool isOver = m_before->expiry && *m_before->expiry != ListedKey::never && *m_before->expiry <= now;
    if (asExpected && !isOver) { // most likely it has only counted, and its TTL is as it is listed
        after.size = std::max(after.size, m_before->size);
        after.flags = m_before->flags;
    } else {
        after.expiry = m_step.start->ttl.expiry(now);
    }
    note({.kind = ItemDeed::Kind::Rewritten, .key = m_step.key, .after = after, .before = *m_before, .isKnown = false});
}

bool ItemCounter::wrappedRound() const
{
    return m_step.way == CounterStep::Way::Up && m_number < m_step.delta && !maybeMade();
}

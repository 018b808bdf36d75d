#pragma once

#include "app/itemedit/itemexchange.h"

/// How a counter shall change.
struct CounterStep
{
    enum class Way { Up, Down };
    /// The item is made where it is missing.
    struct Start
    {
        quint64 number = 0; ///< what it is then; the delta does not count
        KeyTtl ttl{};

        bool operator==(const Start &) const = default;
    };

    QByteArray key{};
    Way way = Way::Up;
    quint64 delta = 1;
    std::optional<Start> start{}; ///< none: a missing one stays missing

    /// `now`: seconds since the epoch by the server's clock.
    [[nodiscard]] Command command(qint64 now) const;
    /// The ADD that makes what is missing; there is a start.
    [[nodiscard]] Command making(qint64 now) const;
    bool operator==(const CounterStep &) const = default;
};

/// Counts up or down, which the server does in one go: a TTL stays as it is. What is known to be missing is made by an ADD, since a count
/// that makes an item does not tell that it did: so what is undone by a deletion is known to have been made here.
class ItemCounter : public ItemExchange
{
    Q_OBJECT

public:
    /// Why nothing is known of the item from before.
    enum class Absence {
        NotRead,
        Missing, ///< it was not there a moment ago
    };

    /// `before`: what was read of it a moment ago, if it was there; `absence` tells why it is none.
    ItemCounter(Connection *connection, const CounterStep &step, const std::optional<ReadItem> &before = {},
                Absence absence = Absence::NotRead, QObject *parent = nullptr);

    /// What it is now; meaningful once it is Done.
    [[nodiscard]] quint64 number() const { return m_number; }

protected:
    void begin() override;

private:
    void count(const CounterStep &step);
    void takeMade(const Outcome &outcome);
    void take(const Outcome &outcome);
    void noteChange(quint64 cas);
    void noteMaybeMade(ReadItem after, bool asExpected);
    [[nodiscard]] bool wrappedRound() const;
    [[nodiscard]] bool maybeMade() const { return m_step.start && m_number == m_step.start->number; }
    [[nodiscard]] QString noUndoText() const;

    CounterStep m_step;
    std::optional<ReadItem> m_before;
    Absence m_absence;
    quint64 m_number = 0;
};

#pragma once

#include "app/monitor/alertlimits.h"

#include <QList>

/// Something that a person is told of.
struct Alert
{
    enum class Turn : quint8 {
        Raised,    ///< it has become bad
        Recovered, ///< it is well again
        Happened,  ///< it was over at once
    };

    qint64 time = 0; ///< milliseconds since the epoch
    AlertKind kind = AlertKind::HitRatio;
    Turn turn = Turn::Raised;
    double value = 0;
    double limit = 0;

    /// A translated sentence.
    [[nodiscard]] QString text() const;
    bool operator==(const Alert &) const = default;
};

/// What is known of each kind at one time; none: nothing. Of AlertKind::Gone: whether it is, 0 or 1. Of what is averaged: over the time
/// that it has to last.
using AlertValues = std::array<std::optional<double>, alertKindCount>;

/// Decides when a person is told: once something has been beyond its limit for as long as they wished, and again not before it has been
/// well for as long. What moves about its limit is not told anew: it is well from a little beyond the limit on.
class AlertWatch
{
public:
    static constexpr double margin = 0.05; ///< of a limit, by which something must be better to be well again

    /// What is not wanted any more is forgotten, and what has another limit is watched anew.
    void setLimits(const AlertLimits &limits);
    [[nodiscard]] const AlertLimits &limits() const { return m_limits; }

    /// What is to be told at `time`, milliseconds since the epoch. What is not known for a while leaves everything as it is.
    [[nodiscard]] QList<Alert> take(qint64 time, const AlertValues &values);
    /// What was on its way to be told begins anew, as after a time in which nothing was measured; but for AlertKind::Gone.
    void interrupt();
    /// The server was started anew: what its clients did with the one before is over, and not bad any more.
    void beginAnew();
    /// Something without duration happened.
    [[nodiscard]] QList<Alert> note(qint64 time, AlertKind kind) const;
    [[nodiscard]] bool isRaised(AlertKind kind) const { return m_states[size_t(kind)].isRaised; }
    [[nodiscard]] bool isAnyRaised() const;
    /// Nothing is raised any more, and nothing on its way.
    void clear();

private:
    struct State
    {
        bool isRaised = false;
        qint64 known = 0; ///< when it was last known
        qint64 since = 0; ///< when it began to be otherwise; 0: it is not
    };

    AlertLimits m_limits;
    std::array<State, alertKindCount> m_states;
};

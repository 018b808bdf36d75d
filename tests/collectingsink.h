#pragma once

#include "connection/resultsink.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// An outcome with bytes of its own, to be compared.
struct SeenOutcome
{
    Opcode opcode = Opcode::Noop;
    Status status = Status::Success;
    Basis basis = Basis::Answer;
    QString reason;
    QByteArray bytes;
    QByteArray value;

    bool operator==(const SeenOutcome &) const = default;
};

/// For the words of a failed comparison.
inline char *toString(const SeenOutcome &outcome)
{
    return qstrdup((opcodeName(outcome.opcode) + ' ' + statusName(outcome.status) + " basis " + QByteArray::number(int(outcome.basis))
                    + " “" + outcome.value.left(40) + "” " + QByteArray::number(outcome.bytes.size()) + " bytes “" + outcome.reason.toUtf8()
                    + "”")
                       .constData());
}

[[nodiscard]] inline SeenOutcome seenOutcome(const Outcome &outcome)
{
    return {outcome.opcode,
            outcome.status,
            outcome.basis,
            outcome.reason,
            outcome.bytes.toByteArray(),
            outcome.value.value_or(QByteArrayView()).toByteArray()};
}

/// A sink that keeps all it is given, for tests.
class CollectingSink : public ResultSink
{
public:
    void wake() override { ++wakeCount; }

    /// All outcomes so far, those of earlier calls included.
    const std::vector<SeenOutcome> &seen()
    {
        for (ResultSegment &segment : takeSegments()) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                m_seen.push_back(seenOutcome(segment.outcome(i)));
            segments.push_back(std::move(segment));
        }
        return m_seen;
    }

    std::vector<ResultSegment> segments; ///< what was taken, so that its bytes live
    int wakeCount = 0;

private:
    std::vector<SeenOutcome> m_seen;
};

#pragma once

#include "app/results/runresults.h"
#include "app/run/segmentbuilder.h"
#include "tests/answerbytes.h"

/// Results as a run would bring them, for tests: what is added counts its lines from 1.
class MadeRun
{
public:
    MadeRun &hit(QByteArrayView key, const QByteArray &value, quint32 flags = 0, quint64 cas = 0, Opcode opcode = Opcode::Get)
    {
        return add(opcode, key, Status::Success, AnswerBytes{.opcode = opcode, .cas = cas, .extras = bigEndian32(flags), .value = value});
    }
    MadeRun &answer(Opcode opcode, QByteArrayView key, Status status = Status::Success, const QByteArray &text = {}, quint64 cas = 0)
    {
        return add(opcode, key, status, AnswerBytes{.opcode = opcode, .status = quint16(status), .cas = cas, .value = text});
    }
    MadeRun &number(QByteArrayView key, quint64 number) { return answer(Opcode::Increment, key, Status::Success, bigEndian64(number)); }
    MadeRun &statistics(const QList<std::pair<QByteArray, QByteArray>> &statistics)
    {
        QByteArray bytes;
        for (const auto &[name, value] : statistics)
            bytes += AnswerBytes{.opcode = Opcode::Stat, .key = name, .value = value};
        return add(Opcode::Stat, {}, Status::Success, bytes + AnswerBytes{.opcode = Opcode::Stat});
    }
    MadeRun &silent(Opcode opcode, QByteArrayView key)
    {
        Outcome outcome;
        outcome.opcode = opcode;
        outcome.status = has(opcode, OpcodeTrait::Read) ? Status::KeyNotFound : Status::Success;
        outcome.basis = Basis::Silence;
        return add(key, outcome);
    }
    MadeRun &notSent(Opcode opcode, QByteArrayView key, const QString &reason, Status status = Status::Cancelled)
    {
        Outcome outcome;
        outcome.opcode = opcode;
        outcome.status = status;
        outcome.reason = reason;
        return add(key, outcome);
    }
    MadeRun &unanswered(Opcode opcode, QByteArrayView key, const QString &reason)
    {
        Outcome outcome;
        outcome.opcode = opcode;
        outcome.status = Status::Closed;
        outcome.basis = Basis::NoAnswer;
        outcome.reason = reason;
        return add(key, outcome);
    }
    /// The next goes on line `line`.
    MadeRun &atLine(qint64 line)
    {
        m_line = line;
        return *this;
    }
    /// What comes next is in another segment.
    MadeRun &cut(std::chrono::milliseconds arrived = {})
    {
        if (!m_builder.isEmpty())
            m_segments.append(m_builder.take(arrived));
        return *this;
    }

    [[nodiscard]] SegmentList segments()
    {
        cut();
        return m_segments;
    }
    [[nodiscard]] RunResults results()
    {
        RunResults results;
        const SegmentList all = segments();
        for (const auto &segment : all)
            results.append(segment);
        return results;
    }

private:
    MadeRun &add(Opcode opcode, QByteArrayView key, Status status, const QByteArray &bytes)
    {
        return add(key, answeredOutcome(opcode, status, bytes));
    }
    MadeRun &add(QByteArrayView key, const Outcome &outcome)
    {
        if (!m_builder.takes(outcome))
            cut();
        m_builder.append(m_line++, key, outcome);
        return *this;
    }

    SegmentBuilder m_builder;
    SegmentList m_segments;
    qint64 m_line = 1;
};

/// `count` loud GETs that hit, in segments like those of a large batch; key and value of each are made by `key` and `value`.
template <typename Key, typename Value> [[nodiscard]] SegmentList manyHits(int count, Key key, Value value)
{
    constexpr int portion = 20'000;
    MadeRun run;
    for (int i = 0; i < count; ++i) {
        run.hit(key(i), value(i), 7, quint64(i + 1));
        if ((i + 1) % portion == 0)
            run.cut(std::chrono::milliseconds((i + 1) / 1000));
    }
    return run.segments();
}

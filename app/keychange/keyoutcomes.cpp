#include "app/keychange/keyoutcomes.h"

KeyOutcomes::KeyOutcomes(int size)
    : m_outcomes(size_t(size), quint8(KeyOutcome::NotSent))
{
    m_counts[size_t(KeyOutcome::NotSent)] = size;
}

KeyOutcome KeyOutcomes::at(int position) const
{
    const quint8 byte = m_outcomes[size_t(position)];
    return byte >= firstRefusal ? KeyOutcome::Refused : KeyOutcome(byte);
}

QString KeyOutcomes::reason(int position) const
{
    const quint8 byte = m_outcomes[size_t(position)];
    return byte >= firstRefusal ? m_reasons.value(byte - firstRefusal) : QString();
}

void KeyOutcomes::settle(int position, KeyOutcome outcome)
{
    Q_ASSERT(outcome != KeyOutcome::Refused);
    put(position, quint8(outcome), outcome);
}

void KeyOutcomes::refuse(int position, const QString &reason)
{
    // Most often it is the one before.
    qsizetype number = m_reasons.lastIndexOf(reason);
    if (number < 0 && m_reasons.size() < mostReasons) {
        number = m_reasons.size();
        m_reasons.append(reason);
    } else if (number < 0) {
        number = mostReasons - 1;
    }
    put(position, quint8(firstRefusal + number), KeyOutcome::Refused);
}

void KeyOutcomes::put(int position, quint8 byte, KeyOutcome outcome)
{
    --m_counts[size_t(at(position))];
    m_outcomes[size_t(position)] = byte;
    ++m_counts[size_t(outcome)];
}

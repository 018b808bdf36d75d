#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <vector>

/// What became of one key of a run over many.
enum class KeyOutcome : quint8 {
    NotSent,   ///< nothing was sent for it: the run ended before
    Done,      ///< deleted, or has its new TTL; of an undo: is there again as it was
    Changed,   ///< its CAS is another than in the list: left as it is; of an undo: somebody has written a newer one
    Gone,      ///< was no longer there; of an undo: would have expired meanwhile
    Unguarded, ///< left out, since nothing tells whether it was rewritten
    Refused,   ///< see KeyOutcomes::reason()
    Unknown,   ///< sent, and the connection was lost before the answer
};
constexpr int keyOutcomeCount = 7;

/// The outcomes of a run, a byte a key. All are NotSent at first.
class KeyOutcomes
{
public:
    KeyOutcomes() = default;
    explicit KeyOutcomes(int size);

    [[nodiscard]] int size() const { return int(m_outcomes.size()); }
    [[nodiscard]] KeyOutcome at(int position) const;
    [[nodiscard]] int count(KeyOutcome outcome) const { return m_counts[size_t(outcome)]; }
    /// How many have an outcome.
    [[nodiscard]] int settledCount() const { return size() - count(KeyOutcome::NotSent); }
    /// A translated sentence for one that was refused; otherwise empty.
    [[nodiscard]] QString reason(int position) const;

    void settle(int position, KeyOutcome outcome);
    void refuse(int position, const QString &reason);

private:
    static constexpr quint8 firstRefusal = 16;             ///< from here on a byte stands for a reason
    static constexpr int mostReasons = 256 - firstRefusal; ///< different ones that are kept; those beyond share the last

    void put(int position, quint8 byte, KeyOutcome outcome);

    std::vector<quint8> m_outcomes;
    QStringList m_reasons;
    std::array<int, keyOutcomeCount> m_counts{};
};

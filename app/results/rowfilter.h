#pragma once

#include "app/results/bytesearch.h"
#include "app/results/runresults.h"

#include <array>
#include <vector>

/// Which results are to be seen.
struct RowFilter
{
    static constexpr quint8 allKinds = (1 << outcomeKindCount) - 1;

    quint8 kinds = allKinds; ///< a bit for each OutcomeKind
    /// In the name of the command, the key, the value or the message; as a ByteSearch finds it.
    QByteArray text = {};

    [[nodiscard]] bool has(OutcomeKind kind) const { return ((kinds >> int(kind)) & 1) != 0; }
    /// Whether it lets everything through.
    [[nodiscard]] bool isEmpty() const { return kinds == allKinds && text.isEmpty(); }
    bool operator==(const RowFilter &) const = default;
};

/// Applies a filter to one segment after the other. The text is sought in all keys and all answers of a segment at a stretch, not row by
/// row: that is what makes a million rows take some hundredths of a second.
class RowMatcher
{
public:
    explicit RowMatcher(const RowFilter &filter);

    /// Appends the numbers of the results of `segment` that match, in order; its first has the number `first`.
    void append(std::vector<int> &rows, const RunSegment &segment, int first);

private:
    void findInCommands(const RunSegment &segment);
    void findInKeys(const RequestColumns &requests);
    void findInAnswers(const ResultSegment &results);
    void findInOwnWords(const ResultSegment &results);
    [[nodiscard]] bool isInOutcome(const Outcome &outcome) const;

    RowFilter m_filter;
    ByteSearch m_search;
    bool m_maybeNumber = false;       ///< the text can be part of a number
    std::array<bool, 256> m_inName{}; ///< by opcode: its name has the text
    std::vector<char> m_matches;      ///< of the segment: whether the text was found
    std::vector<quint32> m_answered;  ///< of the segment: the indexes of those with an answer
};

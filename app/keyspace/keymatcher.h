#pragma once

#include "app/keyspace/keyfilter.h"
#include "app/keyspace/keylisting.h"

#include <functional>
#include <vector>

/// Keys of a listing that a filter lets through.
struct KeyMatches
{
    std::vector<int> indexes{}; ///< in order
    qint64 itemBytes = 0;       ///< of all their items, as far as they were told
};

/// Applies a filter to one part of a listing after the other. A million keys take about a hundredth of a second.
class KeyMatcher
{
public:
    explicit KeyMatcher(const KeyFilter &filter);

    /// Appends the keys of `part`, one of `listing`, that match; only those from `from` on.
    void append(KeyMatches &matches, const KeyListing &listing, const KeyListing::Part &part, int from = 0);

private:
    void apply(const KeyTerm &term, const KeyListing &listing, const KeySegment &segment);
    void applyText(const KeyTerm &term, const KeySegment &segment);

    std::vector<KeyTerm> m_terms;  ///< the quicker ones first
    std::vector<char> m_matches;   ///< of the part: 1, all terms so far hold
    std::vector<quint64> m_places; ///< of a text among the part's keys
};

/// The keys from `from` on that `filter` lets through. A pure function, for any thread; what is returned once
/// `isCancelled` is of no use. Of many keys several threads look through some each, which all ask `isCancelled`.
[[nodiscard]] KeyMatches matchingKeys(const KeyListing &listing, const KeyFilter &filter, int from = 0,
                                      const std::function<bool()> &isCancelled = {});

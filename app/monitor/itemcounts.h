#pragma once

#include "connection/text/textstatistics.h"

#include <QList>

#include <optional>

/// Items of about one size.
struct SizeCount
{
    quint64 from = 0; ///< bytes: they are larger than this
    quint64 to = 0;   ///< bytes: and no larger than this
    quint64 items = 0;

    bool operator==(const SizeCount &) const = default;
};

/// What `stats sizes` tells (protocol.txt, "Item size statistics").
struct SizeCounts
{
    static constexpr qsizetype mostRows = 200;

    QList<SizeCount> rows{}; ///< by size; where there are more than mostRows, neighbours are put together
    quint64 items = 0;
    bool isTracked = true; ///< false: the server says that it does not count them

    [[nodiscard]] static SizeCounts of(const TextStatistics &statistics);
    bool operator==(const SizeCounts &) const = default;
};

/// What `stats detail dump` tells of the keys with one prefix.
struct PrefixCount
{
    QByteArray prefix{};
    quint64 gets = 0;
    quint64 hits = 0;
    quint64 sets = 0;
    quint64 deletes = 0;

    /// The share of gets that were hits; none: there were none.
    [[nodiscard]] std::optional<double> hitRatio() const;
    bool operator==(const PrefixCount &) const = default;
};

struct PrefixCounts
{
    static constexpr qsizetype mostRows = 5'000;

    QList<PrefixCount> rows{}; ///< in the server's order
    qint64 left = 0;           ///< prefixes beyond mostRows

    /// From the text of the answer. A prefix may have spaces in it; lines that make no sense are passed over.
    [[nodiscard]] static PrefixCounts of(QByteArrayView text);
    /// The same of an answer as it comes; what is in its values follows on each other.
    [[nodiscard]] static PrefixCounts of(const TextStatistics &statistics);
    bool operator==(const PrefixCounts &) const = default;
};

#pragma once

#include "app/keyspace/keyanalysis.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

/// Something worth to be said of a cache's keys, as figures: whoever shows it makes a sentence of them.
struct KeyFinding
{
    enum class Kind {
        NeverRead,   ///< keys with `prefix` that nobody has read since they were stored
        WithoutTtl,  ///< keys with `prefix` that never expire
        Large,       ///< items of KeyAnalysis::largeSize bytes or more
        Stale,       ///< items that were not asked for since KeyAnalysis::staleTime or longer
        ExpiresSoon, ///< items that expire within an hour
        ChunkWaste,  ///< `bytes` are what the items of `slabClass` leave empty of their chunks
    };

    Kind kind = Kind::NeverRead;
    QByteArray prefix = {};
    quint8 slabClass = 0;
    qint64 keys = 0;
    qint64 bytes = 0;
    double share = 0;    ///< of the bytes of all items, 0 to 1
    QString filter = {}; ///< the text of the filter that shows the keys it speaks of

    bool operator==(const KeyFinding &) const = default;
};

/// The share from which on something is worth to be said.
constexpr double leastShare = 0.05;

/// What is to be said of what an analysis and the weights of prefixes (weighPrefixes()) tell, that with the most bytes first. `within`: the
/// text of the filter that let the analysed keys through.
[[nodiscard]] QList<KeyFinding> keyFindings(const KeyAnalysis &analysis, const std::vector<PrefixWeight> &prefixes,
                                            const QString &within = {});

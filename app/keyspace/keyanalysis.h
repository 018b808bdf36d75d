#pragma once

#include "app/keyspace/keytree.h"
#include "app/keyspace/slabchunks.h"

#include <QByteArray>

#include <array>
#include <functional>
#include <optional>
#include <vector>

/// What a group of keys weighs, and what use it is. Bytes are those of items, as far as they were told.
struct KeyWeight
{
    qint64 keys = 0;
    qint64 bytes = 0;
    qint64 unreadKeys = 0; ///< nobody has read them since they were stored
    qint64 unreadBytes = 0;
    qint64 lastingKeys = 0; ///< without a TTL
    qint64 lastingBytes = 0;
    qint64 idleTold = 0;    ///< keys whose idle time was told
    qint64 idleSeconds = 0; ///< of all these together

    [[nodiscard]] qint64 averageBytes() const { return keys == 0 ? 0 : bytes / keys; }
    [[nodiscard]] qint64 averageIdle() const { return idleTold == 0 ? KeyListing::untold : idleSeconds / idleTold; }
    KeyWeight &operator+=(const KeyWeight &other);
    bool operator==(const KeyWeight &) const = default;
};

/// The weight of all keys that begin alike.
struct PrefixWeight
{
    KeyTree::Node node;
    QByteArray prefix; ///< empty: of all keys that stand in no folder
    KeyWeight weight;
};

/// How many keys, and how many bytes, fall into one bar of a diagram.
struct KeyBar
{
    qint64 keys = 0;
    qint64 bytes = 0;

    bool operator==(const KeyBar &) const = default;
};

/// What keys come to: by size, by the time they have left and by the time they lie idle, in bars that double; by the hour in which they
/// expire; and by slab class.
struct KeyAnalysis
{
    /// Bar 0 is for 0, bar n for 2^(n-1) up to less than 2^n.
    static constexpr size_t barCount = 33;
    using Histogram = std::array<KeyBar, barCount>;
    [[nodiscard]] static size_t barOf(quint64 number);
    /// The least number of a bar.
    [[nodiscard]] static quint64 barBegin(size_t bar) { return bar == 0 ? 0 : quint64(1) << (bar - 1); }

    static constexpr size_t hourCount = 48;
    static constexpr quint32 largeSize = 100 * 1024;
    static constexpr qint64 staleTime = 86'400;

    struct ClassWeight
    {
        qint64 keys = 0;
        qint64 bytes = 0;
        qint64 wastingKeys = 0; ///< of which it is known what they waste
        qint64 waste = 0;       ///< the bytes of their chunks that they do not fill

        bool operator==(const ClassWeight &) const = default;
    };

    KeyWeight all;
    Histogram sizes{}; ///< bytes; of keys whose size was told
    Histogram ttls{};  ///< seconds; of keys with a TTL
    Histogram idles{}; ///< seconds; of keys whose idle time was told
    /// Expiring within the first hour from the listing on, the second, and so on.
    std::array<KeyBar, hourCount> hours{};
    KeyBar later; ///< expiring after those
    KeyBar large; ///< of `largeSize` bytes or more
    KeyBar stale; ///< idle for `staleTime` seconds or longer
    std::array<ClassWeight, SlabChunks::classCount> classes{};

    /// Of the keys `indexes`, in any order. A pure function, for any thread; what is returned once `isCancelled` is of no use.
    [[nodiscard]] static KeyAnalysis of(const KeyListing &listing, const std::vector<int> &indexes, const SlabChunks &chunks,
                                        const std::function<bool()> &isCancelled = {});
};

/// What is in `folder`: each of its folders and, as one, the keys directly in it; the heaviest first. Only the `most` heaviest are kept,
/// and `rest` is told what the others come to. A pure function, for any thread; what is returned once `isCancelled` is of no use.
[[nodiscard]] std::vector<PrefixWeight> weighPrefixes(const KeyTree &tree, const KeyTree::Node &folder, size_t most, KeyWeight &rest,
                                                      const std::function<bool()> &isCancelled = {});

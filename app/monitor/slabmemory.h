#pragma once

#include "connection/text/textstatistics.h"

#include <QHash>

#include <optional>
#include <vector>

/// What `stats slabs` and `stats items` tell of one slab class (protocol.txt, "Slab statistics" and "Item statistics").
struct SlabClass
{
    int number = 0;
    QHash<QByteArray, quint64> figures{}; ///< by the server's names, which the two do not share

    /// None: this server does not tell it.
    [[nodiscard]] std::optional<quint64> figure(const char *name) const;
    /// Bytes of all its pages.
    [[nodiscard]] std::optional<quint64> memory() const;
    /// Bytes of what clients wanted stored.
    [[nodiscard]] std::optional<quint64> used() const;
    /// Bytes of chunks that nothing is in.
    [[nodiscard]] std::optional<quint64> free() const;
    /// Bytes of used chunks that are not filled; none also where parts of larger items lie in them, of which the class does not tell.
    [[nodiscard]] std::optional<quint64> waste() const;

    bool operator==(const SlabClass &) const = default;
};

/// How a server has divided its memory.
struct SlabMemory
{
    static constexpr int mostClasses = 256;       ///< memcached has 63
    static constexpr qsizetype mostFigures = 200; ///< of one class

    std::vector<SlabClass> classes{};    ///< by number
    QHash<QByteArray, quint64> totals{}; ///< of the server: "active_slabs", "total_malloced"
    QByteArrayList itemFields{};         ///< the names of `stats items`, in the server's order

    /// From the answers to the two questions. What is no number, or of no class, is passed over.
    [[nodiscard]] static SlabMemory of(const TextStatistics &slabs, const TextStatistics &items);
    /// Of all classes that tell it; none: no class does.
    [[nodiscard]] std::optional<quint64> sum(const char *name) const;

    bool operator==(const SlabMemory &) const = default;
};

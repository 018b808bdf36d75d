#pragma once

#include "connection/outcome.h"
#include "connection/text/textstatistics.h"

#include <QList>

#include <array>
#include <optional>

/// How large the chunks of a server's slab classes are (`stats slabs`, protocol.txt "Slab statistics"), and so what an item wastes.
class SlabChunks
{
public:
    static constexpr size_t classCount = 64;

    SlabChunks() = default;
    /// Of what a server answers to `stats slabs`; other statistics are passed over.
    explicit SlabChunks(const QList<Statistic> &statistics);
    explicit SlabChunks(const TextStatistics &statistics);

    /// Bytes of a chunk; 0: not known.
    [[nodiscard]] quint32 chunkSize(quint8 slabClass) const { return slabClass < classCount ? m_sizes[slabClass] : 0; }
    void setChunkSize(quint8 slabClass, quint32 size);

    /// The class with the smallest chunks that an item of so many bytes fits in; none: not known, or it is kept in several chunks.
    [[nodiscard]] std::optional<quint8> classFor(quint64 itemSize) const;
    /// The bytes of its chunk that an item does not fill. None: not known, or the item is kept in several chunks or outside of the memory.
    [[nodiscard]] std::optional<quint32> waste(quint32 itemSize, quint8 slabClass) const
    {
        const quint32 chunk = chunkSize(slabClass);
        return itemSize == 0 || chunk < itemSize ? std::nullopt : std::optional(chunk - itemSize);
    }

    bool operator==(const SlabChunks &) const = default;

private:
    void take(QByteArrayView name, QByteArrayView value);

    std::array<quint32, classCount> m_sizes{};
};

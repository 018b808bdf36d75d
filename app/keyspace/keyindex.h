#pragma once

#include <QByteArrayView>
#include <QHashFunctions>
#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <memory>
#include <optional>

/// Finds the index of a key among millions: a hash table of four bytes a place by open addressing, which holds no keys but asks for them.
/// Most of a slot is an index, the rest of it a few bits of the key's hash, so that other keys are hardly ever looked at. It is cut into
/// shards that grow one at a time and a little each, so that no key that is put in takes long.
class KeyIndex
{
public:
    using Hash = quint64;

    /// With a seed of this process's own, so that nobody outside can choose keys that get into each other's way.
    [[nodiscard]] static Hash hashOf(QByteArrayView key) { return qHashBits(key.data(), size_t(key.size()), QHashSeed::globalSeed()); }

    /// Makes room for so many keys at once.
    template <typename KeyAt> void reserve(qsizetype count, const KeyAt &keyAt);
    /// Asks the processor for what the next question about `hash` looks at.
    void prefetch(Hash hash) const;
    /// The index of `key`. `keyAt(index)` is the key of an index that was put in.
    template <typename KeyAt> [[nodiscard]] std::optional<int> find(Hash hash, QByteArrayView key, const KeyAt &keyAt) const;
    /// Puts in that `key` has `index`, unless it is there: then its index is returned.
    template <typename KeyAt> [[nodiscard]] std::optional<int> insert(Hash hash, QByteArrayView key, int index, const KeyAt &keyAt);

    /// Bytes held.
    [[nodiscard]] qsizetype byteSize() const;

private:
    static constexpr size_t shardCount = 256;
    static constexpr int fewestIndexBits = 16;

    struct Freeing
    {
        void operator()(void *bytes) const { std::free(bytes); }
    };
    /// A slot is 0, or an index + 1 in its lower bits.
    using Entries = std::unique_ptr<quint32[], Freeing>;
    struct Shard
    {
        Entries entries;
        quint32 capacity = 0;
        quint32 count = 0;
        int indexBits = fewestIndexBits;

        [[nodiscard]] quint32 indexMask() const { return quint32((quint64(1) << indexBits) - 1); }
        [[nodiscard]] quint32 mark(Hash hash) const { return indexBits >= 32 ? 0 : quint32(hash) << indexBits; }
        /// Where to begin looking.
        [[nodiscard]] quint32 home(Hash hash) const { return quint32((((hash >> 24) & 0xffffffff) * capacity) >> 32); }
        [[nodiscard]] quint32 next(quint32 slot) const { return slot + 1 == capacity ? 0 : slot + 1; }
    };

    /// A little more for each next shard, up to a quarter, by which they grow: so that they never all grow at the same time.
    [[nodiscard]] static quint32 firstCapacity(size_t shard) { return quint32(64 + shard * 16 / shardCount); }
    [[nodiscard]] static Entries allocate(quint32 capacity);
    [[nodiscard]] const Shard &shardOf(Hash hash) const { return m_shards[hash >> 56]; }
    /// The slot of the key, or the empty one where it belongs. There is one.
    template <typename KeyAt> [[nodiscard]] static quint32 slotOf(const Shard &shard, Hash hash, QByteArrayView key, const KeyAt &keyAt);
    /// `largest`: the largest index that is to fit.
    template <typename KeyAt> static void rebuild(Shard &shard, quint32 capacity, int largest, const KeyAt &keyAt);

    std::array<Shard, shardCount> m_shards;
};

template <typename KeyAt> void KeyIndex::reserve(qsizetype count, const KeyAt &keyAt)
{
    // A fifth more than the shard's part, which they do not all get exactly.
    const auto capacity = quint32(count / qsizetype(shardCount) * 6 / 5 + 8);
    for (Shard &shard : m_shards) {
        if (shard.capacity < capacity)
            rebuild(shard, capacity, int(count), keyAt);
    }
}

template <typename KeyAt> quint32 KeyIndex::slotOf(const Shard &shard, Hash hash, QByteArrayView key, const KeyAt &keyAt)
{
    const quint32 mask = shard.indexMask();
    const quint32 mark = shard.mark(hash);
    quint32 slot = shard.home(hash);
    for (quint32 entry = shard.entries[slot]; entry != 0; entry = shard.entries[slot]) {
        if ((entry & ~mask) == mark && keyAt(int((entry & mask) - 1)) == key)
            return slot;
        slot = shard.next(slot);
    }
    return slot;
}

template <typename KeyAt> std::optional<int> KeyIndex::find(Hash hash, QByteArrayView key, const KeyAt &keyAt) const
{
    const Shard &shard = shardOf(hash);
    if (shard.count == 0)
        return {};
    const quint32 entry = shard.entries[slotOf(shard, hash, key, keyAt)];
    return entry == 0 ? std::nullopt : std::optional(int((entry & shard.indexMask()) - 1));
}

template <typename KeyAt> std::optional<int> KeyIndex::insert(Hash hash, QByteArrayView key, int index, const KeyAt &keyAt)
{
    Shard &shard = m_shards[hash >> 56];
    const bool isFull = quint64(shard.count + 1) * 8 > quint64(shard.capacity) * 7;
    if (shard.capacity == 0)
        rebuild(shard, firstCapacity(size_t(hash >> 56)), index, keyAt);
    else if (isFull || quint32(index) >= shard.indexMask())
        rebuild(shard, isFull ? shard.capacity + shard.capacity / 4 : shard.capacity, index, keyAt);
    const quint32 slot = slotOf(shard, hash, key, keyAt);
    if (const quint32 entry = shard.entries[slot]; entry != 0)
        return int((entry & shard.indexMask()) - 1);
    shard.entries[slot] = shard.mark(hash) | quint32(index + 1);
    ++shard.count;
    return {};
}

template <typename KeyAt> void KeyIndex::rebuild(Shard &shard, quint32 capacity, int largest, const KeyAt &keyAt)
{
    Shard grown{allocate(capacity), capacity, shard.count, std::max(fewestIndexBits, int(std::bit_width(quint32(largest) + 1)) + 1)};
    grown.indexBits = std::max(std::min(grown.indexBits, 32), shard.indexBits);
    for (quint32 i = 0; i < shard.capacity; ++i) {
        const quint32 entry = shard.entries[i];
        if (entry == 0)
            continue;
        const auto index = int((entry & shard.indexMask()) - 1);
        const Hash hash = hashOf(keyAt(index));
        quint32 slot = grown.home(hash);
        while (grown.entries[slot] != 0)
            slot = grown.next(slot);
        grown.entries[slot] = grown.mark(hash) | quint32(index + 1);
    }
    shard = std::move(grown);
}

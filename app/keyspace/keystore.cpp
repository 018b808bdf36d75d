#include "app/keyspace/keystore.h"

#include <algorithm>
#include <array>

namespace {

/// Room that is made because a server says that it has so many keys.
constexpr qint64 mostExpected = 16'000'000;

} // namespace

void KeyStore::expect(qint64 count)
{
    m_index.reserve(qsizetype(std::clamp<qint64>(count, 0, mostExpected)), [this](int index) { return m_listing.key(index); });
}

void KeyStore::append(KeySegment &&segment)
{
    if (segment.isEmpty())
        return;
    const std::optional<std::vector<quint16>> fresh = enter(segment);
    KeySegment kept;
    if (!fresh) {
        kept = std::move(segment);
    } else {
        m_repeatedCount += segment.size() - qsizetype(fresh->size());
        for (const quint16 index : *fresh)
            appendKey(kept, segment, index);
        kept.squeeze();
    }
    if (kept.isEmpty())
        return;
    for (qsizetype i = 0; i < kept.size(); ++i)
        m_itemBytes += kept.itemSize(i);
    m_listing.append(std::move(kept));
    m_listing.mergeShortParts();
}

void KeyStore::amend(int index, const KeySegment::Fields &fields)
{
    m_itemBytes += qint64(fields.size) - qint64(m_listing.at(index).size);
    m_listing.amend(index, fields);
}

std::optional<int> KeyStore::find(QByteArrayView key) const
{
    return m_index.find(KeyIndex::hashOf(key), key, [this](int index) { return m_listing.key(index); });
}

std::optional<std::vector<quint16>> KeyStore::enter(const KeySegment &segment)
{
    static_assert(KeySegment::usualSize <= 0x10000);
    constexpr qsizetype ahead = 32;
    std::array<KeyIndex::Hash, ahead> hashes{};
    std::optional<std::vector<quint16>> fresh;
    const int first = m_listing.size();
    int next = first;
    const auto keyAt = [&](int index) {
        if (index < first)
            return m_listing.key(index);
        return segment.key(fresh ? (*fresh)[size_t(index - first)] : index - first);
    };
    for (qsizetype begin = 0; begin < segment.size(); begin += ahead) {
        const qsizetype end = std::min(begin + ahead, segment.size());
        for (qsizetype i = begin; i < end; ++i) {
            const KeyIndex::Hash hash = KeyIndex::hashOf(segment.key(i));
            hashes[size_t(i - begin)] = hash;
            m_index.prefetch(hash);
        }
        for (qsizetype i = begin; i < end; ++i) {
            if (!m_index.insert(hashes[size_t(i - begin)], segment.key(i), next, keyAt)) {
                ++next;
                if (fresh)
                    fresh->push_back(quint16(i));
            } else if (!fresh) {
                fresh.emplace();
                for (qsizetype before = 0; before < i; ++before)
                    fresh->push_back(quint16(before));
            }
        }
    }
    return fresh;
}

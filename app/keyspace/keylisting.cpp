#include "app/keyspace/keylisting.h"

#include "app/keyspace/droppedsegments.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace {

std::shared_ptr<const KeySegment> shared(KeySegment &&segment)
{
    return {new KeySegment(std::move(segment)), &dropSegment};
}

} // namespace

KeyListing::Place KeyListing::placeOf(int index) const
{
    // No part is longer than a usual one, so that it is there or further on; and few are shorter.
    auto part = m_parts.cbegin() + index / int(KeySegment::usualSize);
    if (index >= part->end()) {
        part = std::upper_bound(part, m_parts.cend(), index, [](int sought, const Part &other) { return sought < other.first; });
        --part;
    }
    return {part->segment.get(), index - part->first};
}

ListedKey KeyListing::at(int index) const
{
    const Place place = placeOf(index);
    return place.segment->at(place.index);
}

QByteArrayView KeyListing::key(int index) const
{
    const Place place = placeOf(index);
    return place.segment->key(place.index);
}

std::vector<int> KeyListing::allIndexes() const
{
    std::vector<int> indexes(size_t(size()), 0);
    std::iota(indexes.begin(), indexes.end(), 0);
    return indexes;
}

KeyListing KeyListing::without(const GoneKeys &gone) const
{
    KeyListing rest(m_time, m_process);
    for (const Part &part : m_parts) {
        if (!gone.containsAny(part.first, part.end())) {
            rest.append(part.segment);
            continue;
        }
        KeySegment segment;
        for (qsizetype index = 0; index < part.segment->size(); ++index) {
            if (!gone.contains(part.first + int(index)))
                appendKey(segment, *part.segment, index);
        }
        segment.squeeze();
        if (!segment.isEmpty())
            rest.append(std::move(segment));
    }
    return rest;
}

qint64 KeyListing::keyBytes() const
{
    qint64 bytes = 0;
    for (const Part &part : m_parts)
        bytes += part.segment->keys().size();
    return bytes;
}

qint64 KeyListing::itemBytes() const
{
    qint64 bytes = 0;
    for (const Part &part : m_parts) {
        for (qsizetype i = 0; i < part.segment->size(); ++i)
            bytes += part.segment->itemSize(i);
    }
    return bytes;
}

qint64 KeyListing::byteSize() const
{
    qint64 bytes = 0;
    for (const Part &part : m_parts)
        bytes += part.segment->byteSize();
    return bytes;
}

void KeyListing::append(KeySegment &&segment)
{
    append(shared(std::move(segment)));
}

void KeyListing::append(const std::shared_ptr<const KeySegment> &segment)
{
    if (!m_origin)
        m_origin = std::make_shared<const char>();
    const int first = size();
    m_parts.push_back({segment, first});
}

/// Each time a part is at most twice as long as the one behind it, so that a key is copied a few times at most.
void KeyListing::mergeShortParts()
{
    while (m_parts.size() >= 2) {
        const Part &last = m_parts.back();
        Part &before = m_parts[m_parts.size() - 2];
        const qsizetype together = before.segment->size() + last.segment->size();
        if (together > KeySegment::usualSize || before.segment->size() > 2 * last.segment->size())
            return;
        KeySegment merged;
        for (const Part *part : {&std::as_const(before), &last}) {
            for (qsizetype i = 0; i < part->segment->size(); ++i)
                appendKey(merged, *part->segment, i);
        }
        merged.squeeze();
        before.segment = shared(std::move(merged));
        m_parts.pop_back();
    }
}

/// A segment of the usual size is copied in about a millisecond.
void KeyListing::amend(int index, const KeySegment::Fields &fields)
{
    const Place place = placeOf(index);
    const auto part = std::find_if(m_parts.begin(), m_parts.end(), [&](const Part &each) { return each.segment.get() == place.segment; });
    KeySegment amended;
    for (qsizetype i = 0; i < place.segment->size(); ++i) {
        const QByteArrayView key = place.segment->key(i);
        std::memcpy(amended.keySpace(), key.data(), size_t(key.size()));
        amended.append(key.size(), i == place.index ? fields : fieldsOf(*place.segment, i));
    }
    amended.squeeze();
    part->segment = shared(std::move(amended));
}

KeySegment::Fields fieldsOf(const KeySegment &segment, qsizetype index)
{
    const qint64 expiry = segment.expiry(index);
    const std::optional<quint32> flags = segment.flags(index);
    KeySegment::Fields fields;
    fields.cas = segment.cas(index);
    fields.expiry = expiry == ListedKey::never ? 0 : quint32(expiry);
    fields.lastAccess = quint32(segment.lastAccess(index));
    fields.size = segment.itemSize(index);
    fields.flags = flags.value_or(0);
    fields.slabClass = segment.slabClass(index);
    fields.marks = quint8((segment.isFetched(index) ? KeySegment::fetchedMark : 0) | (flags ? KeySegment::flagsMark : 0));
    return fields;
}

void appendKey(KeySegment &to, const KeySegment &from, qsizetype index)
{
    const QByteArrayView key = from.key(index);
    std::memcpy(to.keySpace(), key.data(), size_t(key.size()));
    to.append(key.size(), fieldsOf(from, index));
}

#include "app/keyspace/keyblock.h"

#include <cstring>
#include <vector>

namespace {

constexpr qsizetype columnBytes = 22; // of a key, its length, its name and its flags apart

template <typename NumberAt> void appendPlanes(QByteArray &out, qsizetype count, int width, const NumberAt &numberAt)
{
    for (int byte = 0; byte < width; ++byte) {
        for (qsizetype i = 0; i < count; ++i)
            out.append(char(quint64(numberAt(i)) >> (8 * byte)));
    }
}

/// Reads one column after the other; the caller knows that there are enough bytes.
class Planes
{
public:
    Planes(QByteArrayView bytes, qsizetype count)
        : m_bytes(bytes)
        , m_count(count)
    {
    }

    /// Moves on to a column of numbers with `width` bytes.
    void next(int width)
    {
        m_begin += m_width * m_count;
        m_width = width;
    }
    [[nodiscard]] quint64 at(qsizetype index) const
    {
        quint64 number = 0;
        for (int byte = 0; byte < m_width; ++byte)
            number |= quint64(uchar(m_bytes[m_begin + byte * m_count + index])) << (8 * byte);
        return number;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_count;
    qsizetype m_begin = 0;
    int m_width = 0;
};

} // namespace

QByteArray writeKeyBlock(const KeySegment &segment)
{
    const qsizetype count = segment.size();
    bool hasFlags = false;
    for (qsizetype i = 0; i < count && !hasFlags; ++i)
        hasFlags = segment.flags(i).has_value();
    QByteArray out;
    out.reserve(1 + segment.keys().size() + count * (1 + columnBytes + 4));
    out.append(char(hasFlags));
    appendPlanes(out, count, 1, [&](qsizetype i) { return segment.key(i).size(); });
    out.append(segment.keys());
    appendPlanes(out, count, 4, [&](qsizetype i) { return segment.expiry(i) == ListedKey::never ? 0 : segment.expiry(i); });
    appendPlanes(out, count, 4, [&](qsizetype i) { return segment.lastAccess(i); });
    appendPlanes(out, count, 8, [&](qsizetype i) { return segment.cas(i); });
    appendPlanes(out, count, 4, [&](qsizetype i) { return segment.itemSize(i); });
    appendPlanes(out, count, 1, [&](qsizetype i) { return segment.slabClass(i); });
    appendPlanes(out, count, 1, [&](qsizetype i) {
        return (segment.isFetched(i) ? KeySegment::fetchedMark : 0) | (segment.flags(i) ? KeySegment::flagsMark : 0);
    });
    if (hasFlags)
        appendPlanes(out, count, 4, [&](qsizetype i) { return segment.flags(i).value_or(0); });
    return out;
}

std::optional<KeySegment> readKeyBlock(QByteArrayView bytes, qsizetype count)
{
    if (count < 1 || count > KeySegment::usualSize || bytes.size() < 1 + count || uchar(bytes[0]) > 1)
        return {};
    const bool hasFlags = bytes[0] != 0;
    const QByteArrayView lengths = bytes.sliced(1, count);
    qsizetype keyBytes = 0;
    for (const char length : lengths) {
        if (uchar(length) < 1 || uchar(length) > KeySegment::longestKey)
            return {};
        keyBytes += uchar(length);
    }
    if (bytes.size() != 1 + count + keyBytes + count * (columnBytes + (hasFlags ? 4 : 0)))
        return {};
    const char *key = bytes.data() + 1 + count;
    const QByteArrayView columns = bytes.sliced(1 + count + keyBytes);
    std::vector<KeySegment::Fields> fields(static_cast<size_t>(count));
    Planes planes(columns, count);
    const auto readColumn = [&]<typename Field>(Field KeySegment::Fields::*field) {
        planes.next(sizeof(Field));
        for (qsizetype i = 0; i < count; ++i)
            fields[size_t(i)].*field = Field(planes.at(i));
    };
    readColumn(&KeySegment::Fields::expiry);
    readColumn(&KeySegment::Fields::lastAccess);
    readColumn(&KeySegment::Fields::cas);
    readColumn(&KeySegment::Fields::size);
    readColumn(&KeySegment::Fields::slabClass);
    readColumn(&KeySegment::Fields::marks);
    if (hasFlags)
        readColumn(&KeySegment::Fields::flags);
    KeySegment segment;
    for (qsizetype i = 0; i < count; ++i) {
        const KeySegment::Fields &of = fields[size_t(i)];
        const quint8 known = KeySegment::fetchedMark | (hasFlags ? KeySegment::flagsMark : 0);
        if ((of.marks & ~known) != 0)
            return {};
        const auto length = qsizetype(uchar(lengths[i]));
        std::memcpy(segment.keySpace(), key, size_t(length));
        segment.append(length, of);
        key += length;
    }
    segment.squeeze();
    return segment;
}

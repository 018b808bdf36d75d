#include "connection/text/keysegment.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>

namespace {

/// Bytes that are reserved for keys while nothing is known about their length.
constexpr qsizetype usualKeys = 512 * 1024;

} // namespace

template <typename Field> KeySegment::Column<Field> KeySegment::allocate(size_t count)
{
    Column<Field> column;
    resize(column, count);
    return column;
}

template <typename Field> void KeySegment::resize(Column<Field> &column, size_t count)
{
    void *bytes = std::realloc(column.get(), std::max<size_t>(count, 1) * sizeof(Field));
    Q_CHECK_PTR(bytes);
    static_cast<void>(column.release());
    column.reset(static_cast<Field *>(bytes));
}

KeySegment &KeySegment::operator=(KeySegment &&other) noexcept
{
    m_keys = std::move(other.m_keys);
    m_blocks = std::move(other.m_blocks);
    m_ends = std::move(other.m_ends);
    m_expiries = std::move(other.m_expiries);
    m_lastAccesses = std::move(other.m_lastAccesses);
    m_cas = std::move(other.m_cas);
    m_sizes = std::move(other.m_sizes);
    m_flags = std::move(other.m_flags);
    m_flagNumbers = std::move(other.m_flagNumbers);
    m_classes = std::move(other.m_classes);
    m_marks = std::move(other.m_marks);
    m_size = std::exchange(other.m_size, 0);
    m_columnsCapacity = std::exchange(other.m_columnsCapacity, 0);
    m_flagsCapacity = std::exchange(other.m_flagsCapacity, 0);
    m_keysSize = std::exchange(other.m_keysSize, 0);
    m_keysCapacity = std::exchange(other.m_keysCapacity, 0);
    m_keysExpected = std::exchange(other.m_keysExpected, 0);
    return *this;
}

ListedKey KeySegment::at(qsizetype index) const
{
    ListedKey listed;
    listed.key = key(index);
    listed.expiry = expiry(index);
    listed.lastAccess = lastAccess(index);
    listed.cas = cas(index);
    listed.size = itemSize(index);
    listed.slabClass = slabClass(index);
    listed.fetched = isFetched(index);
    listed.flags = flags(index);
    return listed;
}

qsizetype KeySegment::byteSize() const
{
    constexpr qsizetype fixed = sizeof(quint16) + 3 * sizeof(quint32) + sizeof(quint64) + 2 * sizeof(quint8);
    return m_keysCapacity + m_columnsCapacity * (fixed + (m_flagNumbers ? 1 : 0))
        + ((m_columnsCapacity + blockSize - 1) / blockSize + m_flagsCapacity) * qsizetype(sizeof(quint32));
}

/// Bounded: a segment holds at most usualSize keys of longestKey bytes.
void KeySegment::grow()
{
    if (m_columnsCapacity == 0) {
        constexpr auto count = size_t(usualSize);
        m_blocks = allocate<quint32>(count / size_t(blockSize));
        m_ends = allocate<quint16>(count);
        m_expiries = allocate<quint32>(count);
        m_lastAccesses = allocate<quint32>(count);
        m_cas = allocate<quint64>(count);
        m_sizes = allocate<quint32>(count);
        m_classes = allocate<quint8>(count);
        m_marks = allocate<quint8>(count);
        m_columnsCapacity = usualSize;
        m_keysCapacity = m_keysExpected > 0 ? m_keysExpected + m_keysExpected / 16 + 4 * longestKey : usualKeys;
    } else {
        m_keysCapacity += m_keysCapacity / 2 + 3 * longestKey;
    }
    resize(m_keys, size_t(m_keysCapacity));
}

void KeySegment::allocateFlags()
{
    m_flags = allocate<quint32>(size_t(usualSize));
    m_flagsCapacity = usualSize;
    // Of those before nothing was told.
    std::fill_n(m_flags.get(), m_flagsCapacity, 0);
}

/// Clients use few different flags: a byte says which of them a key has.
void KeySegment::squeezeFlags()
{
    constexpr size_t most = 256;
    constexpr size_t fewest = 2 * most; // of fewer keys there is nothing to gain
    const auto count = size_t(m_size);
    if (count >= fewest) {
        std::array<quint32, most> values{};
        size_t valueCount = 0;
        Column<quint8> numbers = allocate<quint8>(count);
        size_t at = 0;
        for (size_t last = 0; at < count; ++at) {
            const quint32 flags = m_flags[at];
            if (valueCount == 0 || values[last] != flags) {
                last = size_t(std::find(values.begin(), values.begin() + valueCount, flags) - values.begin());
                if (last == most)
                    break;
                values[last] = flags;
                valueCount = std::max(valueCount, last + 1);
            }
            numbers[at] = quint8(last);
        }
        if (at == count) {
            resize(m_flags, valueCount);
            std::copy_n(values.begin(), valueCount, m_flags.get());
            m_flagsCapacity = qsizetype(valueCount);
            m_flagNumbers = std::move(numbers);
            return;
        }
    }
    resize(m_flags, count);
    m_flagsCapacity = m_size;
}

void KeySegment::squeeze()
{
    if (m_keysCapacity > m_keysSize) {
        resize(m_keys, size_t(m_keysSize));
        m_keysCapacity = m_keysSize;
    }
    if (m_flags)
        squeezeFlags();
    if (m_columnsCapacity - m_size <= m_columnsCapacity / 16)
        return;
    const auto count = size_t(m_size);
    resize(m_blocks, (count + size_t(blockSize) - 1) / size_t(blockSize));
    resize(m_ends, count);
    resize(m_expiries, count);
    resize(m_lastAccesses, count);
    resize(m_cas, count);
    resize(m_sizes, count);
    resize(m_classes, count);
    resize(m_marks, count);
    m_columnsCapacity = m_size;
}

#include "connection/text/keysegment.h"

#include <algorithm>
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
    m_ends = std::move(other.m_ends);
    m_expiries = std::move(other.m_expiries);
    m_lastAccesses = std::move(other.m_lastAccesses);
    m_cas = std::move(other.m_cas);
    m_sizes = std::move(other.m_sizes);
    m_flags = std::move(other.m_flags);
    m_classes = std::move(other.m_classes);
    m_marks = std::move(other.m_marks);
    m_size = std::exchange(other.m_size, 0);
    m_columnsCapacity = std::exchange(other.m_columnsCapacity, 0);
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
    constexpr qsizetype fixed = 4 * sizeof(quint32) + sizeof(quint64) + 2 * sizeof(quint8);
    return m_keysCapacity + m_columnsCapacity * (fixed + (m_flags ? qsizetype(sizeof(quint32)) : 0));
}

/// Bounded: a segment holds at most usualSize keys of longestKey bytes.
void KeySegment::grow()
{
    if (m_columnsCapacity == 0) {
        constexpr auto count = size_t(usualSize);
        m_ends = allocate<quint32>(count);
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
}

void KeySegment::squeeze()
{
    if (m_keysCapacity > m_keysSize) {
        resize(m_keys, size_t(m_keysSize));
        m_keysCapacity = m_keysSize;
    }
    if (m_columnsCapacity - m_size <= m_columnsCapacity / 16)
        return;
    const auto count = size_t(m_size);
    resize(m_ends, count);
    resize(m_expiries, count);
    resize(m_lastAccesses, count);
    resize(m_cas, count);
    resize(m_sizes, count);
    resize(m_classes, count);
    resize(m_marks, count);
    if (m_flags)
        resize(m_flags, count);
    m_columnsCapacity = m_size;
}

#include "app/run/runsegment.h"

#include <algorithm>
#include <limits>

void RequestColumns::reserve(qsizetype count, qsizetype keyBytes)
{
    m_lines.reserve(size_t(count));
    m_keyEnds.reserve(size_t(count));
    m_keys.reserve(keyBytes);
}

void RequestColumns::append(qint64 line, QByteArrayView key)
{
    m_lines.push_back(quint32(std::min<qint64>(line, std::numeric_limits<quint32>::max())));
    m_keys.append(key.data(), key.size());
    m_keyEnds.push_back(quint32(m_keys.size()));
}

QByteArrayView RequestColumns::key(qsizetype index) const
{
    const qsizetype begin = index == 0 ? 0 : qsizetype(m_keyEnds[size_t(index - 1)]);
    return QByteArrayView(m_keys).sliced(begin, qsizetype(m_keyEnds[size_t(index)]) - begin);
}

qsizetype RequestColumns::byteSize() const
{
    return qsizetype((m_lines.capacity() + m_keyEnds.capacity()) * sizeof(quint32)) + m_keys.capacity();
}

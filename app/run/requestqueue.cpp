#include "app/run/requestqueue.h"

void RequestQueue::append(qint64 line, QByteArrayView key)
{
    m_entries.push_back({.line = line, .keyLength = key.size()});
    m_keys.append(key.data(), key.size());
}

RequestColumns RequestQueue::take(qsizetype count)
{
    Q_ASSERT(count <= size());
    const size_t end = m_first + size_t(count);
    qsizetype keyBytes = 0;
    for (size_t i = m_first; i < end; ++i)
        keyBytes += m_entries[i].keyLength;

    RequestColumns taken;
    taken.reserve(count, keyBytes);
    const QByteArrayView keys = m_keys;
    for (; m_first < end; ++m_first) {
        const Entry &entry = m_entries[m_first];
        taken.append(entry.line, keys.sliced(m_keyFirst, entry.keyLength));
        m_keyFirst += entry.keyLength;
    }

    // Once most of it is behind us, the rest moves to the front: each entry moves at most about once.
    if (m_first * 2 >= m_entries.size()) {
        m_entries.erase(m_entries.begin(), m_entries.begin() + qsizetype(m_first));
        m_keys.remove(0, m_keyFirst);
        m_first = 0;
        m_keyFirst = 0;
    }
    return taken;
}

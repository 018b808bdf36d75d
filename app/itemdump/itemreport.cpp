#include "app/itemdump/itemreport.h"

#include <algorithm>

void ItemReport::add(QByteArrayView key, ItemFate fate, const QString &reason)
{
    m_keys.append(key.data(), key.size());
    m_ends.push_back(m_keys.size());
    m_fates.push_back(fate);
    ++m_counts[size_t(fate)];
    auto found = std::find(m_reasons.begin(), m_reasons.end(), reason);
    if (found == m_reasons.end() && m_reasons.size() < mostReasons)
        found = m_reasons.insert(found, reason);
    m_reasonNumbers.push_back(found == m_reasons.end() ? quint16(0) : quint16(found - m_reasons.begin()));
}

QByteArrayView ItemReport::key(int index) const
{
    const qsizetype begin = index == 0 ? 0 : m_ends[size_t(index - 1)];
    return QByteArrayView(m_keys).sliced(begin, m_ends[size_t(index)] - begin);
}

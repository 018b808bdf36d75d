#include "app/commands/keyhistory.h"

#include "connection/protocol/command.h"

#include <algorithm>
#include <vector>

KeyHistory::KeyHistory(qsizetype most)
    : m_most(std::max<qsizetype>(most, 1))
{
}

void KeyHistory::add(QByteArrayView key)
{
    if (key.isEmpty() || key.size() > Command::longestKey)
        return;
    auto found = m_uses.find(key);
    if (found == m_uses.end())
        found = m_uses.emplace(key.toByteArray(), 0).first;
    else
        m_order.erase(found->second);
    found->second = ++m_clock;
    m_order.emplace(m_clock, found);
    if (size() > m_most) {
        const auto oldest = m_order.begin();
        m_uses.erase(oldest->second);
        m_order.erase(oldest);
    }
}

QList<QByteArray> KeyHistory::find(QByteArrayView prefix, qsizetype atMost) const
{
    using Use = std::pair<quint64, const QByteArray *>;
    std::vector<Use> fitting;
    if (prefix.isEmpty()) {
        for (auto use = m_order.rbegin(); use != m_order.rend() && qsizetype(fitting.size()) < atMost; ++use)
            fitting.emplace_back(use->first, &use->second->first);
    } else {
        for (auto use = m_uses.lower_bound(prefix); use != m_uses.end() && QByteArrayView(use->first).startsWith(prefix); ++use)
            fitting.emplace_back(use->second, &use->first);
    }
    const auto count = std::min<size_t>(fitting.size(), size_t(std::max<qsizetype>(atMost, 0)));
    std::partial_sort(fitting.begin(), fitting.begin() + qptrdiff(count), fitting.end(), std::greater<>());
    QList<QByteArray> keys;
    keys.reserve(qsizetype(count));
    for (size_t i = 0; i < count; ++i)
        keys.append(*fitting[i].second);
    return keys;
}

void KeyHistory::clear()
{
    m_order.clear();
    m_uses.clear();
}

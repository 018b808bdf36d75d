#include "app/watch/watchtally.h"

#include <algorithm>

WatchTally::WatchTally(const QByteArray &delimiters)
    : m_delimiters(delimiters)
{
}

QByteArrayView WatchTally::prefixOf(QByteArrayView key) const
{
    const auto isDelimiter = [this](char byte) { return m_delimiters.contains(byte); };
    const auto found = std::find_if(key.begin(), key.end(), isDelimiter);
    return found == key.end() ? QByteArrayView() : key.first(found - key.begin() + 1);
}

void WatchTally::add(const WatchEvent &event, QByteArrayView key)
{
    ++m_figures.counts[size_t(event.kind)];
    m_figures.lost += event.skipped;
    if (event.time > 0) {
        m_figures.first = m_figures.first == 0 ? event.time : std::min(m_figures.first, event.time);
        m_figures.last = std::max(m_figures.last, event.time);
    }
    endRead(event, key);
    if (!event.key.isEmpty())
        addKey(event, key);
}

void WatchTally::addLeftOut(const WatchEvent &event, QByteArrayView key)
{
    ++m_figures.leftOut;
    endRead(event, key);
}

void WatchTally::endRead(const WatchEvent &event, QByteArrayView key)
{
    if (event.kind == WatchKind::Store && event.client == m_readClient && event.client >= 0 && key == QByteArrayView(m_readKey))
        takeBackRead(key);
    m_readClient = WatchEvent::untold;
}

void WatchTally::addKey(const WatchEvent &event, QByteArrayView key)
{
    const QByteArrayView prefix = prefixOf(key);
    if (event.kind == WatchKind::Eviction) {
        const bool isUnread = event.fetched == "no";
        m_figures.unread += isUnread ? 1 : 0;
        TopCounts::Entry &entry = m_evicted.count(prefix);
        entry.unread += isUnread ? 1 : 0;
        entry.bytes += std::max<qint64>(0, event.size);
        return;
    }
    if (event.kind == WatchKind::Other) // the server's own doing
        return;
    m_figures.hits += event.isHit() ? 1 : 0;
    addTo(m_keys, event, key);
    addTo(m_prefixes, event, prefix);
    if (event.kind != WatchKind::Read)
        return;
    m_readKey.resize(0);
    m_readKey.append(key);
    m_readClient = event.client;
    m_readHit = event.isHit();
    m_readSize = std::max<qint64>(0, event.size);
}

void WatchTally::addTo(TopCounts &counts, const WatchEvent &event, QByteArrayView key)
{
    TopCounts::Entry &entry = counts.count(key);
    switch (event.kind) {
    case WatchKind::Read:
        ++(event.isHit() ? entry.hits : entry.misses);
        entry.bytes += event.isHit() ? std::max<qint64>(0, event.size) : 0;
        break;
    case WatchKind::Store:
        ++entry.stores;
        entry.bytes += std::max<qint64>(0, event.size);
        break;
    case WatchKind::Deletion:
        ++entry.deletions;
        break;
    default:
        break;
    }
}

/// The line before told what the store looked up: it stays a line, but is nobody's read.
void WatchTally::takeBackRead(QByteArrayView key)
{
    ++m_figures.forStores;
    --m_figures.counts[size_t(WatchKind::Read)];
    m_figures.hits -= m_readHit ? 1 : 0;
    for (TopCounts::Entry *entry : {m_keys.find(key), m_prefixes.find(prefixOf(key))}) {
        quint64 *reads = !entry ? nullptr : m_readHit ? &entry->hits : &entry->misses;
        if (!reads || *reads == 0)
            continue;
        --*reads;
        entry->bytes -= m_readHit ? m_readSize : 0;
    }
}

WatchFigures WatchTally::figures() const
{
    WatchFigures figures = m_figures;
    figures.keys = m_keys.top(mostShown);
    figures.prefixes = m_prefixes.top(mostShown);
    figures.evicted = m_evicted.top(mostShown);
    figures.keyError = m_keys.leastCount();
    figures.prefixError = m_prefixes.leastCount();
    return figures;
}

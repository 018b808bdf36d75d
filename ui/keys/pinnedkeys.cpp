#include "ui/keys/pinnedkeys.h"

PinnedKeys::PinnedKeys(Settings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

void PinnedKeys::setPlace(const QString &place)
{
    if (m_place == place)
        return;
    m_place = place;
    emit changed();
}

QList<QByteArray> PinnedKeys::recent() const
{
    const KeptKeys kept = m_settings->keys()->keptKeys(m_place);
    QList<QByteArray> keys = kept.recent;
    keys.removeIf([&kept](const QByteArray &key) { return kept.pinned.contains(key); });
    return keys;
}

bool PinnedKeys::pin(const QByteArray &key)
{
    KeptKeys kept = m_settings->keys()->keptKeys(m_place);
    if (kept.pinned.contains(key))
        return true;
    if (kept.pinned.size() >= KeptKeys::mostPinned)
        return false;
    kept.pinned.prepend(key);
    keep(kept);
    return true;
}

void PinnedKeys::unpin(const QByteArray &key)
{
    KeptKeys kept = m_settings->keys()->keptKeys(m_place);
    kept.pinned.removeAll(key);
    keep(kept);
}

void PinnedKeys::remember(const QByteArray &key)
{
    KeptKeys kept = m_settings->keys()->keptKeys(m_place);
    kept.recent.removeAll(key);
    kept.recent.prepend(key);
    keep(kept);
}

void PinnedKeys::forgetRecent()
{
    KeptKeys kept = m_settings->keys()->keptKeys(m_place);
    kept.recent.clear();
    keep(kept);
}

void PinnedKeys::keep(const KeptKeys &keys)
{
    if (m_place.isEmpty())
        return;
    m_settings->keys()->setKeptKeys(m_place, keys);
    emit changed();
}

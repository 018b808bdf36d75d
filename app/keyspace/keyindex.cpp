#include "app/keyspace/keyindex.h"

KeyIndex::Entries KeyIndex::allocate(quint32 capacity)
{
    Entries entries(static_cast<quint32 *>(std::calloc(capacity, sizeof(quint32))));
    Q_CHECK_PTR(entries.get());
    return entries;
}

void KeyIndex::prefetch(Hash hash) const
{
    const Shard &shard = shardOf(hash);
    if (shard.capacity != 0)
        __builtin_prefetch(shard.entries.get() + shard.home(hash), 1);
}

qsizetype KeyIndex::byteSize() const
{
    qsizetype bytes = sizeof(*this);
    for (const Shard &shard : m_shards)
        bytes += qsizetype(shard.capacity) * qsizetype(sizeof(quint32));
    return bytes;
}

#include "app/keyspace/slabchunks.h"

SlabChunks::SlabChunks(const QList<Statistic> &statistics)
{
    for (const Statistic &statistic : statistics)
        take(statistic.name, statistic.value);
}

SlabChunks::SlabChunks(const TextStatistics &statistics)
{
    for (const TextStatistic &statistic : statistics)
        take(statistic.name, statistic.value);
}

void SlabChunks::take(QByteArrayView name, QByteArrayView value)
{
    const qsizetype colon = name.indexOf(':');
    if (colon < 1 || name.sliced(colon + 1) != "chunk_size")
        return;
    bool goodClass = false;
    bool goodSize = false;
    const uint slabClass = name.first(colon).toByteArray().toUInt(&goodClass);
    const uint size = value.toByteArray().toUInt(&goodSize);
    if (goodClass && goodSize && slabClass < classCount)
        m_sizes[slabClass] = size;
}

std::optional<quint8> SlabChunks::classFor(quint64 itemSize) const
{
    std::optional<quint8> best;
    for (size_t slabClass = 1; slabClass < classCount; ++slabClass) {
        const quint32 size = m_sizes[slabClass];
        if (size >= itemSize && (!best || size < m_sizes[*best]))
            best = quint8(slabClass);
    }
    return best;
}

void SlabChunks::setChunkSize(quint8 slabClass, quint32 size)
{
    if (slabClass < classCount)
        m_sizes[slabClass] = size;
}

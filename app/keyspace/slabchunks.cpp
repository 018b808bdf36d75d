#include "app/keyspace/slabchunks.h"

SlabChunks::SlabChunks(const QList<Statistic> &statistics)
{
    for (const Statistic &statistic : statistics) {
        const qsizetype colon = statistic.name.indexOf(':');
        if (colon < 1 || statistic.name.sliced(colon + 1) != "chunk_size")
            continue;
        bool goodClass = false;
        bool goodSize = false;
        const uint slabClass = statistic.name.first(colon).toByteArray().toUInt(&goodClass);
        const uint size = statistic.value.toByteArray().toUInt(&goodSize);
        if (goodClass && goodSize && slabClass < classCount)
            m_sizes[slabClass] = size;
    }
}

void SlabChunks::setChunkSize(quint8 slabClass, quint32 size)
{
    if (slabClass < classCount)
        m_sizes[slabClass] = size;
}

#include "app/monitor/clientplace.h"

QByteArray clientPlace(QByteArrayView address)
{
    const qsizetype colon = address.indexOf(':');
    QByteArray place = address.sliced(colon + 1).toByteArray();
    const qsizetype end = place.indexOf("]:");
    if (!place.startsWith('[') || end < 0)
        return place;
    constexpr QByteArrayView mapped = "::ffff:";
    QByteArray host = place.mid(1, end - 1);
    if (host.startsWith(mapped) && host.contains('.'))
        host = host.mid(mapped.size());
    return host + place.mid(end + 1);
}

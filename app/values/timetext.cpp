#include "app/values/timetext.h"

#include <QDateTime>

#include <cmath>

QByteArray timeText(qint64 secondsSinceEpoch, quint32 nanoseconds)
{
    // The years 0 to 9999, which is what ISO 8601 writes without agreement.
    constexpr qint64 earliest = -62'167'219'200;
    constexpr qint64 latest = 253'402'300'799;
    if (secondsSinceEpoch < earliest || secondsSinceEpoch > latest || nanoseconds > 999'999'999)
        return {};
    QByteArray text = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1();
    if (nanoseconds > 0) {
        QByteArray fraction = QByteArray::number(nanoseconds).rightJustified(9, '0');
        while (fraction.endsWith('0'))
            fraction.chop(1);
        text += '.' + fraction;
    }
    return text + 'Z';
}

QByteArray timeTextOfMilliseconds(qint64 sinceEpoch)
{
    const qint64 rest = ((sinceEpoch % 1000) + 1000) % 1000;
    return timeText(sinceEpoch / 1000 - (sinceEpoch % 1000 < 0 ? 1 : 0), quint32(rest) * 1'000'000);
}

QByteArray timeTextOfReal(double secondsSinceEpoch)
{
    if (!(std::abs(secondsSinceEpoch) < 1e12))
        return {};
    return timeTextOfMilliseconds(qint64(std::floor(secondsSinceEpoch * 1000)));
}

#include "app/values/marshaltime.h"

#include <QtEndian>

QByteArray marshalTime(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return {};
    const auto high = qFromLittleEndian<quint32>(bytes.data());
    const auto low = qFromLittleEndian<quint32>(bytes.data() + 4);
    if ((high & 0x8000'0000) == 0)
        return {}; // seconds and microseconds, before Ruby 1.8
    const auto digits = [](quint32 number, int width) { return QByteArray::number(number).rightJustified(width, '0'); };
    const QByteArray day =
        digits((high >> 14 & 0xffff) + 1900, 4) + '-' + digits((high >> 10 & 0xf) + 1, 2) + '-' + digits(high >> 5 & 0x1f, 2);
    const QByteArray clock = digits(high & 0x1f, 2) + ':' + digits(low >> 26 & 0x3f, 2) + ':' + digits(low >> 20 & 0x3f, 2);
    const quint32 microseconds = low & 0xf'ffff;
    return day + 'T' + clock + (microseconds == 0 ? QByteArray() : '.' + digits(microseconds, 6)) + 'Z';
}

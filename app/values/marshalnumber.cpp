#include "app/values/marshalnumber.h"

#include "app/values/scalarforms.h"

QByteArray marshalNumber(qint32 number)
{
    if (number == 0)
        return QByteArray(1, '\0');
    if (number > 0 && number < 123)
        return QByteArray(1, char(number + 5));
    if (number < 0 && number > -124)
        return QByteArray(1, char(number - 5));
    const char filling = number < 0 ? '\xff' : '\0';
    QByteArray bytes = littleEndian(number);
    while (bytes.size() > 1 && bytes.back() == filling)
        bytes.chop(1);
    return char(number < 0 ? -bytes.size() : bytes.size()) + bytes;
}

std::pair<qsizetype, qint64> marshalCount(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {0, 0};
    const auto head = qint8(bytes.front());
    if (head == 0 || head > 4)
        return {1, head == 0 ? 0 : head - 5};
    if (head < 0 || bytes.size() < 1 + head)
        return {0, 0};
    qint64 count = 0;
    for (qsizetype at = head; at > 0; --at)
        count = count << 8 | quint8(bytes[at]);
    return {1 + head, count};
}

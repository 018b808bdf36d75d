#include "app/values/protobufvarint.h"

quint64 readVarint(ByteReader &reader)
{
    quint64 number = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        const quint8 byte = reader.byte();
        if (shift < 64)
            number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    reader.skip(quint64(reader.left()) + 1);
    return 0;
}

QByteArray writtenVarint(quint64 number)
{
    QByteArray bytes;
    for (; number >= 0x80; number >>= 7)
        bytes += char(number | 0x80);
    return bytes + char(number);
}

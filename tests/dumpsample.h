#pragma once

#include "app/itemdump/itemdumpwriter.h"

#include <QBuffer>
#include <QList>

/// A few items of many kinds, as a dump keeps them.
[[nodiscard]] inline QList<DumpedItem> sampleItems()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += char(byte);
    return {{.key = "plain", .value = "value", .flags = 0, .expiry = DumpedItem::never, .cas = 7},
            {.key = QByteArray("\x00\xff\r\n ", 5), .value = all, .flags = 0xffffffff, .expiry = 1'790'000'100, .cas = ~quint64(0)},
            {.key = "empty", .value = "", .flags = 3, .expiry = 4'294'967'295, .cas = 0},
            {.key = QByteArray(250, 'k'), .value = QByteArray(300, 'v'), .flags = 1, .expiry = 0, .cas = 1}};
}

/// A file of these.
[[nodiscard]] inline QByteArray dumpOf(const QList<DumpedItem> &items, const DumpOrigin &origin)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    ItemDumpWriter writer(&buffer);
    bool good = writer.writeHeader(origin);
    for (const DumpedItem &item : items)
        good = writer.write(item) && good;
    return writer.writeEnd() && good ? bytes : QByteArray();
}

#pragma once

#include "app/itemdump/dumpeditem.h"

#include <QIODevice>

/// Writes dumped items one after the other; see ItemDumpFormat. What the device could not take is told by its own error.
class ItemDumpWriter
{
public:
    /// `device` outlives it and is open.
    explicit ItemDumpWriter(QIODevice *device)
        : m_device(device)
    {
    }

    [[nodiscard]] bool writeHeader(const DumpOrigin &origin);
    /// A key of 1 to 250 bytes, and a value of at most 1 GiB.
    [[nodiscard]] bool write(const DumpedItem &item);
    [[nodiscard]] bool writeEnd();

private:
    [[nodiscard]] bool put(const QByteArray &bytes) { return m_device->write(bytes) == bytes.size(); }

    QIODevice *m_device;
    quint64 m_count = 0;
};

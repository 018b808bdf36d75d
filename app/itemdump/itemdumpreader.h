#pragma once

#include "app/itemdump/dumpeditem.h"
#include "connection/error.h"

#include <QCoreApplication>
#include <QIODevice>

/// Reads dumped items one after the other; see ItemDumpFormat. No length in the file is believed: whatever is in it, no more memory is used
/// than bytes of it have come, and a megabyte.
class ItemDumpReader
{
    Q_DECLARE_TR_FUNCTIONS(ItemDumpReader)

public:
    enum class Next { Item, End, Failed };

    /// `device` outlives it and is open; `name` is what it is called in an error.
    ItemDumpReader(QIODevice *device, const QString &name)
        : m_device(device)
        , m_name(name)
    {
    }

    /// What is wrong (Invalid): the file is of another kind, newer or damaged. To be called first.
    [[nodiscard]] Error readHeader();
    [[nodiscard]] const DumpOrigin &origin() const { return m_origin; }
    /// Reads the next item into `item`.
    [[nodiscard]] Next next(DumpedItem &item);
    /// After Failed: what is wrong (Invalid, or Unreadable with the system's words).
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    /// Exactly `size` bytes, or fewer where the file ends.
    [[nodiscard]] QByteArray take(qint64 size);
    [[nodiscard]] Error damage() const;
    [[nodiscard]] Next fail();

    QIODevice *m_device;
    QString m_name;
    DumpOrigin m_origin;
    Error m_error;
    quint64 m_count = 0;
};

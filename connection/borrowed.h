#pragma once

#include <QByteArray>
#include <QByteArrayView>

/// The same bytes for what takes a QByteArray, without a copy: valid only as long as they are where they are. What changes it gets its own.
[[nodiscard]] inline QByteArray borrowed(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

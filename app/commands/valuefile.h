#pragma once

#include <QByteArray>
#include <QString>

/// What a `file:` value names.
enum class ValueFile {
    Readable,
    Missing,    ///< nothing there
    Unreadable, ///< a folder, a device or a FIFO, from which reading could take for ever
    TooLarge,
};

/// Bytes: a longer `file:` value is refused as value_too_large; no server takes an item over 1 GiB (`memcached -I`).
constexpr qint64 longestValueFile = 1024 * 1024 * 1024;

/// Where a `file:` of a script in `folder` lies.
[[nodiscard]] QString valueFilePath(const QByteArray &written, const QString &folder);
/// Looks at the file, and does not read it.
[[nodiscard]] ValueFile findValueFile(const QString &path);
/// What is wrong with it: one translated sentence; empty for one that is readable.
[[nodiscard]] QString valueFileText(ValueFile found, const QString &path);

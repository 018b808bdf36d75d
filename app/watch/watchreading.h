#pragma once

#include "app/watch/watchlog.h"
#include "app/watch/watchtally.h"
#include "connection/error.h"

#include <functional>

class QIODevice;

/// What was in a file of watched lines.
struct ReadWatch
{
    WatchLog log;         ///< the newest lines, as many as a log holds
    WatchFigures figures; ///< of all lines
    Error error;          ///< Unreadable: why there is nothing
    bool isCancelled = false;
};

/// Reads lines as a server writes them, one after the other, whatever is in the file: a line that is none is kept as Unreadable, one of
/// more than longestTextLine is cut there. For any thread; `progressed` is told bytes.
[[nodiscard]] ReadWatch readWatchFile(QIODevice &file, const QString &name, const QByteArray &delimiters,
                                      const std::function<void(qint64)> &progressed = {}, const std::function<bool()> &isCancelled = {});

/// Why a file called `name` cannot be opened.
[[nodiscard]] Error unreadableWatch(const QString &name, const QString &why);

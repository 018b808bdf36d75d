#pragma once

#include "app/commands/batchmaking.h"
#include "connection/error.h"

#include <QPromise>

#include <memory>

/// What came of reading a file of keys or rows.
struct ReadRows
{
    QByteArray bytes{};
    Error error{}; ///< Unreadable, with the reason in its text
};

/// The steps in which makeBatch() tells its progress.
constexpr int batchProgressSteps = 1000;

/// Reads the file at `path`, of at most `longest` bytes. For a thread of its own.
[[nodiscard]] ReadRows readRows(const QString &path, qint64 longest);
/// Makes the whole batch, and tells its progress; nothing once it is cancelled. For a thread of its own. The result is shared, to be moved
/// out of: a future whose result was taken would finish once more when its QPromise dies (Qt 6.4).
void makeBatch(QPromise<std::shared_ptr<MadeBatch>> &promise, const BatchRecipe &recipe);
/// About the first `length` bytes of `text`, up to the end of a line.
[[nodiscard]] QByteArray beginning(const QByteArray &text, qsizetype length);

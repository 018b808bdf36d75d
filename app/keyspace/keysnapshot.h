#pragma once

#include "app/keyspace/keystore.h"
#include "connection/error.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QString>

#include <functional>
#include <variant>

/// A listing that is kept in a file, to be looked at without its server.
struct KeySnapshot
{
    Q_DECLARE_TR_FUNCTIONS(KeySnapshot)

public:
    static constexpr qint64 usualMostBytes = 4LL * 1024 * 1024 * 1024;
    static constexpr qsizetype longestServer = 1'000; // bytes of UTF-8

    QString server; ///< what its server was called
    KeyStore store;

    /// Writes `listing` to the file `path`, which is there once all is written: one that was there before stays as it is until then, and
    /// after an error (Unreadable) or when it is cancelled.
    [[nodiscard]] static Error write(const QString &path, const QString &server, const KeyListing &listing,
                                     const std::function<bool()> &isCancelled = {});
    /// What is wrong: Unreadable; Invalid, the file is of another kind, newer or damaged; TooLarge, its keys take more than `mostBytes` of
    /// memory. Whatever is in the file, it is read within that bound and a few megabytes. What is returned once `isCancelled` is of no use.
    [[nodiscard]] static std::variant<KeySnapshot, Error> read(const QString &path, qint64 mostBytes = usualMostBytes,
                                                               const std::function<bool()> &isCancelled = {});
    /// The same of what `device` has; `name` is what it is called in an error.
    [[nodiscard]] static std::variant<KeySnapshot, Error> read(QIODevice &device, const QString &name, qint64 mostBytes = usualMostBytes,
                                                               const std::function<bool()> &isCancelled = {});
};

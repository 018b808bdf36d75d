#pragma once

#include "connection/error.h"

#include <QByteArray>
#include <QCoreApplication>

#include <variant>

/// A file of an import or an export. Its functions take as long as the disk does, and run on any thread.
class ExchangeFile
{
    Q_DECLARE_TR_FUNCTIONS(ExchangeFile)

public:
    /// The bytes of the file at `path`; of a longer one than ImportReader takes an Error (TooLarge). Error (Unreadable): it cannot be read.
    [[nodiscard]] static std::variant<QByteArray, Error> read(const QString &path);
    /// Writes the whole or nothing, for the person's eyes only (0600). Error (Unreadable): it cannot be written.
    [[nodiscard]] static Error write(const QString &path, const QByteArray &bytes);
};

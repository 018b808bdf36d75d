#pragma once

#include "app/monitor/stathistory.h"
#include "connection/error.h"

#include <QCoreApplication>

#include <variant>

/// What was measured of a server, kept in a file: to go on with at the next start, or to be looked at without the server. It holds numbers
/// and the server's statistics; no keys, no values and no secrets.
struct StatRecord
{
    Q_DECLARE_TR_FUNCTIONS(StatRecord)

public:
    static constexpr qint64 mostBytes = 32LL * 1024 * 1024; ///< of one uncompressed: six times what the longest history takes
    static constexpr qsizetype longestName = 1'000;         ///< bytes of UTF-8
    static constexpr quint32 mostStatistics = 10'000;

    QString server{}; ///< what it was called
    QString version{};
    qint64 time = 0; ///< of the statistics, milliseconds since the epoch; 0: there are none
    TextStatistics statistics{};
    StatHistory history{};

    /// What it is as a file.
    [[nodiscard]] QByteArray bytes() const;
    /// The file is there once all is written: one that was there before stays as it is until then, and after an error (Unreadable).
    [[nodiscard]] Error write(const QString &path) const;
    /// What is wrong: Unreadable; Invalid, it is of another kind, newer or damaged. Whatever is in it, it is read within mostBytes.
    [[nodiscard]] static std::variant<StatRecord, Error> read(const QString &path);
    /// The same of bytes; `name` is what they are called in an error.
    [[nodiscard]] static std::variant<StatRecord, Error> read(const QByteArray &bytes, const QString &name);
    /// What is inside of a file, without its header; none: it is damaged.
    [[nodiscard]] static std::optional<StatRecord> readBody(const QByteArray &body);
    [[nodiscard]] QByteArray body() const;
};

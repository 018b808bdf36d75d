#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <optional>

/// A time to live as it is written in the command language.
struct Ttl
{
    quint32 expiry = 0; ///< as it goes over the wire
    /// Set for a duration over 30 days: the expiry, still 0 here, is an absolute time that only the server's clock can tell.
    std::optional<std::chrono::seconds> longLifetime;
    /// A plain number over 30 days, which the server reads as a Unix time.
    bool readAsTime = false;

    bool operator==(const Ttl &) const = default;
};

enum class TtlFault {
    None,
    Form,     ///< not a ttl at all
    TooShort, ///< a duration of 0
    TooEarly, ///< an absolute time that the server would read as a duration
    TooLong,  ///< over the largest expiry
};

/// The largest expiry that can be written: the one above has a meaning of its own for counters.
constexpr quint32 largestExpiry = 0xfffffffe;

/// Reads `0`, `never`, seconds (`300`), a duration (`30s`, `5m`, `2h`, `7d`) or a Unix time (`@1767225600`) into `ttl`, which is unchanged
/// after a fault.
[[nodiscard]] TtlFault readTtl(QByteArrayView text, Ttl &ttl);

/// The expiry that a lifetime comes to which begins at `now`, in seconds since the epoch by the server's clock.
[[nodiscard]] quint32 expiryAfter(std::chrono::seconds lifetime, qint64 now);

/// The shortest text that readTtl() reads as `expiry`, without a warning: a Unix time gets its `@`.
[[nodiscard]] QByteArray formatExpiry(quint32 expiry);

/// A duration in the largest unit that fits: `31d`, `2592001s`.
[[nodiscard]] QByteArray formatLifetime(std::chrono::seconds lifetime);

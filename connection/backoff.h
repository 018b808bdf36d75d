#pragma once

#include <chrono>

/// How long to wait between attempts to connect.
struct BackoffTimes
{
    std::chrono::milliseconds first{500}; ///< at least 10 ms
    std::chrono::milliseconds longest{30'000};
    double factor = 1.5; ///< each wait is this times the one before; at least 1

    bool operator==(const BackoffTimes &) const = default;
};

/// Exponential back-off: first, first x factor, … up to longest, until it is started anew.
class Backoff
{
public:
    explicit Backoff(const BackoffTimes &times = {});

    /// The next wait, which makes the one after it longer.
    [[nodiscard]] std::chrono::milliseconds next();
    void restart();

private:
    BackoffTimes m_times;
    std::chrono::duration<double, std::milli> m_next;
};

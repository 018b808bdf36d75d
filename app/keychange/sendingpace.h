#pragma once

#include <QtGlobal>

#include <chrono>

/// How many commands may be sent by when, so that a server is not overwhelmed: at most so many a second, a twentieth of them at once.
class SendingPace
{
public:
    /// `perSecond`: 0 for no limit.
    explicit SendingPace(int perSecond)
        : m_perSecond(perSecond)
    {
    }

    /// Takes one if one may be sent `now`, which is the time since the beginning and never goes back.
    [[nodiscard]] bool take(std::chrono::nanoseconds now);
    /// What was taken was not sent after all.
    void giveBack() { m_allowed += 1; }
    /// How long to wait until it is worth asking again.
    [[nodiscard]] std::chrono::milliseconds pause() const;
    /// At most so many at once.
    [[nodiscard]] int burst() const;

private:
    int m_perSecond;
    double m_allowed = 0;
    std::chrono::nanoseconds m_last{0};
    bool m_begun = false;
};

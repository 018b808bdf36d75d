#pragma once

#include "app/monitor/advicelimits.h"
#include "app/values/owndecoder.h"
#include "connection/backoff.h"
#include "ui/keysettings.h"
#include "ui/theme.h"

#include <QString>

#include <chrono>

/// What a person can choose in the preferences. The defaults are those of a first start.
struct Preferences
{
    using Milliseconds = std::chrono::milliseconds;

    static constexpr int smallestPoints = 6;
    static constexpr int largestPoints = 48;
    static constexpr Milliseconds longestTimeout{600'000};
    static constexpr Milliseconds shortestWait{100};
    static constexpr Milliseconds longestWait{600'000};

    Theme theme = Theme::System;
    QString fixedFamily;                 ///< of keys, values and scripts; empty: the system's
    int fixedPoints = 0;                 ///< 0: the system's
    Milliseconds requestTimeout{5'000};  ///< 0: off
    Milliseconds connectTimeout{10'000}; ///< 0: off
    BackoffTimes backoff;
    bool logs = false;
    QString logPath;             ///< of the log file; empty: the usual place
    QList<OwnDecoder> decoders;  ///< of the person's own
    QList<KeptReading> readings; ///< how values are read, where the person had it remembered
    AdviceLimits advice;         ///< from where on something about a server is worth advice

    bool operator==(const Preferences &) const = default;
};

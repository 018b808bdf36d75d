#include "ui/keys/durationtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

/// The words.
struct DurationText
{
    Q_DECLARE_TR_FUNCTIONS(DurationText)
};

} // namespace

QString durationText(qint64 seconds)
{
    constexpr qint64 minute = 60;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const qint64 left = std::max<qint64>(0, seconds);
    if (left >= day)
        return DurationText::tr("%L1 d %L2 h").arg(left / day).arg(left % day / hour);
    if (left >= hour)
        return DurationText::tr("%L1 h %L2 min").arg(left / hour).arg(left % hour / minute);
    if (left >= minute)
        return DurationText::tr("%L1 min %L2 s").arg(left / minute).arg(left % minute);
    return DurationText::tr("%L1 s").arg(left);
}

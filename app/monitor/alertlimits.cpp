#include "app/monitor/alertlimits.h"

#include "app/amounttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace {

// In the order of AlertKind.
constexpr std::array alertRanges{
    AlertRange{"hitRatio", AlertSide::Below, 80, 1, 100},    AlertRange{"evictions", AlertSide::Above, 100, 0, 1e9},
    AlertRange{"connections", AlertSide::Above, 90, 1, 100}, AlertRange{"memory", AlertSide::Above, 95, 1, 100},
    AlertRange{"latency", AlertSide::Above, 200, 1, 60'000}, AlertRange{"gone", AlertSide::NoLimit, 0, 0, 0},
    AlertRange{"restart", AlertSide::NoLimit, 0, 0, 0},
};
static_assert(alertRanges.size() == alertKindCount);

} // namespace

const AlertRange &rangeOf(AlertKind kind)
{
    return alertRanges[size_t(kind)];
}

QString alertName(AlertKind kind)
{
    switch (kind) {
    case AlertKind::HitRatio:
        return QCoreApplication::translate("Alert", "Hit ratio");
    case AlertKind::Evictions:
        return QCoreApplication::translate("Alert", "Evictions");
    case AlertKind::Connections:
        return QCoreApplication::translate("Alert", "Connections");
    case AlertKind::Memory:
        return QCoreApplication::translate("Alert", "Memory");
    case AlertKind::Latency:
        return QCoreApplication::translate("Alert", "Latency");
    case AlertKind::Gone:
        return QCoreApplication::translate("Alert", "Server gone");
    case AlertKind::Restart:
        return QCoreApplication::translate("Alert", "Restart");
    }
    return {};
}

QString alertNumberText(AlertKind kind, double number)
{
    constexpr double percent = 100;
    switch (kind) {
    case AlertKind::HitRatio:
    case AlertKind::Connections:
    case AlertKind::Memory:
        return fineShareText(number / percent);
    case AlertKind::Evictions:
        return QCoreApplication::translate("Alert", "%1 a second").arg(QLocale().toString(number, 'f', number < 10 ? 1 : 0));
    case AlertKind::Latency:
        return QCoreApplication::translate("Alert", "%1 ms").arg(QLocale().toString(number, 'f', number < 10 ? 1 : 0));
    case AlertKind::Gone:
    case AlertKind::Restart:
        break;
    }
    return {};
}

void AlertLimits::set(AlertKind kind, double limit)
{
    const AlertRange &range = rangeOf(kind);
    if (std::isfinite(limit))
        limits[size_t(kind)] = std::clamp(limit, range.least, range.most);
}

bool AlertLimits::isEmpty() const
{
    return std::ranges::none_of(limits, [](const std::optional<double> &limit) { return limit.has_value(); });
}

#include "app/amounttext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

QString unitText(size_t unit)
{
    switch (unit) {
    case 0:
        return QCoreApplication::translate("AmountText", "%1 B");
    case 1:
        return QCoreApplication::translate("AmountText", "%1 KiB");
    case 2:
        return QCoreApplication::translate("AmountText", "%1 MiB");
    case 3:
        return QCoreApplication::translate("AmountText", "%1 GiB");
    default:
        return QCoreApplication::translate("AmountText", "%1 TiB");
    }
}

QString timeUnitText(size_t unit, qint64 count)
{
    const QString number = QLocale().toString(count);
    switch (unit) {
    case 0:
        return QCoreApplication::translate("AmountText", "%1 d", "days").arg(number);
    case 1:
        return QCoreApplication::translate("AmountText", "%1 h", "hours").arg(number);
    case 2:
        return QCoreApplication::translate("AmountText", "%1 min", "minutes").arg(number);
    default:
        return QCoreApplication::translate("AmountText", "%1 s", "seconds").arg(number);
    }
}

} // namespace

QString byteText(qint64 bytes)
{
    constexpr size_t lastUnit = 4;
    double number = double(std::max<qint64>(0, bytes));
    size_t unit = 0;
    for (; number >= 1'024 && unit < lastUnit; ++unit)
        number /= 1'024;
    // One digit behind the point is enough to tell 1.2 from 1.8, and no more than noise in 384.3.
    const double tenths = std::round(number * 10);
    const bool isWhole = unit == 0 || number >= 100 || std::fmod(tenths, 10) == 0;
    return unitText(unit).arg(QLocale().toString(number, 'f', isWhole ? 0 : 1));
}

QString durationText(qint64 seconds)
{
    constexpr std::array<qint64, 4> units{86'400, 3'600, 60, 1};
    seconds = std::max<qint64>(0, seconds);
    const auto largest = std::ranges::find_if(units, [seconds](qint64 unit) { return seconds >= unit; });
    if (largest == units.end() || *largest == 1)
        return timeUnitText(units.size() - 1, seconds);
    const auto unit = size_t(largest - units.begin());
    const QString text = timeUnitText(unit, seconds / *largest);
    const qint64 smaller = seconds % *largest / units[unit + 1];
    if (smaller == 0)
        return text;
    return text + QLatin1Char(' ') + timeUnitText(unit + 1, smaller);
}

QString shareText(double share)
{
    const double percent = std::clamp(share, 0.0, 1.0) * 100;
    if (percent > 0 && percent < 1)
        return QCoreApplication::translate("AmountText", "under 1 %");
    const double shown = percent < 100 ? std::min(std::round(percent), 99.0) : 100.0;
    return QCoreApplication::translate("AmountText", "%1 %").arg(QLocale().toString(int(shown)));
}

QString fineShareText(double share)
{
    const double percent = std::clamp(share, 0.0, 1.0) * 100;
    if (percent == 0 || percent >= 9.95)
        return shareText(share);
    if (percent < 0.1)
        return QCoreApplication::translate("AmountText", "<0.1 %");
    return QCoreApplication::translate("AmountText", "%1 %").arg(QLocale().toString(percent, 'f', 1));
}

QString keyCountText(qint64 keys)
{
    return keys == 1 ? QCoreApplication::translate("AmountText", "1 key")
                     : QCoreApplication::translate("AmountText", "%Ln keys", nullptr, int(keys));
}

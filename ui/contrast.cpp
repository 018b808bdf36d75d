#include "ui/contrast.h"

#include <algorithm>
#include <cmath>

namespace {

/// Relative luminance, 0 to 1 (WCAG 2.1).
double luminance(const QColor &color)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor readableOn(const QColor &color, const QColor &ground)
{
    constexpr double least = 4.5;
    const QColor towards = contrast(Qt::white, ground) > contrast(Qt::black, ground) ? Qt::white : Qt::black;
    constexpr int steps = 50;
    QColor now = color;
    for (int step = 1; step <= steps && contrast(now, ground) < least; ++step) {
        const float share = float(step) / steps;
        const auto mixed = [share](float from, float to) { return from + (to - from) * share; };
        now = QColor::fromRgbF(mixed(color.redF(), towards.redF()), mixed(color.greenF(), towards.greenF()),
                               mixed(color.blueF(), towards.blueF()));
    }
    return now;
}

#include "ui/keys/analysis/keyshades.h"

#include "ui/amounttext.h"
#include "ui/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <array>

namespace {

constexpr std::array<QRgb, KeyShades::stepCount> lightSteps{0xff8db9ea, 0xffbdd3ea, 0xffe1dfdb, 0xfff2c48f, 0xffea973f};
constexpr std::array<QRgb, KeyShades::stepCount> darkSteps{0xff1f4f85, 0xff334d6b, 0xff47484b, 0xff6b4c26, 0xff8a4d0c};

} // namespace

KeyShades::KeyShades(const QPalette &palette)
    : m_isDark(::isDark(palette))
{
}

int KeyShades::stepOf(double unread)
{
    return std::clamp(int(unread * stepCount), 0, stepCount - 1);
}

QString KeyShades::stepText(int step)
{
    return QCoreApplication::translate("KeyShades", "%1 to %2")
        .arg(shareText(double(step) / stepCount), shareText(double(step + 1) / stepCount));
}

QColor KeyShades::color(int step) const
{
    const auto index = size_t(std::clamp(step, 0, stepCount - 1));
    return QColor::fromRgb(m_isDark ? darkSteps.at(index) : lightSteps.at(index));
}

QColor KeyShades::textColor() const
{
    return m_isDark ? QColor(0xf2f4f7) : QColor(0x16191e);
}

QColor KeyShades::hatchColor() const
{
    return m_isDark ? QColor(0x7a430a) : QColor(0xf0a95c);
}

QColor KeyShades::restColor() const
{
    return m_isDark ? QColor(0x33373d) : QColor(0xe8eaee);
}

void KeyShades::fill(QPainter *painter, const QRectF &area, int step) const
{
    painter->fillRect(area, color(step));
    if (step == stepCount - 1)
        painter->fillRect(area, QBrush(hatchColor(), Qt::BDiagPattern));
}

#pragma once

#include <QColor>
#include <QString>

class QPainter;
class QPalette;
class QRectF;

/// Colours that tell how much of something was never read, in steps from blue (all read) to orange (none), which people who do not tell red
/// from green see apart too. The last step is hatched as well.
class KeyShades
{
public:
    static constexpr int stepCount = 5;

    explicit KeyShades(const QPalette &palette);

    /// The step of a share from 0 to 1.
    [[nodiscard]] static int stepOf(double unread);
    /// What a step stands for: "20 % to 40 %".
    [[nodiscard]] static QString stepText(int step);

    [[nodiscard]] QColor color(int step) const;
    /// For text on any step, with a contrast of at least 4.5 to 1.
    [[nodiscard]] QColor textColor() const;
    [[nodiscard]] QColor hatchColor() const;
    /// For what nothing is said of.
    [[nodiscard]] QColor restColor() const;
    /// Fills `area` with the step.
    void fill(QPainter *painter, const QRectF &area, int step) const;

private:
    bool m_isDark;
};

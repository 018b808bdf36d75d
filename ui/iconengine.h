#pragma once

#include "ui/theme.h"

#include <QIcon>
#include <QIconEngine>

/// Draws a one-coloured SVG of the resources (`:/icons/NAME.svg`, lines in `currentColor`) in the colours of the application's palette at
/// the time of drawing, so that icons follow a change of theme by themselves.
class IconEngine : public QIconEngine
{
public:
    explicit IconEngine(const QString &name, Tone tone = Tone::Plain);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    QString key() const override;
    QString iconName() override { return m_name; }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const;

    QString m_name;
    Tone m_tone;
};

/// The icon of that name, recoloured as the theme says.
[[nodiscard]] QIcon themedIcon(const QString &name, Tone tone = Tone::Plain);

#pragma once

#include <QProxyStyle>

/// Fusion without the coloured icons on the buttons of dialogs, and with boxes and circles to tick that can be seen: Fusion derives their
/// frame from the colour of the window, darker, which a dark window swallows. There, fields and buttons have a lighter frame too, and what
/// is pressed or chosen stands out.
class WindowStyle : public QProxyStyle
{
    Q_OBJECT

public:
    WindowStyle();

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    /// An icon behind the word of a tool button is close to it: there the common style leaves all the room that is too much.
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
};

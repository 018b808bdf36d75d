#include "ui/windowstyle.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace {

/// At least 3 to 1 on all that it lies on (WCAG 2.1, 1.4.11), as long as it can be ticked.
QColor frameColor(const QStyleOption &option)
{
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    return option.palette.color(focused ? QPalette::Link : QPalette::PlaceholderText);
}

/// Where Fusion draws its own.
void drawBox(const QStyleOption &option, QPainter *painter)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(0.5, 0.5);
    painter->setPen(frameColor(option));
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

void drawCircle(const QStyleOption &option, QPainter *painter)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(frameColor(option));
    const int odd = option.rect.width() + (option.rect.width() + 1) % 2;
    const double radius = odd / 2.0 - 1;
    painter->drawEllipse(QPointF(option.rect.center() + QPoint(1, 1)), radius, radius);
    painter->restore();
}

/// The frame of a field or a button on a dark ground.
void drawDarkFrame(const QStyleOption &option, QPainter *painter)
{
    constexpr double radius = 2;
    const bool isFocused = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(0.5, 0.5);
    painter->setBrush(Qt::NoBrush);
    // What is disabled keeps what Fusion draws, so that it is fainter.
    painter->setPen(isFocused ? option.palette.color(QPalette::Link) : option.palette.color(QPalette::Disabled, QPalette::Text));
    painter->drawRoundedRect(option.rect.adjusted(0, 0, -1, -1), radius, radius);
    painter->restore();
}

/// Of a button that is pressed, or chosen among others.
void drawDarkGround(const QStyleOption &option, QPainter *painter)
{
    constexpr int chosenAlpha = 130;
    constexpr int pressedAlpha = 40;
    const bool isChosen = option.state.testFlag(QStyle::State_On);
    if (!isChosen && !option.state.testFlag(QStyle::State_Sunken))
        return;
    QColor ground = option.palette.color(isChosen ? QPalette::Highlight : QPalette::ButtonText);
    ground.setAlpha(isChosen ? chosenAlpha : pressedAlpha);
    painter->fillRect(option.rect.adjusted(1, 1, -1, -1), ground);
}

bool isDarkAndEnabled(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_Enabled) && isDark(option.palette);
}

} // namespace

WindowStyle::WindowStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
    setObjectName(QStringLiteral("fusion"));
}

int WindowStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    // In views and menus they are these two as well.
    if (element == PE_IndicatorCheckBox)
        drawBox(*option, painter);
    else if (element == PE_IndicatorRadioButton)
        drawCircle(*option, painter);
    else if (!isDarkAndEnabled(*option))
        return;
    else if (element == PE_FrameLineEdit)
        drawDarkFrame(*option, painter);
    else if (element == PE_PanelButtonTool || element == PE_PanelButtonCommand)
        drawDarkGround(*option, painter);
    if (element == PE_PanelButtonCommand || (element == PE_PanelButtonTool && option->state.testFlag(State_On)))
        drawDarkFrame(*option, painter);
}

void WindowStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    constexpr int between = 4; // pixels, as the common style has it
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (element != CE_ToolButtonLabel || !button || button->direction != Qt::RightToLeft || button->icon.isNull()
        || button->toolButtonStyle != Qt::ToolButtonTextBesideIcon) {
        QProxyStyle::drawControl(element, option, painter, widget);
        return;
    }
    QStyleOptionToolButton narrow = *button;
    const int words = button->fontMetrics.size(Qt::TextShowMnemonic, button->text).width();
    const int spare = std::max(0, button->rect.width() - words - button->iconSize.width() - 2 * between);
    narrow.rect.adjust(spare / 2, 0, spare / 2 - spare, 0);
    QProxyStyle::drawControl(element, &narrow, painter, widget);
}

void WindowStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if ((control == CC_ComboBox || control == CC_SpinBox) && isDarkAndEnabled(*option))
        drawDarkFrame(*option, painter);
}

#include "ui/keys/analysis/shadelegend.h"

#include "ui/keys/analysis/keyshades.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace {

constexpr int stepWidth = 22;
constexpr int legendGap = 6;

} // namespace

ShadeLegend::ShadeLegend(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Colours of the map"));
    setAccessibleDescription(tr("From blue, all keys were read, to orange and hatched, none was ever read"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ShadeLegend::sizeHint() const
{
    return {stepRect(KeyShades::stepCount - 1).right() + 1 + legendGap + fontMetrics().horizontalAdvance(tr("Never read")) + 2,
            fontMetrics().height() + 4};
}

QRect ShadeLegend::stepRect(int step) const
{
    const int left = fontMetrics().horizontalAdvance(tr("All read")) + legendGap;
    const int height = fontMetrics().height() * 3 / 4;
    return {left + step * stepWidth, (fontMetrics().height() + 4 - height) / 2, stepWidth - 1, height};
}

void ShadeLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const KeyShades shades(palette());
    for (int step = 0; step < KeyShades::stepCount; ++step)
        shades.fill(&painter, stepRect(step), step);
    painter.setPen(toneColor(Tone::Muted, palette()));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, tr("All read"));
    painter.drawText(rect().adjusted(stepRect(KeyShades::stepCount - 1).right() + 1 + legendGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Never read"));
}

bool ShadeLegend::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (int step = 0; step < KeyShades::stepCount; ++step) {
        if (stepRect(step).contains(help->pos())) {
            QToolTip::showText(help->globalPos(), tr("%1 of the keys were never read").arg(KeyShades::stepText(step)), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

#include "ui/keys/analysis/findingrow.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr int findingPadding = 8;
constexpr int vertical = 5;
constexpr int shareWidth = 56;
constexpr int findingFlags = int(Qt::AlignLeft) | int(Qt::AlignVCenter) | int(Qt::TextWordWrap);

} // namespace

FindingRow::FindingRow(const QString &sentence, double share, QWidget *parent)
    : CardButton(parent)
    , m_share(std::clamp(share, 0.0, 1.0))
{
    setObjectName(QStringLiteral("finding"));
    setAccessibleName(sentence);
    setAccessibleDescription(tr("Shows these keys"));
    setToolTip(tr("Show these keys"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int FindingRow::textLeft() const
{
    return findingPadding + shareWidth + findingPadding;
}

int FindingRow::textRight(int width) const
{
    return width - findingPadding - fontMetrics().horizontalAdvance(QLatin1Char('>')) - findingPadding;
}

int FindingRow::heightForWidth(int width) const
{
    const int room = std::max(1, textRight(width) - textLeft());
    return fontMetrics().boundingRect(QRect(0, 0, room, 10'000), findingFlags, accessibleName()).height() + 2 * vertical;
}

QSize FindingRow::sizeHint() const
{
    const int width = fontMetrics().averageCharWidth() * 60;
    return {width, heightForWidth(width)};
}

QSize FindingRow::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() + 2 * vertical};
}

/// Not everything around it asks for a height by its width.
void FindingRow::resizeEvent(QResizeEvent *event)
{
    CardButton::resizeEvent(event);
    setMinimumHeight(heightForWidth(width()));
}

void FindingRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintCard(&painter);

    const double height = std::round(fontMetrics().height() * 0.45);
    const QRectF bar(findingPadding, this->height() / 2.0 - height / 2, shareWidth, height);
    QColor ground = palette().color(QPalette::Text);
    ground.setAlphaF(0.15F);
    painter.fillRect(bar, ground);
    painter.fillRect(QRectF(bar.left(), bar.top(), std::max(2.0, bar.width() * m_share), bar.height()),
                     palette().color(QPalette::Highlight));

    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(textLeft(), 0, textRight(width()) - textLeft(), this->height()), findingFlags, accessibleName());
    painter.setPen(isMarked() ? palette().color(QPalette::Link) : toneColor(Tone::Muted, palette()));
    painter.drawText(rect().adjusted(0, 0, -findingPadding, 0), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("›"));
}

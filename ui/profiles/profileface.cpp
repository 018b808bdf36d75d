#include "ui/profiles/profileface.h"

#include "ui/iconengine.h"
#include "ui/profiles/environmentlook.h"
#include "ui/profiles/profiletext.h"

#include <QFontMetrics>
#include <QPainter>

namespace {

constexpr int margin = 4;
constexpr int barWidth = 4;

} // namespace

int ProfileFace::height(const QFont &font)
{
    return QFontMetrics(font).height() * 2 + margin * 3;
}

void ProfileFace::paint(QPainter *painter, const QRect &rect) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(font);
    const QFontMetrics metrics(font);
    const bool isNarrow = rect.width() < metrics.averageCharWidth() * 34;
    const QColor text = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor muted = isSelected ? text : palette.color(QPalette::PlaceholderText);

    painter->setPen(Qt::NoPen);
    painter->setBrush(isSelected ? text : profileColor(*profile, palette));
    painter->drawRoundedRect(QRect(rect.left(), rect.top() + margin, barWidth, rect.height() - 2 * margin), 2, 2);

    QRect line = rect.adjusted(barWidth + margin * 2, margin, -margin, 0);
    line.setHeight(metrics.height() + margin / 2);
    QRect second = line.translated(0, line.height() + margin / 2);
    if (isOpen) {
        const int side = metrics.height() / 2;
        painter->setBrush(muted); // it is open in a tab; whether it is connected is told there
        painter->drawEllipse(QRect(line.left(), line.center().y() - side / 2, side, side));
        line.setLeft(line.left() + side + margin);
    }
    line.setRight(line.right() - paintBadge(painter, line, isNarrow));
    if (profile->readOnly)
        line.setRight(line.right() - paintSign(painter, line, QStringLiteral("lock")));
    if (profile->favourite)
        line.setRight(line.right() - paintSign(painter, line, QStringLiteral("star")));
    painter->setPen(text);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(shownName(*profile), Qt::ElideRight, line.width()));

    painter->setPen(muted);
    const QString address = profile->address.text();
    const QString used = lastUsedText(profile->lastUsed);
    const int usedWidth = metrics.horizontalAdvance(used);
    if (!used.isEmpty() && metrics.horizontalAdvance(address) + usedWidth + margin * 4 <= second.width()) {
        painter->drawText(second, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, used);
        second.setRight(second.right() - usedWidth - margin * 4);
    }
    painter->drawText(second, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(address, Qt::ElideMiddle, second.width()));
    painter->restore();
}

/// Answers how much of the line it took from the right.
int ProfileFace::paintBadge(QPainter *painter, const QRect &line, bool isNarrow) const
{
    const QString name = isNarrow ? shortEnvironmentName(profile->environment) : environmentName(profile->environment);
    if (name.isEmpty())
        return 0;
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.85);
    const int width = QFontMetrics(small).horizontalAdvance(name) + margin * 2;
    const QRect badge(line.right() - width + 1, line.top() + 1, width, line.height() - 2);
    const QColor ground = environmentColor(profile->environment, palette);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isSelected ? palette.color(QPalette::Base) : ground);
    painter->drawRoundedRect(badge, 3, 3);
    painter->setPen(isSelected ? ground : palette.color(QPalette::Base));
    painter->setFont(small);
    painter->drawText(badge, Qt::AlignCenter | Qt::TextSingleLine, name);
    painter->setFont(font);
    return width + margin;
}

int ProfileFace::paintSign(QPainter *painter, const QRect &line, const QString &icon) const
{
    const int side = QFontMetrics(font).height() * 3 / 4;
    const QRect place(line.right() - side + 1, line.center().y() - side / 2, side, side);
    themedIcon(icon, Tone::Muted).paint(painter, place, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    return side + margin;
}

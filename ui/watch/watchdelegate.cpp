#include "ui/watch/watchdelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/theme.h"
#include "ui/watch/watchtablemodel.h"

#include <QIcon>

namespace {

Tone toneOf(const WatchEvent &event, WatchCell cell)
{
    if (event.kind == WatchKind::Skipped || event.kind == WatchKind::Lost || event.kind == WatchKind::Unreadable)
        return Tone::Notice;
    if (event.kind == WatchKind::Back)
        return Tone::Good;
    if (cell == WatchCell::Time || cell == WatchCell::SlabClass || cell == WatchCell::Client)
        return Tone::Muted;
    if (cell == WatchCell::Kind && event.kind == WatchKind::Eviction)
        return Tone::Notice;
    return Tone::Plain;
}

QIcon iconOf(WatchKind kind)
{
    switch (kind) {
    case WatchKind::Skipped:
        return themedIcon(QStringLiteral("circle-dashed"), Tone::Notice);
    case WatchKind::Lost:
        return themedIcon(QStringLiteral("unplug"), Tone::Notice);
    case WatchKind::Back:
        return themedIcon(QStringLiteral("plug"), Tone::Good);
    default:
        return {};
    }
}

} // namespace

void WatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    drawBackground(painter, option, index.row());
    const auto *model = static_cast<const WatchTableModel *>(index.model());
    const auto cell = WatchCell(index.column());
    const WatchEvent event = model->eventAt(index.row());
    const bool isKey = cell == WatchCell::Key && !event.key.isEmpty();
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    if (cell == WatchCell::Key) {
        if (const QIcon icon = iconOf(event.kind); !icon.isNull())
            drawIcon(painter, option, icon, place);
    }
    const Tone tone = toneOf(event, cell);
    usePen(painter, option, tone == Tone::Plain ? option.palette.color(QPalette::Text) : toneColor(tone, option.palette));
    const GlyphText &text = texts(isKey ? m_fixed : m_usual, isKey ? fixedFont() : option.font);
    const QString words = event.kind == WatchKind::Unreadable ? index.data().toString() : WatchTableModel::text(event, cell);
    text.draw(painter, place, words, WatchTableModel::alignment(cell));
    drawFocus(painter, option);
}

QSize WatchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isKey = WatchCell(index.column()) == WatchCell::Key;
    return sizeOf(index.data().toString(), isKey ? fixedFont() : option.font, option, isKey ? Icon::First : Icon::None);
}

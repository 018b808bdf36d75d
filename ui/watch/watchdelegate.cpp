#include "ui/watch/watchdelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/theme.h"
#include "ui/watch/watchtablemodel.h"

#include <QHeaderView>
#include <QIcon>
#include <QPainter>
#include <QTableView>

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

/// What tells of the watch itself goes on over all cells beside the key's that are empty for it.
bool isMark(WatchKind kind)
{
    return kind == WatchKind::Skipped || kind == WatchKind::Lost || kind == WatchKind::Back;
}

bool isEmptyInMark(WatchCell cell)
{
    return cell != WatchCell::Key && cell != WatchCell::Time && cell != WatchCell::Kind;
}

/// Where the text of a mark goes, seen from the cell `option` is of; null: it does not come there.
QRect markPlace(const QStyleOptionViewItem &option, WatchCell cell)
{
    const auto *table = qobject_cast<const QTableView *>(option.widget);
    if (!table)
        return cell == WatchCell::Key ? option.rect : QRect();
    const QHeaderView *header = table->horizontalHeader();
    const int first = header->visualIndex(int(WatchCell::Key));
    int last = first;
    for (int next = first + 1; next < header->count(); ++next) {
        const int section = header->logicalIndex(next);
        if (header->isSectionHidden(section))
            continue;
        if (!isEmptyInMark(WatchCell(section)))
            break;
        last = next;
    }
    const int own = header->visualIndex(int(cell));
    if (own < first || own > last)
        return {};
    const auto place = [header](int section) { return header->sectionViewportPosition(section); };
    const int end = header->logicalIndex(last);
    return {place(int(WatchCell::Key)), option.rect.top(), place(end) + header->sectionSize(end) - place(int(WatchCell::Key)),
            option.rect.height()};
}

} // namespace

void WatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    drawBackground(painter, option, index.row());
    const auto *model = static_cast<const WatchTableModel *>(index.model());
    const auto cell = WatchCell(index.column());
    const WatchEvent event = model->eventAt(index.row());
    if (isMark(event.kind) && (cell == WatchCell::Key || isEmptyInMark(cell))) {
        drawMark(painter, option, event, cell);
        return;
    }
    const bool isKey = cell == WatchCell::Key && !event.key.isEmpty();
    const QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    const Tone tone = toneOf(event, cell);
    usePen(painter, option, tone == Tone::Plain ? option.palette.color(QPalette::Text) : toneColor(tone, option.palette));
    const GlyphText &text = texts(isKey ? m_fixed : m_usual, isKey ? fixedFont() : option.font);
    const QString words = event.kind == WatchKind::Unreadable ? index.data().toString() : WatchTableModel::text(event, cell);
    text.draw(painter, place, words, WatchTableModel::alignment(cell));
    drawFocus(painter, option);
}

/// Each cell draws the part of it that it is in the way of.
void WatchDelegate::drawMark(QPainter *painter, const QStyleOptionViewItem &option, const WatchEvent &event, WatchCell cell) const
{
    QRect place = markPlace(option, cell).adjusted(margin, 0, -margin, 0);
    if (place.isValid()) {
        painter->save();
        painter->setClipRect(option.rect, Qt::IntersectClip);
        drawIcon(painter, option, iconOf(event.kind), place);
        usePen(painter, option, toneColor(toneOf(event, WatchCell::Key), option.palette));
        texts(m_usual, option.font)
            .draw(painter, place, WatchTableModel::text(event, WatchCell::Key), WatchTableModel::alignment(WatchCell::Key));
        painter->restore();
    }
    drawFocus(painter, option);
}

QSize WatchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isKey = WatchCell(index.column()) == WatchCell::Key;
    return sizeOf(index.data().toString(), isKey ? fixedFont() : option.font, option, isKey ? Icon::First : Icon::None);
}

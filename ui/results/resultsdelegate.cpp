#include "ui/results/resultsdelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/results/celltext.h"
#include "ui/results/resultsmodel.h"

#include <QApplication>
#include <QPainter>

namespace {

constexpr int cellMargin = 4;         ///< pixels at 100 %, on either side of a cell's text
constexpr qsizetype shownBytes = 160; ///< of a key or a value

bool hasFixedFont(int column)
{
    return column == ResultsModel::KeyColumn || column == ResultsModel::ValueColumn;
}

QFont italic(QFont font)
{
    font.setItalic(true);
    return font;
}

} // namespace

void ResultsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const ResultsModel *>(index.model());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    if (selected)
        painter->fillRect(option.rect, option.palette.brush(group, QPalette::Highlight));
    else if (index.row() % 2 != 0)
        painter->fillRect(option.rect, option.palette.brush(QPalette::AlternateBase));

    const int column = index.column();
    const ResultRow row = model->row(index.row());
    const OutcomeKind kind = row.kind();
    QRect place = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
    QColor color = option.palette.color(QPalette::Text);
    const GlyphText *text = &texts(hasFixedFont(column) ? m_fixed : m_usual, hasFixedFont(column) ? fixedFont() : option.font);
    if (column == ResultsModel::OutcomeColumn) {
        const int side = option.fontMetrics.height();
        const QIcon icon = themedIcon(outcomeIconName(kind), outcomeTone(kind));
        icon.paint(painter, QRect(place.left(), place.center().y() - side / 2, side, side), Qt::AlignCenter,
                   selected ? QIcon::Selected : QIcon::Normal);
        place.setLeft(place.left() + side + cellMargin);
        color = toneColor(outcomeTone(kind), option.palette);
    } else if (column == ResultsModel::LineColumn || column == ResultsModel::TimeColumn) {
        color = toneColor(Tone::Muted, option.palette);
    } else if (column == ResultsModel::ValueColumn && kind != OutcomeKind::Success) {
        text = &texts(m_italic, italic(option.font));
    }
    if (selected)
        color = option.palette.color(group, QPalette::HighlightedText);
    painter->setPen(color);
    text->draw(painter, place, cellText(row, ResultColumn(column), shownBytes),
               Qt::Alignment(model->data(index, Qt::TextAlignmentRole).toInt()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.backgroundColor = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
}

QSize ResultsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFont font = hasFixedFont(index.column()) ? fixedFont() : option.font;
    const QFontMetrics metrics(font);
    const int icon = index.column() == ResultsModel::OutcomeColumn ? option.fontMetrics.height() + cellMargin : 0;
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * cellMargin + icon + 2, metrics.height() + 6};
}

const GlyphText &ResultsDelegate::texts(std::optional<GlyphText> &kept, const QFont &font)
{
    if (!kept || kept->font() != font)
        kept.emplace(font);
    return *kept;
}

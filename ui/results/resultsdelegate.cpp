#include "ui/results/resultsdelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/results/celltext.h"
#include "ui/results/resultsmodel.h"

#include <QIcon>

namespace {

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
    drawBackground(painter, option, index.row());
    const auto *model = static_cast<const ResultsModel *>(index.model());
    const int column = index.column();
    const ResultRow row = model->row(index.row());
    const OutcomeKind kind = row.kind();
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    QColor color = option.palette.color(QPalette::Text);
    const GlyphText *text = &texts(hasFixedFont(column) ? m_fixed : m_usual, hasFixedFont(column) ? fixedFont() : option.font);
    if (column == ResultsModel::OutcomeColumn) {
        drawIcon(painter, option, themedIcon(outcomeIconName(kind), outcomeTone(kind)), place);
        color = toneColor(outcomeTone(kind), option.palette);
    } else if (column == ResultsModel::LineColumn || column == ResultsModel::TimeColumn) {
        color = toneColor(Tone::Muted, option.palette);
    } else if (column == ResultsModel::ValueColumn && kind != OutcomeKind::Success) {
        text = &texts(m_italic, italic(option.font));
    }
    usePen(painter, option, color);
    text->draw(painter, place, cellText(row, ResultColumn(column), shownBytes),
               Qt::Alignment(model->data(index, Qt::TextAlignmentRole).toInt()));
    drawFocus(painter, option);
}

QSize ResultsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return sizeOf(index.data(Qt::DisplayRole).toString(), hasFixedFont(index.column()) ? fixedFont() : option.font, option,
                  index.column() == ResultsModel::OutcomeColumn ? Icon::First : Icon::None);
}

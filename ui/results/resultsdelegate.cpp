#include "ui/results/resultsdelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/results/resultsmodel.h"

#include <QApplication>
#include <QPainter>

namespace {

constexpr int margin = 4; ///< pixels at 100 %, on either side of a cell's text

bool hasFixedFont(int column)
{
    return column == ResultsModel::KeyColumn || column == ResultsModel::ValueColumn;
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
    const OutcomeKind kind = model->kind(index.row());
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    QFont font = hasFixedFont(column) ? fixedFont() : option.font;
    QColor color = option.palette.color(QPalette::Text);
    if (column == ResultsModel::OutcomeColumn) {
        const int side = option.fontMetrics.height();
        const QIcon icon = themedIcon(outcomeIconName(kind), outcomeTone(kind));
        icon.paint(painter, QRect(place.left(), place.center().y() - side / 2, side, side), Qt::AlignCenter,
                   selected ? QIcon::Selected : QIcon::Normal);
        place.setLeft(place.left() + side + margin);
        color = toneColor(outcomeTone(kind), option.palette);
    } else if (column == ResultsModel::LineColumn) {
        color = toneColor(Tone::Muted, option.palette);
    } else if (column == ResultsModel::ValueColumn && kind != OutcomeKind::Success) {
        font = option.font;
        font.setItalic(true);
    }
    if (selected)
        color = option.palette.color(group, QPalette::HighlightedText);

    const QFontMetrics metrics(font);
    const QString text = metrics.elidedText(model->data(index, Qt::DisplayRole).toString(), Qt::ElideRight, place.width());
    const int alignment = model->data(index, Qt::TextAlignmentRole).toInt();
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(place, alignment | Qt::TextSingleLine, text);
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
    const int icon = index.column() == ResultsModel::OutcomeColumn ? option.fontMetrics.height() + margin : 0;
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * margin + icon + 2, metrics.height() + 6};
}

#include "ui/keys/keydelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/keys/keytablemodel.h"

#include <QApplication>
#include <QPainter>

namespace {

constexpr int margin = 4; ///< pixels at 100 %, on either side of a cell's text

/// What is the same for most keys of a cache, and so worth the least.
bool isMuted(const ListedKey &key, KeyCell cell)
{
    const bool never = key.expiry == ListedKey::never && (cell == KeyCell::Ttl || cell == KeyCell::Expiry);
    return never || cell == KeyCell::Cas || cell == KeyCell::SlabClass;
}

QIcon markIcon(KeyChanges::Mark mark)
{
    return mark == KeyChanges::Mark::New ? themedIcon(QStringLiteral("plus"), Tone::Good)
                                         : themedIcon(QStringLiteral("pencil"), Tone::Notice);
}

} // namespace

void KeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const KeyTableModel *>(index.model());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group = option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    if (selected)
        painter->fillRect(option.rect, option.palette.brush(group, QPalette::Highlight));
    else if (index.row() % 2 != 0)
        painter->fillRect(option.rect, option.palette.brush(QPalette::AlternateBase));

    const auto cell = KeyCell(index.column());
    const bool isKey = cell == KeyCell::Key;
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    if (isKey && model->hasMarks()) {
        const int side = option.fontMetrics.height();
        if (const KeyChanges::Mark mark = model->mark(index.row()); mark != KeyChanges::Mark::None)
            markIcon(mark).paint(painter, QRect(place.left(), place.center().y() - side / 2, side, side), Qt::AlignCenter,
                                 selected ? QIcon::Selected : QIcon::Normal);
        place.setLeft(place.left() + side + margin);
    }
    QColor color = option.palette.color(QPalette::Text);
    if (selected)
        color = option.palette.color(group, QPalette::HighlightedText);
    else if (!isKey && isMuted(model->keyAt(index.row()), cell))
        color = toneColor(Tone::Muted, option.palette);
    painter->setPen(color);
    const GlyphText &text = texts(isKey ? m_fixed : m_usual, isKey ? fixedFont() : option.font);
    text.draw(painter, place, model->text(index.row(), cell), Qt::Alignment(model->data(index, Qt::TextAlignmentRole).toInt()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.backgroundColor = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
        QApplication::style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
}

QSize KeyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const KeyTableModel *>(index.model());
    const bool isKey = KeyCell(index.column()) == KeyCell::Key;
    const QFontMetrics metrics(isKey ? fixedFont() : option.font);
    const int icon = isKey && model->hasMarks() ? option.fontMetrics.height() + margin : 0;
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * margin + icon + 2, metrics.height() + 6};
}

const GlyphText &KeyDelegate::texts(std::optional<GlyphText> &kept, const QFont &font)
{
    if (!kept || kept->font() != font)
        kept.emplace(font);
    return *kept;
}

#include "ui/keys/keydelegate.h"

#include "ui/fixedfont.h"
#include "ui/iconengine.h"
#include "ui/keys/keytablemodel.h"

#include <QIcon>

namespace {

/// What is the same for most keys of a cache, and so worth the least.
bool isMuted(const ListedKey &key, KeyCell cell)
{
    const bool never = key.expiry == ListedKey::never && (cell == KeyCell::Ttl || cell == KeyCell::Expiry);
    return never || cell == KeyCell::Cas || cell == KeyCell::SlabClass;
}

QIcon markIcon(KeyChanges::Mark mark)
{
    switch (mark) {
    case KeyChanges::Mark::New:
        return themedIcon(QStringLiteral("plus"), Tone::Good);
    case KeyChanges::Mark::Changed:
        return themedIcon(QStringLiteral("pencil"), Tone::Notice);
    case KeyChanges::Mark::None:
        break;
    }
    return {};
}

} // namespace

void KeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    drawBackground(painter, option, index.row());
    const auto *model = static_cast<const KeyTableModel *>(index.model());
    const auto cell = KeyCell(index.column());
    const bool isKey = cell == KeyCell::Key;
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    if (isKey && model->hasMarks())
        drawIcon(painter, option, markIcon(model->mark(index.row())), place);
    const bool muted = !isKey && isMuted(model->keyAt(index.row()), cell);
    usePen(painter, option, muted ? toneColor(Tone::Muted, option.palette) : option.palette.color(QPalette::Text));
    const GlyphText &text = texts(isKey ? m_fixed : m_usual, isKey ? fixedFont() : option.font);
    text.draw(painter, place, model->text(index.row(), cell), Qt::Alignment(model->data(index, Qt::TextAlignmentRole).toInt()));
    drawFocus(painter, option);
}

QSize KeyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const KeyTableModel *>(index.model());
    const bool isKey = KeyCell(index.column()) == KeyCell::Key;
    return sizeOf(index.data(Qt::DisplayRole).toString(), isKey ? fixedFont() : option.font, option,
                  isKey && model->hasMarks() ? Icon::First : Icon::None);
}

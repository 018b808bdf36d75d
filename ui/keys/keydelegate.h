#pragma once

#include "ui/results/glyphtext.h"

#include <QStyledItemDelegate>

#include <optional>

/// Draws the cells of a table of keys with few calls to the model, so that a page of them scrolls within a frame: keys in a fixed font,
/// with an icon where they are new or changed.
class KeyDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    /// The texts of a font, made again only when the font is another.
    [[nodiscard]] static const GlyphText &texts(std::optional<GlyphText> &kept, const QFont &font);

    mutable std::optional<GlyphText> m_fixed;
    mutable std::optional<GlyphText> m_usual;
};

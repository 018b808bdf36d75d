#pragma once

#include "ui/results/glyphdelegate.h"

#include <optional>

/// Draws the cells of a table of keys with few calls to the model, so that a page of them scrolls within a frame: keys in a fixed font,
/// with an icon where they are new or changed.
class KeyDelegate : public GlyphDelegate
{
    Q_OBJECT

public:
    using GlyphDelegate::GlyphDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable std::optional<GlyphText> m_fixed;
    mutable std::optional<GlyphText> m_usual;
};

#pragma once

#include "ui/results/glyphdelegate.h"

/// Draws the cells of watched lines: keys in the font of keys, and what tells of losses so that it is not overlooked.
class WatchDelegate : public GlyphDelegate
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

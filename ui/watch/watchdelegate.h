#pragma once

#include "ui/results/glyphdelegate.h"
#include "ui/watch/watchtablemodel.h"

/// Draws the cells of watched lines: keys in the font of keys, and what tells of losses so that it is not overlooked.
class WatchDelegate : public GlyphDelegate
{
    Q_OBJECT

public:
    using GlyphDelegate::GlyphDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void drawMark(QPainter *painter, const QStyleOptionViewItem &option, const WatchEvent &event, WatchCell cell) const;

    mutable std::optional<GlyphText> m_fixed;
    mutable std::optional<GlyphText> m_usual;
};

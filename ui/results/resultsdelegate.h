#pragma once

#include "ui/results/glyphdelegate.h"

#include <optional>

/// Draws the cells of results with few calls to the model, so that a page of them scrolls within a frame: the outcome with an icon and in
/// its colour, keys and values in a fixed font, messages apart from values.
class ResultsDelegate : public GlyphDelegate
{
    Q_OBJECT

public:
    using GlyphDelegate::GlyphDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    mutable std::optional<GlyphText> m_fixed;
    mutable std::optional<GlyphText> m_usual;
    mutable std::optional<GlyphText> m_italic;
};

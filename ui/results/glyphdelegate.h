#pragma once

#include "ui/results/glyphtext.h"

#include <QStyledItemDelegate>

#include <optional>

/// What delegates have in common that draw the cells of a large table themselves, so that a page of it scrolls within a frame.
class GlyphDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    static constexpr int margin = 4; ///< pixels at 100 %, on either side of a cell's text

    [[nodiscard]] static bool isSelected(const QStyleOptionViewItem &option) { return option.state.testFlag(QStyle::State_Selected); }
    /// Behind a cell of `row`: every second one is a little darker.
    static void drawBackground(QPainter *painter, const QStyleOptionViewItem &option, int row);
    /// At the beginning of a cell; null: only the room for one is taken from `place`.
    static void drawIcon(QPainter *painter, const QStyleOptionViewItem &option, const QIcon &icon, QRect &place);
    /// Of a cell's text, where it is not selected `usual`.
    static void usePen(QPainter *painter, const QStyleOptionViewItem &option, const QColor &usual);
    static void drawFocus(QPainter *painter, const QStyleOptionViewItem &option);
    /// The texts of a font, made again only when the font is another.
    [[nodiscard]] static const GlyphText &texts(std::optional<GlyphText> &kept, const QFont &font);
    enum class Icon { None, First };
    /// Room for `text` in one line.
    [[nodiscard]] static QSize sizeOf(const QString &text, const QFont &font, const QStyleOptionViewItem &option, Icon icon);
};

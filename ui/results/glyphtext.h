#pragma once

#include <QFont>
#include <QRawFont>

#include <array>

class QPainter;
class QRect;

/// Draws short texts in one font without laying them out each time: most of a table is plain ASCII, and of that the glyphs and their widths
/// are known. What is not is drawn by Qt.
class GlyphText
{
public:
    explicit GlyphText(const QFont &font);

    [[nodiscard]] const QFont &font() const { return m_font; }
    /// One line in `place`, vertically centred, with an ellipsis where it does not fit; in the painter's pen.
    void draw(QPainter *painter, const QRect &place, const QString &text, Qt::Alignment alignment) const;

private:
    static constexpr char16_t first = u' ';
    static constexpr char16_t last = u'~';

    void drawGlyphs(QPainter *painter, const QRect &place, const QString &text, Qt::Alignment alignment) const;

    QFont m_font;
    QRawFont m_rawFont;
    std::array<quint32, last - first + 1> m_glyphs{};
    std::array<qreal, last - first + 1> m_advances{};
    quint32 m_ellipsis = 0; ///< 0: the font has none
    qreal m_ellipsisAdvance = 0;
    qreal m_ascent = 0;
    qreal m_height = 0;
};

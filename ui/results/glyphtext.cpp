#include "ui/results/glyphtext.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QVarLengthArray>

#include <algorithm>

GlyphText::GlyphText(const QFont &font)
    : m_font(font)
    , m_rawFont(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_height = metrics.height();
    QString characters;
    for (char16_t character = first; character <= last; ++character)
        characters += QChar(character);
    characters += QChar(0x2026);
    const QList<quint32> glyphs = m_rawFont.glyphIndexesForString(characters);
    if (glyphs.size() != characters.size())
        return;
    std::copy_n(glyphs.cbegin(), m_glyphs.size(), m_glyphs.begin());
    for (size_t i = 0; i < m_advances.size(); ++i)
        m_advances[i] = metrics.horizontalAdvance(characters[qsizetype(i)]);
    m_ellipsis = glyphs.constLast();
    m_ellipsisAdvance = metrics.horizontalAdvance(QChar(0x2026));
}

void GlyphText::draw(QPainter *painter, const QRect &place, const QString &text, Qt::Alignment alignment) const
{
    if (text.isEmpty() || place.width() <= 0)
        return;
    const bool plain = m_ellipsis != 0
        && std::ranges::all_of(text, [](QChar character) { return character.unicode() >= first && character.unicode() <= last; });
    // An ellipsis that is there already is as good as plain.
    const bool cut = !plain && m_ellipsis != 0 && text.endsWith(QChar(0x2026))
        && std::all_of(text.cbegin(), text.cend() - 1,
                       [](QChar character) { return character.unicode() >= first && character.unicode() <= last; });
    if (plain || cut) {
        drawGlyphs(painter, place, text, alignment);
        return;
    }
    painter->setFont(m_font);
    const QString elided = QFontMetrics(m_font).elidedText(text, Qt::ElideRight, place.width());
    painter->drawText(place, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, elided);
}

void GlyphText::drawGlyphs(QPainter *painter, const QRect &place, const QString &text, Qt::Alignment alignment) const
{
    QVarLengthArray<quint32, 256> glyphs;
    QVarLengthArray<QPointF, 256> positions;
    qreal x = 0;
    qsizetype fitting = 0; // glyphs behind which an ellipsis has room
    qreal fittingEnd = 0;
    bool elided = false;
    for (const QChar character : text) {
        const bool ellipsis = character.unicode() > last;
        const size_t i = ellipsis ? 0 : character.unicode() - first;
        glyphs.append(ellipsis ? m_ellipsis : m_glyphs[i]);
        positions.append({x, m_ascent});
        x += ellipsis ? m_ellipsisAdvance : m_advances[i];
        if (x > place.width()) {
            elided = true;
            break;
        }
        if (x + m_ellipsisAdvance <= place.width()) {
            fitting = glyphs.size();
            fittingEnd = x;
        }
    }
    if (elided) {
        glyphs.resize(fitting);
        positions.resize(fitting);
        glyphs.append(m_ellipsis);
        positions.append({fittingEnd, m_ascent});
        x = fittingEnd + m_ellipsisAdvance;
    }
    QGlyphRun run;
    run.setRawFont(m_rawFont);
    run.setRawData(glyphs.constData(), positions.constData(), int(glyphs.size()));
    const qreal left = alignment.testFlag(Qt::AlignRight) ? place.left() + place.width() - x : place.left();
    painter->drawGlyphRun({left, place.top() + (place.height() - m_height) / 2}, run);
}

#pragma once

#include "ui/values/structuredlines.h"

#include <QTextLayout>

class QPainter;

/// What of a line is selected, from and to.
struct SelectedColumns
{
    int from = 0;
    int to = 0;
    QPalette::ColorGroup group = QPalette::Active;
};

/// A line of formatted text as it is painted.
class StructuredRow
{
public:
    StructuredRow(const WrittenLine &line, const QFont &font, const QPalette &palette, const SelectedColumns &selected = {});

    void draw(QPainter *painter, const QPointF &place) const { m_layout.draw(painter, place); }
    void drawCursor(QPainter *painter, const QPointF &place, int column) const { m_layout.drawCursor(painter, place, column); }
    [[nodiscard]] qreal width() const { return m_layout.lineAt(0).naturalTextWidth(); }
    [[nodiscard]] qreal xOf(int column) const { return m_layout.lineAt(0).cursorToX(column); }
    [[nodiscard]] int columnAt(qreal x) const { return m_layout.lineAt(0).xToCursor(x); }

private:
    QTextLayout m_layout;
};

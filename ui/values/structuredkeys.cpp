#include "ui/values/structuredarea.h"

#include <QKeyEvent>

#include <algorithm>

// StructuredArea's other half: what keys do in it.

void StructuredArea::moveRows(int rows, Selecting selecting)
{
    const int row = std::clamp(m_folding.rowOf(m_cursor.line) + rows, 0, std::max(0, m_folding.rowCount() - 1));
    const int line = m_folding.lineAt(row);
    moveTo({line, std::min(m_cursor.column, int(written(line).text.size()))}, selecting);
}

void StructuredArea::moveColumns(int columns, Selecting selecting)
{
    const QString text = written(m_cursor.line).text;
    const int size = int(text.size());
    TextSpot spot{m_cursor.line, m_cursor.column + columns};
    if (spot.column > 0 && spot.column < size && text[spot.column].isLowSurrogate())
        spot.column += columns;
    const int row = m_folding.rowOf(m_cursor.line);
    if (spot.column < 0 && row > 0) {
        spot.line = m_folding.lineAt(row - 1);
        spot.column = int(written(spot.line).text.size());
    } else if (spot.column > size && row + 1 < m_folding.rowCount()) {
        spot = {m_folding.lineAt(row + 1), 0};
    } else {
        spot.column = std::clamp(spot.column, 0, size);
    }
    moveTo(spot, selecting);
}

bool StructuredArea::foldByKey(const QKeyEvent &event)
{
    using Folding = StructuredLines::Folding;
    const int line = m_cursor.line;
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        toggle(line);
        return true;
    case Qt::Key_Plus:
        setFolded(line, Folding::Open);
        return true;
    case Qt::Key_Minus: {
        const int outer = m_lines->outer(line);
        const int header = m_lines->foldEnd(line) >= 0 && !m_folding.isFolded(line) ? line : outer;
        if (header >= 0)
            setFolded(header, Folding::Folded);
        return true;
    }
    default:
        return false;
    }
}

void StructuredArea::keyPressEvent(QKeyEvent *event)
{
    if (currentLine() < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const bool toEnds = event->modifiers().testFlag(Qt::ControlModifier);
    const Selecting selecting = event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew;
    const int page = std::max(1, pageRows() - 1);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (!toEnds && foldByKey(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveColumns(-1, selecting);
    case Qt::Key_Right:
        return moveColumns(1, selecting);
    case Qt::Key_Up:
        return moveRows(-1, selecting);
    case Qt::Key_Down:
        return moveRows(1, selecting);
    case Qt::Key_PageUp:
        return moveRows(-page, selecting);
    case Qt::Key_PageDown:
        return moveRows(page, selecting);
    case Qt::Key_Home:
        return moveTo({toEnds ? 0 : m_cursor.line, 0}, selecting);
    case Qt::Key_End: {
        const int line = toEnds ? m_folding.lineAt(m_folding.rowCount() - 1) : m_cursor.line;
        return moveTo({line, int(written(line).text.size())}, selecting);
    }
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

#include "ui/values/structuredarea.h"

#include "ui/theme.h"
#include "ui/values/foldmargin.h"
#include "ui/values/structuredrow.h"

#include <QContextMenuEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

constexpr int gap = 6;          ///< pixels at 100 %
constexpr auto dragStep = 50ms; ///< while the mouse selects outside
constexpr int mostFolds = 500'000;

} // namespace

StructuredArea::StructuredArea(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(fontMetrics().lineSpacing() * 3); // where there is no room for more
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    connect(&m_copying, &StructuredCopy::told, this, &StructuredArea::told);
}

void StructuredArea::setLines(const Lines &lines, Place place)
{
    m_lines = lines;
    if (place == Place::AtTop) {
        m_folding = {};
        m_cursor = m_anchor = {};
    }
    m_folding.setLineCount(lines ? lines->lineCount() : 0);
    for (TextSpot *spot : {&m_cursor, &m_anchor}) {
        if (currentLine() >= 0)
            spot->column = std::min(spot->column, int(written(spot->line).text.size()));
    }
    updateBars();
    if (place == Place::AtTop) {
        verticalScrollBar()->setValue(0);
        horizontalScrollBar()->setRange(0, 0);
    }
    viewport()->update();
    emit currentMoved();
}

void StructuredArea::goToLine(int line)
{
    if (!m_lines || line < 0 || line >= m_lines->lineCount())
        return;
    m_folding.reveal(line);
    updateBars();
    moveTo({line, 0}, Selecting::Anew);
}

QString StructuredArea::visibleText() const
{
    QStringList rows;
    const int first = verticalScrollBar()->value();
    for (int row = first; row < std::min(first + pageRows(), m_folding.rowCount()); ++row)
        rows.append(written(m_folding.lineAt(row)).text);
    return rows.join(QLatin1Char('\n'));
}

int StructuredArea::rowHeight() const
{
    return fontMetrics().lineSpacing();
}

int StructuredArea::marginWidth() const
{
    return FoldMargin(font(), m_lines ? m_lines->lineCount() : 0).width();
}

WrittenLine StructuredArea::written(int line) const
{
    using Folding = StructuredLines::Folding;
    return m_lines->written(line, m_folding.isFolded(line) ? Folding::Folded : Folding::Open);
}

void StructuredArea::updateBars()
{
    verticalScrollBar()->setRange(0, std::max(0, m_folding.rowCount() - pageRows()));
    verticalScrollBar()->setPageStep(pageRows());
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
}

StructuredRow StructuredArea::laidOut(int line) const
{
    const WrittenLine text = written(line);
    const auto [from, to] = std::minmax(m_cursor, m_anchor);
    SelectedColumns selected{.group = hasFocus() ? QPalette::Active : QPalette::Inactive};
    if (from != to && line >= from.line && line <= to.line) {
        selected.from = line == from.line ? from.column : 0;
        selected.to = line == to.line ? to.column : int(text.text.size());
    }
    return {text, font(), palette(), selected};
}

void StructuredArea::paintEvent(QPaintEvent *)
{
    if (!m_lines)
        return;
    QPainter painter(viewport());
    const FoldMargin margin(font(), m_lines->lineCount());
    const int first = verticalScrollBar()->value();
    const int last = std::min(m_folding.rowCount(), first + viewport()->height() / rowHeight() + 1);
    QColor here = palette().color(QPalette::Highlight);
    here.setAlpha(isDark(palette()) ? 45 : 22);
    int widest = 0;
    for (int row = first; row < last; ++row) {
        const int line = m_folding.lineAt(row);
        const int top = (row - first) * rowHeight();
        if (line == m_cursor.line)
            painter.fillRect(margin.width(), top, viewport()->width(), rowHeight(), here);
        const StructuredRow shown = laidOut(line);
        const QPointF place(margin.width() + gap - horizontalScrollBar()->value(), top);
        painter.setClipRect(margin.width(), 0, viewport()->width(), viewport()->height());
        painter.setPen(palette().color(QPalette::Text));
        shown.draw(&painter, place);
        if (line == m_cursor.line && hasFocus())
            shown.drawCursor(&painter, place, m_cursor.column);
        painter.setClipping(false);
        margin.paint(&painter, palette(), top, line,
                     m_folding.isFolded(line)          ? FoldMargin::Mark::Folded
                         : m_lines->foldEnd(line) >= 0 ? FoldMargin::Mark::Open
                                                       : FoldMargin::Mark::None);
        widest = std::max(widest, int(shown.width()));
    }
    // It only grows here: the bar may push the line that needs it out of sight.
    const int room = margin.width() + widest + 3 * gap - viewport()->width();
    if (room > horizontalScrollBar()->maximum())
        horizontalScrollBar()->setRange(0, room);
}

int StructuredArea::lineNear(int y) const
{
    const int row = verticalScrollBar()->value() + (y < 0 ? -1 : y / rowHeight());
    return m_folding.lineAt(std::clamp(row, 0, std::max(0, m_folding.rowCount() - 1)));
}

TextSpot StructuredArea::spotAt(const QPoint &position) const
{
    const int line = lineNear(position.y());
    return {line, laidOut(line).columnAt(position.x() - marginWidth() - gap + horizontalScrollBar()->value())};
}

void StructuredArea::moveTo(TextSpot spot, Selecting selecting)
{
    m_cursor = spot;
    if (selecting == Selecting::Anew)
        m_anchor = spot;
    bringIntoSight();
    viewport()->update();
    emit currentMoved();
}

void StructuredArea::bringIntoSight()
{
    const int row = m_folding.rowOf(m_cursor.line);
    const int top = verticalScrollBar()->value();
    if (row < top || row >= top + pageRows())
        verticalScrollBar()->setValue(row < top - 1 || row > top + pageRows() ? row - pageRows() / 3
                                          : row < top                         ? row
                                                                              : row - pageRows() + 1);
    const int x = int(laidOut(m_cursor.line).xOf(m_cursor.column));
    const int room = viewport()->width() - marginWidth() - 3 * gap;
    const int left = horizontalScrollBar()->value();
    const int wanted = std::clamp(left, std::max(0, x - room), x);
    if (wanted > horizontalScrollBar()->maximum())
        horizontalScrollBar()->setRange(0, wanted);
    horizontalScrollBar()->setValue(wanted);
}

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

void StructuredArea::setFolded(int line, StructuredLines::Folding folding)
{
    const int end = m_lines->foldEnd(line);
    if (folding == StructuredLines::Folding::Folded && end > line) {
        m_folding.fold(line, end);
        for (TextSpot *spot : {&m_cursor, &m_anchor}) {
            if (spot->line > line && spot->line <= end)
                *spot = {line, 0};
        }
    } else {
        m_folding.unfold(line);
    }
    for (TextSpot *spot : {&m_cursor, &m_anchor}) // the line is another text now
        spot->column = std::min(spot->column, int(written(spot->line).text.size()));
    updateBars();
    viewport()->update();
    emit currentMoved();
}

void StructuredArea::toggle(int line)
{
    using Folding = StructuredLines::Folding;
    if (m_folding.isFolded(line) || m_lines->foldEnd(line) >= 0)
        setFolded(line, m_folding.isFolded(line) ? Folding::Open : Folding::Folded);
}

void StructuredArea::foldAll()
{
    if (!m_lines || m_lines->lineCount() == 0)
        return;
    m_folding.unfoldAll();
    m_folding.foldEach(outermostFolds(*m_lines, mostFolds));
    const int row = m_folding.rowOf(m_cursor.line);
    m_cursor = m_anchor = {m_folding.lineAt(row), 0};
    updateBars();
    bringIntoSight();
    viewport()->update();
    emit currentMoved();
}

void StructuredArea::unfoldAll()
{
    if (!m_lines || m_lines->lineCount() == 0)
        return;
    m_folding.unfoldAll();
    m_cursor.column = m_anchor.column = 0;
    updateBars();
    bringIntoSight();
    viewport()->update();
}

void StructuredArea::selectAll()
{
    if (currentLine() < 0)
        return;
    m_anchor = {};
    const int last = m_folding.lineAt(std::max(0, m_folding.rowCount() - 1));
    m_cursor = {last, int(written(last).text.size())};
    viewport()->update();
    emit currentMoved();
}

void StructuredArea::copy()
{
    if (currentLine() < 0)
        return;
    if (!hasSelection()) {
        emit copyRequested();
        return;
    }
    const auto [from, to] = std::minmax(m_cursor, m_anchor);
    m_copying.copy(m_lines, m_folding, from, to);
}

void StructuredArea::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void StructuredArea::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        horizontalScrollBar()->setRange(0, 0);
        updateBars();
    }
}

void StructuredArea::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || currentLine() < 0)
        return;
    if (event->pos().x() < marginWidth())
        toggle(lineNear(event->pos().y()));
    else
        moveTo(spotAt(event->pos()), event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew);
}

void StructuredArea::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(event->pos().x() < marginWidth() ? Qt::ArrowCursor : Qt::IBeamCursor);
    if (!event->buttons().testFlag(Qt::LeftButton) || currentLine() < 0)
        return;
    const bool isOutside = event->pos().y() < 0 || event->pos().y() >= viewport()->height();
    if (!isOutside)
        m_dragging.stop();
    else if (!m_dragging.isActive())
        m_dragging.start(int(dragStep.count()), this);
    moveTo(spotAt(event->pos()), Selecting::Extend);
}

void StructuredArea::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging.stop();
}

void StructuredArea::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_dragging.timerId())
        moveTo(spotAt(viewport()->mapFromGlobal(QCursor::pos())), Selecting::Extend);
}

void StructuredArea::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (currentLine() < 0 || event->pos().x() < marginWidth())
        return;
    const TextSpot spot = spotAt(event->pos());
    const QString text = written(spot.line).text;
    const auto isWord = [&text](int column) { return text[column].isLetterOrNumber() || text[column] == u'_'; };
    int from = spot.column;
    int to = spot.column;
    while (from > 0 && isWord(from - 1))
        --from;
    while (to < text.size() && isWord(to))
        ++to;
    m_anchor = {spot.line, from};
    moveTo({spot.line, to}, Selecting::Extend);
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

void StructuredArea::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void StructuredArea::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void StructuredArea::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse && !hasSelection() && currentLine() >= 0)
        moveTo(spotAt(event->pos()), Selecting::Anew);
    emit menuRequested(event->globalPos());
}

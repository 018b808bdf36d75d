#include "ui/results/longtext.h"

#include "ui/iconengine.h"
#include "ui/results/longtextaccess.h"
#include "ui/results/rowlayout.h"
#include "ui/results/rowmarks.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace {

constexpr int textMargin = 4;    ///< pixels at 100 %
constexpr int farColumns = 1000; ///< of a row where lines are not wrapped: more take too long to lay out
constexpr int wheelStep = 120;
constexpr auto dragStep = 40ms;

} // namespace

LongText::LongText(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    installLongTextAccess();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(fontMetrics().lineSpacing() * 3); // where there is no room for more
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, &LongText::takeScrolling);
    connect(&m_copy, &ByteCopy::told, this, &LongText::told);
    breakRows();
}

LongText::~LongText() = default;

void LongText::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    verticalScrollBar()->setValue(0); // while the rows are still those that its value is a place in
    m_bytes = bytes;
    m_owner = owner;
    m_matches.reset();
    m_top = m_cursor = m_anchor = 0;
    m_wantedX.reset();
    horizontalScrollBar()->setRange(0, 0);
    breakRows();
}

void LongText::setWrap(Wrap wrap)
{
    m_wrap = wrap;
    horizontalScrollBar()->setRange(0, 0);
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
    breakRows();
}

void LongText::setMatches(const ByteFinder::Matches &matches)
{
    m_matches = matches;
    viewport()->update();
}

void LongText::select(qsizetype from, qsizetype to)
{
    m_anchor = from;
    m_cursor = to;
    m_wantedX.reset();
    bringIntoSight(to);
    bringIntoSight(from);
}

QString LongText::visibleText() const
{
    QStringList rows;
    qsizetype row = m_top;
    for (int i = 0; i < pageRows() && row >= 0; ++i, row = m_rows.next(row))
        rows.append(m_rows.written(row).text);
    return rows.join(QLatin1Char('\n'));
}

void LongText::copy()
{
    m_copy.copy(m_bytes.sliced(selectionStart(), selectionEnd() - selectionStart()), m_owner, ByteCopy::Form::Text);
}

void LongText::selectAll()
{
    m_anchor = 0;
    m_cursor = m_bytes.size();
    viewport()->update();
}

int LongText::rowHeight() const
{
    return fontMetrics().lineSpacing();
}

qsizetype LongText::down(qsizetype row, qsizetype count) const
{
    for (qsizetype next = row; count >= 0 && next >= 0; --count, next = m_rows.next(next))
        row = next;
    return row;
}

/// The rows anew, for other bytes or another width; the first in sight keeps its byte.
void LongText::breakRows()
{
    // Not the rounded width: over a whole row that would come to a character or two.
    const double character = std::max(1.0, QFontMetricsF(font()).horizontalAdvance(QLatin1Char('0')));
    m_rows = TextRows(m_bytes, m_wrap == Wrap::Far ? farColumns : int((viewport()->width() - 2 * textMargin) / character));
    m_lastTop = m_rows.back(m_rows.last(), pageRows() - 1);
    verticalScrollBar()->setRange(0, int(m_lastTop));
    // A page in bytes, as if all rows were like those in sight.
    verticalScrollBar()->setPageStep(int(std::max<qsizetype>(1, down(m_top, pageRows()) - m_top)));
    showTop(std::min(m_rows.rowAt(m_top), m_lastTop));
}

void LongText::showTop(qsizetype row)
{
    m_top = std::clamp<qsizetype>(row, 0, m_lastTop);
    verticalScrollBar()->setValue(int(m_top));
    viewport()->update();
}

/// Its value counts bytes; a step and a page are rows.
void LongText::takeScrolling(int action)
{
    qsizetype row = m_top;
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd:
        row = down(m_top, 1);
        break;
    case QAbstractSlider::SliderSingleStepSub:
        row = m_rows.back(m_top, 1);
        break;
    case QAbstractSlider::SliderPageStepAdd:
        row = down(m_top, std::max(1, pageRows() - 1));
        break;
    case QAbstractSlider::SliderPageStepSub:
        row = m_rows.back(m_top, std::max(1, pageRows() - 1));
        break;
    default:
        return;
    }
    verticalScrollBar()->setSliderPosition(int(std::min(row, m_lastTop)));
}

void LongText::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    if (dy != 0 && verticalScrollBar()->value() != m_top)
        m_top = std::min(m_rows.rowAt(verticalScrollBar()->value()), m_lastTop);
    viewport()->update();
}

void LongText::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_turned += event->angleDelta().y() * QApplication::wheelScrollLines();
    const int rows = m_turned / wheelStep;
    m_turned -= rows * wheelStep;
    showTop(rows > 0 ? m_rows.back(m_top, rows) : down(m_top, -rows));
    event->accept();
}

qsizetype LongText::offsetAt(const QPoint &position) const
{
    const int rows = position.y() < 0 ? -1 : position.y() / rowHeight();
    const qsizetype row = rows < 0 ? m_rows.back(m_top, 1) : down(m_top, rows);
    return offsetIn(row, position.x() + horizontalScrollBar()->value() - textMargin);
}

qsizetype LongText::offsetIn(qsizetype row, qreal x) const
{
    return std::min(RowLayout(m_rows.written(row), font()).offsetAt(x), m_rows.end(row));
}

qreal LongText::xOf(qsizetype offset) const
{
    return RowLayout(m_rows.written(m_rows.rowAt(offset)), font()).xOf(offset);
}

void LongText::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (m_bytes.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(textMargin, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("The value is empty."));
        return;
    }
    painter.setPen(palette().color(QPalette::Text));
    const int left = horizontalScrollBar()->value();
    painter.translate(textMargin - left, 0);
    int widest = 0;
    qsizetype row = m_top;
    for (int top = 0; top < viewport()->height() && row >= 0; top += rowHeight(), row = m_rows.next(row))
        widest = std::max(widest, paintRow(painter, row, top));
    // Only where characters are wider than the font's own.
    // It only grows here: the bar may push the row that needs it out of sight.
    const int room = widest + 2 * textMargin - viewport()->width();
    if (room > horizontalScrollBar()->maximum())
        horizontalScrollBar()->setRange(0, room);
}

int LongText::paintRow(QPainter &painter, qsizetype row, int top) const
{
    const TextRows::Row written = m_rows.written(row);
    const qsizetype rowEnd = written.offsets.back();
    const RowMarks marks{.matches = m_matches,
                         .selectionStart = selectionStart(),
                         .selectionEnd = selectionEnd(),
                         .group = hasFocus() ? QPalette::Active : QPalette::Inactive};
    const RowLayout line(written, font(), rowFormats(written, row, marks, palette()));
    line.layout().draw(&painter, {0, qreal(top)});
    const bool here = m_cursor >= row && (m_cursor < rowEnd || (m_cursor == rowEnd && m_rows.end(row) == rowEnd));
    if (here && hasFocus())
        painter.fillRect(QRectF(line.xOf(m_cursor), top, 1, rowHeight()), palette().color(QPalette::Text));
    return int(line.width());
}

void LongText::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    // Not of the viewport: bars come and go in there.
    if (std::exchange(m_width, width()) != width())
        horizontalScrollBar()->setRange(0, 0);
    breakRows();
}

void LongText::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        horizontalScrollBar()->setRange(0, 0);
        breakRows();
    }
}

bool LongText::isWordByte(qsizetype offset) const
{
    const uchar byte = uchar(m_bytes[offset]);
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_' || byte >= 0x80;
}

void LongText::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(offsetAt(event->pos()), event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew);
}

void LongText::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const bool outside = event->pos().y() < 0 || event->pos().y() >= viewport()->height();
    if (!outside)
        m_dragging.stop();
    else if (!m_dragging.isActive())
        m_dragging.start(int(dragStep.count()), this);
    moveTo(offsetAt(event->pos()), Selecting::Extend);
}

void LongText::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging.stop();
}

void LongText::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragging.timerId())
        return;
    moveTo(offsetAt(viewport()->mapFromGlobal(QCursor::pos())), Selecting::Extend);
}

void LongText::mouseDoubleClickEvent(QMouseEvent *event)
{
    constexpr qsizetype longestWord = 1024;
    const qsizetype at = offsetAt(event->pos());
    qsizetype from = at;
    qsizetype to = at;
    while (from > 0 && at - from < longestWord && isWordByte(from - 1))
        --from;
    while (to < m_bytes.size() && to - at < longestWord && isWordByte(to))
        ++to;
    select(from, to);
}

void LongText::moveTo(qsizetype offset, Selecting selecting)
{
    m_cursor = std::clamp<qsizetype>(offset, 0, m_bytes.size());
    if (selecting == Selecting::Anew)
        m_anchor = m_cursor;
    m_wantedX.reset();
    bringIntoSight(m_cursor);
}

void LongText::moveRows(qsizetype count, Selecting selecting)
{
    const qreal x = m_wantedX ? *m_wantedX : xOf(m_cursor);
    const qsizetype row = m_rows.rowAt(m_cursor);
    const qsizetype target = count < 0 ? m_rows.back(row, -count) : down(row, count);
    moveTo(offsetIn(target, x), selecting);
    m_wantedX = x;
}

void LongText::bringIntoSight(qsizetype offset)
{
    const qsizetype row = m_rows.rowAt(offset);
    if (row < m_top)
        showTop(m_top - row > m_bytes.size() / 1000 ? m_rows.back(row, pageRows() / 2) : row);
    else if (row > down(m_top, pageRows() - 1))
        showTop(m_rows.back(row, row > down(m_top, 2 * pageRows()) ? pageRows() / 2 : pageRows() - 1));
    if (m_wrap == Wrap::Far)
        bringToTheSide(offset);
    viewport()->update();
}

void LongText::bringToTheSide(qsizetype offset)
{
    QScrollBar *bar = horizontalScrollBar();
    const int left = int(xOf(offset));
    const int right = left + 3 * textMargin;
    bar->setRange(0, std::max(bar->maximum(), right - viewport()->width()));
    if (left < bar->value())
        bar->setValue(std::max(0, left - viewport()->width() / 4));
    else if (right > bar->value() + viewport()->width())
        bar->setValue(right - viewport()->width() * 3 / 4);
}

void LongText::keyPressEvent(QKeyEvent *event)
{
    const bool toEnds = event->modifiers().testFlag(Qt::ControlModifier);
    const Selecting selecting = event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew;
    const qsizetype row = m_rows.rowAt(m_cursor);
    const qsizetype page = std::max(1, pageRows() - 1);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Left: {
        const qsizetype before = m_rows.rowAt(std::max<qsizetype>(0, m_cursor - 1));
        const std::vector<qsizetype> &places = m_rows.written(before).offsets;
        const auto at = std::ranges::lower_bound(places, m_cursor);
        return moveTo(at == places.begin() ? before : *std::prev(at), selecting);
    }
    case Qt::Key_Right: {
        const std::vector<qsizetype> places = m_rows.written(row).offsets;
        const auto at = std::ranges::upper_bound(places, m_cursor);
        return moveTo(at == places.end() ? m_cursor + 1 : *at, selecting);
    }
    case Qt::Key_Up:
        return moveRows(-1, selecting);
    case Qt::Key_Down:
        return moveRows(1, selecting);
    case Qt::Key_PageUp:
        return moveRows(-page, selecting);
    case Qt::Key_PageDown:
        return moveRows(page, selecting);
    case Qt::Key_Home:
        return moveTo(toEnds ? 0 : row, selecting);
    case Qt::Key_End:
        return moveTo(toEnds ? m_bytes.size() : m_rows.end(row), selecting);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LongText::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LongText::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void LongText::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy"), this, &LongText::copy);
    menu->addAction(tr("Select &all"), this, &LongText::selectAll);
    menu->addAction(themedIcon(QStringLiteral("search")), tr("&Find…"), this, &LongText::findRequested);
    menu->popup(event->globalPos());
}

#include "ui/results/hexview.h"

#include "ui/iconengine.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QPainter>
#include <QScrollBar>

namespace {

constexpr int margin = 6; ///< pixels at 100 %

}

int HexView::Columns::hexOf(qsizetype column) const
{
    return hex + int(column * 3 + column / 8) * character;
}

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(fontMetrics().lineSpacing() * 3); // where there is no room for more
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(&m_copy, &ByteCopy::told, this, &HexView::told);
}

void HexView::setBytes(QByteArrayView bytes, const std::shared_ptr<const void> &owner)
{
    m_bytes = bytes;
    m_owner = owner;
    m_matches.reset();
    m_cursor = 0;
    m_anchor = 0;
    verticalScrollBar()->setValue(0);
    updateLines();
    viewport()->update();
}

void HexView::exchangeBytes(QByteArrayView bytes, qsizetype cursor)
{
    m_bytes = bytes;
    m_matches.reset();
    updateLines();
    moveTo(cursor, Selecting::Anew);
}

void HexView::setMatches(const ByteFinder::Matches &matches)
{
    m_matches = matches;
    viewport()->update();
}

void HexView::select(qsizetype from, qsizetype length)
{
    const qsizetype last = std::max<qsizetype>(0, m_bytes.size() - 1);
    m_anchor = std::clamp<qsizetype>(from, 0, last);
    m_cursor = std::clamp<qsizetype>(from + length - 1, m_anchor, last);
    reveal(m_anchor);
}

void HexView::copy()
{
    m_copy.copy(selection(), m_owner, ByteCopy::Form::Hex);
}

void HexView::copyText()
{
    m_copy.copy(selection(), m_owner, ByteCopy::Form::Text);
}

void HexView::selectAll()
{
    m_anchor = 0;
    m_cursor = std::max<qsizetype>(0, m_bytes.size() - 1);
    viewport()->update();
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.translate(-horizontalScrollBar()->value(), 0);
    const Columns places = columns(m_inLine);
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype last = std::min(lineCount(), first + viewport()->height() / lineHeight() + 1);
    for (qsizetype line = first; line < last; ++line)
        paintLine(painter, line, int(line - first) * lineHeight(), places);
    paintCursor(painter, places);
}

void HexView::paintLine(QPainter &painter, qsizetype line, int top, const Columns &places) const
{
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto draw = [&](int left, const QString &text, const QColor &color) {
        painter.setPen(color);
        painter.drawText(QRect(left, top, places.end, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    const QColor quiet = palette().color(QPalette::PlaceholderText);
    const QColor plain = palette().color(QPalette::Text);
    const QColor chosen = palette().color(hasFocus() ? QPalette::Active : QPalette::Inactive, QPalette::HighlightedText);
    draw(margin, QStringLiteral("%1").arg(line * m_inLine, offsetDigits(), 16, QLatin1Char('0')).toUpper(), quiet);
    const qsizetype from = std::min(m_cursor, m_anchor);
    const qsizetype to = std::max(m_cursor, m_anchor);
    for (qsizetype column = 0; column < m_inLine; ++column) {
        const qsizetype position = line * m_inLine + column;
        if (position >= m_bytes.size())
            break;
        const uchar byte = uchar(m_bytes[position]);
        const bool selected = position >= from && position <= to;
        const int hexLeft = places.hexOf(column);
        const int textLeft = places.text + int(column) * places.character;
        if (!selected && isFound(position)) {
            QColor found = toneColor(Tone::Notice, palette());
            found.setAlpha(90);
            painter.fillRect(hexLeft, top, 2 * places.character, lineHeight(), found);
            painter.fillRect(textLeft, top, places.character, lineHeight(), found);
        }
        if (selected) {
            const bool gap = position != to && column + 1 < m_inLine;
            const QBrush brush = palette().brush(hasFocus() ? QPalette::Active : QPalette::Inactive, QPalette::Highlight);
            const int right = gap ? places.hexOf(column + 1) : hexLeft + 2 * places.character;
            painter.fillRect(hexLeft, top, right - hexLeft, lineHeight(), brush);
            painter.fillRect(textLeft, top, places.character, lineHeight(), brush);
        }
        const bool printable = byte >= 0x20 && byte < 0x7f;
        const QString pair = QString(QLatin1Char(digits[byte >> 4])) + QLatin1Char(digits[byte & 15]);
        draw(hexLeft, pair, selected ? chosen : byte == 0 ? quiet : plain);
        draw(textLeft, printable ? QString(QLatin1Char(char(byte))) : QStringLiteral("·"), selected ? chosen : printable ? plain : quiet);
    }
}

bool HexView::isFound(qsizetype position) const
{
    if (!m_matches)
        return false;
    const size_t behind = m_matches->firstFrom(position + 1);
    return behind > 0 && m_matches->begins[behind - 1] + m_matches->length > position;
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateLines();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateLines();
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(byteAt(event->pos()), event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveTo(byteAt(event->pos()), Selecting::Extend);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool toEnds = event->modifiers().testFlag(Qt::ControlModifier);
    const qsizetype page = std::max(1, viewport()->height() / lineHeight() - 1) * m_inLine;
    const Selecting selecting = event->modifiers().testFlag(Qt::ShiftModifier) ? Selecting::Extend : Selecting::Anew;
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_cursor - 1, selecting);
    case Qt::Key_Right:
        return moveTo(m_cursor + 1, selecting);
    case Qt::Key_Up:
        return moveTo(m_cursor - m_inLine, selecting);
    case Qt::Key_Down:
        return moveTo(m_cursor + m_inLine, selecting);
    case Qt::Key_PageUp:
        return moveTo(m_cursor - page, selecting);
    case Qt::Key_PageDown:
        return moveTo(m_cursor + page, selecting);
    case Qt::Key_Home:
        return moveTo(toEnds ? 0 : m_cursor - m_cursor % m_inLine, selecting);
    case Qt::Key_End:
        return moveTo(toEnds ? m_bytes.size() : m_cursor - m_cursor % m_inLine + m_inLine - 1, selecting);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy as hexadecimal"), this, &HexView::copy);
    menu->addAction(tr("Copy as &text"), this, &HexView::copyText);
    menu->addAction(tr("Select &all"), this, &HexView::selectAll);
    if (isSignalConnected(QMetaMethod::fromSignal(&HexView::findRequested)))
        menu->addAction(themedIcon(QStringLiteral("search")), tr("&Find…"), this, &HexView::findRequested);
    menu->popup(event->globalPos());
}

HexView::Columns HexView::columns(qsizetype inLine) const
{
    Columns places;
    places.character = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    places.hex = margin + (offsetDigits() + 2) * places.character;
    places.text = places.hexOf(inLine) + places.character;
    places.end = places.text + int(inLine) * places.character + margin;
    return places;
}

qsizetype HexView::byteAt(const QPoint &position) const
{
    const Columns places = columns(m_inLine);
    const int x = position.x() + horizontalScrollBar()->value();
    const qsizetype line = verticalScrollBar()->value() + (position.y() < 0 ? -1 : position.y() / lineHeight());
    qsizetype column = 0;
    if (x >= places.text - places.character) {
        column = (x - places.text) / places.character;
    } else {
        while (column + 1 < m_inLine && places.hexOf(column + 1) <= x)
            ++column;
    }
    return line * m_inLine + std::clamp<qsizetype>(column, 0, m_inLine - 1);
}

bool HexView::isInText(const QPoint &position) const
{
    const Columns places = columns(m_inLine);
    return position.x() + horizontalScrollBar()->value() >= places.text - places.character;
}

QByteArrayView HexView::selection() const
{
    return m_bytes.sliced(selectionStart(), selectionEnd() - selectionStart());
}

void HexView::moveTo(qsizetype byte, Selecting selecting)
{
    m_cursor = std::clamp<qsizetype>(byte, 0, lastPlace());
    if (selecting == Selecting::Anew)
        m_anchor = m_cursor;
    reveal(m_cursor);
    emit moved(m_cursor);
}

void HexView::reveal(qsizetype byte)
{
    const int line = int(byte / m_inLine);
    const int page = std::max(1, viewport()->height() / lineHeight());
    const int top = verticalScrollBar()->value();
    verticalScrollBar()->setValue(std::clamp(top, line - page + 1, line));
    viewport()->update();
}

void HexView::updateLines()
{
    m_inLine = columns(mostInLine).end <= viewport()->width() ? mostInLine : mostInLine / 2;
    const int page = std::max(1, viewport()->height() / lineHeight());
    verticalScrollBar()->setRange(0, std::max(0, int(lineCount()) - page));
    verticalScrollBar()->setPageStep(page);
    horizontalScrollBar()->setRange(0, std::max(0, columns(m_inLine).end - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(columns(m_inLine).character);
}

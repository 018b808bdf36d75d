#include "ui/values/diffarea.h"

#include "ui/contrast.h"
#include "ui/fixedfont.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace {

/// Characters that each side needs to stand beside the other.
constexpr int sideCharacters = 44;

QChar diffSign(DiffCell::Kind kind)
{
    switch (kind) {
    case DiffCell::Kind::Removed:
        return QChar(0x2212);
    case DiffCell::Kind::Added:
        return QLatin1Char('+');
    default:
        return QLatin1Char(' ');
    }
}

QColor blended(const QColor &color, const QColor &ground, float share)
{
    const auto mixed = [share](float from, float to) { return from + (to - from) * share; };
    return QColor::fromRgbF(mixed(ground.redF(), color.redF()), mixed(ground.greenF(), color.greenF()),
                            mixed(ground.blueF(), color.blueF()));
}

} // namespace

DiffArea::DiffArea(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    const QFont words = font(); // a painter would take what it does not say itself from our own
    m_titleFont.setFamilies(words.families());
    if (words.pointSizeF() > 0)
        m_titleFont.setPointSizeF(words.pointSizeF());
    setFont(fixedFont());
    setMinimumHeight(fontMetrics().lineSpacing() * 4);
    setMinimumWidth(fontMetrics().averageCharWidth() * 20);
    viewport()->setBackgroundRole(QPalette::Base);
}

void DiffArea::setTitles(const QString &before, const QString &after)
{
    m_before = before;
    m_after = after;
    viewport()->update();
}

void DiffArea::setDifference(const std::shared_ptr<const Difference> &difference)
{
    m_difference = difference;
    m_current = -1;
    m_widest = 0;
    horizontalScrollBar()->setRange(0, 0);
    layOutRows();
    verticalScrollBar()->setValue(0);
    if (m_rows.changeCount() > 0)
        goToChange(0);
    emit currentMoved();
}

void DiffArea::adoptFixedFont()
{
    setFont(fixedFont());
    layOutRows();
}

int DiffArea::rowHeight() const
{
    return fontMetrics().lineSpacing() + 2;
}

int DiffArea::gap() const
{
    return fontMetrics().averageCharWidth();
}

int DiffArea::pageRows() const
{
    return std::max(1, (viewport()->height() - titleHeight()) / rowHeight());
}

int DiffArea::placeWidth() const
{
    return fontMetrics().horizontalAdvance(QString(m_rows.placeLength(), QLatin1Char('0')));
}

/// Of one side: its place and its sign.
int DiffArea::marginWidth() const
{
    return placeWidth() + gap() * 2 + signWidth();
}

int DiffArea::signWidth() const
{
    return fontMetrics().horizontalAdvance(QChar(0x2212)) + gap();
}

void DiffArea::layOutRows()
{
    const int needed = fontMetrics().averageCharWidth() * sideCharacters + (m_difference ? marginWidth() : 0);
    const bool isBytes = m_difference && m_difference->form == Difference::Form::Bytes;
    const int least = isBytes ? fontMetrics().averageCharWidth() * int(Difference::rowBytes * 4 + 3) + marginWidth() + 2 * gap() : needed;
    m_layout = viewport()->width() >= 2 * least ? DiffRows::Layout::SideBySide : DiffRows::Layout::Unified;
    m_rows = m_difference ? DiffRows(m_difference, m_layout) : DiffRows();
    updateBars();
    viewport()->update();
}

void DiffArea::updateBars()
{
    verticalScrollBar()->setRange(0, std::max(0, m_rows.count() - pageRows()));
    verticalScrollBar()->setPageStep(pageRows());
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().averageCharWidth() * 4);
}

void DiffArea::goToChange(int change)
{
    if (change < 0 || change >= m_rows.changeCount())
        return;
    m_current = change;
    const auto [first, end] = m_rows.rowsOf(change);
    const int top = verticalScrollBar()->value();
    if (first < top || end > top + pageRows())
        verticalScrollBar()->setValue(std::max(0, first - std::max(1, (pageRows() - (end - first)) / 3)));
    viewport()->update();
    emit currentMoved();
}

QColor DiffArea::ground(DiffCell::Kind kind, Emphasis emphasis) const
{
    const QColor base = palette().color(QPalette::Base);
    if (kind != DiffCell::Kind::Removed && kind != DiffCell::Kind::Added)
        return base;
    const QColor tone = toneColor(kind == DiffCell::Kind::Removed ? Tone::Bad : Tone::Good, palette());
    return blended(tone, base, emphasis == Emphasis::Within ? 0.32F : 0.12F);
}

void DiffArea::paintEvent(QPaintEvent *)
{
    if (!m_difference)
        return;
    QPainter painter(viewport());
    const int first = verticalScrollBar()->value();
    const int last = std::min(m_rows.count(), first + pageRows() + 1);
    const int widest = m_widest;
    for (int row = first; row < last; ++row)
        paintRow(painter, row, titleHeight() + (row - first) * rowHeight());
    painter.setClipping(false);
    paintTitles(painter);
    // It only grows here: the bar may push the line that needs it out of sight.
    if (m_widest > widest) {
        const int side = m_layout == DiffRows::Layout::SideBySide ? viewport()->width() / 2 : viewport()->width() - placeWidth() - gap();
        horizontalScrollBar()->setRange(0, std::max(0, m_widest + marginWidth() + gap() - side));
    }
}

void DiffArea::paintTitles(QPainter &painter)
{
    const QRect all(0, 0, viewport()->width(), titleHeight());
    painter.fillRect(all, palette().color(QPalette::Window));
    const int half = all.width() / 2;
    paintTitle(painter, QRect(0, 0, half, all.height()), DiffCell::Kind::Removed, m_before);
    paintTitle(painter, QRect(half, 0, all.width() - half, all.height()), DiffCell::Kind::Added, m_after);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(all.bottomLeft(), all.bottomRight());
    if (m_layout == DiffRows::Layout::SideBySide)
        painter.drawLine(half, 0, half, viewport()->height());
}

void DiffArea::paintTitle(QPainter &painter, const QRect &rect, DiffCell::Kind kind, const QString &text)
{
    const QRect inner = rect.adjusted(gap(), 0, -gap(), 0);
    painter.setPen(signColor(kind, palette().color(QPalette::Window)));
    painter.drawText(inner, Qt::AlignVCenter, diffSign(kind));
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect words = inner.adjusted(signWidth(), 0, 0, 0);
    const QFont own = painter.font();
    painter.setFont(m_titleFont);
    painter.drawText(words, Qt::AlignVCenter, QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, words.width()));
    painter.setFont(own);
}

void DiffArea::paintRow(QPainter &painter, int row, int top)
{
    const DiffRows::Row shown = m_rows.at(row);
    const int width = viewport()->width();
    const bool isCurrent = m_current >= 0 && !shown.isSame && m_rows.changeAt(row) == m_current;
    if (m_layout == DiffRows::Layout::SideBySide) {
        const int half = width / 2;
        paintCell(painter, QRect(0, top, half, rowHeight()), shown.before, 1);
        paintCell(painter, QRect(half, top, width - half, rowHeight()), shown.after, 1);
    } else {
        const bool isAfter = shown.before.kind == DiffCell::Kind::None;
        DiffCell cell = isAfter ? shown.after : shown.before;
        const QRect rect(0, top, width, rowHeight());
        if (isAfter) { // the places of both stand side by side
            painter.setClipRect(rect);
            painter.fillRect(rect, ground(cell.kind, Emphasis::None));
        }
        paintCell(painter, rect, cell, 2);
        if (cell.kind == DiffCell::Kind::Same) {
            painter.setClipRect(rect);
            painter.setPen(toneColor(Tone::Muted, palette()));
            painter.drawText(QRect(gap() * 2 + placeWidth(), top, placeWidth(), rowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                             shown.after.place);
        }
    }
    painter.setClipping(false);
    if (isCurrent)
        painter.fillRect(0, top, std::max(3, gap() / 3), rowHeight(), palette().color(QPalette::Highlight));
}

/// `places`: how many columns of places stand before the text.
void DiffArea::paintCell(QPainter &painter, const QRect &rect, const DiffCell &cell, int places)
{
    painter.setClipRect(rect);
    if (cell.kind == DiffCell::Kind::None) {
        painter.fillRect(rect, palette().color(QPalette::AlternateBase));
        return;
    }
    const QColor under = ground(cell.kind, Emphasis::None);
    painter.fillRect(rect, under);
    painter.setPen(readableOn(toneColor(Tone::Muted, palette()), under));
    const int column = places == 2 && cell.kind == DiffCell::Kind::Added ? 1 : 0;
    const QRect place(rect.left() + gap() + column * (placeWidth() + gap()), rect.top(), placeWidth(), rect.height());
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, cell.place);
    const int x = rect.left() + gap() + places * (placeWidth() + gap());
    if (cell.kind != DiffCell::Kind::Same) {
        painter.setPen(signColor(cell.kind, under));
        painter.drawText(QRect(x, rect.top(), signWidth(), rect.height()), Qt::AlignVCenter, diffSign(cell.kind));
    }
    const QRect text(x + signWidth(), rect.top(), rect.right() - x - signWidth() + 1, rect.height());
    painter.setClipRect(text);
    const bool isPart = cell.kind != DiffCell::Kind::Same && (!cell.head.isEmpty() || !cell.tail.isEmpty());
    int width = 0;
    const auto next = [&](const QString &words, Emphasis emphasis) {
        width += paintWords(painter, text.translated(width - horizontalScrollBar()->value(), 0), words, cell.kind, emphasis);
    };
    next(cell.head, Emphasis::None);
    next(cell.change, isPart ? Emphasis::Within : Emphasis::None);
    next(cell.tail, Emphasis::None);
    m_widest = std::max(m_widest, width);
}

/// Returns how wide they are.
int DiffArea::paintWords(QPainter &painter, const QRect &place, const QString &words, DiffCell::Kind kind, Emphasis emphasis)
{
    const int width = fontMetrics().horizontalAdvance(words);
    const QRect stretch(place.left(), place.top(), width, place.height());
    const QColor behind = ground(kind, emphasis);
    if (emphasis == Emphasis::Within) { // never by the ground alone
        painter.fillRect(stretch, behind);
        painter.fillRect(stretch.left(), stretch.bottom() - 1, width, 2, signColor(kind, behind));
    }
    painter.setPen(readableOn(palette().color(QPalette::Text), behind));
    painter.drawText(stretch.adjusted(0, 0, gap() * 2, 0), Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, words);
    return width;
}

QColor DiffArea::signColor(DiffCell::Kind kind, const QColor &under) const
{
    return readableOn(toneColor(kind == DiffCell::Kind::Added ? Tone::Good : Tone::Bad, palette()), under);
}

void DiffArea::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const int current = m_current;
    layOutRows();
    if (current >= 0)
        goToChange(current);
}

void DiffArea::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        layOutRows();
}

void DiffArea::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        bar->setValue(0);
        break;
    case Qt::Key_End:
        bar->setValue(bar->maximum());
        break;
    case Qt::Key_PageUp:
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        break;
    case Qt::Key_PageDown:
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

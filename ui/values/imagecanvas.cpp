#include "ui/values/imagecanvas.h"

#include "ui/iconengine.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace {

constexpr double step = 1.25;

/// Two shades that neither white nor black drawings vanish on.
QBrush checkerboard(const QPalette &palette, double ratio)
{
    constexpr int side = 8; // pixels at 100 %
    const int size = std::max(2, int(side * ratio));
    QPixmap tile(2 * size, 2 * size);
    const bool dark = isDark(palette);
    tile.fill(dark ? QColor(0x3a3d42) : QColor(0xffffff));
    QPainter painter(&tile);
    const QColor other = dark ? QColor(0x4a4e55) : QColor(0xdfe2e6);
    painter.fillRect(0, 0, size, size, other);
    painter.fillRect(size, size, size, size, other);
    painter.end();
    tile.setDevicePixelRatio(ratio);
    return QBrush(tile);
}

} // namespace

ImageCanvas::ImageCanvas(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setBackgroundRole(QPalette::Window);
    setMinimumHeight(fontMetrics().lineSpacing() * 3);
}

void ImageCanvas::setImage(const QImage &image, QSize size)
{
    m_image = image;
    m_size = size;
    fit();
}

QSizeF ImageCanvas::shownSize() const
{
    return QSizeF(m_size) * zoom() / devicePixelRatioF();
}

double ImageCanvas::zoom() const
{
    if (!m_isFitted || m_size.isEmpty())
        return m_zoom;
    const QSizeF room = QSizeF(maximumViewportSize()) * devicePixelRatioF();
    return std::clamp(std::min({1.0, room.width() / m_size.width(), room.height() / m_size.height()}), leastZoom, mostZoom);
}

QRectF ImageCanvas::place() const
{
    const QSizeF size = shownSize();
    const QSize room = viewport()->size();
    const double left = size.width() < room.width() ? (room.width() - size.width()) / 2 : -horizontalScrollBar()->value();
    const double top = size.height() < room.height() ? (room.height() - size.height()) / 2 : -verticalScrollBar()->value();
    return {QPointF(std::round(left), std::round(top)), size};
}

QPointF ImageCanvas::middle() const
{
    return {viewport()->width() / 2.0, viewport()->height() / 2.0};
}

void ImageCanvas::updateBars()
{
    const QSizeF size = shownSize();
    const QSize room = viewport()->size();
    const auto set = [](QScrollBar *bar, double length, int shown) {
        bar->setRange(0, std::max(0, int(std::ceil(length)) - shown));
        bar->setPageStep(shown);
        bar->setSingleStep(20);
    };
    set(horizontalScrollBar(), m_isFitted ? 0 : size.width(), room.width());
    set(verticalScrollBar(), m_isFitted ? 0 : size.height(), room.height());
    viewport()->update();
}

/// What is under `anchor` stays there.
void ImageCanvas::setZoom(double zoom, QPointF anchor)
{
    const QRectF before = place();
    const QPointF part((anchor.x() - before.left()) / std::max(1.0, before.width()),
                       (anchor.y() - before.top()) / std::max(1.0, before.height()));
    m_zoom = std::clamp(zoom, leastZoom, mostZoom);
    m_isFitted = false;
    updateBars();
    const QSizeF size = shownSize();
    horizontalScrollBar()->setValue(int(std::round(part.x() * size.width() - anchor.x())));
    verticalScrollBar()->setValue(int(std::round(part.y() * size.height() - anchor.y())));
    emit zoomChanged();
}

void ImageCanvas::fit()
{
    m_isFitted = true;
    updateBars();
    emit zoomChanged();
}

void ImageCanvas::showFull()
{
    setZoom(1, middle());
}

void ImageCanvas::zoomIn()
{
    setZoom(zoom() * step, middle());
}

void ImageCanvas::zoomOut()
{
    setZoom(zoom() / step, middle());
}

void ImageCanvas::copy()
{
    if (m_image.isNull())
        return;
    QApplication::clipboard()->setImage(m_image);
    emit told(tr("Image copied"));
}

void ImageCanvas::paintEvent(QPaintEvent *)
{
    if (m_image.isNull())
        return;
    QPainter painter(viewport());
    const QRectF where = place();
    if (m_image.hasAlphaChannel()) {
        painter.setBrushOrigin(where.topLeft());
        painter.fillRect(where, checkerboard(palette(), devicePixelRatioF()));
    }
    // Only what is seen is scaled: at 64 times its size the whole would be more than fits in memory.
    const QRectF seen = where.intersected(QRectF(viewport()->rect()));
    const double x = m_image.width() / where.width();
    const double y = m_image.height() / where.height();
    const QRectF source((seen.left() - where.left()) * x, (seen.top() - where.top()) * y, seen.width() * x, seen.height() * y);
    // Close up the pixels themselves are what one looks for.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 2 || m_image.size() != m_size);
    painter.drawImage(seen, m_image, source);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void ImageCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    if (m_isFitted)
        emit zoomChanged();
}

void ImageCanvas::wheelEvent(QWheelEvent *event)
{
    constexpr int wheelStep = 120; // eighths of a degree
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_turned += event->angleDelta().y();
    const int steps = m_turned / wheelStep;
    m_turned -= steps * wheelStep;
    if (steps != 0)
        setZoom(zoom() * std::pow(step, steps), event->position());
    event->accept();
}

void ImageCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_grabbed = event->pos();
    if (horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0)
        viewport()->setCursor(Qt::ClosedHandCursor);
}

void ImageCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    const QPoint moved = event->pos() - m_grabbed;
    m_grabbed = event->pos();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

void ImageCanvas::mouseReleaseEvent(QMouseEvent *)
{
    viewport()->unsetCursor();
}

void ImageCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_isFitted)
        setZoom(1, event->position());
    else
        fit();
}

void ImageCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_1:
        return showFull();
    case Qt::Key_0:
        return fit();
    default:
        QAbstractScrollArea::keyPressEvent(event); // the arrows scroll
    }
}

void ImageCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(QStringLiteral("copy")), tr("&Copy image"), this, &ImageCanvas::copy)->setEnabled(!m_image.isNull());
    menu->addSeparator();
    menu->addAction(tr("&Fit"), this, &ImageCanvas::fit);
    menu->addAction(tr("&Actual size"), this, &ImageCanvas::showFull);
    menu->addAction(themedIcon(QStringLiteral("zoom-in")), tr("Zoom &in"), this, &ImageCanvas::zoomIn)->setEnabled(canZoomIn());
    menu->addAction(themedIcon(QStringLiteral("zoom-out")), tr("Zoom &out"), this, &ImageCanvas::zoomOut)->setEnabled(canZoomOut());
    menu->popup(event->globalPos());
}

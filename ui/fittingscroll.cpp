#include "ui/fittingscroll.h"

#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

FittingScroll::FittingScroll(QWidget *content, int leastHeight, QWidget *parent)
    : QScrollArea(parent)
    , m_leastHeight(leastHeight)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    // It has the ground of what it stands on.
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

void FittingScroll::keepHeight(int height)
{
    m_keptHeight = height;
    updateGeometry();
}

QSize FittingScroll::sizeHint() const
{
    return contentSize().expandedTo({0, m_keptHeight});
}

QSize FittingScroll::contentSize() const
{
    const QSize hint = widget()->sizeHint();
    // Beside a bar, even where there is none: else a bar that came once would need itself, by the lines that it breaks.
    const int narrow = width() - verticalScrollBar()->sizeHint().width();
    return {hint.width(), widget()->hasHeightForWidth() ? widget()->heightForWidth(narrow) : hint.height()};
}

QSize FittingScroll::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), std::min(m_leastHeight, contentSize().height())};
}

bool FittingScroll::eventFilter(QObject *watched, QEvent *event)
{
    const bool filtered = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return filtered;
}

void FittingScroll::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

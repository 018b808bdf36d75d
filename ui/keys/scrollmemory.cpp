#include "ui/keys/scrollmemory.h"

#include <QScrollBar>

ScrollMemory::ScrollMemory(const QWidget *widget)
{
    const QList<QAbstractScrollArea *> areas = widget->findChildren<QAbstractScrollArea *>();
    for (QAbstractScrollArea *area : areas) {
        const QPoint place(area->horizontalScrollBar()->value(), area->verticalScrollBar()->value());
        if (area->isVisible()) // also where it stands at the beginning: what comes may go elsewhere by itself
            m_places.emplace_back(area, place);
    }
}

void ScrollMemory::restore() const
{
    for (const auto &[area, place] : m_places) {
        if (!area)
            continue;
        area->horizontalScrollBar()->setValue(place.x());
        area->verticalScrollBar()->setValue(place.y());
    }
}

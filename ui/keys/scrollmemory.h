#pragma once

#include <QAbstractScrollArea>
#include <QPoint>
#include <QPointer>

#include <utility>
#include <vector>

/// How far what is seen of a widget is scrolled, to be scrolled so again once something else stands in it.
class ScrollMemory
{
public:
    ScrollMemory() = default;
    explicit ScrollMemory(const QWidget *widget);

    void restore() const;

private:
    std::vector<std::pair<QPointer<QAbstractScrollArea>, QPoint>> m_places;
};

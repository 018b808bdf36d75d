#include "ui/panefocus.h"

#include <QApplication>

namespace {

bool takesKeys(const QWidget *widget, const QWidget *pane)
{
    return widget->isVisibleTo(pane->window()) && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0
        && !widget->focusProxy();
}

/// The first in the order of the Tab key.
QWidget *firstIn(QWidget *pane)
{
    QWidget *widget = pane;
    do {
        if ((widget == pane || pane->isAncestorOf(widget)) && takesKeys(widget, pane))
            return widget;
        widget = widget->nextInFocusChain();
    } while (widget != pane);
    return nullptr;
}

} // namespace

PaneFocus::PaneFocus(const QList<QWidget *> &panes, QObject *parent)
    : QObject(parent)
{
    for (QWidget *pane : panes)
        m_panes.append({pane, nullptr});
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { remember(now); });
}

void PaneFocus::move(Direction direction)
{
    const qsizetype count = m_panes.size();
    const qsizetype step = direction == Direction::Forwards ? 1 : count - 1;
    const qsizetype from = paneOf(QApplication::focusWidget());
    qsizetype place = from < 0 ? (direction == Direction::Forwards ? count - 1 : 0) : from;
    for (qsizetype tried = 0; tried < count; ++tried) {
        place = (place + step) % count;
        const Pane &pane = m_panes[place];
        if (!pane.widget)
            continue;
        QWidget *target = pane.last.data();
        if (!target || !takesKeys(target, pane.widget))
            target = pane.widget->focusProxy() ? pane.widget->focusProxy() : firstIn(pane.widget);
        if (!pane.widget->isVisible() || !target)
            continue;
        target->setFocus(Qt::ShortcutFocusReason);
        return;
    }
}

void PaneFocus::remember(QWidget *focus)
{
    if (const qsizetype place = paneOf(focus); place >= 0)
        m_panes[place].last = focus;
}

qsizetype PaneFocus::paneOf(const QWidget *widget) const
{
    for (qsizetype place = 0; place < m_panes.size() && widget; ++place) {
        const QWidget *pane = m_panes[place].widget;
        if (pane && (pane == widget || pane->isAncestorOf(widget)))
            return place;
    }
    return -1;
}

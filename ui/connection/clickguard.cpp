#include "ui/connection/clickguard.h"

#include <QEvent>
#include <QToolButton>

ClickGuard::ClickGuard(QObject *parent)
    : QObject(parent)
{
}

void ClickGuard::add(QToolButton *button)
{
    button->installEventFilter(this);
}

bool ClickGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_pressed = watched;
    // The second press of a double click comes as this, to whatever is below the pointer then.
    if (event->type() == QEvent::MouseButtonDblClick && watched != m_pressed)
        return true;
    return QObject::eventFilter(watched, event);
}

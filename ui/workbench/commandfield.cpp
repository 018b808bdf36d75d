#include "ui/workbench/commandfield.h"

#include <QKeyEvent>

CommandField::CommandField(QWidget *parent)
    : LineField(parent)
{
}

void CommandField::showError(const ParseError &error)
{
    closePopup();
    const qsizetype from = charactersIn(text(), error.column - 1);
    mark(from, charactersIn(text(), error.column - 1 + error.length));
    setCursorPosition(int(from));
}

bool CommandField::isOurs(const QKeyEvent *event) const
{
    return (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_R) || LineField::isOurs(event);
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool steps = plain && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (steps)
        closePopup();
    if (steps && event->key() == Qt::Key_Up)
        setText(m_history.previous(text()));
    else if (steps)
        setText(m_history.next(text()));
    else if (event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_R)
        emit historySearched();
    else
        LineField::keyPressEvent(event);
}

#include "ui/cardbutton.h"

#include <QKeyEvent>
#include <QPainter>

CardButton::CardButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void CardButton::paintCard(QPainter *painter) const
{
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(palette().color(isMarked() ? QPalette::Highlight : QPalette::Mid));
    pen.setWidthF(hasFocus() ? 2 : 1);
    painter->setPen(pen);
    painter->setBrush(palette().color(isDown() ? QPalette::AlternateBase : QPalette::Base));
    painter->drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

void CardButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void CardButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void CardButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

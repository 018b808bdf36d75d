#include "ui/fittingstack.h"

FittingStack::FittingStack(QWidget *parent)
    : QStackedWidget(parent)
{
    connect(this, &QStackedWidget::currentChanged, this, &QWidget::updateGeometry);
}

QSize FittingStack::minimumSizeHint() const
{
    const QSize frame = QSize(2, 2) * frameWidth();
    return currentWidget() ? currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize()) + frame : frame;
}

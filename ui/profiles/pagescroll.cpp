#include "ui/profiles/pagescroll.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

PageScroll::PageScroll(QWidget *page, QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setWidget(page);
    // The tabs' own ground shows.
    viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    const QList<QWidget *> fields = page->findChildren<QWidget *>();
    for (QWidget *field : fields) {
        if (!qobject_cast<QComboBox *>(field) && !qobject_cast<QAbstractSpinBox *>(field))
            continue;
        field->setFocusPolicy(Qt::StrongFocus);
        field->installEventFilter(this);
    }
}

bool PageScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched != viewport() && watched != widget()) {
        const auto *field = qobject_cast<QWidget *>(watched);
        if (field && !field->hasFocus()) {
            event->ignore();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

#include "ui/clearbutton.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QToolButton>

void addClearButton(QLineEdit *field)
{
    field->setClearButtonEnabled(true);
    const QString name = QCoreApplication::translate("ClearButton", "Clear");
    const QList<QToolButton *> buttons = field->findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        button->setAccessibleName(name);
        button->setToolTip(name);
    }
}

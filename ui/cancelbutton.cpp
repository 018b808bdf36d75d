#include "ui/cancelbutton.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QPushButton>

QPushButton *addCancelButton(QDialogButtonBox *buttons, const QString &name)
{
    QPushButton *cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setText(QCoreApplication::translate("CancelButton", "&Cancel"));
    cancel->setObjectName(name);
    return cancel;
}

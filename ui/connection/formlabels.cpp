#include "ui/connection/formlabels.h"

#include <QFormLayout>
#include <QWidget>

void matchLabels(const QFormLayout *form)
{
    for (int row = 0; row < form->rowCount(); ++row) {
        QLayoutItem *label = form->itemAt(row, QFormLayout::LabelRole);
        QLayoutItem *field = form->itemAt(row, QFormLayout::FieldRole);
        if (field && field->layout())
            field = field->layout()->itemAt(0);
        if (label && label->widget() && field && field->widget())
            label->widget()->setEnabled(field->widget()->isEnabledTo(label->widget()->parentWidget()));
    }
}

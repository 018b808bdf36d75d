#include "ui/profiles/importactiondelegate.h"

#include "ui/profiles/importmodel.h"

#include <QApplication>
#include <QComboBox>
#include <QPainter>

void ImportActionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, QModelIndex()); // the row's own ground
    QStyleOptionComboBox box;
    box.rect = option.rect.adjusted(1, 1, -1, -1);
    box.state = option.state & ~(QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver);
    if (option.state & QStyle::State_HasFocus)
        box.state |= QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
    box.palette = option.palette;
    box.fontMetrics = option.fontMetrics;
    box.direction = option.direction;
    box.currentText = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.rect.width() - box.rect.height() - 8);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawComplexControl(QStyle::CC_ComboBox, &box, painter, option.widget);
    style->drawControl(QStyle::CE_ComboBoxLabel, &box, painter, option.widget);
}

QSize ImportActionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = option.fontMetrics.height() + 10;
    return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * height, height};
}

QWidget *ImportActionDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ImportModel *>(index.model());
    auto *box = new QComboBox(parent);
    box->setObjectName(QStringLiteral("importAction"));
    box->setAccessibleName(tr("What happens with %1").arg(index.siblingAtColumn(ImportModel::Name).data().toString()));
    const QList<PlannedImport::Action> offered = model->offered(index.row());
    for (const PlannedImport::Action action : offered)
        box->addItem(model->actionText(index.row(), action), int(action));
    connect(box, &QComboBox::activated, this, [this, box] {
        auto *delegate = const_cast<ImportActionDelegate *>(this);
        emit delegate->commitData(box);
        emit delegate->closeEditor(box);
    });
    QMetaObject::invokeMethod(box, &QComboBox::showPopup, Qt::QueuedConnection);
    return box;
}

void ImportActionDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = qobject_cast<QComboBox *>(editor);
    box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
}

void ImportActionDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, qobject_cast<QComboBox *>(editor)->currentData());
}

void ImportActionDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    editor->setGeometry(option.rect);
}

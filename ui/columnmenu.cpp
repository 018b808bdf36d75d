#include "ui/columnmenu.h"

#include <QHeaderView>

ColumnMenu::ColumnMenu(QHeaderView *header, const QString &title, QWidget *parent)
    : QMenu(title, parent)
    , m_header(header)
{
    setObjectName(header->objectName() + QStringLiteral("Columns"));
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) { popup(m_header->mapToGlobal(place)); });
    connect(this, &QMenu::aboutToShow, this, &ColumnMenu::fill);
    fill();
}

void ColumnMenu::fill()
{
    clear();
    const QAbstractItemModel *model = m_header->model();
    for (int place = 0; place < m_header->count(); ++place) {
        const int section = m_header->logicalIndex(place);
        const QString name = model->headerData(section, m_header->orientation()).toString();
        QAction *action = addAction(name);
        action->setObjectName(QStringLiteral("%1Column%2").arg(m_header->objectName()).arg(section));
        action->setStatusTip(tr("Show or hide the column %1").arg(name));
        action->setCheckable(true);
        action->setChecked(!m_header->isSectionHidden(section));
        // Without any column there would be no header to bring one back from.
        action->setEnabled(!action->isChecked() || m_header->hiddenSectionCount() + 1 < m_header->count());
        connect(action, &QAction::toggled, this, [this, section](bool shown) { m_header->setSectionHidden(section, !shown); });
    }
    addSeparator();
    QAction *all = addAction(tr("Show &all columns"));
    all->setObjectName(m_header->objectName() + QStringLiteral("ShowAll"));
    all->setStatusTip(tr("Bring back the columns that are hidden"));
    all->setEnabled(m_header->hiddenSectionCount() > 0);
    connect(all, &QAction::triggered, this, [this] {
        for (int section = 0; section < m_header->count(); ++section)
            m_header->showSection(section);
    });
}

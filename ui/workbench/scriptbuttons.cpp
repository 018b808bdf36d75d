#include "ui/workbench/scriptbuttons.h"

#include "ui/connection/fittingbuttons.h"
#include "ui/workbench/runactions.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace {

QToolButton *addButton(QAction *action, QWidget *row)
{
    auto *button = new QToolButton(row);
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    button->setFocusPolicy(Qt::TabFocus);
    row->layout()->addWidget(button);
    return button;
}

} // namespace

ScriptButtons::ScriptButtons(const QList<QAction *> &files, const RunActions *run, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    m_fitting = new FittingButtons(this);
    layout->setContentsMargins(4, 0, 0, 2);
    layout->setSpacing(2);
    for (QAction *action : files)
        addButton(action, this)->setAutoRaise(true);
    QToolButton *batch = addButton(run->batchAction(), this);
    auto *parts = new QMenu(batch);
    parts->addActions(run->partActions());
    batch->setMenu(parts);
    batch->setPopupMode(QToolButton::MenuButtonPopup);
    batch->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QToolButton *each = addButton(run->eachAction(), this);
    each->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fitting->add(batch);
    m_fitting->add(each);
}

void ScriptButtons::fitInto(QWidget *tabs)
{
    m_fitting->setPlace(tabs, fontMetrics().averageCharWidth() * 20);
}

QSize ScriptButtons::minimumSizeHint() const
{
    return QWidget::minimumSizeHint() - QSize(m_fitting->room(), 0);
}

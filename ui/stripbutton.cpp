#include "ui/stripbutton.h"

#include "ui/iconengine.h"

#include <QAction>

namespace {

QToolButton *plainStripButton(const QString &name, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

QToolButton *stripButton(const QString &name, const QString &icon, const QString &text)
{
    QToolButton *button = plainStripButton(name, text);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    return button;
}

QToolButton *stripButton(QAction *action)
{
    QToolButton *button = plainStripButton(action->objectName() + QStringLiteral("Button"), action->text());
    button->setPopupMode(QToolButton::InstantPopup);
    if (action->menu()) { // the action itself would be one more level of menus
        button->setMenu(action->menu());
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setToolTip(action->toolTip());
    } else {
        button->setDefaultAction(action);
    }
    return button;
}

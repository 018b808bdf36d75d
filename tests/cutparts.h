#pragma once

#include "ui/elidedlabel.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QStringList>
#include <QTabBar>

/// A dock in a tab that is not in front: Qt puts it aside, and does not hide it.
inline bool isBehindAnother(const QDockWidget *dock)
{
    return dock && !dock->parentWidget()->rect().intersects(dock->geometry());
}

/// The words and fields in `window` that are seen in part only: they reach over what they stand in, or are narrower than they can be. What
/// can be scrolled to is not cut.
inline QStringList cutParts(const QWidget &window)
{
    QStringList cut;
    const auto text = [](const QRect &rect) {
        return QStringLiteral("%1,%2 %3x%4").arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height());
    };
    const QList<QWidget *> all = window.findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const bool isWord = label || qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const ElidedLabel *>(widget);
        const bool isField = qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractSpinBox *>(widget);
        if ((!isWord && !isField) || !widget->isVisible() || widget->window() != &window)
            continue;
        if (widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QLineEditIconButton"))
            continue; // Qt's own, which it paints smaller than it says
        if (qobject_cast<const QTabBar *>(widget->parent()) || widget->parent()->inherits("QToolBar") || (label && label->text().isEmpty()))
            continue;
        const QString name =
            QStringLiteral("%1 %2 (%3)")
                .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), widget->parentWidget()->objectName());
        for (const QWidget *inner = widget, *outer = widget->parentWidget(); outer; inner = outer, outer = outer->parentWidget()) {
            if (isBehindAnother(qobject_cast<const QDockWidget *>(inner)))
                break;
            if (const auto *area = qobject_cast<const QAbstractScrollArea *>(outer->parentWidget()); area && area->viewport() == outer)
                break;
            if (!outer->rect().contains(inner->geometry()))
                cut.append(name + QStringLiteral(": %1 in %2").arg(text(inner->geometry()), text(outer->rect())));
            if (outer == &window)
                break;
        }
        const int least = widget->minimumWidth() > 0 ? widget->minimumWidth() : widget->minimumSizeHint().width();
        if (widget->sizePolicy().horizontalPolicy() != QSizePolicy::Ignored && widget->width() < least)
            cut.append(name + QStringLiteral(": %1 wide, not %2").arg(widget->width()).arg(least));
        if (label && label->wordWrap() && widget->height() < widget->heightForWidth(widget->width()))
            cut.append(name + QStringLiteral(": %1 high, not %2").arg(widget->height()).arg(widget->heightForWidth(widget->width())));
    }
    return cut;
}

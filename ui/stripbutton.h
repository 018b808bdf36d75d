#pragma once

#include <QToolButton>

class QAction;

/// A button of the strip above a view: an icon with words beside it, which the keyboard reaches.
[[nodiscard]] QToolButton *stripButton(const QString &name, const QString &icon, const QString &text);
/// The same for an action, whose name it has with "Button" behind it.
[[nodiscard]] QToolButton *stripButton(QAction *action);

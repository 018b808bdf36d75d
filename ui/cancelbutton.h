#pragma once

#include <QString>

class QDialogButtonBox;
class QPushButton;

/// The button that leaves a dialog as if nothing had been, with its letter: of its own, Qt gives it none on some desktops. `name`: of the
/// object.
QPushButton *addCancelButton(QDialogButtonBox *buttons, const QString &name);

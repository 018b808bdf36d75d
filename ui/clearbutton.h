#pragma once

class QLineEdit;

/// Gives `field` its button that clears it, with the accessible name that Qt's lacks.
void addClearButton(QLineEdit *field);

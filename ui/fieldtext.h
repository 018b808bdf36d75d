#pragma once

#include <QLineEdit>

/// Sets the text of `field` unless it is that already: what is set anew loses its cursor and can be undone no more.
inline void setTextIfOther(QLineEdit *field, const QString &text)
{
    if (field->text() != text)
        field->setText(text);
}

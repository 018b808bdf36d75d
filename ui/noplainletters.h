#pragma once

#include <QKeyEvent>
#include <QMessageBox>

/// Keeps the letters of a message box's buttons from pressing them without Alt, as QMessageBox has it: somebody may be typing as it comes.
class NoPlainLetters : public QObject
{
public:
    /// Belongs to `box`.
    explicit NoPlainLetters(QMessageBox *box)
        : QObject(box)
    {
        box->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            const bool isPlain = !(key->modifiers() & (Qt::AltModifier | Qt::ControlModifier | Qt::MetaModifier));
            if (isPlain && !key->text().isEmpty() && key->text().at(0).isLetterOrNumber())
                return true;
        }
        return QObject::eventFilter(watched, event);
    }
};

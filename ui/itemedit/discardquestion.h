#pragma once

#include <QString>

#include <functional>

class QDialog;

/// Asks, over `dialog`, whether what was typed in it can go, and then calls `discard`. `text`: what it is, a sentence. A question that is
/// asked already stays.
void askToDiscard(QDialog *dialog, const QString &text, const std::function<void()> &discard);

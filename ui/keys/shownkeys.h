#pragma once

#include <QString>

/// How many keys are shown, and why all of them are not to be taken together, a sentence; empty: they can be.
struct ShownKeys
{
    qint64 count = 0;
    QString refusal{};

    [[nodiscard]] bool canBeTaken() const { return count > 0 && refusal.isEmpty(); }
    /// The status tip of an action that takes them.
    [[nodiscard]] QString tip(const QString &usual) const { return refusal.isEmpty() ? usual : refusal; }
};

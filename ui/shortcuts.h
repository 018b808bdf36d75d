#pragma once

#include <QKeySequence>
#include <QList>

/// The platform's keys for `key`, or `ours` where it has none (on X11 outside of a desktop it has no Preferences, SaveAs and FullScreen).
[[nodiscard]] inline QList<QKeySequence> shortcutsFor(QKeySequence::StandardKey key, const QKeySequence &ours)
{
    const QList<QKeySequence> platforms = QKeySequence::keyBindings(key);
    return platforms.isEmpty() ? QList<QKeySequence>{ours} : platforms;
}

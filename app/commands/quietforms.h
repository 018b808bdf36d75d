#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

enum class Loudness { Quiet, Loud };

/// A script after its commands were turned quiet or loud.
struct LoudnessChange
{
    QByteArray text;            ///< every byte but the letter Q of command names as it was
    qint64 changedCount = 0;    ///< lines that were turned
    qint64 alreadyCount = 0;    ///< lines that were so before
    qint64 withoutCount = 0;    ///< lines whose command has no such form: TOUCH, STAT, NOOP, VERSION
    qint64 unreadableCount = 0; ///< lines that begin with no command
    QStringList losses;         ///< what is not told any more by the lines that were turned: a translated sentence each
};

/// Turns every line of `script` that has a `to` form; its name keeps the case it is written in, and lines without one stay. The rest of a
/// line is not looked at, so one with an error is turned too. Takes any bytes; linear in time.
[[nodiscard]] LoudnessChange turned(QByteArrayView script, Loudness to);

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

enum class Loudness { Quiet, Loud };

/// A script, or a part of one, after its commands were turned quiet or loud.
struct LoudnessChange
{
    QByteArray text;            ///< every byte but the letter Q of command names as it was
    qint64 changedCount = 0;    ///< lines that were turned
    qint64 alreadyCount = 0;    ///< lines that were so before
    qint64 withoutCount = 0;    ///< lines whose command has no such form: TOUCH, STAT, NOOP, VERSION
    qint64 unreadableCount = 0; ///< lines that begin with no command
    qint64 counterCount = 0;    ///< of the lines that were turned quiet: counters, whose new number is not told any more
    qint64 storeCount = 0;      ///< and stores, whose CAS is not

    /// What is not told any more by the lines that were turned: a translated sentence each.
    [[nodiscard]] QStringList losses() const;
    /// Adds up what another part came to; the text stays.
    void addCounts(const LoudnessChange &part);
};

/// Turns every line of `script` that has a `to` form; its name keeps the case it is written in, and lines without one stay. The rest of a
/// line is not looked at, so one with an error is turned too. Takes any bytes; linear in time.
[[nodiscard]] LoudnessChange turned(QByteArrayView script, Loudness to);

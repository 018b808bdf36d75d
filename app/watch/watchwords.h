#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

/// A word of `watch`: something that a server can tell while it happens (protocol.txt, "Watchers").
struct WatchWord
{
    QByteArray word;
    QString name;        ///< for people
    QString explanation; ///< one sentence, with what is missing
};

/// Those that a server of this version knows, in the order in which they are shown; all where it does not tell its version. Those of its
/// proxy are left out: no memcached without one says anything about them.
[[nodiscard]] std::vector<WatchWord> watchWords(const QByteArray &version);

/// What a server of this version cannot be asked for, and which one can, in a sentence; empty: nothing.
[[nodiscard]] QString laterWordsText(const QByteArray &version);

/// Whether a server of this version can watch at all (from 1.4.26 on).
[[nodiscard]] bool canWatch(const QByteArray &version);

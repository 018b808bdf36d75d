#pragma once

#include "app/commands/lineplace.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

class KeyHistory;

/// Something that can stand at a place of a line.
struct Completion
{
    enum class Kind : quint8 { Command, Key, ValueForm, Ttl, Option, OptionValue, Group };
    /// What is due behind it.
    enum class Behind : quint8 {
        Blank,   ///< a blank, if none is there, and the next word
        Nothing, ///< nothing more: the line can end here
        More,    ///< the rest of the same word, right behind it ("ttl=", "hex:")
    };

    Kind kind = Kind::Command;
    QString label;     ///< what a list shows; for a key readable text
    QByteArray insert; ///< takes the place of the whole word, quoted as it has to be
    QString help;      ///< one translated line
    Behind behind = Behind::Nothing;

    bool operator==(const Completion &) const = default;
};

/// What can stand at one place, the best first; nothing where the only entry is there already.
struct Completions
{
    qsizetype begin = 0; ///< of the word that an entry takes the place of, in bytes from 0
    qsizetype end = 0;   ///< behind it; not before the place
    QList<Completion> entries;
};

/// The most keys that are offered at once.
constexpr qsizetype mostOfferedKeys = 50;

/// What can stand at `position` of `line` (bytes from 0, without a line end): names of commands in the case that was typed, keys of `keys`
/// (may be null), forms of values and ttls, options that are not given yet, groups of statistics. Takes any bytes.
[[nodiscard]] Completions completionsAt(QByteArrayView line, qsizetype position, const KeyHistory *keys);

/// How the command of a line is written, with the part at the place marked.
struct CallTip
{
    const CommandSyntax *syntax = nullptr;
    QString usage;            ///< "SET key value [ttl=…] [flags=…] [cas=…]"
    qsizetype markBegin = 0;  ///< in characters of `usage`
    qsizetype markLength = 0; ///< 0: nothing is marked
    QString help;             ///< what the marked part is for, else what the command does: one translated line
};

/// Nothing where the line has no command, or in a comment.
[[nodiscard]] std::optional<CallTip> callTipAt(QByteArrayView line, qsizetype position);

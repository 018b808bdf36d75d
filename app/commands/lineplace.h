#pragma once

#include "app/commands/commandlanguage.h"

#include <QByteArrayView>

#include <optional>

/// What stands, or can stand, at a place of a line that is still being written: which command, which argument, what is there already.
/// Made of any bytes: what is broken before the place is passed over as well as it can be.
struct LinePlace
{
    enum class Kind : quint8 {
        None,        ///< in a comment, or behind a name that no command has
        Name,        ///< the command's name
        Argument,    ///< `argument`, a required one or the group of a STAT
        Rest,        ///< behind the required arguments: `argument` (None once it is there) or an option
        OptionValue, ///< behind the equals sign of `option`
    };

    Kind kind = Kind::None;
    const CommandSyntax *syntax = nullptr; ///< of the line's command; null for Name and None
    Argument argument = Argument::None;
    CommandOptions option; ///< the one of an OptionValue; none where the command has no such option
    CommandOptions taken;  ///< options that the line gives elsewhere, before the place or behind it
    qsizetype begin = 0;   ///< of the word at the place, in bytes from 0; the place itself where none begins yet. A STAT group is one word
    qsizetype end = 0;     ///< behind that word
    QByteArrayView typed;  ///< its bytes as written, up to the place
};

/// What is at `position` of `line` (bytes from 0; the place before that byte). `line` has no line end, and `typed` looks into it.
[[nodiscard]] LinePlace linePlace(QByteArrayView line, qsizetype position);

/// The bytes that an unfinished word stands for so far: quotes and digits need not be complete. Empty: nothing can be made of it.
[[nodiscard]] std::optional<QByteArray> unfinishedWord(QByteArrayView typed);

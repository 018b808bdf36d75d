#pragma once

#include "app/commands/commandparser.h"
#include "connection/protocol/command.h"

#include <QByteArray>
#include <QByteArrayView>

/// Where a word is to stand.
enum class WordPlace {
    Required, ///< a required argument, a word of a STAT group or an option's value: whatever it looks like, it is taken as it is
    Optional, ///< behind the required arguments, where a bare word may be taken for an option
};

/// `bytes` as a word of the command language that is read back as the same bytes: bare where that is possible, else quoted without escapes,
/// else with escapes or, where not all of it can be read as UTF-8 and that is shorter, as hex: or base64:. The word is UTF-8 without
/// control bytes.
[[nodiscard]] QByteArray formatWord(QByteArrayView bytes, WordPlace place = WordPlace::Required);

/// `command` as a line that is read back as an equal command, without a line end; empty for an opcode that the language leaves out (SASL).
/// Fields that the opcode does not have are left out, and an expiry of 0xffffffff, which no ttl can mean, becomes the largest one, except
/// for counters. A FLUSH with an expiry is read back with delayGiven.
[[nodiscard]] QByteArray formatCommand(const Command &command);

/// The same for what a parser made of a line: a `file:` stays one, and so does a duration over 30 days.
[[nodiscard]] QByteArray formatCommand(const ParsedCommand &parsed);

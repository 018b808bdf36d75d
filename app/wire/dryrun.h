#pragma once

#include "app/run/scriptrun.h"
#include "connection/protocol/access.h"
#include "connection/serversettings.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

/// What is asked of a dry run. Copies are cheap, and may go to another thread.
struct DryRunQuestion
{
    QByteArray text; ///< the line, or a script that it is in
    qint64 line = 1; ///< its number in the text, from 1
    QString folder;  ///< where a relative `file:` path begins
    ScriptRun::Mode mode = ScriptRun::Mode::Batch;
    bool connected = false;
    ServerSettings server;         ///< what the checks and times go by, if connected
    Access access = Access::Full;  ///< what the connection permits, if connected
    std::optional<quint32> opaque; ///< the next on the connection
};

/// What would be sent for one line if it were run alone now, to the byte: made by the code that sends, and not sent.
struct DryRun
{
    enum class State {
        Blank,   ///< there is no command
        Invalid, ///< the line does not parse
        Refused, ///< it would not be sent
        Ready,
    };

    /// Bytes: of a longer `file:` value only the beginning is read.
    static constexpr qint64 longestValue = 8 * 1024 * 1024;

    State state = State::Blank;
    QString reason;  ///< why it is Invalid or Refused: one translated sentence
    QByteArray line; ///< as it is written
    Opcode opcode = Opcode::Noop;
    QByteArray request; ///< its end is missing where a value is too long
    QByteArray closing; ///< the NOOP of ours behind it; empty: there is none
    QStringList notes;  ///< what is to be known of these bytes: translated sentences

    bool operator==(const DryRun &) const = default;
};

/// Reads the file that a `file:` value names, up to DryRun::longestValue: not for the thread of a window.
[[nodiscard]] DryRun dryRun(const DryRunQuestion &question);

#pragma once

#include "app/wire/dryrun.h"
#include "app/wire/runwire.h"

#include <QStringList>

#include <memory>

/// A stretch of bytes that went, or would go, over the wire for one command.
struct WirePart
{
    enum class Role {
        Request,
        Closing, ///< the NOOP of ours behind a request
        Answer,
        Proof, ///< an answer to something else, which proves a silence
    };

    Role role = Role::Request;
    QByteArrayView bytes;
    std::shared_ptr<const void> owner; ///< keeps them alive
    QString remark;                    ///< translated, such as how long after the request it came; empty: none
};

/// What is to be seen of one command on the wire, before or after it ran.
struct WireExchange
{
    enum class State {
        Nothing,    ///< no command
        Invalid,    ///< the line does not parse
        Unsent,     ///< it would not be, or was not sent
        Before,     ///< a dry run
        After,      ///< as it went
        Partly,     ///< after it ran, but not all was noted down
        Unanswered, ///< as it went, and no answer came
    };

    State state = State::Nothing;
    QString title;     ///< which command: "Line 3: GET k"
    QString heading;   ///< what is seen of it: a few translated words
    QStringList notes; ///< translated sentences
    std::vector<WirePart> parts;
};

[[nodiscard]] WireExchange exchangeBefore(DryRun run);
/// Of result `number` of the run that `wire` looks at.
[[nodiscard]] WireExchange exchangeAfter(RunWire &wire, int number);

/// "182 µs", "1.82 ms" or "1.82 s".
[[nodiscard]] QString shortDuration(std::chrono::nanoseconds duration);

#pragma once

#include "connection/protocol/command.h"
#include "connection/protocol/status.h"

#include <QString>

#include <functional>

/// A command on its way into a batch, or the place of one that its source refuses (`refusal` other than Success: it is not sent,
/// and this status with `reason` is its outcome).
struct SourcedCommand
{
    Command command{};
    Status refusal = Status::Success;
    QString reason{};
};

enum class SourceState {
    Next,    ///< the argument holds the next command
    Waiting, ///< nothing now: BatchReply::resume() will tell when there is more
    End,     ///< nothing any more
};

/// Where a batch's commands come from, asked for one more whenever there is room. It is called with what its last call left, and sets all
/// that differs; the bytes of key and value need to live only until the next call (QByteArray::fromRawData() costs no allocation). It
/// must not block, ask the connection or delete the reply.
using CommandSource = std::function<SourceState(SourcedCommand &)>;

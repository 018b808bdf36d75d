#pragma once

#include "app/results/runresults.h"
#include "app/run/scriptrun.h"
#include "connection/wirerecord.h"

#include <QDateTime>

#include <chrono>

/// The script in the window that a run is of.
struct RunOrigin
{
    QString name;     ///< of its file; empty: it has none
    QString scriptId; ///< by which the window knows it; empty: a single command

    bool operator==(const RunOrigin &) const = default;
};

/// A run and what came of it.
struct RunRecord
{
    enum class State { Running, Finished, Cancelled, Stopped };

    int number = 0; ///< counts the runs of a session from 1
    QDateTime startedAt;
    RunOrigin origin;
    QByteArray script;    ///< its text, shared with whoever ran it; empty: not known
    qint64 firstLine = 1; ///< the number of its first line, where only a part of a script was run
    QString folder;       ///< where relative `file:` paths begin
    QString server;       ///< a URL without a password
    ScriptRun::Mode mode = ScriptRun::Mode::Batch;
    State state = State::Running;
    QString error; ///< what stopped it
    std::chrono::milliseconds duration{0};
    qint64 bytesWritten = 0;
    RunResults results;
    std::shared_ptr<const WireRecord> wire; ///< the beginning of what went over the connection; null: not known

    /// Bytes held, of results, script and record.
    [[nodiscard]] qint64 byteSize() const { return results.byteSize() + script.size() + (wire ? wire->byteSize() : 0); }
};

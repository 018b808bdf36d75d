#include "tests/benchmarks/slabscopeclient.h"

#include "connection/connection.h"
#include "tests/benchmarks/looppauses.h"

#include <QEventLoop>

#include <array>

namespace {

/// Gives `count` commands whose key is written anew into the same few bytes.
CommandSource benchmarkSource(Opcode opcode, quint32 count)
{
    return [opcode, count, next = quint32(0), key = std::array<char, benchmarkKeyLength>()](SourcedCommand &sourced) mutable {
        if (next == count)
            return SourceState::End;
        writeBenchmarkKey(key.data(), next++);
        sourced.command.opcode = opcode;
        sourced.command.key = QByteArray::fromRawData(key.data(), benchmarkKeyLength);
        if (opcode == Opcode::SetQ)
            sourced.command.value = QByteArray::fromRawData(benchmarkValue, benchmarkValueLength);
        return SourceState::Next;
    };
}

/// Waits until `sender` emits a signal after which `done()` holds.
template <typename Sender, typename Signal, typename Done> void waitFor(Sender *sender, Signal signal, Done done)
{
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, [&loop, &done] {
        if (done())
            loop.quit();
    });
    if (!done())
        loop.exec();
}

/// Looks at every status, and at what came with the first outcome of each segment. That much costs few instructions, for callgrind counts
/// them too.
quint32 countWrongAnswers(const std::vector<ResultSegment> &segments, Opcode opcode, quint32 count)
{
    quint32 right = 0;
    for (const ResultSegment &segment : segments) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            right += segment.status(i) == Status::Success ? 1 : 0;
        const Outcome first = segment.outcome(0);
        const bool hasValue = first.value && first.value->size() == benchmarkValueLength;
        if (first.opcode != opcode || hasValue != (opcode == Opcode::GetKQ))
            --right;
    }
    return count - right;
}

bool measureBatch(quint16 port, quint32 count, Opcode opcode, Measurement *measurement)
{
    ConnectionOptions options;
    options.address.port = port;
    options.retry = false;
    Connection connection;
    connection.open(options);
    waitFor(&connection, &Connection::stateChanged,
            [&connection] { return connection.isReady() || connection.state() == Connection::State::Failed; });
    if (!connection.isReady())
        return false;

    std::vector<ResultSegment> kept;
    const auto keep = [&kept](BatchReply *reply) {
        for (ResultSegment &segment : reply->takeSegments())
            kept.push_back(std::move(segment));
    };
    LoopPauses::start();
    startMeasurement(measurement);
    const std::unique_ptr<BatchReply> reply = connection.executeBatch(benchmarkSource(opcode, count));
    QObject::connect(reply.get(), &BatchReply::resultsReady, reply.get(), [&keep, &reply] { keep(reply.get()); });
    waitFor(reply.get(), &BatchReply::finished, [&reply] { return reply->isFinished(); });
    keep(reply.get());
    stopMeasurement(measurement);
    const std::vector<double> pauses = LoopPauses::stop();

    measurement->medianPause = pauses[pauses.size() / 2];
    measurement->pause99 = pauses[pauses.size() * 99 / 100];
    measurement->longestPause = pauses.back();
    measurement->wrongAnswers = countWrongAnswers(kept, opcode, count);
    qsizetype bytes = 0;
    for (const ResultSegment &segment : kept)
        bytes += segment.byteSize();
    measurement->bytesKept = double(bytes) / count;
    return connection.isReady();
}

} // namespace

bool measureSlabscopeSets(quint16 port, quint32 count, Measurement *measurement)
{
    return measureBatch(port, count, Opcode::SetQ, measurement);
}

bool measureSlabscopeGets(quint16 port, quint32 count, Measurement *measurement)
{
    return measureBatch(port, count, Opcode::GetKQ, measurement);
}

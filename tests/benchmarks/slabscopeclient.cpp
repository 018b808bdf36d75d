#include "tests/benchmarks/slabscopeclient.h"

#include "connection/connection.h"
#include "tests/benchmarks/looppauses.h"
#include "tests/benchmarks/waiting.h"

#include <array>

namespace {

/// Gives `count` commands whose key is written anew into the same few bytes: all else is as the call before left it.
CommandSource benchmarkSource(Opcode opcode, quint32 count)
{
    return [opcode, count, next = quint32(0), key = std::array<char, benchmarkKeyLength>()](SourcedCommand &sourced) mutable {
        if (next == count)
            return SourceState::End;
        if (next == 0) {
            sourced.command.opcode = opcode;
            sourced.command.key = QByteArray::fromRawData(key.data(), benchmarkKeyLength);
            if (opcode == Opcode::SetQ)
                sourced.command.value = QByteArray::fromRawData(benchmarkValue, benchmarkValueLength);
        }
        writeBenchmarkKey(key.data(), next++);
        return SourceState::Next;
    };
}

/// Whether `outcome` is what command `index` should have come to.
bool isRight(const Outcome &outcome, Opcode opcode, quint32 index)
{
    if (outcome.opcode != opcode || outcome.status != Status::Success)
        return false;
    if (opcode == Opcode::SetQ)
        return outcome.silent();
    char key[benchmarkKeyLength];
    writeBenchmarkKey(key, index);
    return outcome.key == QByteArrayView(key, benchmarkKeyLength) && outcome.value == QByteArrayView(benchmarkValue, benchmarkValueLength);
}

quint32 countWrongAnswers(const std::vector<ResultSegment> &segments, Opcode opcode, quint32 count)
{
    quint32 index = 0;
    quint32 right = 0;
    for (const ResultSegment &segment : segments) {
        for (qsizetype i = 0; i < segment.size(); ++i)
            right += isRight(segment.outcome(i), opcode, index++) ? 1 : 0;
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

#include "tests/benchmarks/slabscopelisting.h"

#include "connection/text/keydumps.h"
#include "tests/benchmarks/listingworkload.h"
#include "tests/benchmarks/looppauses.h"
#include "tests/benchmarks/waiting.h"

#include <array>

namespace {

ConnectionOptions optionsFor(quint16 port)
{
    ConnectionOptions options;
    options.address.port = port;
    options.retry = false;
    return options;
}

quint32 countWrong(const std::vector<KeySegment> &segments, quint32 count)
{
    quint32 listed = 0;
    quint64 sum = 0;
    for (const KeySegment &segment : segments) {
        listed += quint32(segment.size());
        for (qsizetype i = 0; i < segment.size(); ++i)
            sum += listedKeyNumber(segment.key(i).data(), quint32(segment.key(i).size()));
    }
    return listed != count ? count : sum != listedKeysSum(count) ? 1 : 0;
}

} // namespace

bool measureSlabscopeListing(quint16 port, quint32 count, Measurement *measurement)
{
    KeyDumps dumps;
    std::vector<KeySegment> kept;
    const auto keep = [&kept](KeyDumpReply *reply) {
        for (KeySegment &segment : reply->takeSegments())
            kept.push_back(std::move(segment));
    };
    LoopPauses::start();
    startMeasurement(measurement);
    const std::unique_ptr<KeyDumpReply> reply = dumps.list(optionsFor(port));
    QObject::connect(reply.get(), &TextReply::resultsReady, reply.get(), [&keep, &reply] { keep(reply.get()); });
    waitFor(reply.get(), &TextReply::finished, [&reply] { return reply->isFinished(); });
    keep(reply.get());
    stopMeasurement(measurement);
    const std::vector<double> pauses = LoopPauses::stop();

    measurement->medianPause = pauses[pauses.size() / 2];
    measurement->pause99 = pauses[pauses.size() * 99 / 100];
    measurement->longestPause = pauses.back();
    measurement->wrongAnswers = countWrong(kept, count);
    qsizetype bytes = 0;
    for (const KeySegment &segment : kept)
        bytes += segment.byteSize();
    measurement->bytesKept = double(bytes) / count;
    return !reply->error();
}

bool storeListedKeys(quint16 port, quint32 count)
{
    Connection connection;
    connection.open(optionsFor(port));
    waitFor(&connection, &Connection::stateChanged,
            [&connection] { return connection.isReady() || connection.state() == Connection::State::Failed; });
    const auto batch =
        connection.executeBatch([count, next = quint32(0), key = std::array<char, listedKeyLength>()](SourcedCommand &sourced) mutable {
            if (next == count)
                return SourceState::End;
            writeListedKey(key.data(), next++);
            sourced.command.opcode = Opcode::SetQ;
            sourced.command.key = QByteArray::fromRawData(key.data(), listedKeyLength);
            sourced.command.value = QByteArrayLiteral("0123456789012345678901234567890123456789");
            return SourceState::Next;
        });
    quint32 stored = 0;
    const auto take = [&stored, &batch] {
        for (const ResultSegment &segment : batch->takeSegments()) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                stored += segment.status(i) == Status::Success ? 1 : 0;
        }
    };
    QObject::connect(batch.get(), &BatchReply::resultsReady, batch.get(), take);
    waitFor(batch.get(), &BatchReply::finished, [&batch] { return batch->isFinished(); });
    take();
    return stored == count;
}

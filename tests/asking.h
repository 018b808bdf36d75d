#pragma once

#include "connection/connection.h"
#include "tests/servers/packets.h"

#include <QSignalSpy>
#include <QTest>

/// What tests open a connection to a server on loopback with: times that a test can wait for.
inline ConnectionOptions optionsFor(quint16 port)
{
    using namespace std::chrono_literals;
    ConnectionOptions options;
    options.address.port = port;
    options.backoff = {20ms, 500ms, 1.5};
    return options;
}

/// The states that a spy on Connection::stateChanged() has seen.
inline QList<Connection::State> statesOf(const QSignalSpy &spy)
{
    QList<Connection::State> states;
    for (const QList<QVariant> &arguments : spy)
        states += arguments.constFirst().value<Connection::State>();
    return states;
}

/// How the command that `reply` is for ended, by name.
inline QByteArray endOf(const CommandReply &reply)
{
    return reply.isFinished() ? statusName(reply.outcome().status) : QByteArray("not finished");
}

/// Takes the outcomes of a batch as they come, and keeps them.
class BatchOutcomes : public QObject
{
public:
    explicit BatchOutcomes(BatchReply *batch)
        : m_batch(batch)
    {
        connect(batch, &BatchReply::resultsReady, this, [this] { take(); });
        connect(batch, &BatchReply::finished, this, [this] { ++finishedCount; });
    }

    [[nodiscard]] qint64 size() const
    {
        qint64 size = 0;
        for (const ResultSegment &segment : segments)
            size += segment.size();
        return size;
    }
    [[nodiscard]] Outcome at(qsizetype index) const
    {
        auto segment = segments.begin();
        for (; index >= segment->size(); ++segment)
            index -= segment->size();
        return segment->outcome(index);
    }
    [[nodiscard]] QByteArrayList ends() const
    {
        QByteArrayList names;
        for (const ResultSegment &segment : segments) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                names += statusName(segment.status(i));
        }
        return names;
    }
    [[nodiscard]] qint64 count(Status status) const
    {
        qint64 count = 0;
        for (const ResultSegment &segment : segments) {
            for (qsizetype i = 0; i < segment.size(); ++i)
                count += segment.status(i) == status ? 1 : 0;
        }
        return count;
    }

    std::vector<ResultSegment> segments;
    int finishedCount = 0;

private:
    void take()
    {
        for (ResultSegment &segment : m_batch->takeSegments())
            segments.push_back(std::move(segment));
    }

    BatchReply *m_batch;
};

/// What a well-behaved server says to `request`: to a read a miss where the key begins with "miss", else the key as the value; to anything
/// else success, or silence where the command is quiet.
inline QByteArray obedientAnswer(const RequestPacket &request)
{
    const auto opcode = Opcode(request.opcode);
    if (has(opcode, OpcodeTrait::Read)) {
        const bool miss = request.key.startsWith("miss");
        if (miss && isQuiet(opcode))
            return {};
        const bool keyed = has(opcode, OpcodeTrait::Keyed);
        return miss ? request.answer(1, keyed ? QByteArray() : "Not found", {}, keyed ? request.key : QByteArray())
                    : request.answer(0, request.key, bigEndian32(7), keyed ? request.key : QByteArray(), 9);
    }
    if (isQuiet(opcode))
        return {};
    if (opcode == Opcode::Increment || opcode == Opcode::Decrement)
        return request.answer(0, bigEndian64(42), {}, {}, 9);
    if (opcode == Opcode::Version)
        return request.answer(0, "1.6.18");
    if (opcode == Opcode::Stat)
        return request.answer(0, "17", {}, "threads") + request.answer();
    return request.answer(0, {}, {}, {}, opcode == Opcode::Noop ? 0 : 9);
}

inline std::optional<QByteArray> obey(const QByteArray &request)
{
    return obedientAnswer(requestsIn(request).constFirst());
}

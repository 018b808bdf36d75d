#include "connection/outcome.h"

#include "connection/protocol/response.h"

#include <QtEndian>

#include <limits>

namespace {

/// Lengths were checked when the answer came.
constexpr quint32 noLimit = std::numeric_limits<quint32>::max();

bool answersWithText(Opcode opcode)
{
    return opcode == Opcode::Version || opcode == Opcode::SaslListMechanisms || opcode == Opcode::SaslStart || opcode == Opcode::SaslStep;
}

void takeParts(Outcome &outcome, const Response &response)
{
    outcome.cas = response.header.cas;
    outcome.key = response.key;
    const bool goesOn = outcome.status == Status::AuthStep || outcome.status == Status::AuthContinue;
    if (!outcome.succeeded() && !goesOn) {
        outcome.serverText = response.value;
        return;
    }
    if (has(outcome.opcode, OpcodeTrait::Read)) {
        outcome.flags = qFromBigEndian<quint32>(response.extras.data());
        outcome.value = response.value;
    } else if (has(outcome.opcode, OpcodeTrait::Counter)) {
        if (response.value.size() == sizeof(quint64))
            outcome.number = qFromBigEndian<quint64>(response.value.data());
    } else if (answersWithText(outcome.opcode)) {
        outcome.value = response.value;
    }
}

} // namespace

Outcome answeredOutcome(Opcode opcode, Status status, QByteArrayView bytes)
{
    Outcome outcome;
    outcome.opcode = opcode;
    outcome.status = status;
    outcome.basis = Basis::Answer;
    outcome.bytes = bytes;

    // Of the packets of a STAT that failed, the last one says why.
    Response response;
    for (QByteArrayView rest = bytes; parseResponse(rest, noLimit, response) == ParseState::Complete;) {
        rest = rest.sliced(response.header.packetLength());
        if (rest.isEmpty() && opcode != Opcode::Stat)
            takeParts(outcome, response);
        else if (rest.isEmpty() && !outcome.succeeded())
            outcome.serverText = response.value;
    }
    return outcome;
}

QList<Statistic> Outcome::statistics() const
{
    QList<Statistic> statistics;
    if (opcode != Opcode::Stat || !succeeded())
        return statistics;
    Response response;
    for (QByteArrayView rest = bytes; parseResponse(rest, noLimit, response) == ParseState::Complete;) {
        rest = rest.sliced(response.header.packetLength());
        if (response.header.bodyLength > 0)
            statistics.append({response.key, response.value});
    }
    return statistics;
}

QString Outcome::message() const
{
    if (succeeded())
        return {};
    if (!serverText.isEmpty())
        return QString::fromUtf8(serverText);
    return reason.isEmpty() ? statusText(status) : reason;
}

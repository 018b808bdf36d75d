#pragma once

#include "connection/protocol/opcode.h"
#include "connection/protocol/status.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

/// How an outcome is known.
enum class Basis : quint8 {
    Answer,   ///< the server said so
    Silence,  ///< a quiet command that stayed silent until a later answer proved that it had been processed
    NotSent,  ///< refused, cancelled or lost before a byte of it was written
    NoAnswer, ///< written, and then lost or timed out: it may have been carried out
};

/// One line of a STAT answer, in the server's order.
struct Statistic
{
    QByteArrayView name;
    QByteArrayView value;
};

/// What became of one command. Its bytes are views into the reply or the segment that it came from, and live as long as that does.
struct Outcome
{
    Opcode opcode = Opcode::Noop; ///< as sent
    Status status = Status::NotConnected;
    Basis basis = Basis::NotSent;
    quint64 cas = 0;                     ///< 0: the server told none
    std::optional<quint32> flags;        ///< of a read that hit
    std::optional<quint64> number;       ///< of an INCREMENT or DECREMENT that answered
    std::optional<QByteArrayView> value; ///< of a read that hit (also when empty), of VERSION and of SASL answers
    QByteArrayView key;                  ///< the key in the answer of GETK, GATK and their quiet forms, also of a miss
    QByteArrayView serverText;           ///< the server's own words where it refused with some
    QString reason;                      ///< our words where the command was not sent or got no answer
    QByteArrayView bytes;                ///< the whole answer as it came, headers included; empty without one

    [[nodiscard]] bool sent() const { return basis != Basis::NotSent; }
    [[nodiscard]] bool silent() const { return basis == Basis::Silence; }
    [[nodiscard]] bool succeeded() const { return status == Status::Success; }
    /// The statistics of a STAT that succeeded, otherwise none.
    [[nodiscard]] QList<Statistic> statistics() const;
    /// The server's words, else ours, else the status in words; empty for a success.
    [[nodiscard]] QString message() const;
};

/// The outcome of a command that was answered with `status` by the packets `bytes`: one, or many for a STAT.
[[nodiscard]] Outcome answeredOutcome(Opcode opcode, Status status, QByteArrayView bytes);

#pragma once

#include "app/run/runrecord.h"
#include "app/wire/wirepacket.h"
#include "connection/wirerecord.h"

#include <chrono>
#include <optional>
#include <vector>

/// Finds in the bytes that were noted down during a run what belongs to each of its results: requests by their order, their opcode, their
/// key and, where they were answered, their opaque; answers by their opaque. Goes as far as it is asked, and knows then; a run that is
/// under way may grow meanwhile.
class RunWire
{
public:
    /// What was noted down for one result. Packets are those of the record's requests and answers.
    struct Found
    {
        std::optional<WirePacket> request;
        std::chrono::nanoseconds sentAt{0}; ///< since the record began
        /// The first packet of the answer, or, of a silence, that of the answer which proves it.
        std::optional<WirePacket> answer;
        bool proves = false;    ///< it is not the answer to this command
        bool isBarrier = false; ///< it answers a NOOP of ours
        /// When the last byte of the answer had come; none if that was not noted down.
        std::optional<std::chrono::nanoseconds> answeredAt;
    };

    explicit RunWire(std::shared_ptr<const RunRecord> run);

    [[nodiscard]] const std::shared_ptr<const RunRecord> &run() const { return m_run; }
    /// Of result `number`, 0 to the count of the run's results less 1.
    [[nodiscard]] Found find(int number);

private:
    static constexpr quint32 none = 0xffffffff;

    void align(int number);
    [[nodiscard]] quint32 nextRequest(Opcode opcode, QByteArrayView key, std::optional<quint32> opaque);
    void walkAnswers();
    [[nodiscard]] size_t streamOf(qsizetype requestOffset) const;
    void findAnswer(Found &found, bool silent) const;
    [[nodiscard]] quint32 answerOpaque(size_t index) const;

    std::shared_ptr<const RunRecord> m_run;
    std::vector<quint32> m_requestOf; ///< by result: where its request begins
    std::vector<quint32> m_answers;   ///< where each whole header of an answer begins
    qsizetype m_requestAt = 0;        ///< what follows is behind the last request found
    qsizetype m_answerAt = 0;
    size_t m_barrier = 0; ///< the next of ours
    size_t m_stream = 0;
    int m_failures = 0; ///< results in a row whose request was not found
};

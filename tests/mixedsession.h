#pragma once

#include "connection/connection.h"

#include <memory>
#include <vector>

/// How one command of a session ended, in a form to compare.
struct Ending
{
    QByteArray name; ///< of its status
    Basis basis = Basis::NotSent;
    QByteArray bytes; ///< its answer, with the opaques zeroed

    bool operator==(const Ending &) const = default;
};

/// A command and the name of the status with which it ends where nothing goes wrong.
struct PlannedCommand
{
    Command command;
    QByteArray end;
};

/// What is asked together; the next stage follows once all of it has ended.
struct SessionStage
{
    QList<PlannedCommand> singles;
    QList<PlannedCommand> batch;
};
using SessionPlan = QList<SessionStage>;

/// 50 commands: single, in batches and STAT, quiet and loud, stores, reads, misses and errors. They do the same whatever the server held.
[[nodiscard]] SessionPlan mixedSession();
/// The commands of `plan` in the order in which they are written.
[[nodiscard]] QList<PlannedCommand> commandsOf(const SessionPlan &plan);

/// Asks a session of a connection, and keeps how each command ended.
class SessionRun : public QObject
{
public:
    SessionRun(Connection *connection, const SessionPlan &plan);

    /// Whether every command has ended.
    [[nodiscard]] bool isOver() const { return m_stage == m_plan.size(); }
    /// In the order in which they are written.
    [[nodiscard]] const QList<Ending> &endings() const { return m_endings; }
    /// What was wrong besides: a reply that finished twice, a batch with too many outcomes. Empty: nothing.
    [[nodiscard]] const QByteArray &faults() const { return m_faults; }

private:
    void ask();
    void take(qsizetype index, const Outcome &outcome);
    void finishOne();

    Connection *m_connection;
    SessionPlan m_plan;
    qsizetype m_stage = 0;
    qsizetype m_begin = 0; ///< index of the stage's first command
    qsizetype m_unfinished = 0;
    std::vector<std::unique_ptr<CommandReply>> m_singles;
    std::vector<std::unique_ptr<BatchReply>> m_batches;
    QList<Ending> m_endings;
    QList<int> m_finishes; ///< of each command, or of its batch
    QByteArray m_faults;
};

/// A session that went well, as bytes, and what follows from any part of them.
class SessionRecording
{
public:
    struct Request
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        qsizetype command = -1; ///< -1: a barrier of the connection's own
    };
    struct Packet
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        qsizetype request = 0;
        bool isLast = true; ///< of its request
    };

    /// `endings` are those of the commands of `plan`. Not valid if they do not fit each other.
    SessionRecording(const SessionPlan &plan, const QByteArray &requests, const QByteArray &responses, const QList<Ending> &endings);

    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] const std::vector<Request> &requests() const { return m_requests; }
    [[nodiscard]] const std::vector<Packet> &packets() const { return m_packets; }
    [[nodiscard]] qsizetype requestSize() const { return m_requestBytes.size(); }
    [[nodiscard]] qsizetype responseSize() const { return m_responses.size(); }
    [[nodiscard]] const QList<Ending> &endings() const { return m_endings; }
    /// The request of a command; -1: it is refused, and not sent.
    [[nodiscard]] qsizetype requestOf(qsizetype command) const { return m_requestOf.at(command); }
    /// How many bytes of responses a server owes for so many bytes of requests.
    [[nodiscard]] qsizetype responsesTo(qsizetype requestBytes) const;
    /// What the recorded server answers to the request of this number, with the opaque of `request`. None: `request` is another one.
    [[nodiscard]] std::optional<QByteArray> answer(qsizetype number, const QByteArray &request) const;
    /// The same for a request that is the recorded one in every byte.
    [[nodiscard]] std::optional<QByteArray> answer(const QByteArray &request) const;
    /// Where `endings` are not what follows if `responses` bytes of the responses came, and the client's system had taken `written` bytes
    /// of the requests when the connection was lost; empty: they are.
    [[nodiscard]] QByteArray difference(const QList<Ending> &endings, qsizetype responses, qsizetype written) const;

private:
    [[nodiscard]] bool mapRequests(const QList<PlannedCommand> &commands);
    [[nodiscard]] bool mapPackets();

    QByteArray m_requestBytes;
    QByteArray m_responses;
    QList<Ending> m_endings;
    std::vector<Request> m_requests;
    std::vector<Packet> m_packets;
    QList<qsizetype> m_requestOf;
    bool m_valid;
};

/// `answer` with the opaques of its packets zeroed.
[[nodiscard]] QByteArray withoutOpaques(QByteArray answer);
/// `ending` without what differs from run to run on a real server: the CAS.
[[nodiscard]] Ending withoutCas(Ending ending);

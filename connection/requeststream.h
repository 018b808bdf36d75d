#pragma once

#include "connection/batchreply.h"
#include "connection/commandreply.h"
#include "connection/protocol/access.h"
#include "connection/requestportion.h"
#include "connection/responsematcher.h"
#include "connection/serversettings.h"
#include "connection/transport.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <vector>

/// One stream of requests and answers over one transport, from its opening to its end: writes what is asked, single commands at once and
/// batches in portions as the server takes them, and reads in slices, so that neither side waits for the other and the event loop never
/// for either.
class RequestStream : public QObject
{
    Q_OBJECT

public:
    RequestStream(quint32 maximumBody, QObject *parent = nullptr);
    ~RequestStream() override;

    /// opened() or failed() follows.
    void open(const ServerAddress &address, const TlsOptions &tls = {}, const std::shared_ptr<SshLink> &link = {});
    /// How long a pending answer may take since the last byte came, or the system took one of the request or batch that is waited for; 0:
    /// for ever. Bytes of what is asked later do not count: the system has room for many small requests to a server that is frozen.
    void setRequestTimeout(std::chrono::milliseconds timeout);
    /// What is not permitted is refused, however it is asked.
    void setAccess(Access access) { m_access = access; }
    /// Where it leads; see MutationsWatch.
    void setPlace(const QString &place) { m_place = place; }
    /// What the checks before sending go by.
    void setServer(const ServerSettings &server);

    /// What goes over it from now on is noted down in `record` too; null: nowhere. It must outlive that.
    void setRecord(WireRecord *record)
    {
        m_transport.setRecord(record);
        m_portion.setRecord(record);
    }
    /// The opaque of what is asked next.
    [[nodiscard]] quint32 nextOpaque() const { return m_matcher.nextOpaque(); }

    /// Writes the command as it is, and the NOOP that ends it where it needs one.
    [[nodiscard]] std::unique_ptr<CommandReply> ask(const Command &command);
    [[nodiscard]] std::unique_ptr<BatchReply> askBatch(CommandSource source, Checking checking);
    /// There is more in the source of `batch`.
    void resume(BatchReply *batch);
    /// Takes no more from the source of `batch`; what was written runs to its outcome.
    void stopSourcing(BatchReply *batch);
    void forget(ResultSink *sink);
    void forget(BatchReply *batch);
    /// `batch` has all its outcomes.
    void remove(BatchReply *batch);

    /// Hangs up and gives everything pending its outcome: `lost` for what was written, not_connected for the rest.
    void end(Status lost, const QString &reason);
    /// Whether what is asked now can still be sent.
    [[nodiscard]] bool isUsable() const { return m_usable && !m_quitting; }
    /// Answers so far, those to our own barriers included.
    [[nodiscard]] qint64 answerCount() const { return m_matcher.answerCount(); }
    [[nodiscard]] qsizetype pendingCount() const { return m_matcher.pendingCount(); }
    [[nodiscard]] bool isIdle() const { return m_matcher.pendingCount() == 0; }
    /// How long nothing has come, nor gone that counts for the request timeout.
    [[nodiscard]] std::chrono::milliseconds quietTime() const { return std::chrono::milliseconds(m_lastProgress.elapsed()); }
    /// What a server that does not speak the binary protocol said first.
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    /// Whether any byte ever came.
    [[nodiscard]] bool heardAnything() const { return m_heardAnything; }
    /// What the bytes go over.
    [[nodiscard]] const Transport &transport() const { return m_transport; }

signals:
    /// There is a tunnel, and it is up.
    void tunnelled();
    /// The TLS handshake begins.
    void securing();
    void opened();
    /// It cannot go on; end() is to be called. Emitted once at most.
    void failed(const Error &error);

private:
    void updateCoalescing();
    void readLater();
    void readSocket();
    void readText();
    void handleEnd(const Error &error);
    void writeBatches();
    [[nodiscard]] static QString refusalText();
    enum class Sourcing { GoesOn, Paused, Over };
    [[nodiscard]] SourceState source(BatchReply *batch);
    [[nodiscard]] Sourcing fillPortion(BatchReply *batch);
    [[nodiscard]] bool appendAlike(BatchReply *batch, qint64 more, qsizetype refusedBytes, SourceState *state);
    /// Whether a command needs no look of its own: it has a key and a value that every server takes, and nothing follows from it. Most
    /// have.
    [[nodiscard]] bool isUsual(const SourcedCommand &sourced) const
    {
        const Command &command = sourced.command;
        return size_t(command.key.size() - 1) < size_t(Command::longestKey) && command.value.size() <= m_surelyFits
            && sourced.refusal == Status::Success && has(command.opcode, OpcodeTrait::WithKey) && !m_quitting
            && (m_access == Access::Full || onlyReads(command.opcode));
    }
    [[nodiscard]] Sourcing appendUnusual(BatchReply *batch);
    void closeSilences();
    void flushPortion(BatchReply *batch);
    [[nodiscard]] bool writePortion(BatchReply *batch);
    void nudge();
    void touchWatchdog();
    void noteTaken();
    void checkProgress();
    void fail(const Error &error);
    [[nodiscard]] bool hasRoom() const;

    Transport m_transport;
    ResponseMatcher m_matcher;
    ServerSettings m_server;
    QString m_place;
    Access m_access = Access::Full;
    qsizetype m_surelyFits = -1;          ///< bytes: a value up to this fits, whatever its key
    std::vector<BatchReply *> m_batches;  ///< all that are not over
    std::vector<BatchReply *> m_sourcing; ///< those that have more to write, in turn
    RequestPortion m_portion{&m_matcher};
    qint64 m_written = 0; ///< bytes handed to the transport
    qint64 m_taken = 0;   ///< of these, as far as we know, taken by the system
    qint64 m_awaited = 0; ///< up to here their being taken puts the timeout off
    QTimer m_readTimer;
    QTimer m_writeTimer;
    QTimer m_watchdog;
    QTimer m_textTimer;
    QTimer m_nudgeTimer;
    QElapsedTimer m_lastProgress;
    std::chrono::milliseconds m_requestTimeout{0};
    QByteArray m_text;
    qint64 m_received = 0;          ///< bytes
    qint64 m_nudgedAt = -1;         ///< m_received when the server was last nudged
    bool m_coalescing = false;      ///< answers are read in large portions
    bool m_systemCoalesces = false; ///< by the system, which tells when there is enough
    bool m_heardAnything = false;
    bool m_nudges = false; ///< see nudge()
    bool m_usable = false;
    bool m_quitting = false; ///< a QUIT was written: nothing may follow it
    bool m_failed = false;
};

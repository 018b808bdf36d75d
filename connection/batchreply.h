#pragma once

#include "connection/commandsource.h"
#include "connection/resultsink.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

class RequestStream;

/// Whether commands that the server would answer by hanging up or crashing (keys of a wrong length, stores over its item limit) are refused
/// before they are sent.
enum class Checking { Strict, Unchecked };

/// The handle of a batch asked of a Connection, owned by the asker: every command that its source gives gets exactly one outcome, in
/// order. Deleting it drops what has not come yet; what was written is still carried out.
class BatchReply : public QObject, private ResultSink
{
    Q_OBJECT

public:
    ~BatchReply() override;

    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// How many commands have an outcome so far.
    [[nodiscard]] qint64 outcomeCount() const { return ResultSink::outcomeCount(); }
    /// How many commands the source has given so far.
    [[nodiscard]] qint64 sourcedCount() const { return m_sourced; }
    /// Bytes of this batch's requests written so far, our own barriers included.
    [[nodiscard]] qint64 bytesWritten() const { return m_bytesWritten; }
    /// The outcomes that have come since the last call, in order.
    [[nodiscard]] std::vector<ResultSegment> takeSegments() { return ResultSink::takeSegments(); }

    /// Whether what the source gives now is sent; false once it was cancelled, or the connection lost.
    [[nodiscard]] bool isSending() const;

    /// Stops sending: what was written runs to its true outcome, what the source still gives ends as cancelled.
    void cancel();
    /// Tells that a source that was Waiting has more, or has come to its end.
    void resume();

signals:
    /// There is something to take. Emitted between portions, some milliseconds apart while much comes.
    void resultsReady();
    /// Once, after the last resultsReady(), and never before the call that asked has returned.
    void finished();

private:
    friend class Connection;
    friend class RequestStream;
    BatchReply(RequestStream *stream, CommandSource source, Checking checking);
    void wake() override;
    void timerEvent(QTimerEvent *event) override;
    void deliver();
    void drain();
    void endSource(Status status, const QString &reason);

    QPointer<RequestStream> m_stream;
    CommandSource m_source;
    SourcedCommand m_next;
    Checking m_checking;
    Status m_drainStatus = Status::Success; ///< once not Success: what the source still gives ends so, unsent
    QString m_drainReason;
    qint64 m_sourced = 0;
    qint64 m_announced = 0; ///< outcomes that resultsReady() has told of
    qint64 m_bytesWritten = 0;
    QBasicTimer m_deliveryTimer;
    QElapsedTimer m_lastDelivery;
    bool m_sourceEnded = false;
    bool m_wakeQueued = false;
    bool m_finished = false;
};

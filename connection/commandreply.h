#pragma once

#include "connection/resultsink.h"

#include <QObject>
#include <QPointer>

class RequestStream;

/// The handle of one command asked of a Connection, owned by the asker; deleting it drops the answer and disturbs nothing else.
class CommandReply : public QObject, private ResultSink
{
    Q_OBJECT

public:
    ~CommandReply() override;

    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// What became of the command; meaningful once finished. Its bytes live as long as this reply.
    [[nodiscard]] Outcome outcome() const;

signals:
    /// Once, and never before the call that asked has returned.
    void finished();

private:
    friend class Connection;
    friend class RequestStream;
    explicit CommandReply(RequestStream *stream);
    void wake() override;
    void finish();

    QPointer<RequestStream> m_stream;
    bool m_finished = false;
};

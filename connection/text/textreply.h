#pragma once

#include "connection/text/textexchange.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <memory>

/// The handle of a question asked over the text protocol, owned by the asker; deleting it drops the answer and disturbs nothing else.
class TextReply : public QObject
{
    Q_OBJECT

public:
    ~TextReply() override;

    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Why there is no answer, or no whole one; none where all went well. Meaningful once finished.
    [[nodiscard]] const Error &error() const { return m_error; }
    /// Wants no more: it finishes as Stopped, and what came before can still be taken.
    void cancel();

signals:
    /// There is something to take. Emitted between portions, some milliseconds apart while much comes.
    void resultsReady();
    /// Once, after the last resultsReady(), and never before the call that asked has returned.
    void finished();

protected:
    explicit TextReply(std::shared_ptr<TextExchange> exchange);

private:
    friend class TextExchange;
    void wake();
    void timerEvent(QTimerEvent *event) override;
    void deliver();
    [[nodiscard]] bool isComplete() const { return m_cancelled || m_exchange->isFinished(); }

    std::shared_ptr<TextExchange> m_exchange;
    Error m_error;
    QBasicTimer m_deliveryTimer;
    QElapsedTimer m_lastDelivery;
    bool m_wakeQueued = false;
    bool m_cancelled = false;
    bool m_finished = false;
};

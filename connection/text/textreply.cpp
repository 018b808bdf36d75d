#include "connection/text/textreply.h"

#include <QPointer>

#include <utility>

namespace {

/// Results are told of at most so often: each time costs whoever shows them.
constexpr int tellingPause = 20; // ms

} // namespace

TextReply::TextReply(std::shared_ptr<TextExchange> exchange)
    : m_exchange(std::move(exchange))
{
    m_exchange->setReply(this);
    if (m_exchange->isFinished())
        wake();
}

TextReply::~TextReply()
{
    m_exchange->setReply(nullptr);
    m_exchange->abandon();
}

void TextReply::cancel()
{
    if (m_finished || isComplete())
        return;
    m_cancelled = true;
    m_exchange->setReply(nullptr);
    m_exchange->abandon();
    wake();
}

void TextReply::wake()
{
    const qint64 since = m_lastDelivery.isValid() ? m_lastDelivery.elapsed() : tellingPause;
    if (!isComplete() && since < tellingPause) {
        if (!m_deliveryTimer.isActive())
            m_deliveryTimer.start(int(tellingPause - since), this);
    } else if (!std::exchange(m_wakeQueued, true)) {
        QMetaObject::invokeMethod(this, &TextReply::deliver, Qt::QueuedConnection);
    }
}

void TextReply::timerEvent(QTimerEvent *)
{
    deliver();
}

void TextReply::deliver()
{
    m_wakeQueued = false;
    m_deliveryTimer.stop();
    m_lastDelivery.start();
    if (m_finished)
        return;
    const bool complete = isComplete();
    if (complete)
        m_error = m_cancelled ? Error{Error::Code::Stopped, tr("It was stopped before all had come.")} : m_exchange->error();
    const QPointer<TextReply> guard(this);
    emit resultsReady();
    if (!guard || !complete || m_finished)
        return;
    m_finished = true;
    emit finished();
}

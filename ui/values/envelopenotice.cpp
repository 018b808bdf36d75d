#include "ui/values/envelopenotice.h"

#include "ui/noticerow.h"
#include "ui/values/envelopewords.h"
#include "ui/values/readingfault.h"
#include "ui/values/stepnames.h"

#include <QVBoxLayout>

EnvelopeNotice::EnvelopeNotice(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_fault(new ReadingFault(name + QStringLiteral("EnvelopeFault"), this))
    , m_expired(new NoticeRow(name + QStringLiteral("EnvelopeExpired"), this))
{
    setObjectName(name + QStringLiteral("EnvelopeNotice"));
    m_expired->setContentsMargins(8, 2, 8, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_fault);
    layout->addWidget(m_expired);
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &EnvelopeNotice::follow);
    connect(m_fault, &ReadingFault::placeRequested, this, [this](qsizetype offset) {
        const bool isInside = m_reading && m_reading->wrapping;
        emit placeRequested(offset + (isInside ? m_reading->wrapping->begin : 0));
    });
    hide();
}

void EnvelopeNotice::showReading(const SharedReading &reading)
{
    m_reading = reading;
    follow();
}

void EnvelopeNotice::follow()
{
    m_expiry.stop();
    const QDateTime now = QDateTime::currentDateTime();
    // What a decoder of their own did wrong names it.
    const DecodeFault fault = m_reading ? m_reading->envelopeFault : DecodeFault();
    const bool isNamed = fault.kind == DecodeFault::Kind::Command;
    m_fault->showFault(m_reading && !isNamed ? stepName(m_reading->envelope) : QString(), fault);
    m_expired->tell(m_reading ? expiredSentence(*m_reading, now) : QString());
    setVisible(m_reading && (m_reading->envelopeFault || !m_expired->text().isEmpty()));
    if (!m_reading || !m_reading->envelopeFacts.expiry)
        return;
    constexpr qint64 farthest = qint64(24) * 60 * 60 * 1000; // nobody looks at a value for longer
    const qint64 left = *m_reading->envelopeFacts.expiry - now.toMSecsSinceEpoch();
    if (left >= 0 && left < farthest)
        m_expiry.start(int(left) + 1);
}

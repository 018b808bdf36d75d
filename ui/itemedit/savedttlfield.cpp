#include "ui/itemedit/savedttlfield.h"

#include "connection/text/keysegment.h"
#include "ui/amounttext.h"
#include "ui/keys/ttlfield.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QDateTime>
#include <QVBoxLayout>

SavedTtlField::SavedTtlField(QWidget *parent)
    : QWidget(parent)
    , m_keep(new QCheckBox(this))
    , m_reason(new ToneLabel(Tone::Notice, this))
    , m_ttl(new TtlField(this))
{
    m_keep->setObjectName(QStringLiteral("savedTtlKeep"));
    m_reason->setObjectName(QStringLiteral("savedTtlReason"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_keep, 0, Qt::AlignLeft); // only its words can be clicked
    layout->addWidget(m_reason);
    layout->addWidget(m_ttl);
    setFocusProxy(m_keep);
    connect(m_keep, &QCheckBox::toggled, this, [this](bool isKept) {
        m_ttl->setVisible(!isKept);
        emit changed();
    });
    connect(m_ttl, &TtlField::changed, this, &SavedTtlField::changed);
}

void SavedTtlField::setOwn(const std::optional<qint64> &expiry, qint64 clockOffset)
{
    m_expiry = expiry;
    m_clockOffset = clockOffset;
    m_ttl->setClockOffset(clockOffset);
    const qint64 now = QDateTime::currentSecsSinceEpoch() + clockOffset;
    const bool isOver = expiry && *expiry != ListedKey::never && *expiry <= now;
    const bool canKeep = expiry && !isOver;
    m_reason->setText(isOver ? tr("The TTL that it had is over: choose another one.")
                             : tr("How long it was to live is not known, since the server cannot be asked: choose a TTL."));
    m_reason->setVisible(!canKeep);
    m_keep->setVisible(canKeep);
    m_keep->setChecked(canKeep);
    m_ttl->setVisible(!canKeep);
    if (!canKeep)
        m_ttl->demandChoice();
    m_clock.setRunning(canKeep && *expiry != ListedKey::never);
    setFocusProxy(canKeep ? static_cast<QWidget *>(m_keep) : m_ttl);
    showOwn();
    emit changed();
}

void SavedTtlField::showOwn()
{
    if (!m_expiry)
        return;
    if (*m_expiry == ListedKey::never) {
        m_keep->setText(tr("&Keep it: never expires"));
        return;
    }
    const qint64 left = *m_expiry - QDateTime::currentSecsSinceEpoch() - m_clockOffset;
    m_keep->setText(left > 0 ? tr("&Keep it: %1 left").arg(durationText(left)) : tr("&Keep it: it is over"));
}

bool SavedTtlField::isKept() const
{
    return m_expiry && m_keep->isChecked();
}

bool SavedTtlField::isChosen() const
{
    return isKept() || m_ttl->isChosen();
}

std::optional<KeyTtl> SavedTtlField::ttl() const
{
    return isKept() ? std::nullopt : std::optional(m_ttl->ttl());
}

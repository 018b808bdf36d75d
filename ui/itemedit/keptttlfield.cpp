#include "ui/itemedit/keptttlfield.h"

#include "connection/text/keysegment.h"
#include "ui/amounttext.h"
#include "ui/keys/ttlfield.h"

#include <QCheckBox>
#include <QDateTime>
#include <QVBoxLayout>

#include <chrono>

KeptTtlField::KeptTtlField(QWidget *parent)
    : QWidget(parent)
    , m_keep(new QCheckBox(tr("Keep &what is left of it"), this))
    , m_ttl(new TtlField(this))
{
    m_keep->setObjectName(QStringLiteral("keepTtl"));
    m_keep->setChecked(true);
    m_ttl->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_keep, 0, Qt::AlignLeft);
    layout->addWidget(m_ttl);
    setFocusProxy(m_keep);
    connect(m_keep, &QCheckBox::toggled, this, [this](bool keep) {
        m_ttl->setVisible(!keep);
        emit changed();
    });
    connect(m_ttl, &TtlField::changed, this, &KeptTtlField::changed);
}

void KeptTtlField::showItem(const std::optional<ReadItem> &item, qint64 now, qint64 clockOffset)
{
    m_ttl->setClockOffset(clockOffset);
    m_clock.setRunning(false);
    const bool known = !item || item->expiry;
    if (!known)
        m_keep->setText(tr("Keep what is left of it: not known, choose one"));
    else if (item && *item->expiry == ListedKey::never)
        m_keep->setText(tr("Keep it: &never expires"));
    else if (item) {
        m_expiry = {*item->expiry, std::chrono::seconds(now - QDateTime::currentSecsSinceEpoch())};
        showLeft();
        m_clock.setRunning(true);
    }
    if (!known && m_keep->isEnabled()) {
        m_ttl->demandChoice();
        m_keep->setChecked(false);
    }
    m_keep->setEnabled(known);
}

void KeptTtlField::showLeft()
{
    m_keep->setText(tr("Keep &what is left of it: %1").arg(durationText(m_expiry.left())));
}

bool KeptTtlField::isChosen() const
{
    return m_keep->isChecked() || m_ttl->isChosen();
}

std::optional<KeyTtl> KeptTtlField::ttl() const
{
    return m_keep->isChecked() ? std::nullopt : std::optional(m_ttl->ttl());
}

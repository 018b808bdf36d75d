#include "ui/itemedit/savedttlfield.h"

#include "ui/amounttext.h"
#include "ui/keys/ttlfield.h"
#include "ui/tonelabel.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

SavedTtlField::SavedTtlField(QWidget *parent)
    : QWidget(parent)
    , m_keep(new QCheckBox(tr("&Keep it: never expires"), this))
    , m_reason(new ToneLabel(Tone::Notice, this))
    , m_ttl(new TtlField(this))
{
    m_keep->setObjectName(QStringLiteral("savedTtlKeep"));
    m_reason->setObjectName(QStringLiteral("savedTtlReason"));
    m_reason->setMinimumHeight(m_keep->sizeHint().height()); // it may come in its place
    auto *room = new QWidget(this);                          // also while it is hidden, so that nothing moves when it is wanted
    auto *inRoom = new QVBoxLayout(room);
    inRoom->setContentsMargins(0, 0, 0, 0);
    inRoom->addWidget(m_ttl);
    room->setMinimumHeight(m_ttl->sizeHint().height());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_keep, 0, Qt::AlignLeft); // only its words can be clicked
    layout->addWidget(m_reason);
    layout->addWidget(room);
    setFocusProxy(m_keep);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_keep, &QCheckBox::toggled, this, [this](bool isKept) {
        m_ttl->setVisible(!isKept);
        emit changed();
    });
    connect(m_ttl, &TtlField::changed, this, &SavedTtlField::changed);
}

void SavedTtlField::setOwn(const ItemExpiry &expiry)
{
    m_expiry = expiry;
    m_ttl->setClockOffset(expiry.clockOffset.count());
    const bool canKeep = expiry.time && !isOver();
    m_keep->setChecked(canKeep);
    offerOwn(canKeep);
    if (!canKeep)
        m_ttl->demandChoice();
    showOwn();
    emit changed();
}

void SavedTtlField::offerOwn(bool isOffered)
{
    m_reason->setText(m_expiry.time ? tr("The TTL that it had is over: choose another one.")
                                    : tr("How long it was to live is not known, since the server cannot be asked: choose a TTL."));
    m_reason->setVisible(!isOffered);
    m_keep->setVisible(isOffered);
    m_ttl->setVisible(!isKept());
    m_clock.setRunning(isOffered && m_expiry.ends());
    setFocusProxy(isOffered ? static_cast<QWidget *>(m_keep) : m_ttl);
}

void SavedTtlField::showOwn()
{
    if (!m_expiry.time)
        return;
    if (!m_expiry.ends()) {
        m_keep->setText(tr("&Keep it: never expires"));
        return;
    }
    if (!isOver()) {
        m_keep->setText(tr("&Keep it: %1 left").arg(durationText(m_expiry.left())));
        return;
    }
    if (m_keep->isHidden()) // that is known
        return;
    if (isKept())
        m_ttl->demandChoice(); // another one that the person has chosen stays
    const QSignalBlocker blocker(m_keep);
    m_keep->setChecked(false);
    offerOwn(false);
    emit changed();
}

bool SavedTtlField::isKept() const
{
    return m_expiry.time && m_keep->isChecked();
}

bool SavedTtlField::isChosen() const
{
    return isKept() || m_ttl->isChosen();
}

std::optional<KeyTtl> SavedTtlField::ttl() const
{
    return isKept() || !m_ttl->isChosen() ? std::nullopt : std::optional(m_ttl->ttl());
}

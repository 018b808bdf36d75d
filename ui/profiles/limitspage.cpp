#include "ui/profiles/limitspage.h"

#include "ui/connection/limitfields.h"

#include <QVBoxLayout>

LimitsPage::LimitsPage(QWidget *parent)
    : ProfilePage(parent)
    , m_fields(new LimitFields(tr("All four hold for this profile only."), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_fields);
    layout->addStretch(1);
    connect(m_fields, &LimitFields::changed, this, &ProfilePage::changed);
}

void LimitsPage::fill(const Profile &profile)
{
    const ConnectionLimits limits{profile.connectTimeout, profile.requestTimeout, profile.backoff};
    if (m_fields->limits() != limits)
        m_fields->setLimits(limits);
}

void LimitsPage::take(Profile &profile) const
{
    const ConnectionLimits limits = m_fields->limits();
    profile.connectTimeout = limits.connectTimeout;
    profile.requestTimeout = limits.requestTimeout;
    profile.backoff = limits.backoff;
}

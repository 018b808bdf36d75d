#include "ui/profiles/alertspage.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

AlertsPage::AlertsPage(QWidget *parent)
    : ProfilePage(parent)
    , m_hold(new QSpinBox(this))
{
    auto *about = new QLabel(tr("You are told by a notification of the desktop, and by a mark on the tab. While any is on, the server is "
                                "asked for its statistics as long as it is connected."),
                             this);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    m_hold->setObjectName(QStringLiteral("alertHold"));
    m_hold->setAccessibleName(tr("How long it lasts before you are told"));
    m_hold->setRange(0, int(AlertLimits::longestHold.count()));
    m_hold->setSpecialValueText(tr("At once"));
    m_hold->setSuffix(tr(" s"));
    m_hold->setAlignment(Qt::AlignRight);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    addRow(form, AlertKind::HitRatio, tr("Hit ratio belo&w"), tr(" %"));
    addRow(form, AlertKind::Evictions, tr("Evict&ions above"), tr(" a second"));
    addRow(form, AlertKind::Connections, tr("Connections a&bove"), tr(" % of the most allowed"));
    addRow(form, AlertKind::Memory, tr("&Memory used above"), tr(" % of its limit"));
    addRow(form, AlertKind::Latency, tr("Latenc&y above"), tr(" ms"));
    addRow(form, AlertKind::Gone, tr("The server &does not answer"), {});
    addRow(form, AlertKind::Restart, tr("The server was &restarted"), {});
    auto *holdLabel = new QLabel(tr("Once it has lasted &for:"), this);
    holdLabel->setBuddy(m_hold);
    form->addRow(holdLabel, m_hold);
    int widest = 0;
    for (QWidget *field : fields())
        widest = std::max(widest, field->sizeHint().width());
    for (QWidget *field : fields())
        field->setMinimumWidth(widest);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(about);
    layout->addLayout(form);
    layout->addStretch(1);
    connect(m_hold, &QSpinBox::valueChanged, this, &ProfilePage::changed);
    setFocusProxy(m_wanted.front());
    fill({});
}

void AlertsPage::addRow(QFormLayout *form, AlertKind kind, const QString &text, const QString &suffix)
{
    const AlertRange &range = rangeOf(kind);
    const QString name = QLatin1String(range.name);
    auto *wanted = new QCheckBox(text, this);
    wanted->setObjectName(QStringLiteral("alert.") + name);
    wanted->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    m_wanted[size_t(kind)] = wanted;
    connect(wanted, &QCheckBox::toggled, this, &AlertsPage::updateFields);
    connect(wanted, &QCheckBox::toggled, this, &ProfilePage::changed);
    if (range.side == AlertSide::NoLimit) {
        form->addRow(wanted);
        return;
    }
    auto *limit = new QDoubleSpinBox(this);
    limit->setObjectName(QStringLiteral("alertLimit.") + name);
    limit->setAccessibleName(tr("Limit: %1").arg(wanted->accessibleName()));
    limit->setDecimals(range.most > 1'000 && kind == AlertKind::Evictions ? 1 : 0);
    limit->setRange(range.least, range.most);
    limit->setGroupSeparatorShown(true);
    limit->setSuffix(suffix);
    limit->setAlignment(Qt::AlignRight);
    m_limits[size_t(kind)] = limit;
    form->addRow(wanted, limit);
    connect(limit, &QDoubleSpinBox::valueChanged, this, &ProfilePage::changed);
}

QList<QWidget *> AlertsPage::fields() const
{
    QList<QWidget *> all{m_hold};
    std::ranges::copy_if(m_limits, std::back_inserter(all), [](const QWidget *limit) { return limit != nullptr; });
    return all;
}

void AlertsPage::fill(const Profile &profile)
{
    Profile shown;
    take(shown);
    if (shown.alerts == profile.alerts && m_set == profile.alerts)
        return;
    m_set = profile.alerts;
    for (size_t i = 0; i < alertKindCount; ++i) {
        const std::optional<double> &limit = profile.alerts.limits[i];
        m_wanted[i]->setChecked(limit.has_value());
        if (m_limits[i])
            m_limits[i]->setValue(limit.value_or(rangeOf(AlertKind(i)).usual));
    }
    m_hold->setValue(int(profile.alerts.hold.count()));
    updateFields();
}

/// What is not changed stays exactly as it was, also where a field cannot show all its digits.
void AlertsPage::take(Profile &profile) const
{
    AlertLimits limits;
    for (size_t i = 0; i < alertKindCount; ++i) {
        if (!m_wanted[i]->isChecked())
            continue;
        const double usual = rangeOf(AlertKind(i)).usual;
        const double shown = m_limits[i] ? m_limits[i]->value() : usual;
        const double before = m_set.limits[i].value_or(usual);
        const double rounding = m_limits[i] ? std::pow(10, -m_limits[i]->decimals()) / 2 : 0;
        limits.set(AlertKind(i), std::abs(shown - before) <= rounding ? before : shown);
    }
    limits.hold = std::chrono::seconds(m_hold->value());
    profile.alerts = limits;
}

void AlertsPage::updateFields()
{
    bool isAny = false;
    for (size_t i = 0; i < alertKindCount; ++i) {
        isAny = isAny || m_wanted[i]->isChecked();
        if (m_limits[i])
            m_limits[i]->setEnabled(m_wanted[i]->isChecked());
    }
    m_hold->setEnabled(isAny);
}

#include "ui/connection/limitfields.h"

#include "ui/preferences/preferences.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>

#include <cmath>

using std::chrono::milliseconds;

namespace {

double seconds(milliseconds time)
{
    return double(time.count()) / 1000.0;
}

milliseconds timeIn(const QDoubleSpinBox *field)
{
    return milliseconds(std::llround(field->value() * 1000.0));
}

} // namespace

LimitFields::LimitFields(const QString &closing, QWidget *parent)
    : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setContentsMargins(0, 0, 0, 0);
    m_connectTimeout = addField(form, "connectTimeout", tr("C&onnect within:"), tr("From the look-up of the name to the first answer."));
    m_requestTimeout =
        addField(form, "requestTimeout", tr("Answer w&ithin:"), tr("How long a server may stay silent while it owes answers."));
    m_firstWait = addField(form, "firstWait", tr("&First retry after:"), tr("Each further wait is longer than the one before."));
    m_longestWait = addField(form, "longestWait", tr("Longest &wait:"), tr("The waits do not grow beyond it. %1").arg(closing));
    for (QDoubleSpinBox *field : {m_connectTimeout, m_requestTimeout}) {
        field->setRange(0, seconds(Preferences::longestTimeout));
        field->setSpecialValueText(tr("No limit"));
    }
    for (QDoubleSpinBox *field : {m_firstWait, m_longestWait})
        field->setRange(seconds(Preferences::shortestWait), seconds(Preferences::longestWait));
    connect(m_firstWait, &QDoubleSpinBox::valueChanged, m_longestWait, &QDoubleSpinBox::setMinimum);
    for (QDoubleSpinBox *field : {m_connectTimeout, m_requestTimeout, m_firstWait, m_longestWait})
        connect(field, &QDoubleSpinBox::valueChanged, this, &LimitFields::changed);
    setLimits({});
}

void LimitFields::setLimits(const ConnectionLimits &limits)
{
    m_set = limits;
    m_connectTimeout->setValue(seconds(limits.connectTimeout));
    m_requestTimeout->setValue(seconds(limits.requestTimeout));
    m_firstWait->setValue(seconds(limits.backoff.first));
    m_longestWait->setValue(seconds(limits.backoff.longest));
    m_setShown = shown();
}

ConnectionLimits LimitFields::limits() const
{
    const ConnectionLimits now = shown();
    const auto chosen = [](milliseconds time, milliseconds before, milliseconds set) { return time == before ? set : time; };
    ConnectionLimits limits = m_set;
    limits.connectTimeout = chosen(now.connectTimeout, m_setShown.connectTimeout, m_set.connectTimeout);
    limits.requestTimeout = chosen(now.requestTimeout, m_setShown.requestTimeout, m_set.requestTimeout);
    limits.backoff.first = chosen(now.backoff.first, m_setShown.backoff.first, m_set.backoff.first);
    limits.backoff.longest = chosen(now.backoff.longest, m_setShown.backoff.longest, m_set.backoff.longest);
    return limits;
}

QDoubleSpinBox *LimitFields::addField(QFormLayout *form, const char *name, const QString &text, const QString &sentence)
{
    auto *field = new QDoubleSpinBox(this);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(QString(text).remove(QLatin1Char('&')).remove(QLatin1Char(':')));
    field->setAccessibleDescription(sentence);
    field->setDecimals(1);
    field->setSingleStep(0.5);
    field->setSuffix(tr(" s"));
    field->setAlignment(Qt::AlignRight);
    auto *label = new QLabel(text, this);
    label->setBuddy(field);
    auto *note = new QLabel(sentence, this);
    note->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(label, field);
    form->addRow(nullptr, note);
    return field;
}

ConnectionLimits LimitFields::shown() const
{
    ConnectionLimits limits;
    limits.connectTimeout = timeIn(m_connectTimeout);
    limits.requestTimeout = timeIn(m_requestTimeout);
    limits.backoff.first = timeIn(m_firstWait);
    limits.backoff.longest = timeIn(m_longestWait);
    return limits;
}

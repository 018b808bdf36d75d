#include "ui/preferences/advicepage.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace {

QString suffixOf(AdviceUnit unit)
{
    switch (unit) {
    case AdviceUnit::Percent:
        return AdvicePage::tr(" %");
    case AdviceUnit::PercentPoints:
        return AdvicePage::tr(" % points");
    case AdviceUnit::PerSecond:
        return AdvicePage::tr(" a second");
    case AdviceUnit::PerMinute:
        return AdvicePage::tr(" a minute");
    case AdviceUnit::Milliseconds:
        return AdvicePage::tr(" ms");
    case AdviceUnit::Minutes:
        return AdvicePage::tr(" min");
    case AdviceUnit::Hours:
        return AdvicePage::tr(" h");
    case AdviceUnit::Plain:
        break;
    }
    return {};
}

} // namespace

AdvicePage::AdvicePage(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("advicePage"));
    auto *about = new QLabel(tr("From where on the monitor gives advice about a server. It counts for all servers."));
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    auto *inner = new QWidget;
    auto *rows = new QGridLayout(inner);
    rows->setColumnStretch(0, 1);
    rows->setContentsMargins(0, 0, 8, 0);
    for (size_t i = 0; i < adviceLimitCount; ++i) {
        const auto limit = AdviceLimit(i);
        const AdviceLimitRange &range = rangeOf(limit);
        auto *field = new QDoubleSpinBox;
        field->setObjectName(QStringLiteral("adviceLimit.") + QLatin1String(range.name));
        field->setAccessibleName(adviceLimitText(limit));
        field->setDecimals(range.least < 1 && range.least > 0 ? 1 : 0);
        field->setRange(range.least, range.most);
        field->setSuffix(suffixOf(range.unit));
        field->setGroupSeparatorShown(true);
        field->setAlignment(Qt::AlignRight);
        field->setMinimumWidth(field->fontMetrics().averageCharWidth() * 16);
        m_fields[i] = field;
        auto *label = new QLabel(tr("%1:").arg(adviceLimitText(limit)));
        label->setWordWrap(true);
        rows->addWidget(label, int(i), 0);
        rows->addWidget(field, int(i), 1, Qt::AlignTop);
        connect(field, &QDoubleSpinBox::valueChanged, this, &AdvicePage::changed);
    }
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("adviceLimitScroll"));
    scroll->setAccessibleName(tr("Limits of advice"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    for (QWidget *ground : {inner, scroll->viewport()}) // that of the page is another one than the window's
        ground->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 4, 12);
    layout->addWidget(about);
    layout->addWidget(scroll, 1);
    setLimits({});
}

void AdvicePage::setLimits(const AdviceLimits &limits)
{
    m_set = limits;
    for (size_t i = 0; i < adviceLimitCount; ++i)
        m_fields[i]->setValue(limits[AdviceLimit(i)]);
}

/// What is not changed stays exactly as it was, also where a field cannot show all its digits.
AdviceLimits AdvicePage::limits() const
{
    AdviceLimits limits = m_set;
    for (size_t i = 0; i < adviceLimitCount; ++i) {
        const double rounding = std::pow(10, -m_fields[i]->decimals()) / 2;
        if (std::abs(m_fields[i]->value() - m_set[AdviceLimit(i)]) > rounding)
            limits.set(AdviceLimit(i), m_fields[i]->value());
    }
    return limits;
}

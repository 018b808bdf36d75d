#include "ui/keys/ttlfield.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLocale>
#include <QSpinBox>

namespace {

constexpr int mostUnits = 40'000; ///< days: to the end of what an expiry can say

} // namespace

TtlField::TtlField(QWidget *parent)
    : QWidget(parent)
    , m_form(new QComboBox(this))
    , m_number(new QSpinBox(this))
    , m_unit(new QComboBox(this))
    , m_time(new QDateTimeEdit(this))
{
    setObjectName(QStringLiteral("ttlField"));
    setAccessibleName(tr("When the keys expire"));
    m_form->setObjectName(QStringLiteral("ttlForm"));
    m_form->setAccessibleName(tr("When the keys expire"));
    m_form->addItem(tr("Expire after"), int(KeyTtl::Form::After));
    m_form->addItem(tr("Expire at"), int(KeyTtl::Form::At));
    m_form->addItem(tr("Never expire"), int(KeyTtl::Form::Never));
    m_number->setObjectName(QStringLiteral("ttlNumber"));
    m_number->setAccessibleName(tr("After how long"));
    m_number->setRange(1, mostUnits);
    m_number->setGroupSeparatorShown(true);
    m_unit->setObjectName(QStringLiteral("ttlUnit"));
    m_unit->setAccessibleName(tr("Unit"));
    m_unit->addItem(tr("seconds"), 1);
    m_unit->addItem(tr("minutes"), 60);
    m_unit->addItem(tr("hours"), 3'600);
    m_unit->addItem(tr("days"), 86'400);
    m_unit->setCurrentIndex(2);
    m_time->setObjectName(QStringLiteral("ttlTime"));
    m_time->setAccessibleName(tr("At what time"));
    m_time->setCalendarPopup(true);
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setDateTime(QDateTime::currentDateTime().addSecs(3'600));
    m_time->setMaximumDateTime(QDateTime::fromSecsSinceEpoch(0xfffffffe));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);
    layout->addWidget(m_number);
    layout->addWidget(m_unit);
    layout->addWidget(m_time);
    layout->addStretch();
    setFocusProxy(m_form);
    setFocusPolicy(Qt::StrongFocus); // so that the mnemonic of its label leads here
    connect(m_form, &QComboBox::currentIndexChanged, this, &TtlField::followForm);
    connect(m_number, &QSpinBox::valueChanged, this, &TtlField::changed);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &TtlField::changed);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, &TtlField::changed);
    followForm();
}

void TtlField::demandChoice()
{
    m_form->setPlaceholderText(tr("Choose…"));
    m_form->setCurrentIndex(-1);
}

bool TtlField::isChosen() const
{
    return m_form->currentIndex() >= 0;
}

KeyTtl TtlField::ttl() const
{
    const auto form = KeyTtl::Form(m_form->currentData().toInt());
    switch (form) {
    case KeyTtl::Form::After:
        return {form, qint64(m_number->value()) * m_unit->currentData().toInt()};
    case KeyTtl::Form::At:
        return {form, m_time->dateTime().toSecsSinceEpoch() + m_clockOffset};
    case KeyTtl::Form::Never:
        break;
    }
    return {};
}

QString TtlField::text() const
{
    switch (KeyTtl::Form(m_form->currentData().toInt())) {
    case KeyTtl::Form::After:
        return tr("in %1 %2").arg(QLocale().toString(m_number->value()), m_unit->currentText());
    case KeyTtl::Form::At:
        return tr("on %1").arg(QLocale().toString(m_time->dateTime(), QLocale::ShortFormat));
    case KeyTtl::Form::Never:
        break;
    }
    return tr("never");
}

void TtlField::followForm()
{
    const auto form = KeyTtl::Form(m_form->currentData().toInt());
    m_number->setVisible(isChosen() && form == KeyTtl::Form::After);
    m_unit->setVisible(isChosen() && form == KeyTtl::Form::After);
    m_time->setVisible(isChosen() && form == KeyTtl::Form::At);
    emit changed();
}

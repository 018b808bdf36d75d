#include "ui/itemedit/counterdialog.h"

#include "connection/connection.h"
#include "ui/escapedtext.h"
#include "ui/itemedit/numberfield.h"
#include "ui/keys/ttlfield.h"
#include "ui/noticerow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace {

constexpr qsizetype mostDigits = 20; // of 2^64 - 1

/// Whether memcached can count with it: digits, then blanks, which DECREMENT leaves where a number becomes shorter.
bool isCounter(const QByteArray &value)
{
    const QByteArray digits = value.trimmed();
    bool fits = false;
    (void)digits.toULongLong(&fits);
    return fits && value.size() <= mostDigits && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

CounterDialog::CounterDialog(const ItemTarget &target, const QByteArray &key, QWidget *parent)
    : ReadItemDialog(target, key, Wanted::Value, QStringLiteral("countItem"), tr("Count up or down"), tr("&Count"), parent)
    , m_number(addLine("Number", tr("Value:")))
    , m_note(new NoticeRow(partName("Note")))
    , m_way(new QComboBox)
    , m_delta(new NumberField(partName("Delta"), tr("By how much"), 1))
    , m_starts(new QCheckBox(tr("If it is not there, &begin with")))
    , m_initial(new NumberField(partName("Initial"), tr("Number to begin with"), 0))
    , m_ttl(new TtlField)
{
    m_way->setObjectName(partName("Way"));
    m_way->setAccessibleName(tr("Up or down"));
    m_way->addItem(tr("Up (INCREMENT)"), int(CounterStep::Way::Up));
    m_way->addItem(tr("Down (DECREMENT)"), int(CounterStep::Way::Down));
    m_starts->setObjectName(partName("Starts"));
    form()->addRow(QString(), m_note);
    form()->addRow(tr("&Direction:"), m_way);
    form()->addRow(tr("B&y:"), m_delta);
    form()->addRow(QString(), m_starts);
    form()->addRow(QString(), m_initial);
    form()->addRow(QString(), m_ttl);
    m_ttl->setClockOffset(target.connection->server().clockOffset.count());
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] { refresh(); });
    connect(m_delta, &NumberField::changed, this, [this] { refresh(); });
    connect(m_starts, &QCheckBox::toggled, this, &CounterDialog::followStart);
    connect(m_initial, &NumberField::changed, this, [this] { refresh(); });
    connect(m_ttl, &TtlField::changed, this, [this] { refresh(); });
    m_delta->setFocus();
    look();
    followStart();
}

void CounterDialog::followStart()
{
    m_initial->setVisible(m_starts->isChecked());
    m_ttl->setVisible(m_starts->isChecked());
    refresh();
}

void CounterDialog::takeItem()
{
    const bool counts = hasValue() && isCounter(item()->value);
    m_number->setText(hasValue() ? escapedPreview(item()->value, 60) : QString());
    if (item() && hasValue() && !counts)
        m_note->tell(tr("This value is no number that memcached can count with. The server will refuse."));
    else if (item())
        m_note->tell(tr("Its TTL stays as it is."), Tone::Muted);
    else
        m_note->tell({});
}

QString CounterDialog::obstacle() const
{
    if (m_starts->isChecked() && m_ttl->ttl().isPast(serverTime()))
        return tr("It would expire at once: choose a later time.");
    if (state() != ItemReading::State::Missing)
        return ReadItemDialog::obstacle();
    return m_starts->isChecked() ? QString() : tr("The key is not there. Choose a number to begin with to make it.");
}

bool CounterDialog::isComplete() const
{
    return m_delta->number() && (!m_starts->isChecked() || m_initial->number()) && state() != ItemReading::State::Asking;
}

CounterStep CounterDialog::step() const
{
    CounterStep step{.key = key(), .way = CounterStep::Way(m_way->currentData().toInt()), .delta = m_delta->number().value_or(0)};
    if (m_starts->isChecked())
        step.start = CounterStep::Start{m_initial->number().value_or(0), m_ttl->ttl()};
    return step;
}

QStringList CounterDialog::commandLines() const
{
    const CounterStep step = this->step();
    const bool makes = step.start && state() == ItemReading::State::Missing;
    return {commandLine(makes ? step.making(serverTime()) : step.command(serverTime()))};
}

CommandEffects CounterDialog::effects() const
{
    return {.writes = 1, .keys = {key()}};
}

QString CounterDialog::consequence() const
{
    return tr("The number is another one for everybody who reads it.");
}

std::unique_ptr<ItemExchange> CounterDialog::makeExchange()
{
    using Absence = ItemCounter::Absence;
    const Absence absence = state() == ItemReading::State::Missing ? Absence::Missing : Absence::NotRead;
    return std::make_unique<ItemCounter>(connection(), step(), item(), absence);
}

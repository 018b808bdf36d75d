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
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype mostDigits = 20; // of 2^64 - 1

/// What memcached counts with: digits, then blanks, which it leaves where a number becomes shorter.
std::optional<quint64> counterIn(const QByteArray &value)
{
    const QByteArray digits = value.trimmed();
    bool fits = false;
    const quint64 number = digits.toULongLong(&fits);
    fits = fits && value.size() <= mostDigits && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return fits ? std::optional(number) : std::nullopt;
}

/// Of the value, behind the number.
qsizetype blanksBehind(const QByteArray &value)
{
    const auto last = std::find_if(value.rbegin(), value.rend(), [](char c) { return c != ' '; });
    return last - value.rbegin();
}

QString blanksText(qsizetype blanks)
{
    return blanks == 1 ? CounterDialog::tr("1 space") : CounterDialog::tr("%1 spaces").arg(blanks);
}

} // namespace

CounterDialog::CounterDialog(const ItemTarget &target, const QByteArray &key, QWidget *parent)
    : ReadItemDialog(target, key, Wanted::Value, QStringLiteral("countItem"), tr("Count up or down"), tr("Co&unt"), parent)
    , m_number(addLine("Number", tr("Value:")))
    , m_note(new NoticeRow(partName("Note")))
    , m_noUndo(new NoticeRow(partName("NoUndo")))
    , m_result(new NoticeRow(partName("Result")))
    , m_way(new QComboBox)
    , m_delta(new NumberField(partName("Delta"), tr("By how much"), 1))
    , m_starts(new QCheckBox(tr("If it does not exist, &begin with")))
    , m_initial(new NumberField(partName("Initial"), tr("Number to begin with"), 0))
    , m_ttl(new TtlField)
{
    m_way->setObjectName(partName("Way"));
    m_way->setAccessibleName(tr("Up or down"));
    m_way->addItem(tr("Up (INCREMENT)"), int(CounterStep::Way::Up));
    m_way->addItem(tr("Down (DECREMENT)"), int(CounterStep::Way::Down));
    m_starts->setObjectName(partName("Starts"));
    form()->addRow(QString(), m_note);
    form()->addRow(QString(), m_noUndo);
    form()->addRow(tr("&Direction:"), m_way);
    form()->addRow(tr("B&y:"), m_delta);
    form()->addRow(tr("Result:"), m_result);
    form()->addRow(QString(), m_starts);
    form()->addRow(QString(), m_initial);
    form()->addRow(QString(), m_ttl);
    m_ttl->setClockOffset(target.connection->server().clockOffset.count());
    connect(m_way, &QComboBox::currentIndexChanged, this, &CounterDialog::follow);
    connect(m_delta, &NumberField::changed, this, &CounterDialog::follow);
    connect(m_starts, &QCheckBox::toggled, this, &CounterDialog::followStart);
    connect(m_initial, &NumberField::changed, this, &CounterDialog::follow);
    connect(m_ttl, &TtlField::changed, this, [this] { refresh(); });
    m_delta->setFocus();
    look();
    followStart();
}

void CounterDialog::followStart()
{
    m_initial->setVisible(m_starts->isChecked());
    m_ttl->setVisible(m_starts->isChecked());
    follow();
}

void CounterDialog::follow()
{
    showResult();
    refresh();
}

std::optional<quint64> CounterDialog::number() const
{
    return hasValue() ? counterIn(item()->value) : std::nullopt;
}

/// A number that becomes shorter leaves blanks behind it, as the value keeps its length; one below 0 becomes 0, and one above 2^64 - 1
/// begins again (memcached.c, do_add_delta).
void CounterDialog::showResult()
{
    const std::optional<quint64> delta = m_delta->number();
    if (state() == ItemReading::State::Asking || !delta || (m_starts->isChecked() && !m_initial->number())) {
        m_result->tell(QStringLiteral("…"), Tone::Muted);
        return;
    }
    if (state() == ItemReading::State::Missing) {
        const QString start = m_starts->isChecked() ? QLocale().toString(*m_initial->number()) : QString();
        m_result->tell(start.isEmpty() ? tr("none: the key does not exist") : start, start.isEmpty() ? Tone::Muted : Tone::Plain);
        return;
    }
    if (!number()) {
        m_result->tell(hasValue() ? tr("none: the value is not a number") : tr("unknown: the value was not read"), Tone::Muted);
        return;
    }
    const bool isUp = step().way == CounterStep::Way::Up;
    const quint64 now = isUp ? *number() + *delta : *number() - std::min(*number(), *delta);
    const bool isPast = isUp ? now < *delta : *delta > *number();
    QString text = QLocale().toString(now);
    if (isPast)
        text = isUp ? tr("%1 (wraps around after 18446744073709551615)").arg(text) : tr("%1 (a counter does not go below 0)").arg(text);
    const qsizetype blanks = item()->value.size() - QByteArray::number(now).size();
    if (blanks > 0)
        text = tr("%1, followed by %2: the value keeps its length", "number, spaces").arg(text, blanksText(blanks));
    m_result->tell(text, isPast ? Tone::Notice : Tone::Plain);
}

void CounterDialog::takeItem()
{
    m_number->setText(hasValue() ? escapedPreview(item()->value, 60) : QString());
    if (item() && hasValue() && !number())
        m_note->tell(tr("memcached cannot count with this value: the server will refuse."));
    else if (const qsizetype blanks = number() ? blanksBehind(item()->value) : 0; blanks > 0)
        m_note->tell(tr("The value ends in %1, since it keeps its length when the number gets shorter. The TTL does not change.")
                         .arg(blanksText(blanks)),
                     Tone::Muted);
    else if (item())
        m_note->tell(tr("The TTL does not change."), Tone::Muted);
    else
        m_note->tell({});
    m_noUndo->tell(lacksCas() ? tr("This server has no CAS: counting cannot be undone.") : QString());
    showResult();
}

QString CounterDialog::obstacle() const
{
    if (m_starts->isChecked() && m_ttl->ttl().isPast(serverTime()))
        return tr("It would expire at once: choose a later time.");
    if (state() != ItemReading::State::Missing)
        return ReadItemDialog::obstacle();
    return m_starts->isChecked() ? QString() : tr("The key does not exist. Choose a number to begin with to create it.");
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
    const QString text = tr("Everybody who reads it gets the new number.");
    return lacksCas() ? text + u' ' + tr("This cannot be undone.") : text;
}

std::unique_ptr<ItemExchange> CounterDialog::makeExchange()
{
    using Absence = ItemCounter::Absence;
    const Absence absence = state() == ItemReading::State::Missing ? Absence::Missing : Absence::NotRead;
    return std::make_unique<ItemCounter>(connection(), step(), item(), absence);
}

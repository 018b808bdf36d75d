#include "ui/itemedit/readitemdialog.h"

#include "connection/connection.h"
#include "connection/retire.h"
#include "connection/text/keysegment.h"
#include "ui/amounttext.h"
#include "ui/escapedtext.h"
#include "ui/noticerow.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

ReadItemDialog::ReadItemDialog(const ItemTarget &target, const QByteArray &key, Wanted wanted, const QString &name, const QString &title,
                               const QString &consent, QWidget *parent)
    : ItemDialog(target, name, title, consent, parent)
    , m_key(key)
    , m_wanted(wanted)
    , m_notice(new NoticeRow(name + QStringLiteral("Reading")))
    , m_look(new QPushButton)
{
    addLine("Item", tr("Item:"))->setText(escapedText(key));
    m_facts = addLine("Facts", tr("Now:"));
    m_look->setObjectName(partName("Look"));
    m_look->setAutoDefault(false);
    m_look->hide();
    form()->addRow(QString(), m_notice);
    form()->addRow(QString(), m_look);
    connect(m_look, &QPushButton::clicked, this, [this] { look(m_state == ItemReading::State::GetOnly ? ItemReading::Way::Get : m_way); });
}

ReadItemDialog::~ReadItemDialog() = default;

qint64 ReadItemDialog::serverTime() const
{
    return connection()->server().time();
}

bool ReadItemDialog::lacksCas() const
{
    return !connection()->server().casEnabled || (m_item && m_item->cas == 0); // not every server tells of its settings
}

void ReadItemDialog::look(ItemReading::Way way)
{
    m_way = way;
    m_item.reset();
    ask(way == ItemReading::Way::Get ? PeekParts::WithValue : PeekParts::Metadata);
    showState();
}

void ReadItemDialog::ask(PeekParts parts)
{
    m_state = ItemReading::State::Asking;
    m_reading = std::make_unique<ItemReading>(connection(), m_key, parts, m_way);
    connect(m_reading.get(), &ItemReading::finished, this, &ReadItemDialog::take);
}

void ReadItemDialog::take()
{
    const ItemReading *reading = retire(m_reading, this);
    emit counted(reading->place(), reading->looks());
    m_state = reading->state();
    m_error = reading->error();
    const bool found = m_state == ItemReading::State::Found;
    const bool isFirst = found && !m_item && m_way == ItemReading::Way::Peek;
    m_item = found ? std::optional(reading->item()) : std::nullopt;
    if (isFirst && m_wanted == Wanted::Value && m_item->size > 0 && m_item->size <= automaticValue) {
        ask(PeekParts::WithValue);
        return;
    }
    showState();
    takeItem();
    refresh();
}

void ReadItemDialog::showState()
{
    m_notice->tell({});
    m_look->hide();
    m_clock.setRunning(false);
    switch (m_state) {
    case ItemReading::State::Asking:
        m_facts->setText(tr("Reading…"));
        break;
    case ItemReading::State::Found:
        showFacts();
        m_clock.setRunning(true);
        if (m_way == ItemReading::Way::Get)
            m_notice->tell(tr("Read with a GET: the server has counted that as a read."), Tone::Muted);
        break;
    case ItemReading::State::Missing:
        m_facts->setText(tr("Not there"));
        m_look->setText(tr("Read &again"));
        m_look->show();
        break;
    case ItemReading::State::GetOnly:
        m_facts->setText(tr("Not read by itself"));
        m_notice->tell(m_error.text + u' '
                       + tr("A GET can read it. The server counts that as a read: the item moves to the front of its LRU and is marked as "
                            "fetched. Its TTL stays unknown."));
        m_look->setText(tr("Read with &GET"));
        m_look->show();
        break;
    case ItemReading::State::Failed:
        m_facts->setText(tr("Not read"));
        m_notice->tell(m_error.text, Tone::Bad);
        m_look->setText(tr("Read &again"));
        m_look->show();
        break;
    }
}

void ReadItemDialog::showFacts()
{
    m_facts->setText(itemLine(*m_item, serverTime()));
}

QString ReadItemDialog::obstacle() const
{
    switch (m_state) {
    case ItemReading::State::Asking:
    case ItemReading::State::Found:
        return {};
    case ItemReading::State::Missing:
        return tr("The key is not there any more: it has expired, or was deleted or evicted.");
    case ItemReading::State::GetOnly:
        return tr("The item has to be read first, with a GET.");
    case ItemReading::State::Failed:
        return tr("The item has to be read first.");
    }
    return {};
}

/// What was found is not what is there any more.
void ReadItemDialog::takeFailure(ItemExchange::Result result)
{
    if (result != ItemExchange::Result::Exists && result != ItemExchange::Result::NotSent && m_way == ItemReading::Way::Peek
        && connection()->isReady())
        look();
}

QString itemLine(const ReadItem &item, qint64 now)
{
    QStringList parts{byteText(item.size), ReadItemDialog::tr("flags %1").arg(item.flags)};
    if (!item.expiry)
        parts += ReadItemDialog::tr("TTL not known");
    else if (*item.expiry == ListedKey::never)
        parts += ReadItemDialog::tr("never expires");
    else if (*item.expiry > now)
        parts += ReadItemDialog::tr("expires in %1").arg(durationText(*item.expiry - now));
    else
        parts += ReadItemDialog::tr("its TTL is over");
    if (item.cas == 0)
        parts += ReadItemDialog::tr("no CAS");
    return parts.join(QStringLiteral(" · "));
}

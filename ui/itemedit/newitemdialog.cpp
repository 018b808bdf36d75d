#include "ui/itemedit/newitemdialog.h"

#include "app/itemedit/itemadd.h"
#include "connection/connection.h"
#include "ui/itemedit/bytesfield.h"
#include "ui/itemedit/flagsfield.h"
#include "ui/itemedit/keyfield.h"
#include "ui/keys/ttlfield.h"

#include <QFormLayout>

NewItemDialog::NewItemDialog(const ItemTarget &target, const QByteArray &key, QWidget *parent)
    : ItemDialog(target, QStringLiteral("newItem"), tr("New item"), tr("&Store"), parent)
    , m_key(new KeyField(partName("Key")))
    , m_value(new BytesField(partName("Value")))
    , m_flags(new FlagsField)
    , m_ttl(new TtlField)
    , m_taken(target.connection, partName("LookAgain"))
{
    form()->addRow(tr("&Key:"), m_key);
    addRemedy(m_taken.button());
    form()->addRow(tr("&Value:"), m_value);
    form()->addRow(tr("&Flags:"), m_flags);
    form()->addRow(tr("&TTL:"), m_ttl);
    m_ttl->setClockOffset(target.connection->server().clockOffset.count());
    m_value->setLargest(target.connection->server().itemSizeMax);
    if (!key.isEmpty())
        m_key->setKey(key);
    connect(m_key, &KeyField::changed, this, [this] {
        m_taken.follow(m_key->key());
        refresh();
    });
    connect(&m_taken, &TakenKey::changed, this, [this] { refresh(); });
    connect(&m_taken, &TakenKey::counted, this, &ItemDialog::counted);
    m_taken.follow(m_key->key());
    connect(m_value, &BytesField::changed, this, [this] { refresh(); });
    connect(m_flags, &FlagsField::changed, this, [this] { refresh(); });
    connect(m_ttl, &TtlField::changed, this, [this] { refresh(); });
    m_key->setFocus();
    refresh();
}

QString NewItemDialog::obstacle() const
{
    if (m_taken.isTaken())
        return tr("There is an item with this key already. Choose another key, or edit the one that is there.");
    return m_ttl->ttl().isPast(connection()->server().time()) ? tr("It would expire at once: choose a later time.") : QString();
}

bool NewItemDialog::isComplete() const
{
    return m_key->key() && m_value->bytes() && m_flags->flags();
}

QStringList NewItemDialog::commandLines() const
{
    const NewItem item{*m_key->key(), *m_value->bytes(), *m_flags->flags(), m_ttl->ttl()};
    return {commandLine(item.command(connection()->server().time()))};
}

CommandEffects NewItemDialog::effects() const
{
    return {.writes = 1, .keys = {m_key->key().value_or(QByteArray())}};
}

QString NewItemDialog::consequence() const
{
    return tr("A new item is stored. If there is one with this key already, it stays as it is.");
}

bool NewItemDialog::holdsTyped() const
{
    return m_value->isTyped();
}

std::unique_ptr<ItemExchange> NewItemDialog::makeExchange()
{
    return std::make_unique<ItemAdd>(connection(), NewItem{*m_key->key(), *m_value->bytes(), *m_flags->flags(), m_ttl->ttl()});
}

#include "ui/itemedit/renamedialog.h"

#include "connection/connection.h"
#include "ui/itemedit/keptttlfield.h"
#include "ui/itemedit/keyfield.h"

#include <QCheckBox>
#include <QFormLayout>

namespace {

QString renameName(RenameDialog::Purpose purpose)
{
    return purpose == RenameDialog::Purpose::Rename ? QStringLiteral("renameItem") : QStringLiteral("duplicateItem");
}

} // namespace

RenameDialog::RenameDialog(const ItemTarget &target, const QByteArray &key, Purpose purpose, QWidget *parent)
    : ReadItemDialog(target, key, Wanted::Metadata, renameName(purpose),
                     purpose == Purpose::Rename ? tr("Rename item") : tr("Duplicate item"),
                     purpose == Purpose::Rename ? tr("&Rename") : tr("&Duplicate"), parent)
    , m_purpose(purpose)
    , m_taken(target.connection, partName("LookAgain"))
    , m_newKey(new KeyField(partName("Key")))
    , m_ttl(new KeptTtlField)
    , m_unguarded(new QCheckBox(tr("Delete it all the &same")))
{
    m_unguarded->setObjectName(partName("Unguarded"));
    m_unguarded->hide();
    form()->addRow(tr("New &key:"), m_newKey);
    addRemedy(m_taken.button());
    form()->addRow(tr("TTL:"), m_ttl);
    form()->addRow(QString(), m_unguarded);
    m_newKey->refuse(key, tr("This is the key that it has. Type another one."));
    m_newKey->setKey(key);
    connect(m_newKey, &KeyField::changed, this, [this] {
        m_taken.follow(m_newKey->key());
        refresh();
    });
    connect(&m_taken, &TakenKey::changed, this, [this] { refresh(); });
    connect(&m_taken, &TakenKey::counted, this, &ItemDialog::counted);
    connect(m_ttl, &KeptTtlField::changed, this, [this] { refresh(); });
    connect(m_unguarded, &QCheckBox::toggled, this, [this] { refresh(); });
    m_newKey->setFocus();
    look();
    refresh();
}

void RenameDialog::takeItem()
{
    m_ttl->showItem(item(), serverTime(), connection()->server().clockOffset.count());
    m_unguarded->setVisible(m_purpose == Purpose::Rename && item() && item()->cas == 0);
}

QString RenameDialog::obstacle() const
{
    const QString reason = ReadItemDialog::obstacle();
    if (!reason.isEmpty() || !item())
        return reason;
    if (m_taken.isTaken())
        return tr("There is an item with this key already. Choose another key, or delete that one first.");
    if (!m_ttl->isChosen())
        return tr("The TTL of the item is not known. Choose one.");
    if (m_ttl->ttl() && m_ttl->ttl()->isPast(serverTime()))
        return tr("It would expire at once: choose a later time.");
    if (m_purpose == Purpose::Rename && item()->cas == 0 && !m_unguarded->isChecked())
        return tr("This server has no CAS, so that nothing guards the deletion of the old key: what somebody writes to it in between is "
                  "lost.");
    return {};
}

bool RenameDialog::isComplete() const
{
    return item() && m_newKey->key() && m_ttl->isChosen();
}

QStringList RenameDialog::commandLines() const
{
    const Command add = copyingCommand(Opcode::Add, *m_newKey->key(), *item(), m_ttl->ttl(), serverTime(), serverTime());
    QStringList lines{commandLine(add, item()->size)};
    if (m_purpose == Purpose::Rename)
        lines += commandLine({.opcode = Opcode::Delete, .key = key(), .cas = item()->cas});
    return lines;
}

CommandEffects RenameDialog::effects() const
{
    CommandEffects effects{.writes = 1, .keys = {m_newKey->key().value_or(QByteArray())}};
    if (m_purpose == Purpose::Rename) {
        effects.deletes = 1;
        effects.keys.prepend(key());
    }
    return effects;
}

QString RenameDialog::consequence() const
{
    return m_purpose == Purpose::Rename
        ? tr("The item is stored under the new key, and then the old key is deleted. Whoever asks for the old key finds nothing any more.")
        : tr("The item is stored under one more key. If there is one with that key already, it stays as it is.");
}

std::unique_ptr<ItemExchange> RenameDialog::makeExchange()
{
    if (m_purpose == Purpose::Rename)
        return std::make_unique<ItemRename>(connection(), RenamePlan{key(), *m_newKey->key(), way(), m_ttl->ttl()});
    return std::make_unique<ItemCopy>(connection(), connection(),
                                      CopyPlan{.key = key(), .newKey = *m_newKey->key(), .way = way(), .ttl = m_ttl->ttl()});
}

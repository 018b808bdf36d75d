#include "ui/itemedit/copytodialog.h"

#include "app/keychange/undojournal.h"
#include "connection/retire.h"
#include "ui/itemedit/keptttlfield.h"
#include "ui/itemedit/keyfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

using namespace std::chrono_literals;

CopyToDialog::CopyToDialog(const ItemTarget &target, const QByteArray &key, const QList<OpenServer> &servers, QWidget *parent)
    : ReadItemDialog(target, key, Wanted::Metadata, QStringLiteral("copyItem"), tr("Copy to another server"), tr("Co&py"), parent)
    , m_servers(servers)
    , m_server(new QComboBox)
    , m_newKey(new KeyField(partName("Key")))
    , m_there(nullptr)
    , m_replace(new QCheckBox(tr("&Replace it")))
    , m_ttl(new KeptTtlField)
{
    setUse(Use::Read);
    layOutTarget();
    m_newKey->setKey(key);
    m_pause.setSingleShot(true);
    m_pause.setInterval(300ms);
    connect(&m_pause, &QTimer::timeout, this, &CopyToDialog::lookThere);
    connect(m_server, &QComboBox::currentIndexChanged, this, &CopyToDialog::followTarget);
    connect(m_newKey, &KeyField::changed, this, &CopyToDialog::followTarget);
    connect(m_replace, &QCheckBox::toggled, this, [this] { refresh(); });
    connect(m_ttl, &KeptTtlField::changed, this, [this] { refresh(); });
    connect(this, &ItemDialog::changed, this, [this](const std::vector<ItemDeed> &deeds, const ServerSettings &settings) {
        if (m_tellTarget && writtenPlace() != place())
            m_canUndo = m_tellTarget(writtenPlace(), deeds, settings);
    });
    m_server->setFocus();
    look();
    followTarget();
}

void CopyToDialog::layOutTarget()
{
    m_server->setObjectName(partName("Server"));
    m_server->setAccessibleName(tr("Server to copy to"));
    m_server->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_server->setMinimumContentsLength(16);
    for (const OpenServer &server : std::as_const(m_servers)) {
        const QString place = server.guarded().address;
        m_server->addItem(server.name == place ? place : tr("%1 (%2)").arg(server.name, place));
        if (server.connection) {
            connect(server.connection, &Connection::stateChanged, this, &CopyToDialog::followTarget);
            connect(server.connection, &QObject::destroyed, this, &CopyToDialog::followTarget, Qt::QueuedConnection);
        }
    }
    m_replace->setObjectName(partName("Replace"));
    form()->addRow(tr("&To server:"), m_server);
    form()->addRow(tr("Under the &key:"), m_newKey);
    m_there = addLine("There", tr("There now:"));
    form()->addRow(QString(), m_replace);
    form()->addRow(tr("TTL:"), m_ttl);
}

const OpenServer *CopyToDialog::server() const
{
    const int index = m_server->currentIndex();
    return index >= 0 && m_servers.at(index).connection ? &m_servers.at(index) : nullptr;
}

QString CopyToDialog::targetFault() const
{
    const OpenServer *to = server();
    if (m_servers.isEmpty())
        return tr("No other server is open. Open one in another tab first.");
    if (!to)
        return tr("The page of that server was closed. Choose another one.");
    if (to->connection->options().access == Access::ReadOnly)
        return tr("The connection to %1 is read-only: nothing can be stored there.").arg(to->name);
    if (!to->connection->isReady())
        return tr("%1 is not connected. Connect it in its tab.").arg(to->name);
    if (to->connection->options().place() == place() && m_newKey->key() == key())
        return tr("This is where the item is already. Choose another key.");
    return {};
}

QString CopyToDialog::obstacle() const
{
    const QString reason = ReadItemDialog::obstacle();
    if (!reason.isEmpty())
        return reason;
    const QString fault = targetFault();
    if (!fault.isEmpty() || !server())
        return fault;
    const std::optional<quint64> largest = server()->connection->server().itemSizeMax;
    if (largest && item() && quint64(item()->size) >= *largest)
        return tr("%1 takes no items as large as this one.").arg(server()->name);
    if (m_found && !m_replace->isChecked())
        return tr("There is an item with this key. Choose to replace it, or another key.");
    if (!m_ttl->isChosen())
        return tr("The TTL of the item is not known. Choose one.");
    if (m_ttl->ttl() && m_ttl->ttl()->isPast(server()->connection->server().time()))
        return tr("It would expire at once: choose a later time.");
    return {};
}

/// What is there is looked at anew; until it is, nothing can be replaced.
void CopyToDialog::followTarget()
{
    m_look.reset();
    m_found.reset();
    m_replace->setChecked(false);
    m_replace->setText(tr("&Replace it"));
    m_replace->setEnabled(false); // and seen: nothing moves while a key is typed
    m_there->setText({});
    m_pause.stop();
    if (targetFault().isEmpty() && m_newKey->key()) {
        m_there->setText(tr("Looking…"));
        m_pause.start();
    }
    if (server())
        m_ttl->showItem(item(), serverTime(), server()->connection->server().clockOffset.count());
    refresh();
}

void CopyToDialog::lookThere()
{
    if (!server() || !m_newKey->key())
        return;
    m_look = std::make_unique<ItemReading>(server()->connection, *m_newKey->key(), PeekParts::Metadata);
    connect(m_look.get(), &ItemReading::finished, this, &CopyToDialog::takeThere);
}

void CopyToDialog::takeThere()
{
    const ItemReading *look = retire(m_look, this);
    switch (look->state()) {
    case ItemReading::State::Found:
        m_found = look->item();
        m_there->setText(server() ? itemLine(*m_found, server()->connection->server().time()) : QString());
        m_replace->setText(m_found->cas == 0    ? tr("&Replace it, though nothing guards it: that server has no CAS")
                               : canBePutBack() ? tr("&Replace it")
                                                : tr("&Replace it for good: it is too large to be kept for undo"));
        m_replace->setEnabled(true);
        break;
    case ItemReading::State::Missing:
        m_there->setText(tr("Nothing"));
        break;
    default:
        m_there->setText(tr("Not known: %1 What is there stays.").arg(look->error().text));
    }
    refresh();
}

void CopyToDialog::takeItem()
{
    if (server())
        m_ttl->showItem(item(), serverTime(), server()->connection->server().clockOffset.count());
}

void CopyToDialog::takeFailure(ItemExchange::Result result)
{
    ReadItemDialog::takeFailure(result);
    followTarget();
}

bool CopyToDialog::replaces() const
{
    return m_found && m_replace->isChecked();
}

/// Whether what is replaced can be read before without a trace, and kept.
bool CopyToDialog::canBePutBack() const
{
    const OpenServer *to = server();
    return to && m_found && m_found->cas != 0 && m_found->size <= qint64(to->connection->options().maximumBody)
        && UndoEntry::costOf(m_newKey->key().value_or(QByteArray()).size(), m_found->size) <= to->undoLimit;
}

bool CopyToDialog::isComplete() const
{
    return item() && server() && m_newKey->key() && m_ttl->isChosen() && !m_look && !m_pause.isActive();
}

QStringList CopyToDialog::commandLines() const
{
    Command command = copyingCommand(replaces() ? Opcode::Replace : Opcode::Add, *m_newKey->key(), *item(), m_ttl->ttl(), serverTime(),
                                     server()->connection->server().time());
    command.cas = replaces() ? m_found->cas : 0;
    return {commandLine(command, item()->size)};
}

/// The one that is copied to.
GuardedServer CopyToDialog::writtenServer() const
{
    return server() ? server()->guarded() : GuardedServer();
}

CommandEffects CopyToDialog::effects() const
{
    return {.writes = 1, .keys = {m_newKey->key().value_or(QByteArray())}};
}

QString CopyToDialog::consequence() const
{
    if (!replaces())
        return tr("An item is stored there. If there is one with this key already, it stays as it is.");
    return canBePutBack() ? tr("The item that is there is replaced. Undo on the page of that server puts it back.")
                          : tr("The item that is there is replaced. What is gone cannot be brought back.");
}

QString CopyToDialog::doneText(const ItemExchange &exchange) const
{
    const QString text = ReadItemDialog::doneText(exchange);
    if (!m_canUndo)
        return text;
    return text + u' ' + (*m_canUndo ? tr("It can be undone on the page of that server.") : tr("This cannot be undone."));
}

std::unique_ptr<ItemExchange> CopyToDialog::makeExchange()
{
    m_tellTarget = server()->tell;
    CopyPlan plan{.key = key(), .newKey = *m_newKey->key(), .targetName = server()->name, .way = way(), .ttl = m_ttl->ttl()};
    if (replaces()) {
        plan.existing = CopyPlan::Existing::Replaced;
        plan.replaced = *m_found;
    }
    return std::make_unique<ItemCopy>(connection(), server()->connection, plan);
}

#include "ui/itemedit/itemactions.h"

#include "app/itemedit/deedundo.h"
#include "ui/iconengine.h"
#include "ui/itemedit/copytodialog.h"
#include "ui/itemedit/counterdialog.h"
#include "ui/itemedit/joindialog.h"
#include "ui/itemedit/newitemdialog.h"
#include "ui/itemedit/renamedialog.h"

#include <QMenu>

ItemActions::ItemActions(Connection *connection, UndoJournal *journal, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_journal(journal)
    , m_window(window)
    , m_menu(new QMenu(tr("Ite&m"), window))
{
    using Purpose = RenameDialog::Purpose;
    nameAll();
    fillMenu();
    connect(&m_new, &QAction::triggered, this, [this] { open(new NewItemDialog(target(), {}, m_window)); });
    connect(&m_duplicate, &QAction::triggered, this, [this] { open(new RenameDialog(target(), m_key, Purpose::Duplicate, m_window)); });
    connect(&m_rename, &QAction::triggered, this, [this] { open(new RenameDialog(target(), m_key, Purpose::Rename, m_window)); });
    connect(&m_copyTo, &QAction::triggered, this, [this] { open(new CopyToDialog(target(), m_key, m_others(), m_window)); });
    connect(&m_count, &QAction::triggered, this, [this] { open(new CounterDialog(target(), m_key, m_window)); });
    connect(&m_join, &QAction::triggered, this, [this] { open(new JoinDialog(target(), m_key, m_library, m_window)); });
    connect(&m_retime, &QAction::triggered, this, [this] { emit retimeRequested(m_key); });
    connect(&m_delete, &QAction::triggered, this, [this] { emit deleteRequested(m_key); });
    connect(m_menu, &QMenu::aboutToShow, this, &ItemActions::updateActions);
    connect(m_connection, &Connection::stateChanged, this, &ItemActions::updateActions);
    updateActions();
}

ItemActions::~ItemActions() = default;

void ItemActions::nameAll()
{
    m_menu->setObjectName(QStringLiteral("itemMenu"));
    m_menu->setToolTipsVisible(true);
    m_menu->menuAction()->setObjectName(QStringLiteral("itemMenuAction"));
    m_menu->menuAction()->setStatusTip(tr("What can be done to the item that is looked at"));
    name(m_new, "newItemAction", "plus", tr("&New item…"), tr("Store an item under a new key"), Needs::Nothing);
    name(m_duplicate, "duplicateItemAction", "copy-plus", tr("D&uplicate…"), tr("Store the item under one more key"));
    name(m_rename, "renameItemAction", "pencil", tr("&Rename…"), tr("Give the item another key, with its flags and its TTL"));
    name(m_copyTo, "copyItemAction", "square-arrow-out-up-right", tr("&Copy to another server…"),
         tr("Store the item on a server that is open in another tab"), Needs::AnotherServer);
    name(m_count, "countItemAction", "hash", tr("Count up or do&wn…"), tr("Increment or decrement a number"));
    name(m_join, "joinItemAction", "list-plus", tr("&Append or prepend…"), tr("Add bytes behind or before the value"));
    name(m_retime, "retimeItemAction", "history", tr("Set &TTL…"), tr("Choose when the item expires"));
    name(m_delete, "deleteItemAction", "trash-2", tr("&Delete…"), tr("Delete the item, after a question"));
}

void ItemActions::name(QAction &action, const char *objectName, const char *icon, const QString &text, const QString &tip, Needs needs)
{
    action.setObjectName(QLatin1String(objectName));
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
    m_entries.push_back({&action, needs, tip});
}

void ItemActions::fillMenu()
{
    m_menu->addAction(&m_new);
    m_menu->addSeparator();
    m_menu->addActions({&m_duplicate, &m_rename, &m_copyTo});
    m_menu->addSeparator();
    m_menu->addActions({&m_count, &m_join});
    m_menu->addSeparator();
    m_menu->addActions({&m_retime, &m_delete});
}

void ItemActions::setProfile(const QString &name, Environment environment, ClientLibrary library)
{
    m_profile = name;
    m_environment = environment;
    m_library = library;
    updateActions();
}

void ItemActions::setKey(const QByteArray &key)
{
    m_key = key;
    updateActions();
}

ItemTarget ItemActions::target() const
{
    return {m_connection, m_profile, m_environment};
}

void ItemActions::open(ItemDialog *dialog)
{
    connect(dialog, &ItemDialog::told, this, &ItemActions::told);
    connect(dialog, &ItemDialog::counted, this, &ItemActions::counted);
    connect(dialog, &ItemDialog::workChanged, this, &ItemActions::workChanged);
    connect(dialog, &ItemDialog::workFailed, this, &ItemActions::workFailed);
    connect(dialog, &ItemDialog::changed, this, [this, dialog](const std::vector<ItemDeed> &deeds, const ServerSettings &server) {
        if (dialog->writtenPlace() != dialog->place()) // its page is told
            return;
        (void)remember(dialog->writtenPlace(), deeds, server);
        if (dialog->writtenPlace() == m_connection->options().place())
            emit done(deeds);
    });
    m_dialog = dialog;
    dialog->open();
}

void ItemActions::stopWork()
{
    if (m_dialog)
        m_dialog->stopWork();
}

bool ItemActions::remember(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server)
{
    DeedUndo undo = undoOf(deeds);
    return m_journal->remember(undo.kind, place, server, std::move(undo.entries));
}

bool ItemActions::takeForeign(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server)
{
    const bool isKept = remember(place, deeds, server);
    if (place == m_connection->options().place()) // it may have gone on to another one meanwhile
        emit doneElsewhere(deeds);
    return isKept;
}

QString ItemActions::obstacle(Needs needs) const
{
    const bool reads = needs == Needs::AnotherServer;
    if (!reads && m_connection->options().access == Access::ReadOnly)
        return tr("This connection is read-only: nothing can be changed.");
    if (!m_connection->isReady())
        return tr("There is no connection to the server.");
    if (needs != Needs::Nothing && m_key.isEmpty())
        return tr("Select a key first.");
    if (reads && (!m_others || m_others().isEmpty()))
        return tr("No other server is open. Open one in another tab first.");
    return {};
}

/// Where nothing can be done each entry says why.
void ItemActions::updateActions()
{
    for (const Entry &entry : m_entries) {
        const QString reason = obstacle(entry.needs);
        const QString &tip = reason.isEmpty() ? entry.tip : reason;
        entry.action->setEnabled(reason.isEmpty());
        entry.action->setToolTip(tip);
        entry.action->setStatusTip(tip);
    }
}

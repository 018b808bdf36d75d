#include "ui/itemedit/itemactions.h"

#include "connection/connection.h"
#include "ui/iconengine.h"
#include "ui/itemedit/newitemdialog.h"
#include "ui/itemedit/renamedialog.h"

ItemActions::ItemActions(Connection *connection, QWidget *window)
    : QObject(window)
    , m_connection(connection)
    , m_window(window)
    , m_menu(tr("&Item"))
{
    m_menu.setObjectName(QStringLiteral("itemMenu"));
    m_menu.menuAction()->setObjectName(QStringLiteral("itemMenuAction"));
    m_menu.setToolTipsVisible(true);
    name(m_new, "newItemAction", "plus", tr("&New item…"), tr("Store an item under a new key"));
    name(m_duplicate, "duplicateItemAction", "copy-plus", tr("D&uplicate…"), tr("Store the item under one more key"));
    name(m_rename, "renameItemAction", "pencil", tr("&Rename…"), tr("Give the item another key, with its flags and its TTL"));
    name(m_retime, "retimeItemAction", "history", tr("Set &TTL…"), tr("Choose when the item expires"));
    name(m_delete, "deleteItemAction", "trash-2", tr("&Delete…"), tr("Delete the item, after a question"));
    fillMenu();
    connect(&m_new, &QAction::triggered, this, [this] { open(new NewItemDialog(target(), {}, m_window)); });
    connect(&m_duplicate, &QAction::triggered, this,
            [this] { open(new RenameDialog(target(), m_key, RenameDialog::Purpose::Duplicate, m_window)); });
    connect(&m_rename, &QAction::triggered, this,
            [this] { open(new RenameDialog(target(), m_key, RenameDialog::Purpose::Rename, m_window)); });
    connect(&m_retime, &QAction::triggered, this, [this] { emit retimeRequested(m_key); });
    connect(&m_delete, &QAction::triggered, this, [this] { emit deleteRequested(m_key); });
    connect(m_connection, &Connection::stateChanged, this, &ItemActions::updateActions);
    updateActions();
}

ItemActions::~ItemActions() = default;

void ItemActions::name(QAction &action, const char *objectName, const char *icon, const QString &text, const QString &tip)
{
    action.setObjectName(QLatin1String(objectName));
    action.setIcon(themedIcon(QLatin1String(icon)));
    action.setText(text);
    action.setProperty("tip", tip);
}

void ItemActions::fillMenu()
{
    m_menu.addAction(&m_new);
    m_menu.addSeparator();
    m_menu.addActions({&m_duplicate, &m_rename});
    m_menu.addSeparator();
    m_menu.addActions({&m_retime, &m_delete});
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
    connect(dialog, &ItemDialog::done, this, [this, dialog](const std::vector<ItemDeed> &deeds) {
        if (dialog->place() == m_connection->options().place())
            emit done(deeds);
    });
    dialog->open();
}

/// Where nothing can be done each entry says why.
void ItemActions::updateActions()
{
    QString obstacle;
    if (m_connection->options().access == Access::ReadOnly)
        obstacle = tr("This connection is read-only: nothing can be changed.");
    else if (!m_connection->isReady())
        obstacle = tr("There is no connection to the server.");
    const QString noKey = m_key.isEmpty() ? tr("Select a key first.") : QString();
    for (QAction *action : {&m_new, &m_duplicate, &m_rename, &m_retime, &m_delete}) {
        const QString reason = obstacle.isEmpty() && action != &m_new ? noKey : obstacle;
        const QString tip = reason.isEmpty() ? action->property("tip").toString() : reason;
        action->setEnabled(reason.isEmpty());
        action->setToolTip(tip);
        action->setStatusTip(tip);
    }
}

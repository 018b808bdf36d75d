#include "ui/profiles/profileactions.h"

#include "app/profiles/listedits.h"
#include "app/profiles/profilestore.h"
#include "ui/iconengine.h"
#include "ui/profiles/profilehistory.h"
#include "ui/profiles/profilemodel.h"
#include "ui/profiles/profiletext.h"
#include "ui/profiles/profiletree.h"
#include "ui/shortcuts.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QUuid>

#include <algorithm>

ProfileActions::ProfileActions(ProfileHistory *history, ProfileModel *model, ProfileTree *tree, QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_model(model)
    , m_tree(tree)
    , m_moveMenu(new QMenu(tr("&Move to folder"), tree))
{
    m_open = add("openProfile", tr("&Open"), tr("Connect to this server"), "plug", Qt::Key_Return);
    m_open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_newTab = add("openProfileInNewTab", tr("Open in new &tab"), tr("Connect to this server in another tab, even if it is open"),
                   "square-arrow-out-up-right", Qt::CTRL | Qt::Key_Return);
    m_edit = add("editProfile", tr("&Edit…"), tr("Change how this server is reached and treated"), "pencil", Qt::ALT | Qt::Key_Return);
    m_rename = add("renameProfile", tr("&Rename"), tr("Give the profile or the folder another name"), "text-cursor-input", Qt::Key_F2);
    m_duplicate = add("duplicateProfile", tr("&Duplicate"), tr("Make a copy, without the passwords"), "copy-plus", Qt::CTRL | Qt::Key_D);
    m_favourite = add("favouriteProfile", tr("&Favourite"), tr("Show it among the favourites, which come first"), "star");
    m_favourite->setCheckable(true);
    m_moveMenu->setObjectName(QStringLiteral("moveToFolder"));
    m_moveMenu->menuAction()->setObjectName(QStringLiteral("moveToFolderMenu"));
    m_moveMenu->setIcon(themedIcon(QStringLiteral("folder-input")));
    m_moveMenu->menuAction()->setStatusTip(tr("Put the selected profiles into another folder"));
    m_up = add("moveProfileUp", tr("Move &up"), tr("Put it before the one above it"), "arrow-up", Qt::ALT | Qt::Key_Up);
    m_down = add("moveProfileDown", tr("Move do&wn"), tr("Put it behind the one below it"), "arrow-down", Qt::ALT | Qt::Key_Down);
    m_copy = add("copyProfileAddress", tr("&Copy address"), tr("Copy the address, without a password"), "copy", Qt::CTRL | Qt::Key_C);
    m_newProfile = add("newProfile", tr("&New profile…"), tr("Describe a server, to come back to it later"), "plus", Qt::Key_Insert);
    m_newFolder = add("newFolder", tr("New fo&lder"), tr("Make a folder for profiles"), "folder-plus");
    m_delete = add("deleteProfile", tr("Delet&e"), tr("Delete what is selected; it can be undone"), "trash-2", Qt::Key_Delete);
    m_undo = add("undoProfileChange", tr("Undo"), tr("Take the last change of the list back"), "undo-2", {});
    m_redo = add("redoProfileChange", tr("Redo"), tr("Make the change that was taken back again"), "redo-2", {});
    m_undo->setShortcuts(shortcutsFor(QKeySequence::Undo, Qt::CTRL | Qt::Key_Z));
    m_redo->setShortcuts(shortcutsFor(QKeySequence::Redo, Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    m_import = add("importProfiles", tr("&Import…"), tr("Take profiles from a file or a text"), "download");
    m_export = add("exportProfiles", tr("E&xport…"), tr("Write profiles into a file"), "upload");

    connect(m_open, &QAction::triggered, this, [this] { emit openRequested(m_tree->choice().ids.value(0)); });
    connect(m_newTab, &QAction::triggered, this, [this] { emit newTabRequested(m_tree->choice().ids.value(0)); });
    connect(m_edit, &QAction::triggered, this, [this] { emit editRequested(m_tree->choice().ids.value(0)); });
    connect(m_rename, &QAction::triggered, this, &ProfileActions::rename);
    connect(m_duplicate, &QAction::triggered, this, &ProfileActions::duplicateChosen);
    connect(m_favourite, &QAction::triggered, this, &ProfileActions::setFavourites);
    connect(m_moveMenu, &QMenu::aboutToShow, this, &ProfileActions::fillMoveMenu);
    connect(m_up, &QAction::triggered, this, [this] { shift(-1); });
    connect(m_down, &QAction::triggered, this, [this] { shift(1); });
    connect(m_copy, &QAction::triggered, this, &ProfileActions::copyAddresses);
    connect(m_newProfile, &QAction::triggered, this, [this] { emit newRequested(folderHere()); });
    connect(m_newFolder, &QAction::triggered, this, &ProfileActions::createFolder);
    connect(m_delete, &QAction::triggered, this, &ProfileActions::deleteChosen);
    connect(m_undo, &QAction::triggered, this, &ProfileActions::undo);
    connect(m_redo, &QAction::triggered, this, &ProfileActions::redo);
    connect(m_import, &QAction::triggered, this, &ProfileActions::importRequested);
    connect(m_export, &QAction::triggered, this, &ProfileActions::exportRequested);
    connect(tree, &ProfileTree::choiceChanged, this, &ProfileActions::updateActions);
    connect(tree, &ProfileTree::opened, this, &ProfileActions::openRequested);
    connect(tree, &ProfileTree::undoRequested, this, &ProfileActions::undo);
    connect(tree, &ProfileTree::redoRequested, this, &ProfileActions::redo);
    connect(tree, &ProfileTree::copyRequested, this, &ProfileActions::copyAddresses);
    connect(model, &ProfileModel::dropped, this, [this](const QStringList &ids) { m_tree->choose({.ids = ids, .folders = {}}); });
    connect(history->store(), &ProfileStore::changed, this, &ProfileActions::updateActions);
    connect(history->store(), &ProfileStore::failed, this, &ProfileActions::updateActions);
    connect(history->stack(), &QUndoStack::indexChanged, this, &ProfileActions::updateActions);
    tree->setKeyActions({m_open, m_newTab, m_edit, m_rename, m_duplicate, m_up, m_down, m_copy, m_newProfile, m_delete, m_undo, m_redo});
    updateActions();
}

void ProfileActions::addTo(QMenu *menu)
{
    menu->addActions({m_open, m_newTab, m_edit});
    menu->addSeparator();
    menu->addActions({m_rename, m_duplicate, m_favourite});
    menu->addMenu(m_moveMenu);
    menu->addActions({m_up, m_down, m_copy});
    menu->addSeparator();
    menu->addActions({m_newProfile, m_newFolder});
    menu->addSeparator();
    menu->addActions({m_undo, m_redo, m_delete});
}

QAction *ProfileActions::add(const char *name, const QString &text, const QString &tip, const char *icon, const QKeySequence &key)
{
    auto *action = new QAction(themedIcon(QLatin1String(icon)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setStatusTip(tip);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut); // the tree looks at them itself
    return action;
}

void ProfileActions::updateActions()
{
    const ProfileChoice choice = m_tree->choice();
    const ProfileStore *store = m_history->store();
    const bool changes = store->isLoaded() && store->obstacle().isEmpty();
    const bool one = choice.ids.size() == 1 && choice.folders.isEmpty();
    const bool some = !choice.ids.isEmpty();
    m_open->setEnabled(one);
    m_newTab->setEnabled(one);
    m_edit->setEnabled(one);
    m_rename->setEnabled(changes && choice.ids.size() + choice.folders.size() == 1);
    m_duplicate->setEnabled(changes && some);
    m_favourite->setEnabled(changes && some);
    const auto isFavourite = [store](const QString &id) {
        const Profile *profile = store->find(id);
        return profile && profile->favourite;
    };
    m_favourite->setChecked(some && std::ranges::all_of(choice.ids, isFavourite));
    m_moveMenu->setEnabled(changes && some);
    const bool shifts = changes && m_model->filter().isEmpty() && choice.ids.size() + choice.folders.size() == 1;
    m_up->setEnabled(shifts);
    m_down->setEnabled(shifts);
    m_copy->setEnabled(some);
    m_newProfile->setEnabled(changes);
    m_newFolder->setEnabled(changes);
    m_delete->setEnabled(changes && !choice.isEmpty());
    m_import->setEnabled(changes);
    m_export->setEnabled(!store->list().profiles.isEmpty());
    const QUndoStack *stack = m_history->stack();
    m_undo->setEnabled(changes && stack->canUndo());
    m_undo->setText(stack->canUndo() ? tr("Undo: %1").arg(stack->undoText()) : tr("Undo"));
    m_redo->setEnabled(changes && stack->canRedo());
    m_redo->setText(stack->canRedo() ? tr("Redo: %1").arg(stack->redoText()) : tr("Redo"));
}

void ProfileActions::undo()
{
    m_history->stack()->undo();
    emit moved();
}

void ProfileActions::redo()
{
    m_history->stack()->redo();
    emit moved();
}

void ProfileActions::edit(const ProfileList &list, const QString &what)
{
    if (m_history->edit(list, what))
        emit moved();
}

void ProfileActions::copyAddresses()
{
    QStringList addresses;
    const QStringList ids = m_tree->choice().ids;
    for (const QString &id : ids) {
        if (const Profile *profile = m_history->store()->find(id))
            addresses.append(addressUrl(*profile));
    }
    if (!addresses.isEmpty())
        QApplication::clipboard()->setText(addresses.join(QLatin1Char('\n')));
}

/// Where something new belongs: beside what is current.
QString ProfileActions::folderHere() const
{
    const QModelIndex current = m_tree->currentIndex();
    const Profile *profile = m_model->profile(current);
    return profile ? profile->folder : m_model->folder(current);
}

/// At once, since it can be undone; what lies in a folder and is not selected itself only leaves it.
void ProfileActions::deleteChosen()
{
    const ProfileChoice choice = m_tree->choice();
    const ProfileList list = m_history->store()->list();
    const auto leaves = [&choice](const Profile &profile) {
        return choice.folders.contains(profile.folder) && !choice.ids.contains(profile.id);
    };
    const int left = int(std::ranges::count_if(list.profiles, leaves));
    QStringList parts;
    if (choice.ids.size() == 1)
        parts.append(tr("“%1”").arg(shownName(list.profiles[list.indexOf(choice.ids.constFirst())])));
    else if (!choice.ids.isEmpty())
        parts.append(tr("%Ln profiles", nullptr, int(choice.ids.size())));
    if (choice.folders.size() == 1)
        parts.append(tr("the folder “%1”").arg(choice.folders.constFirst()));
    else if (!choice.folders.isEmpty())
        parts.append(tr("%Ln folders", nullptr, int(choice.folders.size())));
    const QString what = parts.join(tr(" and "));
    if (!m_history->edit(removed(list, choice.ids, choice.folders), tr("Delete %1").arg(what)))
        return;
    QString sentence = tr("Deleted %1.").arg(what);
    if (left > 0)
        sentence += QLatin1Char(' ') + tr("Profiles that are without a folder now: %L1.").arg(left);
    emit deleted(sentence);
}

void ProfileActions::duplicateChosen()
{
    QHash<QString, QString> copies;
    ProfileChoice made;
    const QStringList ids = m_tree->choice().ids;
    for (const QString &id : ids) {
        copies.insert(id, QUuid::createUuid().toString(QUuid::WithoutBraces));
        made.ids.append(copies.value(id));
    }
    edit(duplicated(m_history->store()->list(), copies), tr("Duplicate"));
    m_tree->choose(made);
}

void ProfileActions::setFavourites(bool favourite)
{
    const ProfileChoice choice = m_tree->choice();
    edit(favouritesSet(m_history->store()->list(), choice.ids, favourite), favourite ? tr("Favourite") : tr("No favourite any more"));
    updateActions();
}

void ProfileActions::fillMoveMenu()
{
    m_moveMenu->clear();
    const auto addPlace = [this](const QString &text, const QString &folder) {
        QAction *action = m_moveMenu->addAction(text);
        connect(action, &QAction::triggered, this, [this, folder] { moveChosen(folder); });
    };
    addPlace(tr("No folder"), QString());
    m_moveMenu->addSeparator();
    const QStringList folders = m_history->store()->list().folders;
    for (const QString &folder : folders)
        addPlace(QString(folder).replace(QLatin1Char('&'), QLatin1String("&&")), folder);
    m_moveMenu->addSeparator();
    QAction *made = m_moveMenu->addAction(themedIcon(QStringLiteral("folder-plus")), tr("&New folder"));
    made->setObjectName(QStringLiteral("moveToNewFolder"));
    connect(made, &QAction::triggered, this, &ProfileActions::moveToNewFolder);
}

void ProfileActions::moveChosen(const QString &folder)
{
    const ProfileChoice choice{.ids = m_tree->choice().ids, .folders = {}};
    edit(profilesMoved(m_history->store()->list(), choice.ids, folder), tr("Move to another folder"));
    m_tree->choose(choice);
}

void ProfileActions::moveToNewFolder()
{
    const QString name = freeFolderName(m_history->store()->list(), tr("New folder"));
    moveChosen(name);
    m_tree->choose({.ids = {}, .folders = {name}});
    rename();
}

/// Before the neighbour that it is seen beside, which need not be the next in the list.
void ProfileActions::shift(int by)
{
    const ProfileChoice choice = m_tree->choice();
    const ProfileList list = m_history->store()->list();
    const QModelIndex current =
        choice.ids.isEmpty() ? m_model->folderIndex(choice.folders.value(0)) : m_tree->selectionModel()->selectedIndexes().value(0);
    const QModelIndex neighbour = current.siblingAtRow(current.row() + by);
    if (!neighbour.isValid() || m_model->kind(neighbour) != m_model->kind(current))
        return;
    const QModelIndex before = by < 0 ? neighbour : current.siblingAtRow(current.row() + 2);
    if (!choice.folders.isEmpty()) {
        edit(foldersMoved(list, choice.folders, m_model->folder(before)), tr("Move the folder “%1”").arg(choice.folders.constFirst()));
    } else {
        const Profile *anchor = m_model->profile(before);
        const QString anchorId = anchor ? anchor->id : QString();
        const bool isHome = m_model->kind(current.parent()) != ProfileModel::Kind::Favourites || !current.parent().isValid();
        const Profile *moved = m_model->profile(current);
        edit(isHome ? profilesMoved(list, choice.ids, moved->folder, anchorId) : profilesReordered(list, choice.ids, anchorId),
             tr("Move “%1”").arg(shownName(*moved)));
    }
    m_tree->scrollTo(m_tree->currentIndex());
}

void ProfileActions::createFolder()
{
    ProfileList list = m_history->store()->list();
    const QString name = freeFolderName(list, tr("New folder"));
    list.folders.append(name);
    edit(list, tr("New folder"));
    m_tree->choose({.ids = {}, .folders = {name}});
    rename();
}

void ProfileActions::rename()
{
    if (m_tree->currentIndex().isValid()) {
        m_tree->setFocus();
        m_tree->edit(m_tree->currentIndex());
    }
}

#include "ui/keys/serverkeys.h"

#include "ui/itemedit/itemsaving.h"
#include "ui/keys/analysis/analysisview.h"
#include "ui/keys/automaticrefresh.h"
#include "ui/keys/gotokey.h"
#include "ui/keys/keybrowser.h"
#include "ui/keys/keycomparisonview.h"
#include "ui/keys/keydetails.h"
#include "ui/keys/keyfilterbar.h"
#include "ui/keys/keyitems.h"
#include "ui/keys/keytable.h"
#include "ui/keys/keytreeview.h"
#include "ui/keys/listingstrip.h"
#include "ui/keys/othersources.h"
#include "ui/keys/undonotice.h"
#include "ui/noticerow.h"
#include "ui/values/readingchoices.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include <utility>

namespace {

/// Each byte of what is returned parts a key into folders.
QByteArray delimitersOf(const Profile &profile)
{
    QByteArray bytes;
    for (const QString &delimiter : profile.delimiters)
        bytes.append(delimiter.toUtf8());
    return bytes;
}

} // namespace

ServerKeys::ServerKeys(const Surroundings &surroundings, QWidget *parent)
    : QStackedWidget(parent)
    , m_connection(surroundings.connection)
    , m_settings(surroundings.settings->keys())
    , m_choices(surroundings.choices)
    , m_pinned(surroundings.settings)
    , m_browser(new KeyBrowser(surroundings.connection, surroundings.dumps, this))
    , m_filter(new KeyFilterBar(surroundings.settings, this))
    , m_tree(new KeyTreeView(surroundings.settings, this))
    , m_analysis(new AnalysisView(this))
    , m_details(new KeyDetails(&m_pinned, m_choices, this))
    , m_goTo(new GoToKey(&m_pinned, this))
    , m_sources(new OtherSources(this))
    , m_partial(new NoticeRow(QStringLiteral("keysPartial"), this))
    , m_files(new KeyFiles({
                               .server = [this] { return serverName(); },
                               .shown = [this] { return shown(); },
                               .selected = [this] { return selected(); },
                               .gone = [this] { return m_browser->view()->gone(); },
                           },
                           surroundings.connection, this))
    , m_comparison(new KeyComparisonView(this))
    , m_changes(new KeyChangeActions(
          surroundings.connection, [this] { return selected(); },
          [this] { return isCurrent(m_browser->view()->listing()) ? shown() : KeyChoice(); }, this))
    , m_items(new KeyItems({m_connection, m_browser, m_tree, m_details, m_changes, [this] { return isOfServer(); }}, this))
    , m_saving(new ItemSaving(m_connection, m_changes->journal(), this))
{
    setObjectName(QStringLiteral("serverKeys"));
    m_items->actions()->setOthers(surroundings.others);
    m_sources->setRuns(surroundings.runs, {});
    m_browser->setFilterBar(m_filter);
    m_browser->addForm(m_tree, tr("Tree"));
    m_browser->addForm(m_analysis, tr("Analysis"));
    m_browser->setAlternatives(m_sources);
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_goTo);
    layout->addWidget(m_details, 1);
    m_browser->setDetails(side);
    m_browser->addNotice(m_partial);
    m_browser->addNotice(m_files);
    auto *undoNotice = new UndoNotice(m_changes->journal(), m_changes->undoAction(), this);
    m_browser->addFootNote(undoNotice);
    connect(undoNotice, &UndoNotice::left, m_browser, &KeyBrowser::goOn);
    connect(m_changes->journal(), &UndoJournal::remembered, this, &ServerKeys::leaveField);
    addWidget(m_browser);
    addWidget(m_comparison);
    setFocusProxy(m_browser);
    nameActions();
    if (const std::optional<qint64> limit = m_settings->undoLimit())
        m_changes->setUndoLimit(*limit);

    connectForms();
    connectDetails();
    connectFiles();
    connectChanges();
    connectSaving();
    connect(m_connection, &Connection::stateChanged, this, &ServerKeys::followConnection);
    followKeyspace();
}

void ServerKeys::addTo(QMenu *menu)
{
    menu->addActions(
        {m_browser->strip()->listAction(), m_browser->strip()->stopAction(), m_browser->strip()->automaticRefresh()->menuAction()});
    menu->addSeparator();
    menu->addActions({m_goTo->goAction(), &m_filterAction});
    menu->addSeparator();
    menu->addMenu(m_items->actions()->menu());
    menu->addActions({m_changes->deleteSelected(), m_changes->retimeSelected()});
    QMenu *shown = menu->addMenu(tr("&All shown keys"));
    shown->menuAction()->setObjectName(QStringLiteral("shownKeysMenu"));
    shown->menuAction()->setStatusTip(tr("Change every key that the filter lets through"));
    shown->addActions({m_changes->deleteShown(), m_changes->retimeShown()});
    menu->addAction(m_changes->undoAction());
    QMenu *files = menu->addMenu(tr("Fi&les"));
    files->menuAction()->setObjectName(QStringLiteral("keyFilesMenu"));
    files->menuAction()->setStatusTip(tr("Export keys, keep and compare snapshots, dump and restore items"));
    files->addAction(m_files->exportKeys());
    files->addSeparator();
    files->addActions({m_files->saveSnapshot(), m_files->openSnapshot(), m_files->compareWith()});
    files->addSeparator();
    files->addActions({m_files->dumpItems(), m_files->restoreItems()});
}

void ServerKeys::setProfile(const Profile &profile, const QString &name)
{
    m_name = name;
    const QString place = profile.id.isEmpty() ? m_connection->options().place() : profile.id;
    m_pinned.setPlace(place);
    if (std::exchange(m_place, place) != place)
        m_browser->strip()->automaticRefresh()->setInterval(m_settings->refreshInterval(place));
    m_delimiters = delimitersOf(profile);
    m_choices->setServer(place, clientLibrary(profile.clientLibrary), m_delimiters);
    m_tree->setUsualDelimiters(m_delimiters, place);
    m_files->setProfile(profile.name, profile.environment);
    m_changes->setProfile(profile.name, profile.environment);
    m_items->actions()->setProfile(profile.name, profile.environment, clientLibrary(profile.clientLibrary));
    m_saving->setProfile(profile.name, profile.environment, clientLibrary(profile.clientLibrary));
}

void ServerKeys::adoptFixedFont()
{
    m_browser->table()->fitRows();
    m_details->adoptFixedFont();
}

QStringList ServerKeys::work() const
{
    QStringList work = m_files->work();
    if (const QString change = m_changes->work(); !change.isEmpty())
        work.prepend(change);
    for (const QString &single : {m_saving->work(), m_items->actions()->work()}) {
        if (!single.isEmpty())
            work.append(single);
    }
    return work;
}

void ServerKeys::stopWork()
{
    m_changes->stopWork();
    m_saving->stopWork();
    m_items->actions()->stopWork();
    m_files->stopWork();
}

bool ServerKeys::takeForeign(const QString &place, const std::vector<ItemDeed> &deeds, const ServerSettings &server)
{
    return m_items->actions()->takeForeign(place, deeds, server);
}

qint64 ServerKeys::undoLimit() const
{
    return m_changes->undoLimit();
}

bool ServerKeys::canUndo() const
{
    return undoObstacle().isEmpty();
}

QString ServerKeys::undoText() const
{
    return canUndo() ? m_changes->journal()->text() : QString();
}

void ServerKeys::undo()
{
    if (const QString obstacle = undoObstacle(); !obstacle.isEmpty())
        emit told(obstacle);
    else
        m_changes->undoAction()->trigger();
}

/// A key is pressed without a look at what it will do: it takes back what was done last, and nothing else.
QString ServerKeys::undoObstacle() const
{
    const UndoJournal *journal = m_changes->journal();
    if (m_details->isEditing())
        return tr("Nothing was undone: a value is being edited. What is stored on the server is undone in the Keys menu.");
    if (!journal->latest())
        return journal->isOfLast() ? tr("There is nothing to undo here")
                                   : tr("Nothing was undone: what was changed last cannot be taken back");
    if (!journal->isOfLast())
        return tr(
            "Nothing was undone: what was changed last cannot be taken back. What was changed before that is undone in the Keys menu.");
    const QString obstacle = m_changes->undoObstacle();
    return obstacle.isEmpty() ? QString() : tr("Nothing was undone. %1").arg(obstacle);
}

/// Also keys that are those of scripts, of which none is seen here.
bool ServerKeys::event(QEvent *event)
{
    const auto *key = event->type() == QEvent::ShortcutOverride ? static_cast<QKeyEvent *>(event) : nullptr;
    if (key && (key->matches(QKeySequence::Find) || key->matches(QKeySequence::Save) || key->matches(QKeySequence::Close))) {
        event->accept();
        return true;
    }
    return QStackedWidget::event(event);
}

void ServerKeys::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find))
        m_filterAction.trigger();
    else if (event->matches(QKeySequence::Save) && m_details->isEditing())
        m_details->saveEdit();
    else if (event->matches(QKeySequence::Save))
        emit told(tr("Nothing to save here: no value is being edited. Scripts are saved in the workbench."));
    else if (event->matches(QKeySequence::Undo)) // which a text that cannot be changed has taken from the menu
        undo();
    else if (event->matches(QKeySequence::Close))
        emit told(tr("This key closes scripts in the workbench, and nothing here."));
    else
        QStackedWidget::keyPressEvent(event);
}

void ServerKeys::followConnection()
{
    const bool ready = m_connection->isReady();
    m_details->setServer(ready ? std::optional(m_connection->options()) : std::nullopt, m_connection->server().process);
    if (ready)
        m_sources->setServer(m_connection->options());
    else
        m_sources->stop();
    followSource();
}

/// Also where the page goes to another server and these keys stay to be looked at.
void ServerKeys::followSource()
{
    m_files->setOrigin(isOfServer() ? KeyFiles::Origin::Server : KeyFiles::Origin::File);
    followCounts();
    followClock();
}

/// Beside a list, what is told of a key runs by the clock of the list: else the two would differ by a second now and then.
void ServerKeys::followClock()
{
    const std::optional<qint64> listed = isOfServer() ? m_browser->keyspace()->clockSkew() : std::nullopt;
    m_details->setClockOffset(listed ? std::chrono::seconds(*listed) : m_connection->server().clockOffset);
}

/// What came from elsewhere than a listing says so above the keys.
void ServerKeys::followKeyspace()
{
    const Keyspace *keyspace = m_browser->keyspace();
    m_partial->tell(keyspace->source() == Keyspace::Source::Elsewhere ? m_partialText : QString());
    followSource();
    if (keyspace->state() == Keyspace::State::Failed)
        m_sources->showRefusal(keyspace->error());
    showForms();
}

/// Only the form that is seen is told of the keys: the others have their work when they are chosen.
void ServerKeys::showForms()
{
    const KeyView *view = m_browser->view();
    const QWidget *form = m_browser->currentForm();
    if (form == m_tree)
        m_tree->setKeys(view->listing(), view->indexes());
    else if (form == m_analysis)
        m_analysis->setKeys(view->listing(), view->indexes(), view->chunks(), m_delimiters, view->filter().text());
    followSource();
    selectAwaited();
}

void ServerKeys::followCounts()
{
    const KeyView *view = m_browser->view();
    qint64 selected = 0;
    if (m_browser->currentForm() == m_browser->table())
        selected = m_browser->table()->selectedCount();
    else if (m_browser->currentForm() == m_tree && isCurrent(m_tree->listing()))
        selected = m_tree->selectedCount();
    m_files->setCounts(m_browser->keyspace()->store().count(), {view->count(), m_shownRefusal});
    m_changes->setCounts(isOfServer() ? selected : 0, {isOfServer() ? view->count() : 0, m_shownRefusal});
}

/// They are those of the filter before, and not what the person has written.
void ServerKeys::refuseShown(const QString &fault)
{
    m_shownRefusal = fault.isEmpty() ? QString() : tr("The filter is not understood: %1").arg(fault);
    followCounts();
}

void ServerKeys::showKey(const QByteArray &key)
{
    if (key.isEmpty()) {
        m_details->showNothing();
        return;
    }
    m_goTo->leave(key);
    const KeyStore &store = m_browser->keyspace()->store();
    const std::optional<int> index = store.find(key);
    m_details->setChunks(m_browser->keyspace()->chunks());
    m_details->showKey(key, index ? std::optional(store.listing().at(*index)) : std::nullopt);
    emit m_changes->possibilityChanged();
}

/// The key that is shown is the current one still, and yet the new list may say something else of it.
void ServerKeys::followListedKey()
{
    const Keyspace *keyspace = m_browser->keyspace();
    if (keyspace->isBusy() || m_details->key().isEmpty())
        return;
    const std::optional<int> index = keyspace->store().find(m_details->key());
    m_details->takeListed(index ? std::optional(keyspace->listing().at(*index)) : std::nullopt);
    selectAwaited();
}

/// In the list stands no other key as the one that is looked at: what is done to the selected keys would be done to that, and a click on
/// its row would not show it.
void ServerKeys::followShownKey()
{
    if (m_browser->currentForm() == m_tree)
        m_tree->follow(m_details->key());
    else if (m_browser->currentForm() == m_browser->table())
        m_browser->table()->follow(m_details->key());
}

/// It comes in front with what was current in it before. Several keys that are selected, or folders, stay so.
void ServerKeys::followForm()
{
    const bool isTree = m_browser->currentForm() == m_tree;
    const bool isOne = isTree ? !m_tree->currentKey().isEmpty() && m_tree->selectedCount() <= 1 : m_browser->table()->selectedCount() <= 1;
    if (isOne)
        followShownKey();
}

/// Unless the person has selected something else meanwhile.
void ServerKeys::selectAwaited()
{
    const bool isTree = m_browser->currentForm() == m_tree;
    if (m_awaited != m_details->key())
        m_awaited.clear();
    if (m_awaited.isEmpty() || m_browser->keyspace()->isBusy() || !isCurrent(isTree ? m_tree->listing() : m_browser->view()->listing()))
        return;
    if ((isTree ? m_tree->selectedCount() : m_browser->table()->selectedCount()) > 0) {
        m_awaited.clear();
        return;
    }
    const QByteArray key = std::exchange(m_awaited, {}); // to follow it is to be told of another selection
    followShownKey();
    m_awaited = key;
}

/// Whoever has changed something means that when undo comes next, and not the name or the filter that was typed before. A table takes its
/// first row for the current one where it has none.
void ServerKeys::leaveField()
{
    const QWidget *focus = window()->focusWidget(); // also while a dialog over the window is closing
    if (!qobject_cast<const QLineEdit *>(focus) || !isAncestorOf(focus))
        return;
    const bool isTree = m_browser->currentForm() == m_tree;
    const QByteArray current = isTree ? m_tree->currentKey() : m_browser->table()->currentKey().value_or(QByteArray());
    if (!current.isEmpty() && m_browser->currentForm() != m_analysis)
        m_browser->goOn();
    else
        m_browser->strip()->setFocus();
}

void ServerKeys::goToKey(const QByteArray &key)
{
    showBrowser();
    const bool isListed = m_browser->currentForm() == m_tree ? m_tree->goTo(key) : m_browser->table()->goTo(key);
    m_awaited = isListed ? QByteArray() : key;
    if (!isListed || m_details->key() != key)
        showKey(key);
}

void ServerKeys::showOnly(const QString &filter)
{
    showBrowser();
    m_filter->setText(filter);
}

void ServerKeys::compare(const std::shared_ptr<KeySnapshot> &snapshot)
{
    const Keyspace *keyspace = m_browser->keyspace();
    m_comparison->compare({.server = snapshot->server, .listing = snapshot->store.listing(), .snapshot = snapshot},
                          {.server = keyspace->serverName(), .listing = keyspace->listing(), .gone = m_browser->view()->gone()});
    setCurrentWidget(m_comparison);
    m_comparison->setFocus();
}

void ServerKeys::showBrowser()
{
    if (currentWidget() != m_browser)
        m_comparison->clear();
    setCurrentWidget(m_browser);
}

bool ServerKeys::isOfServer() const
{
    const Keyspace *keyspace = m_browser->keyspace();
    const QString place = m_connection->options().place();
    if (!isCurrent(m_browser->view()->listing()))
        return false;
    switch (keyspace->source()) {
    case Keyspace::Source::Server:
        return keyspace->serverName() == place;
    case Keyspace::Source::Elsewhere:
        return m_partialPlace == place;
    case Keyspace::Source::File:
        break;
    }
    return false;
}

/// A view or a tree that is still at work on what came last shows what was there before.
bool ServerKeys::isCurrent(const KeyListing &listing) const
{
    return listing.isSame(m_browser->keyspace()->listing());
}

/// What is seen, of whatever listing it is.
KeyChoice ServerKeys::shown() const
{
    return {m_browser->view()->listing(), m_browser->view()->indexes()};
}

/// None where those that are seen are of a former listing.
KeyChoice ServerKeys::selected() const
{
    const bool isTree = m_browser->currentForm() == m_tree;
    if (!isCurrent(isTree ? m_tree->listing() : m_browser->view()->listing()))
        return {};
    return isTree ? m_tree->selectedKeys() : m_browser->table()->selectedKeys();
}

QString ServerKeys::serverName() const
{
    const QString &server = m_browser->keyspace()->serverName();
    return server.isEmpty() ? m_name : server;
}

// How the parts of a server's keys are put together; the rest of it is in serverkeys.cpp.

#include "ui/keys/serverkeys.h"

#include "ui/iconengine.h"
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

#include <utility>

void ServerKeys::nameActions()
{
    m_filterAction.setObjectName(QStringLiteral("filterKeys"));
    // The key is that of the script's search as well: it is taken where the focus is, see event().
    m_filterAction.setText(tr("&Filter") + QLatin1Char('\t') + QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
    m_filterAction.setStatusTip(tr("Say which keys are shown"));
    m_filterAction.setIcon(themedIcon(QStringLiteral("funnel")));
    connect(&m_filterAction, &QAction::triggered, this, [this] {
        showBrowser();
        m_filter->beginTyping();
    });
    addAction(m_goTo->goAction());
    addAction(m_details->editAction());
    m_browser->table()->addAction(m_changes->deleteSelected());
    m_tree->addAction(m_changes->deleteSelected());
}

void ServerKeys::connectForms()
{
    connect(m_filter, &KeyFilterBar::filterChanged, m_browser, &KeyBrowser::setFilter);
    connect(m_filter, &KeyFilterBar::errorTold, m_browser, &KeyBrowser::setFilterFault);
    connect(m_filter, &KeyFilterBar::errorChanged, this, &ServerKeys::refuseShown);
    connect(m_filter, &KeyFilterBar::left, m_browser, &KeyBrowser::goOn);
    connect(m_browser, &KeyBrowser::filterRequested, m_filter, &KeyFilterBar::setText);
    connect(m_tree, &KeyTreeView::filterRequested, m_filter, &KeyFilterBar::setText);
    connect(m_analysis, &AnalysisView::filterRequested, this, [this](const QString &filter) {
        m_filter->setText(filter);
        m_browser->setForm(0);
    });
    connect(m_tree, &KeyTreeView::told, this, &ServerKeys::told);
    connect(m_browser, &KeyBrowser::told, this, &ServerKeys::told);
    const KeyView *view = m_browser->view();
    connect(view, &KeyView::replaced, this, &ServerKeys::showForms);
    connect(view, &KeyView::appended, this, &ServerKeys::showForms);
    connect(view, &KeyView::amended, this, &ServerKeys::showForms);
    connect(m_browser, &KeyBrowser::formChanged, this, &ServerKeys::showForms);
    const AutomaticRefresh *refresh = m_browser->strip()->automaticRefresh();
    connect(refresh, &AutomaticRefresh::intervalChanged, this, [this, refresh] {
        if (!m_place.isEmpty())
            m_settings->setRefreshInterval(m_place, refresh->interval());
    });
    connect(m_browser->keyspace(), &Keyspace::stateChanged, this, &ServerKeys::followKeyspace);
    connect(m_browser->keyspace(), &Keyspace::replaced, this, &ServerKeys::followKeyspace);
    connect(m_browser->keyspace(), &Keyspace::stateChanged, this, &ServerKeys::followListedKey);
    connect(m_browser->keyspace(), &Keyspace::replaced, this, &ServerKeys::followListedKey);
}

void ServerKeys::connectDetails()
{
    connect(m_browser, &KeyBrowser::currentKeyChanged, this, [this](const QByteArray &key) {
        if (m_browser->currentForm() != m_tree) // else it is another's row that is looked at
            showKey(key);
    });
    connect(m_tree, &KeyTreeView::currentKeyChanged, this, [this](const QByteArray &key) {
        if (m_browser->currentForm() == m_tree)
            showKey(key);
    });
    connect(m_details, &KeyDetails::keyChanged, this, [this] {
        if (!m_details->isEditing()) // else another key may be selected, which is shown later
            followShownKey();
    });
    connect(m_browser, &KeyBrowser::formChanged, this, &ServerKeys::followForm);
    connect(m_goTo, &GoToKey::keyActivated, this, &ServerKeys::goToKey);
    connect(m_comparison, &KeyComparisonView::keyActivated, this, &ServerKeys::goToKey);
    connect(m_details, &KeyDetails::openInWorkbench, this, &ServerKeys::openInWorkbench);
    connect(m_details, &KeyDetails::told, this, &ServerKeys::told);
    connect(m_details, &KeyDetails::stayed, this, &ServerKeys::followShownKey);
    connect(m_files, &KeyFiles::counted, m_details->tallies(), &LookTallies::add);
    connect(m_changes, &KeyChangeActions::counted, m_details->tallies(), &LookTallies::add);
    connect(m_sources, &OtherSources::counted, m_details->tallies(), &LookTallies::add);
    connect(m_items, &KeyItems::workChanged, this, &ServerKeys::workChanged);
    connect(m_items, &KeyItems::workFailed, this, &ServerKeys::workFailed);
    connect(m_items, &KeyItems::told, this, &ServerKeys::told);
    connect(m_items, &KeyItems::keyWanted, this, &ServerKeys::goToKey);
}

void ServerKeys::connectSaving()
{
    connect(m_details, &KeyDetails::saveRequested, m_saving, &ItemSaving::save);
    connect(m_saving, &ItemSaving::saved, m_details, [this](const ItemDeed &deed) {
        m_items->follow({deed});
        m_details->endEdit();
    });
    connect(m_saving, &ItemSaving::workChanged, this, &ServerKeys::workChanged);
    connect(m_saving, &ItemSaving::workFailed, this, &ServerKeys::workFailed);
    connect(m_saving, &ItemSaving::discarded, m_details, &KeyDetails::endEdit);
    connect(m_saving, &ItemSaving::foundOther, m_details, &KeyDetails::lookAtEdited);
    connect(m_saving, &ItemSaving::abandoned, m_details, [this] { m_details->keepEditing({}); });
    connect(m_saving, &ItemSaving::told, this, &ServerKeys::told);
    connect(m_saving, &ItemSaving::counted, m_details->tallies(), &LookTallies::add);
}

void ServerKeys::connectFiles()
{
    connect(m_files, &KeyFiles::snapshotOpened, this, [this](const std::shared_ptr<KeySnapshot> &snapshot) {
        showBrowser();
        m_browser->keyspace()->show(std::move(*snapshot));
    });
    connect(m_files, &KeyFiles::workFailed, this, &ServerKeys::workFailed);
    connect(m_files, &KeyFiles::workChanged, this, &ServerKeys::workChanged);
    connect(m_files, &KeyFiles::comparisonWanted, this, &ServerKeys::compare);
    connect(m_files, &KeyFiles::restored, this, [this] {
        m_changes->journal()->noteLost();
        emit told(tr("Refresh the list to see what was restored"));
    });
    connect(m_comparison, &KeyComparisonView::closed, this, &ServerKeys::showBrowser);
    connect(m_comparison, &KeyComparisonView::told, this, &ServerKeys::told);
    connect(m_sources, &OtherSources::retryRequested, m_browser->strip(), &ListingStrip::list);
    connect(m_sources, &OtherSources::storeReady, this, [this](const std::shared_ptr<KeyStore> &store, const QString &whatItIs) {
        m_partialText = whatItIs;
        m_partialPlace = m_connection->options().place();
        m_browser->keyspace()->setStore(std::move(*store));
    });
}

void ServerKeys::connectChanges()
{
    connect(m_browser->table(), &KeyTable::selectedCountChanged, this, &ServerKeys::followCounts);
    connect(m_tree, &KeyTreeView::selectionChanged, this, &ServerKeys::followCounts);
    connect(m_tree, &KeyTreeView::selectionChanged, this, &ServerKeys::selectAwaited);
    connect(m_changes, &KeyChangeActions::undoLimitChanged, this, [this] { m_settings->setUndoLimit(m_changes->undoLimit()); });
    connect(m_changes, &KeyChangeActions::workFailed, this, &ServerKeys::workFailed);
    connect(m_changes, &KeyChangeActions::workChanged, this, &ServerKeys::workChanged);
    connect(m_changes, &KeyChangeActions::told, this, &ServerKeys::told);
}

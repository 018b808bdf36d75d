#include "ui/workbench/scriptlanguage.h"

#include "connection/connection.h"
#include "ui/workbench/commandbar.h"
#include "ui/workbench/commandhelppanel.h"
#include "ui/workbench/runner.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptkeys.h"
#include "ui/workbench/scripttabs.h"

#include <QDockWidget>

namespace {

/// Whether the same is doubtful for both: not so much else of a server matters that a million lines should be read again for it.
bool takesTheSame(const ServerSettings &one, const ServerSettings &other)
{
    return one.itemSizeMax == other.itemSizeMax && one.casEnabled == other.casEnabled && one.version == other.version;
}

} // namespace

ScriptLanguage::ScriptLanguage(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    const QList<ScriptPage *> pages = parts.scripts->pages();
    for (ScriptPage *page : pages)
        adopt(page);
    connect(parts.scripts, &ScriptTabs::pageAdded, this, &ScriptLanguage::adopt);
    connect(parts.connection, &Connection::stateChanged, this, &ScriptLanguage::followServer);
    connect(parts.scripts, &ScriptTabs::runRequested, this, [this] { m_scriptRuns = true; });
    connect(parts.bar, &CommandBar::runRequested, this, [this] { m_scriptRuns = false; });
    connect(parts.runner, &Runner::resultsReady, this, [this](const SegmentList &results) {
        if (m_scriptRuns)
            gatherKeys(results, *m_parts.bar->keys());
    });
    connect(parts.help, &CommandHelpPanel::escaped, this, [this] {
        if (m_before)
            m_before->setFocus(Qt::OtherFocusReason);
    });
}

void ScriptLanguage::showOverview()
{
    openHelp();
    m_parts.help->showOverview();
}

void ScriptLanguage::showHelp()
{
    openHelp();
    const ScriptEditor *editor = m_parts.scripts->page()->editor();
    if (m_before == editor)
        m_parts.help->showAt(editor->line(editor->currentLine()), editor->currentColumn() - 1);
    else
        m_parts.help->showAt(m_parts.bar->line(), m_parts.bar->position());
}

void ScriptLanguage::adopt(ScriptPage *page)
{
    page->assist()->setKeys(m_parts.bar->keys());
    setWarnings(page);
    connect(page->check(), &ScriptCheck::finished, this, [this, page] { gatherKeys(*page->editor(), *m_parts.bar->keys()); });
    connect(page->file(), &ScriptFile::pathChanged, this, [this, page] {
        if (page->check()->warnings().folder() != page->file()->folder())
            setWarnings(page);
    });
}

void ScriptLanguage::followServer()
{
    // Until another one is there, what is written is for the last one.
    if (!m_parts.connection->isReady() || takesTheSame(m_server, m_parts.connection->server()))
        return;
    m_server = m_parts.connection->server();
    const QList<ScriptPage *> pages = m_parts.scripts->pages();
    for (ScriptPage *page : pages)
        setWarnings(page);
}

void ScriptLanguage::setWarnings(ScriptPage *page) const
{
    page->check()->setWarnings(ScriptWarnings(m_server, page->file()->folder()));
}

void ScriptLanguage::openHelp()
{
    QWidget *focus = m_parts.helpDock->window()->focusWidget();
    if (!m_parts.help->isAncestorOf(focus))
        m_before = focus;
    m_parts.helpDock->show();
    m_parts.helpDock->raise();
    m_parts.help->search();
}

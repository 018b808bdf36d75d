#include "ui/workbench/scriptfileactions.h"

#include "app/commands/commandlanguage.h"
#include "app/commands/wordreader.h"
#include "ui/iconengine.h"
#include "ui/workbench/batchmakerdialog.h"
#include "ui/workbench/recentscripts.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scripttabs.h"

#include <QFileDialog>

namespace {

/// Or with a comment.
bool beginsWithACommand(QByteArrayView lines)
{
    const QByteArrayView text = lines.trimmed();
    WordReader words;
    const qsizetype lineEnd = text.indexOf('\n');
    words.start(lineEnd < 0 ? text : text.first(lineEnd));
    return !words.toNextWord() || findCommand(words.ahead());
}

} // namespace

ScriptFileActions::ScriptFileActions(Settings *settings, ScriptTabs *tabs)
    : QObject(tabs)
    , m_tabs(tabs)
    , m_recent(new RecentScripts(settings, tabs))
{
    const auto setUp = [tabs](QAction &action, const char *name, const QString &text, const char *icon, const QString &tip,
                              const QKeySequence &shortcut) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
        action.setShortcut(shortcut);
        tabs->addAction(&action);
    };
    setUp(m_newAction, "newScript", tr("&New script"), "file-plus", tr("Begin another script"), Qt::CTRL | Qt::Key_N);
    setUp(m_openAction, "openScript", tr("&Open script…"), "folder-open", tr("Read a script from a file"), Qt::CTRL | Qt::Key_O);
    setUp(m_saveAction, "saveScript", tr("&Save script"), "save", tr("Write the script to its file"), Qt::CTRL | Qt::Key_S);
    setUp(m_saveAsAction, "saveScriptAs", tr("Save script &as…"), "save-all", tr("Write the script to another file"),
          Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    setUp(m_closeAction, "closeScript", tr("&Close script"), "x", tr("Close the script in front"), Qt::CTRL | Qt::Key_W);
    setUp(m_batchAction, "makeBatch", tr("Make a &batch…"), "list-plus", tr("Make commands of a list of keys, or of the rows of a table"),
          Qt::CTRL | Qt::Key_B);
    connect(&m_newAction, &QAction::triggered, tabs, [tabs] { tabs->setPage(tabs->addPage()); });
    connect(&m_openAction, &QAction::triggered, this, &ScriptFileActions::askForFile);
    connect(&m_saveAction, &QAction::triggered, tabs, [tabs] { tabs->page()->save(); });
    connect(&m_saveAsAction, &QAction::triggered, tabs, [tabs] { tabs->page()->saveAs(); });
    connect(&m_closeAction, &QAction::triggered, tabs, [tabs] { tabs->closePage(tabs->page()); });
    connect(&m_batchAction, &QAction::triggered, this, &ScriptFileActions::makeBatch);
    connect(m_recent, &RecentScripts::chosen, tabs, &ScriptTabs::openFile);
}

void ScriptFileActions::follow(const ScriptPage *page)
{
    const bool loading = page->file()->isLoading();
    const bool isSeen = m_sight == Sight::Seen;
    m_closeAction.setEnabled(isSeen);
    m_saveAction.setEnabled(isSeen && !loading && (page->isModified() || page->file()->path().isEmpty()));
    m_saveAsAction.setEnabled(isSeen && !loading);
}

void ScriptFileActions::addTo(QMenu *menu)
{
    menu->addAction(&m_newAction);
    menu->addAction(&m_openAction);
    menu->addMenu(m_recent);
    menu->addAction(&m_saveAction);
    menu->addAction(&m_saveAsAction);
    menu->addAction(&m_closeAction);
    menu->addSeparator();
    menu->addAction(&m_batchAction);
}

void ScriptFileActions::remember(const QString &path)
{
    m_recent->remember(path);
}

void ScriptFileActions::askForFile()
{
    auto *dialog =
        new QFileDialog(m_tabs->window(), tr("Open script"), m_tabs->page()->file()->folder(), tr("Scripts (*.mcb);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, m_tabs, [tabs = m_tabs](const QStringList &paths) {
        for (const QString &path : paths)
            tabs->openFile(path);
    });
    dialog->open();
}

void ScriptFileActions::makeBatch()
{
    auto *dialog = new BatchMakerDialog(m_tabs->window());
    const ScriptEditor *editor = m_tabs->page()->editor();
    const QByteArrayView selected = editor->bytes(editor->selectionStart(), editor->selectionEnd());
    if (!selected.isEmpty() && !beginsWithACommand(selected)) // a list that was pasted there
        dialog->setText(selected.toByteArray());
    connect(dialog, &BatchMakerDialog::batchMade, m_tabs, [tabs = m_tabs, dialog](const QByteArray &script) {
        tabs->insertBatch(script, dialog->wantsNewScript() ? ScriptTabs::Into::NewScript : ScriptTabs::Into::Cursor);
    });
    dialog->open();
}

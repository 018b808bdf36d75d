#include "ui/workbench/scripttabs.h"

#include "ui/iconengine.h"
#include "ui/settings.h"
#include "ui/workbench/noticestrip.h"
#include "ui/workbench/recentscripts.h"
#include "ui/workbench/runactions.h"
#include "ui/workbench/scriptactions.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptfoot.h"
#include "ui/workbench/sessionkeeper.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace {

QString sessionsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/scripts");
}

QString escaped(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

ScriptTabs::ScriptTabs(Settings *settings, const QString &sessions, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_notice(new NoticeStrip("sessionNotice", this))
    , m_tabs(new QTabWidget(this))
    , m_recent(new RecentScripts(settings, this))
    , m_run(new RunActions(this))
    , m_actions(new ScriptActions(this))
    , m_keeper(new SessionKeeper(this, sessions.isEmpty() ? sessionsFolder() : sessions))
{
    setObjectName(QStringLiteral("scriptTabs"));
    setAcceptDrops(true);
    setUpActions();
    setUpTabs();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    m_notice->addButton("closeSessionNotice", tr("Close"));

    connect(m_recent, &RecentScripts::chosen, this, &ScriptTabs::openFile);
    connect(m_run, &RunActions::wanted, this, [this](ScriptPage::Part part, ScriptRun::Mode mode) { page()->ask(part, mode); });
    connect(m_actions, &ScriptActions::zoomWanted, this, &ScriptTabs::setZoom);
    connect(m_keeper, &SessionKeeper::kept, this, [this](const Error &error) {
        if (error)
            m_notice->tell(error.text);
        else if (m_keepingFailed)
            m_notice->hide();
        m_keepingFailed = bool(error);
    });
    restore();
    connect(m_tabs, &QTabWidget::currentChanged, this, &ScriptTabs::showPage);
    showPage();
}

ScriptTabs::~ScriptTabs() = default;

void ScriptTabs::setUpActions()
{
    const auto setUp = [this](QAction &action, const char *name, const QString &text, const char *icon, const QString &tip,
                              const QKeySequence &shortcut) {
        action.setObjectName(QLatin1String(name));
        action.setText(text);
        action.setIcon(themedIcon(QLatin1String(icon)));
        action.setStatusTip(tip);
        action.setShortcut(shortcut);
        addAction(&action);
    };
    setUp(m_newAction, "newScript", tr("&New script"), "file-plus", tr("Begin another script"), Qt::CTRL | Qt::Key_N);
    setUp(m_openAction, "openScript", tr("&Open script…"), "folder-open", tr("Read a script from a file"), Qt::CTRL | Qt::Key_O);
    setUp(m_saveAction, "saveScript", tr("&Save script"), "save", tr("Write the script to its file"), Qt::CTRL | Qt::Key_S);
    setUp(m_saveAsAction, "saveScriptAs", tr("Save script &as…"), "save-all", tr("Write the script to another file"),
          Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    setUp(m_closeAction, "closeScript", tr("&Close script"), "x", tr("Close the script in front"), Qt::CTRL | Qt::Key_W);
    connect(&m_newAction, &QAction::triggered, this, [this] { m_tabs->setCurrentWidget(addPage()); });
    connect(&m_openAction, &QAction::triggered, this, &ScriptTabs::askForFile);
    connect(&m_saveAction, &QAction::triggered, this, [this] { page()->save(); });
    connect(&m_saveAsAction, &QAction::triggered, this, [this] { page()->saveAs(); });
    connect(&m_closeAction, &QAction::triggered, this, [this] { closePage(page()); });
}

void ScriptTabs::setUpTabs()
{
    m_tabs->setObjectName(QStringLiteral("scripts"));
    m_tabs->setAccessibleName(tr("Scripts"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->installEventFilter(this);
    m_tabs->setCornerWidget(buttons());
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, [this](int index) { closePage(pages().at(index)); });
    connect(m_tabs->tabBar(), &QTabBar::tabMoved, m_keeper, &SessionKeeper::note);
}

QWidget *ScriptTabs::buttons()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(4, 0, 0, 2);
    layout->setSpacing(2);
    for (QAction *action : {&m_newAction, &m_openAction, &m_saveAction, m_run->batchAction(), m_run->eachAction()}) {
        auto *button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        const bool runs = action == m_run->batchAction() || action == m_run->eachAction();
        button->setToolButtonStyle(runs ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setAutoRaise(!runs);
        button->setFocusPolicy(Qt::TabFocus);
        if (action == m_run->batchAction()) {
            button->setPopupMode(QToolButton::MenuButtonPopup);
            auto *parts = new QMenu(button);
            parts->addActions(m_run->partActions());
            button->setMenu(parts);
        }
        layout->addWidget(button);
    }
    return row;
}

void ScriptTabs::addFileActions(QMenu *menu)
{
    menu->addAction(&m_newAction);
    menu->addAction(&m_openAction);
    menu->addMenu(m_recent);
    menu->addAction(&m_saveAction);
    menu->addAction(&m_saveAsAction);
    menu->addAction(&m_closeAction);
}

void ScriptTabs::addEditActions(QMenu *menu)
{
    m_actions->addEditActions(menu);
}

void ScriptTabs::addRunActions(QMenu *menu)
{
    m_run->addTo(menu);
}

void ScriptTabs::addViewActions(QMenu *menu)
{
    m_actions->addViewActions(menu);
}

ScriptPage *ScriptTabs::page() const
{
    return static_cast<ScriptPage *>(m_tabs->currentWidget());
}

QList<ScriptPage *> ScriptTabs::pages() const
{
    QList<ScriptPage *> pages;
    for (int i = 0; i < m_tabs->count(); ++i)
        pages.append(static_cast<ScriptPage *>(m_tabs->widget(i)));
    return pages;
}

ScriptPage *ScriptTabs::addPage()
{
    int number = 1;
    const QList<ScriptPage *> all = pages();
    while (
        std::ranges::any_of(all, [number](const ScriptPage *page) { return page->number() == number && page->file()->path().isEmpty(); }))
        ++number;
    auto *page = new ScriptPage(number, m_tabs);
    watch(page);
    return page;
}

void ScriptTabs::watch(ScriptPage *page)
{
    page->editor()->setZoom(m_settings->editorZoom());
    page->editor()->addActions(m_run->partActions());
    connect(page, &ScriptPage::changed, this, [this, page] { showTitle(page); });
    connect(page, &ScriptPage::runRequested, this, [this, page](const ScriptJob &job) {
        if (!m_obstacle.isEmpty())
            return;
        m_ran = page;
        emit runRequested(job);
    });
    connect(page->file(), &ScriptFile::failed, this, [this, page](const Error &error) {
        if (!page->isUnused() || m_tabs->count() == 1)
            return;
        remove(page); // a tab for a file that cannot be read is no use
        this->page()->foot()->say(error.text, Tone::Bad);
    });
    connect(page->editor(), &ByteEditor::edited, m_keeper, &SessionKeeper::note);
    connect(page->editor(), &ScriptEditor::zoomChanged, this, &ScriptTabs::setZoom);
    connect(page->editor(), &ScriptEditor::currentLineChanged, this, [this, page](qint64 line) {
        if (page->editor()->hasFocus())
            emit currentLineChanged(page->id(), line);
    });
    connect(page->file(), &ScriptFile::pathChanged, this, [this, page] {
        if (!page->file()->path().isEmpty())
            m_recent->remember(page->file()->path());
        m_keeper->note();
    });
    m_tabs->addTab(page, escaped(page->name()));
    showTitle(page);
}

void ScriptTabs::restore()
{
    const KeptScripts kept = m_keeper->restore();
    for (const KeptScript &script : kept.scripts) {
        auto *page = new ScriptPage(script.number, m_tabs);
        page->setId(script.id);
        page->setPlace(script.cursor, script.topLine);
        watch(page);
        if (script.text) {
            page->file()->restore(*script.text, script.form, script.path, script.stamp);
            page->file()->checkDisk();
        } else {
            page->file()->load(script.path);
        }
    }
    if (m_tabs->count() == 0)
        addPage();
    m_tabs->setCurrentIndex(std::clamp(kept.current, 0, m_tabs->count() - 1));
    if (!kept.notes.isEmpty())
        m_notice->tell(kept.notes.join(QLatin1Char(' ')));
}

void ScriptTabs::closePage(ScriptPage *page)
{
    page->whenSaved([this, page] { remove(page); });
}

void ScriptTabs::remove(ScriptPage *page)
{
    const bool focused = page->isAncestorOf(QApplication::focusWidget());
    if (m_tabs->count() == 1)
        addPage();
    m_tabs->removeTab(m_tabs->indexOf(page));
    page->deleteLater();
    m_keeper->note();
    if (focused)
        this->page()->setFocus();
}

void ScriptTabs::openFile(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QList<ScriptPage *> all = pages();
    for (ScriptPage *other : all) {
        if (other->file()->comingPath() == absolute) {
            m_tabs->setCurrentWidget(other);
            return;
        }
    }
    ScriptPage *place = page()->isUnused() ? page() : addPage();
    m_tabs->setCurrentWidget(place);
    place->file()->load(absolute);
    updateActions();
}

void ScriptTabs::askForFile()
{
    auto *dialog = new QFileDialog(window(), tr("Open script"), page()->file()->folder(), tr("Scripts (*.mcb);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openScriptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            openFile(path);
    });
    dialog->open();
}

void ScriptTabs::setObstacle(const QString &obstacle)
{
    m_obstacle = obstacle;
    updateActions();
}

void ScriptTabs::beginWarnings()
{
    if (m_ran)
        m_ran->foot()->beginWarnings();
}

void ScriptTabs::warn(qint64 line, const QString &text)
{
    if (m_ran)
        m_ran->foot()->warn(line, text);
}

void ScriptTabs::showResultLine(const QString &scriptId, qint64 line)
{
    const QList<ScriptPage *> all = pages();
    const auto found = std::ranges::find_if(all, [&scriptId](const ScriptPage *page) { return page->id() == scriptId; });
    if (found == all.end())
        return;
    (*found)->editor()->markResult(line);
    m_tabs->setCurrentWidget(*found);
    (*found)->editor()->showLine(line);
}

Error ScriptTabs::keep()
{
    return m_keeper->keepNow();
}

void ScriptTabs::whenSaved(const std::function<void()> &then)
{
    const QList<ScriptPage *> all = pages();
    const auto unsaved = std::ranges::find_if(all, [](const ScriptPage *page) { return page->isModified() && !page->isUnused(); });
    if (unsaved == all.end()) {
        then();
        return;
    }
    ScriptPage *next = *unsaved;
    m_tabs->setCurrentWidget(next);
    next->whenSaved([this, next, then] {
        next->editor()->setSaved(); // or dropped: it is not asked about again
        whenSaved(then);
    });
}

void ScriptTabs::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ScriptTabs::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            openFile(url.toLocalFile());
    }
    event->acceptProposedAction();
}

void ScriptTabs::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    const QList<ScriptPage *> all = pages();
    for (ScriptPage *each : all)
        each->file()->checkDisk();
}

bool ScriptTabs::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tabs->tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = m_tabs->tabBar()->tabAt(mouse->position().toPoint());
        if (mouse->button() == Qt::MiddleButton && index >= 0) {
            closePage(pages().at(index));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ScriptTabs::showPage()
{
    m_actions->setPage(page());
    page()->setFocus();
    showTitle(page());
    m_keeper->note();
}

void ScriptTabs::showTitle(ScriptPage *changed)
{
    const int index = m_tabs->indexOf(changed);
    m_tabs->setTabText(index, escaped(changed->name()) + (changed->isModified() ? QStringLiteral(" •") : QString()));
    const QString path = changed->file()->path();
    m_tabs->setTabToolTip(index, path.isEmpty() ? tr("Not in a file yet; kept until it is closed") : QDir::toNativeSeparators(path));
    m_keeper->note();
    if (changed != page())
        return;
    emit titleChanged(path.isEmpty() ? QString() : changed->name(), changed->isModified());
    updateActions();
}

void ScriptTabs::setZoom(int points)
{
    if (points != m_settings->editorZoom())
        m_settings->setEditorZoom(points);
    const QList<ScriptPage *> all = pages();
    for (const ScriptPage *each : all) {
        if (each->editor()->zoom() != m_settings->editorZoom())
            each->editor()->setZoom(m_settings->editorZoom());
    }
}

void ScriptTabs::updateActions()
{
    const bool loading = page()->file()->isLoading();
    m_saveAction.setEnabled(!loading && (page()->isModified() || page()->file()->path().isEmpty()));
    m_saveAsAction.setEnabled(!loading);
    m_run->follow(page(), m_obstacle.isEmpty());
}

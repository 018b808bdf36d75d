#include "ui/workbench/scripttabs.h"

#include "ui/session/keptwindow.h"
#include "ui/settings.h"
#include "ui/workbench/noticestrip.h"
#include "ui/workbench/pagetabs.h"
#include "ui/workbench/runactions.h"
#include "ui/workbench/scriptactions.h"
#include "ui/workbench/scriptbuttons.h"
#include "ui/workbench/scripteditor.h"
#include "ui/workbench/scriptfileactions.h"
#include "ui/workbench/scriptfoot.h"
#include "ui/workbench/sessionkeeper.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QTimer>
#include <QVBoxLayout>

using namespace std::chrono_literals;

ScriptTabs::ScriptTabs(Settings *settings, const ScriptPlaces &places, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_notice(new NoticeStrip("sessionNotice", this))
    , m_tabs(new PageTabs(Qt::CTRL | Qt::Key_W, this))
    , m_files(new ScriptFileActions(settings, this))
    , m_run(new RunActions(this))
    , m_actions(new ScriptActions(this))
    , m_keeper(new SessionKeeper(this, places))
{
    setObjectName(QStringLiteral("scriptTabs"));
    setAcceptDrops(true);
    m_tabs->setObjectName(QStringLiteral("scripts"));
    m_tabs->setAccessibleName(tr("Scripts"));
    auto *buttons = new ScriptButtons(m_files->mainActions(), m_run, this);
    m_tabs->setCornerWidget(buttons);
    buttons->fitInto(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    m_notice->addButton("closeSessionNotice", tr("Close"));

    connect(m_tabs, &PageTabs::closeWanted, this, [this](QWidget *page) { closePage(static_cast<ScriptPage *>(page)); });
    connect(m_tabs, &PageTabs::moved, m_keeper, &SessionKeeper::note);
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

void ScriptTabs::addFileActions(QMenu *menu)
{
    m_files->addTo(menu);
}

void ScriptTabs::addEditActions(QMenu *menu)
{
    m_actions->addEditActions(menu);
}

QList<QAction *> ScriptTabs::searchActions() const
{
    return m_actions->searchActions();
}

void ScriptTabs::addRunActions(QMenu *menu)
{
    m_run->addTo(menu);
}

void ScriptTabs::addViewActions(QMenu *menu)
{
    m_actions->addViewActions(menu);
}

void ScriptTabs::setSight(Sight sight)
{
    m_sight = sight;
    m_files->setSight(sight == Sight::Seen ? ScriptFileActions::Sight::Seen : ScriptFileActions::Sight::Unseen);
    m_actions->setSight(sight == Sight::Seen ? ScriptActions::Sight::Seen : ScriptActions::Sight::Unseen);
    updateActions();
}

ScriptPage *ScriptTabs::page() const
{
    return static_cast<ScriptPage *>(m_tabs->currentWidget());
}

void ScriptTabs::setPage(ScriptPage *page)
{
    m_tabs->setCurrentWidget(page);
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
    auto *separator = new QAction(page->editor());
    separator->setSeparator(true);
    page->editor()->addAction(separator);
    page->editor()->addActions(m_actions->menuActions());
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
            m_files->remember(page->file()->path());
        m_keeper->note();
    });
    m_tabs->add(page);
    emit pageAdded(page);
    showTitle(page);
}

void ScriptTabs::restore()
{
    const KeptScripts kept = m_keeper->restore();
    for (const KeptScript &script : kept.scripts) {
        auto *page = new ScriptPage(script.number, m_tabs);
        watch(page);
        page->restore(script);
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
            other->setFocus();
            return;
        }
    }
    ScriptPage *place = page()->isUnused() ? page() : addPage();
    m_tabs->setCurrentWidget(place);
    place->setFocus();
    place->file()->load(absolute);
    updateActions();
}

void ScriptTabs::insertBatch(const QByteArray &lines, Into into)
{
    const bool here = page()->isUnused() || (into == Into::Cursor && !page()->editor()->isReadOnly());
    ScriptPage *place = here ? page() : addPage();
    m_tabs->setCurrentWidget(place);
    place->insertBatch(lines);
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

bool ScriptTabs::isChanging() const
{
    return std::ranges::any_of(pages(), &ScriptPage::isChanging);
}

void ScriptTabs::whenEdited(const std::function<void()> &then)
{
    if (isChanging())
        QTimer::singleShot(20ms, this, [this, then] { whenEdited(then); });
    else
        then();
}

Error ScriptTabs::keep()
{
    return m_keeper->keepNow();
}

void ScriptTabs::forget()
{
    m_keeper->forget();
}

bool ScriptTabs::hasUnsaved() const
{
    return std::ranges::any_of(pages(), [](const ScriptPage *page) { return page->isModified() && !page->isUnused(); });
}

void ScriptTabs::whenSaved(const std::function<void()> &then)
{
    whenSaved(then, {});
}

void ScriptTabs::whenSaved(const std::function<void()> &then, const QList<const ScriptPage *> &asked)
{
    const QList<ScriptPage *> all = pages();
    const auto unsaved = std::ranges::find_if(
        all, [&asked](const ScriptPage *page) { return page->isModified() && !page->isUnused() && !asked.contains(page); });
    if (unsaved == all.end()) {
        then();
        return;
    }
    ScriptPage *next = *unsaved;
    m_tabs->setCurrentWidget(next);
    // It may have been dropped: that counts only if the others are not cancelled.
    next->whenSaved([this, then, dealtWith = asked + QList<const ScriptPage *>{next}] { whenSaved(then, dealtWith); });
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

void ScriptTabs::showPage()
{
    m_actions->setPage(page());
    page()->setFocus();
    showTitle(page());
    m_keeper->note();
}

void ScriptTabs::showTitle(ScriptPage *changed)
{
    const QString path = changed->file()->path();
    m_tabs->setTitle(changed, changed->name(), changed->isModified(),
                     path.isEmpty() ? tr("Not in a file yet; kept until it is closed") : QDir::toNativeSeparators(path));
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
    m_files->follow(page());
    m_run->follow(page(), m_obstacle.isEmpty() && m_sight == Sight::Seen);
}

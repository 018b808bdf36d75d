#include "ui/workspace.h"

#include "ui/mainwindow.h"
#include "ui/paintingthreads.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>

Workspace::Workspace(QObject *parent)
    : QObject(parent)
    , m_appearance(&m_settings)
    , m_forgotten(&m_settings, &m_profiles, &m_keyring)
    , m_history(&m_profiles)
    , m_listings(&m_dumps)
    , m_session(SessionRoot::usualPath(), [this] { return collect(); })
    , m_logError(openLog(m_settings.preferences()))
{
    keepThreadsForPainting();
    connect(this, &Workspace::pagesChanged, &m_session, &WindowSession::note);
    connect(&m_session, &WindowSession::failed, this, &Workspace::tell);
    m_forgotten.follow(&m_history);
    connect(&m_sleep, &SleepWatch::wokenUp, this, [this] { checkConnections(tr("The computer is awake again.")); });
    connect(&m_network, &NetworkWatch::changed, this, [this] { checkConnections(tr("This computer's network has changed.")); });
    m_sleep.listen(SleepWatch::systemBusAddress());
    m_profiles.load();
}

Workspace::~Workspace()
{
    m_ended = true;
    m_sandbox.disconnect();
    m_closedPages.clear();
    for (const std::unique_ptr<MainWindow> &window : m_windows)
        window->disconnect(this);
    m_windows.clear();
}

MainWindow *Workspace::restore()
{
    const QList<KeptWindow> windows = m_session.restore();
    for (const KeptWindow &kept : windows) {
        MainWindow *window = makeWindow();
        for (const KeptPage &page : kept.pages)
            window->addPage(makePage(page));
        window->restore(kept);
        window->show();
    }
    QTimer::singleShot(0, &m_appearance, &Appearance::followDesktop);
    MainWindow *front = m_windows.back().get();
    if (m_windows.size() == 1 && front->pages().size() == 1 && front->page()->isBlank())
        front->showStart();
    return front;
}

MainWindow *Workspace::openWindow()
{
    MainWindow *window = makeWindow();
    window->addPage(makePage(WindowSession::newPage()));
    window->show();
    return window;
}

QList<MainWindow *> Workspace::windows() const
{
    QList<MainWindow *> windows;
    for (const std::unique_ptr<MainWindow> &window : m_windows) {
        if (!window->isClosed())
            windows.append(window.get());
    }
    return windows;
}

ServerPage *Workspace::openProfile(const QString &id, Opening opening)
{
    if (m_ended || !m_profiles.find(id))
        return nullptr;
    const QList<ServerPage *> all = pages();
    const auto found = std::ranges::find_if(all, [&id](const ServerPage *page) { return page->profileId() == id; });
    if (found != all.end() && opening == Opening::Front) {
        windowOf(*found)->bringToFront(*found);
        const Connection::State state = (*found)->connection()->state();
        if (state == Connection::State::Disconnected || state == Connection::State::Failed)
            connectProfile(*found, id);
        return *found;
    }
    ServerPage *page = blankPage();
    connectProfile(page, id);
    return page;
}

void Workspace::openProfileNamed(const QString &name)
{
    if (m_ended)
        return;
    if (!m_profiles.isLoaded() && m_profiles.obstacle().isEmpty()) {
        connect(
            &m_profiles, &ProfileStore::changed, this, [this, name] { openProfileNamed(name); }, Qt::SingleShotConnection);
        return;
    }
    const std::variant<Profile, Error> found = m_profiles.list().lookUp(name);
    if (const auto *error = std::get_if<Error>(&found))
        tell(*error);
    else
        openProfile(std::get<Profile>(found).id);
}

ServerPage *Workspace::openAddress(const QString &url)
{
    ServerPage *page = blankPage();
    page->connectTo(url);
    return page;
}

ServerPage *Workspace::openSandbox()
{
    ServerPage *page = blankPage();
    page->useSandbox();
    return page;
}

void Workspace::connectProfile(ServerPage *page, const QString &id)
{
    if (!m_profiles.isLoaded() && m_profiles.obstacle().isEmpty()) {
        connect(
            &m_profiles, &ProfileStore::changed, page, [this, page, id] { connectProfile(page, id); }, Qt::SingleShotConnection);
        return;
    }
    const Profile *profile = m_profiles.find(id);
    if (!profile) {
        page->showError({Error::Code::Invalid, tr("There is no such profile any more: open another one, or a new tab.")});
        return;
    }
    page->openProfile(Profile(*profile));
}

QSet<QString> Workspace::openProfiles() const
{
    QSet<QString> ids;
    const QList<ServerPage *> all = pages();
    for (const ServerPage *page : all) {
        if (!page->profileId().isEmpty())
            ids.insert(page->profileId());
    }
    return ids;
}

ServerPage *Workspace::openPage(MainWindow *window)
{
    if (ServerPage *front = window->page())
        front->lendLayout();
    return window->addPage(makePage(WindowSession::newPage()));
}

ServerPage *Workspace::duplicatePage(ServerPage *page)
{
    ServerPage *another = openPage(windowOf(page));
    another->openLike(*page);
    return another;
}

void Workspace::movePage(ServerPage *page, MainWindow *to)
{
    MainWindow *from = windowOf(page);
    if (from == to)
        return;
    MainWindow *target = to ? to : makeWindow();
    target->addPage(from->takePage(page));
    if (!to)
        target->show();
    target->bringToFront(page);
    if (from->pages().isEmpty())
        from->letGo();
}

void Workspace::closePages(const QList<ServerPage *> &pages)
{
    const Pages closing(pages.begin(), pages.end());
    leave(closing, PageLeave::Leaving::ForGood, [this, closing] { removePages(closing); });
}

void Workspace::removePages(const Pages &pages)
{
    for (const QPointer<ServerPage> &page : pages) {
        if (!page)
            continue;
        MainWindow *window = windowOf(page);
        if (!window) // it went already
            continue;
        page->forget();
        m_closedPages.push_back(window->takePage(page)); // what asked for it may be a part of it
        QMetaObject::invokeMethod(this, &Workspace::dropClosed, Qt::QueuedConnection);
        if (!window->pages().isEmpty())
            continue;
        if (windows().size() > 1)
            window->letGo();
        else
            window->showStart(); // from where another page is opened once it is known what for: building one takes a while
    }
}

void Workspace::closeWindow(MainWindow *window)
{
    if (windows().size() < 2) {
        quit();
        return;
    }
    const QList<ServerPage *> all = window->pages();
    const Pages closing(all.begin(), all.end());
    leave(closing, PageLeave::Leaving::ForGood, [closing, window = QPointer(window)] {
        for (const QPointer<ServerPage> &page : closing) {
            if (page)
                page->forget();
        }
        if (window)
            window->letGo();
    });
}

void Workspace::quit()
{
    if (m_ended) // with what was open then
        return;
    const QList<ServerPage *> all = pages();
    leave(Pages(all.begin(), all.end()), PageLeave::Leaving::UntilNextStart, [this] { endOnceListed(); });
}

void Workspace::leave(const Pages &pages, PageLeave::Leaving leaving, const std::function<void()> &then)
{
    for (const QPointer<ServerPage> &page : pages)
        page->leave()->begin();
    whenReady(pages, leaving, [pages, then] {
        if (!showFailure(pages))
            then();
    });
}

/// One at a time is enough.
bool Workspace::showFailure(const Pages &pages)
{
    return std::ranges::any_of(pages, [](const QPointer<ServerPage> &page) { return page && page->leave()->showFailure(); });
}

void Workspace::whenReady(Pages pages, PageLeave::Leaving leaving, const std::function<void()> &then)
{
    while (!pages.isEmpty() && !pages.constFirst())
        pages.removeFirst();
    if (pages.isEmpty()) {
        then();
        return;
    }
    ServerPage *next = pages.takeFirst();
    next->leave()->whenReady(leaving, [this, pages, leaving, then] { whenReady(pages, leaving, then); });
}

/// What is not wanted any more is read to its end all the same, which takes a server its time.
void Workspace::endOnceListed()
{
    const QList<ServerPage *> all = pages();
    for (ServerPage *page : all)
        page->stopListing();
    m_listings.whenIdle(windows().constLast(), [this] { endUnlessBusy(); });
}

/// Who waited for a server may have begun something else meanwhile, in another window.
void Workspace::endUnlessBusy()
{
    const QList<ServerPage *> all = pages();
    if (showFailure(Pages(all.begin(), all.end())))
        return;
    if (std::ranges::any_of(all, [](ServerPage *page) { return page->leave()->isBusy(); }))
        quit();
    else
        end();
}

void Workspace::end()
{
    if (m_ended) // asked for twice
        return;
    if (const Error error = m_session.finish())
        tell(error);
    m_ended = true;
    const QList<MainWindow *> all = windows();
    for (MainWindow *window : all)
        window->letGo();
}

MainWindow *Workspace::makeWindow()
{
    m_windows.push_back(std::make_unique<MainWindow>(this));
    MainWindow *window = m_windows.back().get();
    connect(window, &MainWindow::closed, this, &Workspace::dropClosed, Qt::QueuedConnection);
    connect(window, &MainWindow::closed, this, &Workspace::noteChange);
    connect(window, &MainWindow::changed, this, &Workspace::noteChange);
    connect(window, &MainWindow::activated, this, [this, window] {
        const auto place = std::ranges::find_if(m_windows, [window](const auto &each) { return each.get() == window; });
        if (place != m_windows.end())
            std::rotate(place, place + 1, m_windows.end());
    });
    return window;
}

std::unique_ptr<ServerPage> Workspace::makePage(const KeptPage &kept)
{
    return std::make_unique<ServerPage>(this, kept, m_session.placesOf(kept.id));
}

MainWindow *Workspace::windowOf(const ServerPage *page) const
{
    for (const std::unique_ptr<MainWindow> &window : m_windows) {
        if (window->pages().contains(page))
            return window.get();
    }
    return nullptr;
}

ServerPage *Workspace::blankPage()
{
    MainWindow *window = windows().constLast();
    if (window->page() && window->page()->isBlank())
        return window->page();
    return openPage(window);
}

QList<ServerPage *> Workspace::pages() const
{
    QList<ServerPage *> pages;
    for (const MainWindow *window : windows())
        pages += window->pages();
    return pages;
}

QList<OpenServer> Workspace::openServers(const ServerPage *page) const
{
    QList<OpenServer> servers;
    const QList<ServerPage *> all = pages();
    for (ServerPage *other : all) {
        if (other != page && !other->isBlank())
            servers.append(other->openServer());
    }
    return servers;
}

void Workspace::noteChange()
{
    const QList<MainWindow *> all = windows();
    for (MainWindow *window : all)
        window->updateActions();
    if (!m_ended)
        emit pagesChanged();
}

/// A server that is gone without a word is noticed at once, and one that is waited for is tried at once.
void Workspace::checkConnections(const QString &reason)
{
    const QList<ServerPage *> all = pages();
    for (ServerPage *page : all)
        page->checkConnection(reason);
}

void Workspace::tell(const Error &error)
{
    const QList<MainWindow *> all = windows();
    if (!all.isEmpty())
        all.constLast()->tell(error.text);
}

void Workspace::dropClosed()
{
    m_closedPages.clear();
    std::erase_if(m_windows, [](const std::unique_ptr<MainWindow> &window) { return window->isClosed(); });
}

QList<KeptWindow> Workspace::collect() const
{
    QList<KeptWindow> kept;
    for (const MainWindow *window : windows())
        kept.append(window->kept());
    return kept;
}

void Workspace::logTo(const QString &path)
{
    m_logGiven = true;
    m_logError = m_logFile.open(path);
}

QString Workspace::logNote() const
{
    if (!m_logGiven || !m_logFile.isOpen())
        return {};
    return tr("Until the program ends, the log goes to %1, as was asked on the command line.").arg(m_logFile.path());
}

Error Workspace::usePreferences(const Preferences &preferences)
{
    if (const Error error = openLog(preferences))
        return error;
    m_settings.setPreferences(preferences);
    m_appearance.apply();
    emit preferencesUsed();
    return {};
}

Error Workspace::openLog(const Preferences &preferences)
{
    if (m_logGiven)
        return {};
    const QString path = preferences.logPath.isEmpty() ? Settings::usualLogPath() : preferences.logPath;
    if (!preferences.logs)
        m_logFile.close();
    if (!preferences.logs || (m_logFile.isOpen() && m_logFile.path() == path))
        return {};
    if (preferences.logPath.isEmpty())
        QDir().mkpath(QFileInfo(path).absolutePath()); // what is wrong with it is told by opening
    const QString before = m_logFile.path();
    const Error error = m_logFile.open(path);
    if (error && !before.isEmpty())
        (void)m_logFile.open(before);
    return error;
}

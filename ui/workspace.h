#pragma once

#include "app/logfile.h"
#include "app/profiles/keyring.h"
#include "app/profiles/profilestore.h"
#include "app/profiles/secretstore.h"
#include "app/sandbox/sandbox.h"
#include "connection/networkwatch.h"
#include "connection/text/keydumps.h"
#include "ui/appearance.h"
#include "ui/desktopnotices.h"
#include "ui/listingwait.h"
#include "ui/profiles/forgottensecrets.h"
#include "ui/profiles/profilehistory.h"
#include "ui/serverpage.h"
#include "ui/session/windowsession.h"
#include "ui/settings.h"
#include "ui/sleepwatch.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

class MainWindow;

/// What all windows of the program share, and the windows themselves with their pages.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] Settings *settings() { return &m_settings; }
    [[nodiscard]] Appearance *appearance() { return &m_appearance; }
    [[nodiscard]] const LogFile *logFile() const { return &m_logFile; }
    [[nodiscard]] Sandbox *sandbox() { return &m_sandbox; }
    /// By which the keys of all servers are listed.
    [[nodiscard]] KeyDumps *dumps() { return &m_dumps; }
    [[nodiscard]] DesktopNotices *notices() { return &m_notices; }
    [[nodiscard]] ProfileStore *profiles() { return &m_profiles; }
    [[nodiscard]] ProfileHistory *history() { return &m_history; }
    [[nodiscard]] SecretStore *secrets() { return &m_keyring; }
    /// What was given since the program started, and is kept nowhere else.
    [[nodiscard]] SecretStore *sessionSecrets() { return &m_sessionSecrets; }

    /// Opens the windows of the last time with their pages, none of them connected, or a first one. Answers the one in front. Once.
    MainWindow *restore();
    /// Opens one more window with a page that is for nothing yet. A window lives until the event loop runs after it was closed, at the
    /// longest as long as we do.
    MainWindow *openWindow();
    /// The one in front is the last.
    [[nodiscard]] QList<MainWindow *> windows() const;

    enum class Opening { Front, Another };
    /// Connects to the server of a profile, in a new tab of the window in front, or goes to the tab that it has, unless `Another` is wished
    /// for. Null: there is no such profile.
    ServerPage *openProfile(const QString &id, Opening opening = Opening::Front);
    /// The same for a name, once the profiles have been read; what is wrong with it is said in the status bar.
    void openProfileNamed(const QString &name);
    /// Connects to what `url` names in a new tab of the window in front.
    ServerPage *openAddress(const QString &url);
    ServerPage *openSandbox();
    /// Connects the page of a profile, as the profile is now. Secrets that it needs are fetched here.
    void connectProfile(ServerPage *page, const QString &id);
    /// The servers of all pages but `page` that are for one.
    [[nodiscard]] QList<OpenServer> openServers(const ServerPage *page) const;
    /// Those that have a page.
    [[nodiscard]] QSet<QString> openProfiles() const;

    /// A page that is for nothing yet, in a tab of `window`.
    ServerPage *openPage(MainWindow *window);
    /// One more for the same server, connected if `page` is.
    ServerPage *duplicatePage(ServerPage *page);
    /// Into another window; null: a new one. Its connection stays.
    void movePage(ServerPage *page, MainWindow *to);
    /// Closes them for good, after the person has seen to what would be lost.
    void closePages(const QList<ServerPage *> &pages);
    /// Closes a window for good with its pages; the last one as quit() does.
    void closeWindow(MainWindow *window);
    /// Ends the program: all windows come back at the next start.
    void quit();

    /// Writes a log file at `path`, whatever the preferences say.
    void logTo(const QString &path);
    /// Why the log file that is wished for is not written.
    [[nodiscard]] const Error &logError() const { return m_logError; }
    /// What the person should know when they choose a log file; empty: nothing.
    [[nodiscard]] QString logNote() const;
    /// Makes them hold, for good; an Error says why the log file cannot be written, and leaves everything as it was.
    [[nodiscard]] Error usePreferences(const Preferences &preferences);

signals:
    /// Windows or pages came, went or changed what they are for.
    void pagesChanged();
    /// Other preferences hold.
    void preferencesUsed();

private:
    using Pages = QList<QPointer<ServerPage>>;

    [[nodiscard]] MainWindow *makeWindow();
    [[nodiscard]] std::unique_ptr<ServerPage> makePage(const KeptPage &kept);
    [[nodiscard]] MainWindow *windowOf(const ServerPage *page) const;
    [[nodiscard]] ServerPage *blankPage();
    [[nodiscard]] QList<ServerPage *> pages() const;
    void removePages(const Pages &pages);
    /// Calls `then` once all of them can go; not at all if the person cancels, or something fails meanwhile that they are to see.
    void leave(const Pages &pages, PageLeave::Leaving leaving, const std::function<void()> &then);
    [[nodiscard]] static bool showFailure(const Pages &pages);
    void whenReady(Pages pages, PageLeave::Leaving leaving, const std::function<void()> &then);
    void endOnceListed();
    void endUnlessBusy();
    void end();
    void noteChange();
    void checkConnections(const QString &reason);
    void tell(const Error &error);
    void dropClosed();
    [[nodiscard]] QList<KeptWindow> collect() const;
    [[nodiscard]] Error openLog(const Preferences &preferences);

    Settings m_settings;
    Appearance m_appearance;
    LogFile m_logFile;
    Sandbox m_sandbox;
    ProfileStore m_profiles;
    Keyring m_keyring;
    SessionSecrets m_sessionSecrets;
    ForgottenSecrets m_forgotten;
    ProfileHistory m_history; ///< after what it tells its end
    SleepWatch m_sleep;
    DesktopNotices m_notices;
    NetworkWatch m_network;
    KeyDumps m_dumps;
    ListingWait m_listings;
    WindowSession m_session;
    bool m_logGiven = false; ///< on the command line
    Error m_logError;
    bool m_ended = false;                                   ///< what is open is no longer what comes back
    std::vector<std::unique_ptr<MainWindow>> m_windows;     ///< they look at all of the above
    std::vector<std::unique_ptr<ServerPage>> m_closedPages; ///< until the event loop runs
};

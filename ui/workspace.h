#pragma once

#include "app/logfile.h"
#include "app/profiles/keyring.h"
#include "app/profiles/profilestore.h"
#include "app/sandbox/sandbox.h"
#include "ui/appearance.h"
#include "ui/settings.h"

#include <QObject>

#include <memory>
#include <vector>

class MainWindow;
class ServerPage;

/// What all windows of the program share, and the windows themselves.
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
    [[nodiscard]] ProfileStore *profiles() { return &m_profiles; }
    [[nodiscard]] SecretStore *secrets() { return &m_keyring; }

    /// Opens one more window, with one page in it. It lives until the event loop runs after it was closed, at the longest as long as we do.
    MainWindow *openWindow();

    /// Writes a log file at `path`, whatever the preferences say.
    void logTo(const QString &path);
    /// Why the log file that is wished for is not written.
    [[nodiscard]] const Error &logError() const { return m_logError; }
    /// What the person should know when they choose a log file; empty: nothing.
    [[nodiscard]] QString logNote() const;
    /// Makes them hold, for good; an Error says why the log file cannot be written, and leaves everything as it was.
    [[nodiscard]] Error usePreferences(const Preferences &preferences);

private:
    [[nodiscard]] Error openLog(const Preferences &preferences);
    void dropClosedWindows();

    Settings m_settings;
    Appearance m_appearance;
    LogFile m_logFile;
    Sandbox m_sandbox;
    ProfileStore m_profiles;
    Keyring m_keyring;
    bool m_logGiven = false; ///< on the command line
    Error m_logError;
    std::vector<std::unique_ptr<MainWindow>> m_windows; ///< they look at all of the above
};

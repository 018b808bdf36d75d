#include "ui/workspace.h"

#include "ui/mainwindow.h"
#include "ui/serverpage.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

Workspace::Workspace(QObject *parent)
    : QObject(parent)
    , m_appearance(&m_settings)
    , m_logError(openLog(m_settings.preferences()))
{
    m_profiles.load();
}

Workspace::~Workspace()
{
    m_sandbox.disconnect();
    m_windows.clear();
}

MainWindow *Workspace::openWindow()
{
    m_windows.push_back(std::make_unique<MainWindow>(this));
    MainWindow *window = m_windows.back().get();
    connect(window, &MainWindow::closed, this, &Workspace::dropClosedWindows, Qt::QueuedConnection);
    window->addPage(std::make_unique<ServerPage>(this));
    window->show();
    QTimer::singleShot(0, &m_appearance, &Appearance::followDesktop);
    return window;
}

void Workspace::dropClosedWindows()
{
    std::erase_if(m_windows, [](const std::unique_ptr<MainWindow> &window) { return window->isClosed(); });
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

#include "app/commandline.h"
#include "app/headless.h"
#include "app/logfile.h"
#include "ui/workspace.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QTimer>

#include <clocale>
#include <csignal>
#include <cstdio>

#ifdef __GLIBC__
#    include <malloc.h>
#endif

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("slabscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SLABSCOPE_VERSION));
}

QByteArrayList argumentBytes(int argc, char **argv)
{
    return QByteArrayList(argv, argv + argc);
}

int refuse(const Error &error)
{
    Headless::report(CommandLine::tr("error: %1").arg(error.text));
    return Headless::WrongInput;
}

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
}

int runWithoutWindow(int argc, char **argv)
{
    const QByteArrayList arguments = argumentBytes(argc, argv);
    QCoreApplication application(argc, argv);
    // Scripts that read what we say read English, the system's words in it too.
    QLocale::setDefault(QLocale::c());
    std::setlocale(LC_MESSAGES, "C");
    // A reader of ours that goes away is told by write().
    std::signal(SIGPIPE, SIG_IGN);

    const auto parsed = CommandLine::parse(arguments);
    if (const auto *error = std::get_if<Error>(&parsed))
        return refuse(*error);
    const auto &line = std::get<CommandLine>(parsed);
    if (line.action == CommandLine::Action::ShowHelp) {
        print(CommandLine::helpText());
        return Headless::Succeeded;
    }
    if (line.action == CommandLine::Action::ShowVersion) {
        print(QStringLiteral("slabscope %1\n").arg(QCoreApplication::applicationVersion()));
        return Headless::Succeeded;
    }
    LogFile log;
    if (const Error error = line.logFile.isEmpty() ? Error() : log.open(line.logFile))
        Headless::report(CommandLine::tr("warning: %1").arg(error.text));
    Headless run(line);
    QObject::connect(&run, &Headless::finished, &application, &QCoreApplication::exit);
    QTimer::singleShot(0, &run, &Headless::start);
    return application.exec();
}

/// The results of a run that is dropped make room for those of the next: by its own measure glibc would give each block back to the system,
/// which then zeroes it page by page. Nor has each thread a heap of its own: what one leaves behind is of use to the next, and only the
/// main heap is ever given back whole (glibc, malloc_trim).
void reuseFreedMemory()
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    mallopt(M_ARENA_MAX, 1);
#endif
}

/// Qt ends the program with abort() where it finds no display; better to say so.
bool hasDisplay(const QByteArrayList &arguments)
{
#ifdef Q_OS_LINUX
    for (const QByteArray &argument : arguments) {
        if (argument == "-platform" || argument == "--platform")
            return true;
    }
    const bool x11 = !qEnvironmentVariableIsEmpty("DISPLAY");
    const bool wayland = !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM");
    if (platform.startsWith("xcb"))
        return x11;
    if (platform.startsWith("wayland"))
        return wayland;
    return !platform.isEmpty() || x11 || wayland;
#else
    Q_UNUSED(arguments)
    return true;
#endif
}

/// Drawn for each size, so that no plugin is asked for.
QIcon programIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/appicon/slabscope-%1.png").arg(size), QSize(size, size));
    return icon;
}

int runWindow(int argc, char **argv)
{
    if (!hasDisplay(argumentBytes(argc, argv)))
        return refuse(
            {.code = Error::Code::Invalid,
             .text = CommandLine::tr("There is no display to open a window on. Commands run without one: see slabscope --help.")});
    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral(SLABSCOPE_ID));
    QApplication::setWindowIcon(programIcon());
    // Qt has taken its own options out.
    const auto parsed = CommandLine::parse(argumentBytes(argc, argv));
    if (const auto *error = std::get_if<Error>(&parsed))
        return refuse(*error);
    const auto &line = std::get<CommandLine>(parsed);
    Workspace workspace;
    if (!line.logFile.isEmpty())
        workspace.logTo(line.logFile);
    workspace.restore();
    if (line.sandbox)
        workspace.openSandbox();
    else if (!line.profile.isEmpty())
        workspace.openProfileNamed(line.profile);
    else if (!line.url.isEmpty())
        workspace.openAddress(line.url);
    return application.exec();
}

} // namespace

int main(int argc, char **argv)
{
    nameProgram();
    reuseFreedMemory();
    if (CommandLine::needsNoDisplay(argumentBytes(argc, argv)))
        return runWithoutWindow(argc, argv);
    return runWindow(argc, argv);
}

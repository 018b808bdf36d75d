#include "ui/diagnostics.h"

#include "app/logfile.h"
#include "ui/escapedtext.h"
#include "ui/theme.h"

#include <QApplication>
#include <QMetaEnum>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>
#include <QUrl>

namespace {

constexpr qsizetype mostLogLines = 60;

/// Lets through what may be shown to strangers.
class SecretFilter
{
public:
    explicit SecretFilter(const Credentials &credentials)
    {
        for (const QString &secret : {credentials.password, QString::fromLatin1(QUrl::toPercentEncoding(credentials.password))}) {
            if (!secret.isEmpty())
                m_secrets.append(secret);
        }
    }

    [[nodiscard]] QString operator()(const QString &line) const
    {
        for (const QString &secret : m_secrets) {
            // Cut out, it could still be guessed from what is around it.
            if (line.contains(secret))
                return QStringLiteral("(left out: a secret stands in this line)");
        }
        return safeLogLine(line);
    }

private:
    QStringList m_secrets;
};

QString yesOrNo(bool yes)
{
    return yes ? QStringLiteral("yes") : QStringLiteral("no");
}

QString milliseconds(std::chrono::milliseconds time)
{
    return QStringLiteral("%1 ms").arg(time.count());
}

} // namespace

Diagnostics currentDiagnostics(const Connection &connection)
{
    Diagnostics now;
    now.programVersion = QCoreApplication::applicationVersion();
    now.qtBuilt = QStringLiteral(QT_VERSION_STR);
    now.qtRun = QString::fromLatin1(qVersion());
    now.system =
        QStringLiteral("%1, %2 %3, %4")
            .arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture());
    now.platform = QGuiApplication::platformName();
    now.style = QApplication::style()->objectName();
    now.theme = isDark(QApplication::palette()) ? QStringLiteral("dark") : QStringLiteral("light");
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (const QScreen *screen : screens) {
        const QSize size = screen->size();
        now.screens.append(QStringLiteral("%1 x %2 at %3 %").arg(size.width()).arg(size.height()).arg(screen->devicePixelRatio() * 100));
    }
    now.connectionState = QString::fromLatin1(QMetaEnum::fromType<Connection::State>().valueToKey(int(connection.state())));
    now.attempts = connection.attempts();
    now.options = connection.options();
    now.server = connection.server();
    now.error = connection.error();
    now.warning = connection.warning();
    return now;
}

QString diagnosticsText(const Diagnostics &diagnostics)
{
    const SecretFilter filter(diagnostics.options.credentials);
    QStringList lines;
    const auto add = [&lines, &filter](const char *name, const QString &text) {
        if (!text.isEmpty())
            lines.append(QLatin1String(name) + QLatin1String(": ") + filter(text));
    };
    add("Slabscope", diagnostics.programVersion);
    add("Qt", QStringLiteral("%1, built with %2").arg(diagnostics.qtRun, diagnostics.qtBuilt));
    add("System", diagnostics.system);
    add("Window", QStringLiteral("platform %1, style %2, %3").arg(diagnostics.platform, diagnostics.style, diagnostics.theme));
    add("Screens", diagnostics.screens.join(QStringLiteral(", ")));
    add("Log file", diagnostics.logFile);

    const ConnectionOptions &options = diagnostics.options;
    const BackoffTimes &backoff = options.backoff;
    add("Connection", QStringLiteral("%1, attempts: %2").arg(diagnostics.connectionState).arg(diagnostics.attempts));
    add("Address", options.place());
    add("Logs in", yesOrNo(!options.credentials.isEmpty()));
    add("Times",
        QStringLiteral("connect %1, answer %2, retry after %3 to %4")
            .arg(milliseconds(options.connectTimeout), milliseconds(options.requestTimeout), milliseconds(backoff.first),
                 milliseconds(backoff.longest)));
    if (diagnostics.error) {
        const char *code = QMetaEnum::fromType<Error::Code>().valueToKey(int(diagnostics.error.code));
        add("Last error", QStringLiteral("%1: %2").arg(QLatin1String(code), diagnostics.error.text));
    }
    add("Warning", diagnostics.warning);

    const ServerSettings &server = diagnostics.server;
    add("Server", escapedPreview(server.version, 100));
    if (server.told) {
        add("Item size limit", server.itemSizeMax ? QStringLiteral("%1 B").arg(*server.itemSizeMax) : QString());
        add("Protocol", escapedPreview(server.bindingProtocol, 100));
        add("SASL", yesOrNo(server.saslEnabled));
        add("Text authentication", yesOrNo(server.asciiAuthEnabled));
        add("CAS", yesOrNo(server.casEnabled));
        add("Dump", yesOrNo(server.dumpEnabled));
        add("Flush", yesOrNo(server.flushEnabled));
        add("Idle timeout", QStringLiteral("%1 s").arg(server.idleTimeout.count()));
        add("Clock offset", QStringLiteral("%1 s").arg(server.clockOffset.count()));
    }
    const QStringList log = diagnostics.log.mid(std::max<qsizetype>(0, diagnostics.log.size() - mostLogLines));
    if (!log.isEmpty())
        lines.append({QString(), QStringLiteral("Connection log:")});
    for (const QString &line : log)
        lines.append(filter(line));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

#include "ui/settings.h"

#include "connection/serveraddress.h"
#include "ui/settingswriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace {

constexpr qsizetype mostAddresses = 20;
constexpr qsizetype mostCommands = 500;
constexpr qsizetype mostScripts = 12;
constexpr int smallestZoom = -6;
constexpr int largestZoom = 30;

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

/// The same with TLS and without: who tries it without has not given up what was set.
QString tlsGroup(const ServerAddress &address)
{
    const QByteArray place = (address.host + QLatin1Char(':') + QString::number(address.port)).toUtf8();
    return QStringLiteral("tls/%1/").arg(QString::fromLatin1(place.toPercentEncoding()));
}

QString adviceName(AdviceLimit limit)
{
    return QStringLiteral("advice/") + QLatin1String(rangeOf(limit).name);
}

std::chrono::milliseconds readTime(const QSettings &settings, const QString &name, std::chrono::milliseconds usual,
                                   std::chrono::milliseconds least, std::chrono::milliseconds most)
{
    bool ok = false;
    const std::chrono::milliseconds time(settings.value(name).toLongLong(&ok));
    return ok ? std::clamp(time, least, most) : usual;
}

} // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"))
{
    // Commands hold keys and values, which are nobody else's business. A file that is there keeps its permissions when it is written.
    QFile file(m_settings.fileName());
    if (!file.exists() && QDir().mkpath(QFileInfo(file).absolutePath()))
        (void)file.open(QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    else
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    new SettingsWriter(&m_settings);
}

Theme Settings::theme() const
{
    const QString name = m_settings.value(QStringLiteral("window/theme")).toString();
    return name == themeName(Theme::Dark) ? Theme::Dark : name == themeName(Theme::Light) ? Theme::Light : Theme::System;
}

void Settings::setTheme(Theme theme)
{
    m_settings.setValue(QStringLiteral("window/theme"), themeName(theme));
}

ColorScheme Settings::desktopScheme() const
{
    const QString name = m_settings.value(QStringLiteral("window/desktopScheme")).toString();
    return name == QLatin1String("dark") ? ColorScheme::Dark
        : name == QLatin1String("light") ? ColorScheme::Light
                                         : ColorScheme::NoPreference;
}

void Settings::setDesktopScheme(ColorScheme scheme)
{
    const QString name = scheme == ColorScheme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
    if (scheme == ColorScheme::NoPreference)
        m_settings.remove(QStringLiteral("window/desktopScheme"));
    else
        m_settings.setValue(QStringLiteral("window/desktopScheme"), name);
}

Preferences Settings::preferences() const
{
    using std::chrono::milliseconds;
    const Preferences usual;
    Preferences kept;
    kept.theme = theme();
    kept.fixedFamily = m_settings.value(QStringLiteral("window/fixedFont")).toString();
    const int points = m_settings.value(QStringLiteral("window/fixedFontPoints")).toInt();
    kept.fixedPoints = points <= 0 ? 0 : std::clamp(points, Preferences::smallestPoints, Preferences::largestPoints);
    kept.requestTimeout = readTime(m_settings, QStringLiteral("connection/requestTimeout"), usual.requestTimeout, milliseconds(0),
                                   Preferences::longestTimeout);
    kept.connectTimeout = readTime(m_settings, QStringLiteral("connection/connectTimeout"), usual.connectTimeout, milliseconds(0),
                                   Preferences::longestTimeout);
    kept.backoff.first = readTime(m_settings, QStringLiteral("connection/firstWait"), usual.backoff.first, Preferences::shortestWait,
                                  Preferences::longestWait);
    kept.backoff.longest =
        readTime(m_settings, QStringLiteral("connection/longestWait"), usual.backoff.longest, kept.backoff.first, Preferences::longestWait);
    kept.logs = m_settings.value(QStringLiteral("log/enabled"), usual.logs).toBool();
    kept.logPath = m_settings.value(QStringLiteral("log/path")).toString();
    kept.decoders = m_keys.ownDecoders();
    kept.readings = m_keys.keptReadings();
    kept.advice = adviceLimits();
    return kept;
}

void Settings::setPreferences(const Preferences &preferences)
{
    setTheme(preferences.theme);
    m_settings.setValue(QStringLiteral("window/fixedFont"), preferences.fixedFamily);
    m_settings.setValue(QStringLiteral("window/fixedFontPoints"), preferences.fixedPoints);
    m_settings.setValue(QStringLiteral("connection/requestTimeout"), qint64(preferences.requestTimeout.count()));
    m_settings.setValue(QStringLiteral("connection/connectTimeout"), qint64(preferences.connectTimeout.count()));
    m_settings.setValue(QStringLiteral("connection/firstWait"), qint64(preferences.backoff.first.count()));
    m_settings.setValue(QStringLiteral("connection/longestWait"), qint64(preferences.backoff.longest.count()));
    m_settings.setValue(QStringLiteral("log/enabled"), preferences.logs);
    m_settings.setValue(QStringLiteral("log/path"), preferences.logPath);
    m_keys.setOwnDecoders(preferences.decoders);
    m_keys.setKeptReadings(preferences.readings);
    const AdviceLimits usual;
    for (size_t i = 0; i < adviceLimitCount; ++i) {
        const auto limit = AdviceLimit(i);
        const QString name = adviceName(limit);
        if (preferences.advice[limit] == usual[limit])
            m_settings.remove(name);
        else
            m_settings.setValue(name, preferences.advice[limit]);
    }
}

AdviceLimits Settings::adviceLimits() const
{
    AdviceLimits limits;
    for (size_t i = 0; i < adviceLimitCount; ++i) {
        bool isNumber = false;
        const double value = m_settings.value(adviceName(AdviceLimit(i))).toDouble(&isNumber);
        if (isNumber)
            limits.set(AdviceLimit(i), value);
    }
    return limits;
}

QString Settings::usualLogPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/slabscope/slabscope.log");
}

QByteArray Settings::layout(const QString &part) const
{
    return m_settings.value(QStringLiteral("window/") + part).toByteArray();
}

void Settings::setLayout(const QString &part, const QByteArray &state)
{
    m_settings.setValue(QStringLiteral("window/") + part, state);
}

QStringList Settings::addresses() const
{
    return m_settings.value(QStringLiteral("connection/addresses")).toStringList();
}

void Settings::rememberAddress(const ServerUrl &url)
{
    QStringList list = addresses();
    const QString text = shownUrl(url);
    list.removeAll(text);
    list.prepend(text);
    m_settings.setValue(QStringLiteral("connection/addresses"), list.mid(0, mostAddresses));
}

TlsOptions Settings::tlsOptions(const ServerAddress &address) const
{
    const QString group = tlsGroup(address);
    const auto kept = [this, &group](const char *name) { return m_settings.value(group + QLatin1String(name)).toString(); };
    TlsOptions options;
    options.caFile = kept("authorities");
    options.certificateFile = kept("certificate");
    options.keyFile = kept("key");
    options.serverName = kept("serverName");
    options.acceptedFingerprint = QByteArray::fromHex(kept("accepted").toLatin1());
    if (options.acceptedFingerprint.size() != 32)
        options.acceptedFingerprint.clear();
    if (kept("verification") == QLatin1String("none"))
        options.verification = TlsOptions::Verification::NotAtAll;
    return options;
}

void Settings::setTlsOptions(const ServerAddress &address, const TlsOptions &options)
{
    const QString group = tlsGroup(address);
    const auto keep = [this, &group](const char *name, const QString &value) {
        if (value.isEmpty())
            m_settings.remove(group + QLatin1String(name));
        else
            m_settings.setValue(group + QLatin1String(name), value);
    };
    keep("authorities", options.caFile);
    keep("certificate", options.certificateFile);
    keep("key", options.keyFile);
    keep("serverName", options.serverName);
    keep("accepted", QString::fromLatin1(options.acceptedFingerprint.toHex()));
    keep("verification", options.verification == TlsOptions::Verification::NotAtAll ? QStringLiteral("none") : QString());
}

QStringList Settings::commands() const
{
    return m_settings.value(QStringLiteral("workbench/commands")).toStringList();
}

void Settings::setCommands(const QStringList &commands)
{
    m_settings.setValue(QStringLiteral("workbench/commands"), commands.mid(std::max<qsizetype>(0, commands.size() - mostCommands)));
}

QStringList Settings::recentScripts() const
{
    return m_settings.value(QStringLiteral("workbench/recentScripts")).toStringList();
}

void Settings::rememberScript(const QString &path)
{
    QStringList list = recentScripts();
    list.removeAll(path);
    list.prepend(path);
    m_settings.setValue(QStringLiteral("workbench/recentScripts"), list.mid(0, mostScripts));
}

void Settings::forgetScripts()
{
    m_settings.remove(QStringLiteral("workbench/recentScripts"));
}

QStringList Settings::forgottenProfiles() const
{
    return m_settings.value(QStringLiteral("profiles/forgotten")).toStringList();
}

void Settings::setForgottenProfiles(const QStringList &ids)
{
    if (ids.isEmpty())
        m_settings.remove(QStringLiteral("profiles/forgotten"));
    else
        m_settings.setValue(QStringLiteral("profiles/forgotten"), ids);
}

bool Settings::keepsHistory(const QString &place) const
{
    return m_settings.value(QStringLiteral("monitor/keptHistories")).toStringList().contains(place);
}

QString Settings::keepHistory(const QString &place)
{
    QStringList places = m_settings.value(QStringLiteral("monitor/keptHistories")).toStringList();
    places.removeAll(place);
    places.prepend(place);
    const QString last = places.size() > mostKeptHistories ? places.last() : QString();
    m_settings.setValue(QStringLiteral("monitor/keptHistories"), places.mid(0, mostKeptHistories));
    return last;
}

void Settings::forgetHistory(const QString &place)
{
    QStringList places = m_settings.value(QStringLiteral("monitor/keptHistories")).toStringList();
    places.removeAll(place);
    m_settings.setValue(QStringLiteral("monitor/keptHistories"), places);
}

int Settings::editorZoom() const
{
    return std::clamp(m_settings.value(QStringLiteral("workbench/zoom")).toInt(), smallestZoom, largestZoom);
}

void Settings::setEditorZoom(int points)
{
    m_settings.setValue(QStringLiteral("workbench/zoom"), points);
}

QString shownUrl(const ServerUrl &url)
{
    return url.text();
}

#include "ui/settings.h"

#include "connection/serveraddress.h"

#include <QUrl>

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

} // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Slabscope"), QStringLiteral("Slabscope"))
{
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
    if (url.credentials.isEmpty())
        return url.address.text();
    const QString user = QString::fromLatin1(QUrl::toPercentEncoding(url.credentials.user));
    return QStringLiteral("memcached://%1@%2").arg(user, url.address.text());
}

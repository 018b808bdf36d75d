#include "ui/settings.h"

#include "connection/serveraddress.h"

namespace {

constexpr qsizetype mostAddresses = 20;
constexpr qsizetype mostCommands = 500;

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

QString shownUrl(const ServerUrl &url)
{
    return url.text();
}

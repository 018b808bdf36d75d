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

/// The same with TLS and without: who tries it without has not given up what was set.
QString tlsGroup(const ServerAddress &address)
{
    const QByteArray place = (address.host + QLatin1Char(':') + QString::number(address.port)).toUtf8();
    return QStringLiteral("tls/%1/").arg(QString::fromLatin1(place.toPercentEncoding()));
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

QString shownUrl(const ServerUrl &url)
{
    return url.text();
}
